# When a program ends its objects die: __del__ runs, also for what a list still holds.
class Noisy:
    def __del__(self):
        print("end")


items = [[Noisy()]]
alias = items
print("the program is over")
#> the program is over
#> end
