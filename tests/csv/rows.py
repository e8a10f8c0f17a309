# csv: rows out and in.
import csv
import io

out = io.StringIO()
writer = csv.writer(out)
writer.writerow(["plain", "a,b", 'say "hi"', "two\nlines", 1, 2.5, None, ""])
writer.writerows([["x", "y"], [""]])
print(repr(out.getvalue()))  #> 'plain,"a,b","say ""hi""","two\nlines",1,2.5,,\r\nx,y\r\n""\r\n'
print(list(csv.reader(io.StringIO(out.getvalue(), newline=""))))
#> [['plain', 'a,b', 'say "hi"', 'two\nlines', '1', '2.5', '', ''], ['x', 'y'], ['']]
print(list(csv.reader(["a;b;'c;d'", "1;;"], delimiter=";", quotechar="'")))  #> [['a', 'b', 'c;d'], ['1', '', '']]
print(list(csv.reader(["1,2.5,\"x\""], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(["a, b"], skipinitialspace=True)))
#> [[1.0, 2.5, 'x']] [['a', 'b']]
print(list(csv.reader(["a\\,b,c"], escapechar="\\")), list(csv.reader(['"a ""b"" c",d'])))
#> [['a,b', 'c']] [['a "b" c', 'd']]

people = list(csv.DictReader(["name,age", "Ann,30", "Bob,25,extra"]))
print(people)  #> [{'name': 'Ann', 'age': '30'}, {'name': 'Bob', 'age': '25', None: ['extra']}]
out = io.StringIO()
table = csv.DictWriter(out, ["name", "age"], extrasaction="ignore", lineterminator="\n")
table.writeheader()
table.writerows(people)
print(out.getvalue())
#> name,age
#> Ann,30
#> Bob,25
#>

csv.register_dialect("bars", delimiter="|", quoting=csv.QUOTE_ALL, lineterminator="\n")
out = io.StringIO()
csv.writer(out, "bars").writerow([1, "b"])
print(out.getvalue(), "bars" in csv.list_dialects(), csv.get_dialect("bars").delimiter)
#> "1"|"b"
#>  True |
csv.unregister_dialect("bars")
reader = csv.reader(["a", '"b', 'c"'])
print(list(reader), reader.line_num)  #> [['a'], ['bc']] 3


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__ + ":", error)


attempt(lambda: csv.get_dialect("bars"))  #> Error: unknown dialect
attempt(lambda: csv.reader([], delimiter=",,"))  #> TypeError: "delimiter" must be a 1-character string
attempt(lambda: list(csv.reader([1])))
#> Error: iterator should return strings, not int (the file should be opened in text mode)
attempt(lambda: list(csv.reader(['"a"b'], strict=True)))  #> Error: ',' expected after '"'
attempt(lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]))
#> Error: need to escape, but no escapechar set
attempt(lambda: csv.writer(5))  #> TypeError: argument 1 must have a "write" method
attempt(lambda: csv.writer(io.StringIO()).writerow(5))  #> Error: iterable expected, not int
attempt(lambda: csv.reader([], nonsense=1))  #> TypeError: this function got an unexpected keyword argument 'nonsense'
