# upper, lower, title, capitalize, swapcase, casefold: one character may become several.
print("Hello World".upper(), "Hello World".lower(), "hello world".title(), "hELLO wORLD".capitalize(), "Hello".swapcase())
#> HELLO WORLD hello world Hello World Hello world hELLO
print("straße".upper(), "ﬁne".upper(), "ŉ".upper(), "ß".title(), "ß".capitalize(), "ǆ".title(), "ǆ".upper(), "Ǆ".lower())
#> STRASSE FINE ʼN Ss Ss ǅ Ǆ ǆ
print("they're bill's friends".title(), "3rd time".title(), "a1b2".title(), "x_y-z".title(), "ÉCOLE".capitalize())
#> They'Re Bill'S Friends 3Rd Time A1B2 X_Y-Z École
print("ΑΣ ΣΑΣ Σ".lower(), "ΌΣΟΣ".title(), "İ".lower() == "i̇", len("İ".lower()), "ı".upper(), "ſ".upper())
#> ας σας σ Όσος True 2 I S
print("Straße".casefold(), "STRASSE".casefold() == "straße".casefold(), "ﬀ".casefold(), "Σς".casefold(), "Ǆ".casefold())
#> strasse True ff σσ ǆ
print("éÀ".swapcase(), "ǅ".swapcase(), "abc123".upper(), "".upper(), "中文".upper(), "ა".upper(), "Ა".lower(), "ა".title())
#> Éà ǅ ABC123  中文 Ა ა ა
print("𐐨".upper(), "𐐀".lower(), ascii("\ud800a".upper()), ascii("𝐚".upper()))  #> 𐐀 𐐨 '\ud800A' '\U0001d41a'
for method in (str.upper, str.lower, str.title):
    print(method.__name__, method("mIxEd cAsE"))
#> upper MIXED CASE
#> lower mixed case
#> title Mixed Case
try:
    "a".upper(1)
except TypeError as error:
    print(error)
#> str.upper() takes no arguments (1 given)
