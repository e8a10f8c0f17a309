# zlib and gzip: what is packed is unpacked, in one piece or in many; checksums; damaged and cut data.
import gzip
import io
import zlib

data = b"the quick brown fox jumps over the lazy dog. " * 400
for level in (0, 1, 6, 9, -1):
    assert zlib.decompress(zlib.compress(data, level)) == data
print(len(zlib.compress(data)) < len(data) // 20)  #> True
for wbits in (15, -15, 31):
    packer = zlib.compressobj(wbits=wbits)
    packed = packer.compress(data[:100]) + packer.flush(zlib.Z_SYNC_FLUSH) + packer.compress(data[100:]) + packer.flush()
    print(wbits, zlib.decompress(packed, wbits) == data)
#> 15 True
#> -15 True
#> 31 True
# As the C library packs it.
print(zlib.decompress(bytes.fromhex("789ccb48cdc9c9070006 2c0215".replace(" ", ""))))  #> b'hello'

unpacker = zlib.decompressobj()
packed = zlib.compress(data)
out = b""
for at in range(0, len(packed), 7):
    out += unpacker.decompress(packed[at : at + 7])
print(out == data, unpacker.eof, unpacker.unused_data)  #> True True b''
unpacker = zlib.decompressobj()
print(unpacker.decompress(packed + b"rest", 10), unpacker.eof, len(unpacker.unconsumed_tail) > 0)
#> b'the quick ' False True
rest = unpacker.decompress(unpacker.unconsumed_tail)
print(rest == data[10:], unpacker.eof, unpacker.unused_data, unpacker.unconsumed_tail)  #> True True b'rest' b'rest'

print(zlib.crc32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.adler32(data), zlib.adler32(b""))
#> 907060870 907060870 3550638184 1
for bad in (b"nonsense", packed[:-1], packed[:-1] + b"!", b""):
    try:
        zlib.decompress(bad)
    except zlib.error as error:
        print(error)
#> Error -3 while decompressing data: incorrect header check
#> Error -5 while decompressing data: incomplete or truncated stream
#> Error -3 while decompressing data: incorrect data check
#> Error -5 while decompressing data: incomplete or truncated stream
try:
    zlib.compress(b"", 10)
except zlib.error as error:
    print(error)  #> Bad compression level

packed = gzip.compress(data)
print(gzip.decompress(packed) == data, gzip.decompress(packed + packed) == data * 2)  #> True True
with gzip.open(io.BytesIO(packed), "rt") as file:
    print(file.read(9), file.tell() > 0)  #> the quick True
