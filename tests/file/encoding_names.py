# Encodings and their error handlers in text files.
import os, tempfile
path = os.path.join(tempfile.mkdtemp(), 'enc.txt')
text = 'aé€\n'
for encoding in ('utf-8', 'utf-16', 'latin-1', 'utf-8-sig', 'cp1252', 'ascii'):
    try:
        with open(path, 'w', encoding=encoding) as f:
            f.write(text)
        print(encoding, open(path, 'rb').read(), repr(open(path, encoding=encoding).read()))
    except UnicodeError as e:
        print(encoding, type(e).__name__, e)
#> utf-8 b'a\xc3\xa9\xe2\x82\xac\n' 'aé€\n'
#> utf-16 b'\xff\xfea\x00\xe9\x00\xac \n\x00' 'aé€\n'
#> latin-1 UnicodeEncodeError 'latin-1' codec can't encode character '\u20ac' in position 2: ordinal not in range(256)
#> utf-8-sig b'\xef\xbb\xbfa\xc3\xa9\xe2\x82\xac\n' 'aé€\n'
#> cp1252 b'a\xe9\x80\n' 'aé€\n'
#> ascii UnicodeEncodeError 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
with open(path, 'wb') as f:
    f.write(b'ok \xff end')
for errors in ('ignore', 'replace', 'backslashreplace', 'surrogateescape'):
    print(errors, ascii(open(path, encoding='utf-8', errors=errors).read()))
#> ignore 'ok  end'
#> replace 'ok \ufffd end'
#> backslashreplace 'ok \\xff end'
#> surrogateescape 'ok \udcff end'
try:
    open(path, encoding='utf-8').read()
except UnicodeDecodeError as e:
    print(e)  #> 'utf-8' codec can't decode byte 0xff in position 3: invalid start byte
with open(path, 'w', encoding='ascii', errors='xmlcharrefreplace') as f:
    f.write('ü')
print(open(path).read())  #> &#252;
