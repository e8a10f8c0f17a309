# str.join takes any iterable of strings and says which item is none.
print(",".join(["a", "b", "c"]), "".join([]), "-".join(["x"]), ", ".join("abc"), "é".join("xy"))
#> a,b,c  x a, b, c xéy
print("".join(str(n) for n in range(10)), "|".join({"k": 1, "l": 2}), " ".join(("a", "", "b")))
#> 0123456789 k|l a  b
print("".join(map(chr, range(97, 103))), "\n".join(["1", "2"]).splitlines())  #> abcdef ['1', '2']
parts = ["only"]
print("".join(parts) is parts[0], ",".join(parts) is parts[0])  #> True True
for call in ("','.join([1])", "','.join(['a', None])", "','.join(5)", "','.join()", "','.join(['a', b'b'])", "''.join('a', 'b')"):
    try:
        print(eval(call))
    except TypeError as error:
        print(error)
#> sequence item 0: expected str instance, int found
#> sequence item 1: expected str instance, NoneType found
#> can only join an iterable
#> str.join() takes exactly one argument (0 given)
#> sequence item 1: expected str instance, bytes found
#> str.join() takes exactly one argument (2 given)


def numbers():
    yield "1"
    raise KeyError("stop")


try:
    ",".join(numbers())
except KeyError as error:
    print("KeyError", error)
#> KeyError 'stop'
print(len("ab".join(["x"] * 1000)), len("".join(["abc"] * 10000)))  #> 2998 30000
