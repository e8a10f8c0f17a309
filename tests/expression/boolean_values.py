# `and` and `or` give an operand, not a bool.
print(1 and 2, 0 and 2, "" or "x", 0 or [], None or 0 or "last")  #> 2 0 x [] last
print(not "", not [0])  #> True False


def say(value):
    print("say", value)
    return value


print(say(0) and say(1) or say(2))
#> say 0
#> say 2
#> 2
print(say(1) or say(2))
#> say 1
#> 1


class Odd:
    def __bool__(self):
        print("bool")
        return False


if Odd() or Odd():
    print("never")
#> bool
#> bool
print(not Odd())
#> bool
#> True


class Sized:
    def __len__(self):
        return 0


print(bool(Sized()), bool(object()))  #> False True
