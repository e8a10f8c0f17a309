# random: the same seed gives CPython's numbers.
import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.uniform(1, 2))
#> 0.6394267984578837 4 f 1.2750293183691193
print(random.sample(range(100), 5), random.choices([1, 2, 3], weights=[5, 1, 1], k=6))
#> [28, 17, 94, 13, 86] [2, 1, 1, 1, 1, 1]
items = list(range(10))
random.shuffle(items)
print(items, random.getrandbits(70), random.randrange(0, 1000, 7))
#> [2, 1, 8, 7, 4, 6, 5, 3, 0, 9] 945915660517605252524 7
print(random.gauss(0, 1), random.normalvariate(0, 1), random.expovariate(2), random.triangular(0, 10, 3))
#> 0.032623373765392434 -0.18384140752295466 0.12123566902609458 5.9311658955490305
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.paretovariate(3), random.vonmisesvariate(0, 4))
#> 0.19770526760163856 1.1082116889258136 1.2275748496958219 0.06206694623028944
for seed in (0, -7, 2**100, True):
    random.seed(seed)
    print(seed, random.random())
#> 0 0.8444218515250481
#> -7 0.32383276483316237
#> 1267650600228229401496703205376 0.7586581712996778
#> True 0.13436424411240122
own = random.Random(5)
state = own.getstate()
first = [own.random() for _ in range(3)]
own.setstate(state)
print(first == [own.random() for _ in range(3)], own.randbytes(4), len(state))  #> True b'\xeakD\xf1' 3
other = random.Random(5)
print(other.random() == first[0])  #> True


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: random.choice([]))  #> IndexError: Cannot choose from an empty sequence
attempt(lambda: random.randrange(5, 5))  #> ValueError: empty range in randrange(5, 5)
attempt(lambda: random.sample([1], 2))  #> ValueError: Sample larger than population or is negative
attempt(lambda: random.getrandbits(-1))  #> ValueError: number of bits must be non-negative
