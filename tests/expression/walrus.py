# `:=` binds inside an expression.
if (n := len("abc")) > 2:
    print("long", n)
#> long 3
while (n := n - 1) > 0:
    print(n)
#> 2
#> 1
print((a := 1, b := a + 1), a, b)  #> (1, 2) 1 2
print([found for x in range(6) if (found := x * 2) > 6], found)  #> [8, 10] 10
f = lambda v: (w := v) + w
print(f(3))  #> 6
print(f"{(q := 5)} {q:=3}")  #> 5   5
