# binascii and base64: bytes as text and back.
import base64
import binascii

print(binascii.hexlify(b"abc"), binascii.hexlify(b"abcdef", "-", 2), binascii.unhexlify("616263"))
#> b'616263' b'6162-6364-6566' b'abc'
print(binascii.b2a_base64(b"abcd"), binascii.a2b_base64("YW JjZA=="), binascii.crc32(b"hello"))
#> b'YWJjZA==\n' b'abcd' 907060870
print(binascii.b2a_uu(b"hello"), binascii.a2b_uu(b"%:&5L;&\\\n"), binascii.crc_hqx(b"hello", 0))
#> b'%:&5L;&\\ \n' b'hello' 50018
print(binascii.b2a_qp(b"a=b \n\xe9"), binascii.a2b_qp(b"a=3Db=20\n=E9=\nx"))  #> b'a=3Db=20\n=E9' b'a=b \n\xe9x'
print(base64.b64encode(b"\xff\xfe"), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b64decode("//4="))
#> b'//4=' b'__4=' b'\xff\xfe'
print(base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.b32decode("NBUQ===="))
#> b'NBUQ====' b'6869' b'Xk~0{Zv' b'hi'


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: binascii.unhexlify("abc"))  #> Error: Odd-length string
attempt(lambda: binascii.unhexlify("zz"))  #> Error: Non-hexadecimal digit found
attempt(lambda: binascii.a2b_base64("YWJ"))  #> Error: Incorrect padding
attempt(lambda: binascii.a2b_base64("Y"))
#> Error: Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4
attempt(lambda: binascii.hexlify("text"))  #> TypeError: a bytes-like object is required, not 'str'
attempt(lambda: base64.b64decode("YW=", validate=True))  #> Error: Incorrect padding
