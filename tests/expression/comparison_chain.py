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
print(1 in [1] in [[1]], 1 in [1, 2] == True)  #> True False
print(None is not 1, 3 not in (1, 2))  #> True True

#2> comparison_chain.py:12: SyntaxWarning: "is not" with 'int' literal. Did you mean "!="?
#2>   print(None is not 1, 3 not in (1, 2))
