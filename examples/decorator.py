# A decorator rebinds the name to what it returns; the original lives on in the closure of the new function.
def counted(function):
    calls = [0]

    def wrapper(*arguments):
        calls[0] += 1
        return function(*arguments)

    wrapper.calls = calls
    return wrapper


@counted
def double(number):
    return number * 2


double(4)
print(double(5), double.calls)  #> 10 [2]
