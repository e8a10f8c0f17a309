# hashlib: digests of known texts, in pieces, copied.
import hashlib
import hmac

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"):
    h = hashlib.new(name)
    h.update(b"hello ")
    h.update(b"world" * 50)
    print(name, h.digest_size, h.block_size, h.hexdigest())
#> md5 16 64 ad818c518842c7bfa3a938ff584fc077
#> sha1 20 64 8fb0697baa5b49cf9edcdc808462da5a85267592
#> sha224 28 64 89b26b4db268b1d950562bb7cfdb82c4a80a9af4e1b06383fd03ff88
#> sha256 32 64 3253b9c1045ceed24f4dc18dcded2fa5778ad1c2def7a03c8fff9482cfe2c6e7
#> sha384 48 128 a5ca191f9d837fdbb1044ff66dad5d364c48668684dfb44a5fe898a58256edbb2a9770e5fc82cdff48a62519cdd31d8c
#> sha512 64 128 b7684cd76184077376c3ef5620497f127d3ad331433ce5278f3d7d0acfc09edeff31ce0e60dba5d9949ddff5037c11aef6a585d7757342d125be47f3e2a7c6eb
#> sha3_256 32 136 50ab7e51deb8a778f6a4ba29c7339c31fa95c48dc343f9a680aff5032622b007
#> sha3_512 64 72 fdb8747ec72adda78e4b6f8e19fd52de711d555de3ddf81780b2f12a25c58276e88033ee05f1b472e80b04847500d5e509a542aa8142cb8544cd07b4bcc50bbb
#> blake2b 64 128 0f012360ee1be4b1056aeafbab5ccedbb5e17f20626372b8e6475a08a4bcb5189d75549142166190b22491dc50bcdb635e6564a93638232613857fa094c739b9
#> blake2s 32 64 c8c62afe19565f351be70d9ebfb9ec3d77690d9a57c294b374fedaf78e14ea67
print(hashlib.md5(b"").hexdigest(), hashlib.sha256(b"abc").hexdigest())
#> d41d8cd98f00b204e9800998ecf8427e ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
print(hashlib.shake_128(b"abc").hexdigest(10), hashlib.shake_256(b"abc").digest(4))  #> 5881092dd818bf5cf8a3 b'H3f`'
print(hashlib.blake2b(b"x", digest_size=8, key=b"secret", salt=b"s", person=b"p").hexdigest())  #> ac964bcf661244f5
print(hashlib.blake2s(b"x" * 200, digest_size=16).hexdigest(), hashlib.sha512(b"a" * 1000).hexdigest()[:16])
#> bad20b998280e4ce9d7d511b1ad55a63 67ba5535a46e3f86
first = hashlib.sha1(b"a")
second = first.copy()
second.update(b"b")
print(first.hexdigest(), second.hexdigest(), first.name)
#> 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8 da23614e02469a0d7c7bd1bdab5c9c474b1904dc sha1
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.compare_digest("a", "a"))
#> 6e9ef29b75fffc5b7abae527d58fdadb2fe42e7219011976917343065f58ed4a True


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: hashlib.md5("text"))  #> TypeError: Strings must be encoded before hashing
attempt(lambda: hashlib.new("nothing"))  #> ValueError: unsupported hash type nothing
