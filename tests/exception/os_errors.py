# OSError picks its subclass by the number, and keeps names of files out of args.
def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__ + ":", error)
for number in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 999):
    print(number, type(OSError(number, "text")).__name__)
#> 1 PermissionError
#> 2 FileNotFoundError
#> 3 ProcessLookupError
#> 4 InterruptedError
#> 10 ChildProcessError
#> 11 BlockingIOError
#> 13 PermissionError
#> 17 FileExistsError
#> 20 NotADirectoryError
#> 21 IsADirectoryError
#> 32 BrokenPipeError
#> 103 ConnectionAbortedError
#> 104 ConnectionResetError
#> 110 TimeoutError
#> 111 ConnectionRefusedError
#> 999 OSError
e = OSError(2, "No such file", "name.txt")
print(e.args, e.errno, e.strerror, e.filename, e.filename2)  #> (2, 'No such file') 2 No such file name.txt None
print(str(e), repr(e))  #> [Errno 2] No such file: 'name.txt' FileNotFoundError(2, 'No such file')
print(str(OSError(2, "text")), str(OSError("only")), str(OSError()), repr(OSError(1)))
#> [Errno 2] text only  OSError(1)
print(str(OSError(18, "cross", "a", None, "b")))  #> [Errno 18] cross: 'a' -> 'b'
print(BlockingIOError(11, "busy", 5).characters_written)  #> 5
attempt(lambda: OSError(11, "busy").characters_written)  #> AttributeError: characters_written
class Mine(OSError):
    def __init__(self, text):
        super().__init__(5, text, "file")
        self.text = text
m = Mine("q")
print(m.args, m, m.errno, type(m).__name__)  #> (5, 'q') [Errno 5] q: 'file' 5 Mine
try:
    open("there is no such file")
except FileNotFoundError as error:
    print(error.errno, error.filename, error)
#> 2 there is no such file [Errno 2] No such file or directory: 'there is no such file'
try:
    open(".")
except OSError as error:
    print(type(error).__name__)  #> IsADirectoryError
e.errno = 7
print(e)  #> [Errno 7] No such file: 'name.txt'
