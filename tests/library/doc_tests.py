# doctest: examples in docstrings are run and compared.
import doctest
def double(x):
    """Twice x.

    >>> double(2)
    4
    >>> double('ab')
    'abab'
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> [double(i) for i in range(20)] # doctest: +ELLIPSIS
    [0, 2, ..., 38]
    """
    return x * 2
parser = doctest.DocTestParser()
test = parser.get_doctest(double.__doc__, {'double': double}, 'double', None, 0)
print(len(test.examples), test.examples[0].source.strip(), test.examples[0].want.strip())  #> 4 double(2) 4
print(doctest.DocTestRunner(verbose=False).run(test))  #> TestResults(failed=0, attempted=4)
bad = parser.get_doctest('>>> 1 + 1\n3\n', {}, 'bad', None, 0)
print(doctest.DocTestRunner(verbose=False).run(bad, out=lambda text: None))  #> TestResults(failed=1, attempted=1)
