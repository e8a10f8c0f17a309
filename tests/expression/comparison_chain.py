# Chains evaluate each operand once and stop at the first false link.
def say(value):
    print("say", value)
    return value


print(say(1) < say(2) < say(3))
#> say 1
#> say 2
#> say 3
#> True
print(say(3) < say(2) < say(9))
#> say 3
#> say 2
#> False
print(1 < 3 > 2 != 5 == 5)  #> True
print([1, 2] < [1, 3] < [2], (1,) < (1, 0), "a" < "b" <= "b")  #> True True True
a = 1
print(1 in [1] in [[1]], 1 in [1, 2] == True)  #> True False
print(None is not a, 3 not in (1, 2))  #> True True
