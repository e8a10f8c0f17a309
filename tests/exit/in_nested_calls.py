# SystemExit passes through calls, with blocks and generators like any exception.
class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        print("leaving with", kind.__name__, value.code)


def inner():
    with Manager():
        raise SystemExit(9)


def generator():
    try:
        yield 1
        inner()
    finally:
        print("generator ends")


for item in generator():
    print(item)
#> 1
#> leaving with SystemExit 9
#> generator ends
# exit: 9
