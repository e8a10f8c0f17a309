# `else` of a loop runs when the loop was not broken.
n = 0
while n < 3:
    n += 1
else:
    print("ended", n)
#> ended 3
while True:
    n -= 1
    if n == 1:
        continue
    if n < 0:
        break
    print("at", n)
else:
    print("never")
#> at 2
#> at 0
print(n)  #> -1
