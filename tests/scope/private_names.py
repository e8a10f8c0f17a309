# Names that begin with two underscores are private to the class that they are written in.
class Account:
    __count = 0

    def __init__(self, __amount):
        self.__amount = __amount
        Account.__count += 1

    def __secret(self):
        __local = self.__amount
        return sorted(locals()), __local

    def public(self):
        return self.__secret()

    def nested(self):
        def __inner():
            return [__x for __x in (self.__amount,)]

        return __inner(), __inner.__name__

    __dunder__ = "kept"


account = Account(5)
print(account.public(), account.nested())  #> (['_Account__local', 'self'], 5) ([5], '__inner')
print(sorted(n for n in vars(account)), sorted(n for n in vars(Account) if "ount_" in n or "dunder" in n))
#> ['_Account__amount'] ['_Account__count', '_Account__secret', '__dunder__']
print(Account(_Account__amount=7).public()[1])  #> 7


class _Under:
    def __m(self):
        return "found"

    def call(self):
        return self._Under__m()


class __:
    __stays = 1


print(_Under().call(), __.__stays)  #> found 1


class Import:
    import sys as __sys

    def version(self):
        return self.__sys.byteorder


print(Import().version(), "_Import__sys" in vars(Import))  #> little True
