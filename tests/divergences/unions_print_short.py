# `typing.Union[int, str]` prints as `int | str`.
#
# The library is Python 3.14's, where `typing.Union` and the type of `int | str` have become one.
# CPython 3.13 prints `typing.Union[int, str]` and `typing.Optional[int]`.
# Compare unions with `==`, or look at `typing.get_args`, instead of comparing their text.
import typing
print(typing.Union[int, str], typing.Optional[int])  #> int | str int | None
print(typing.get_args(typing.Union[int, str]), typing.Union[int, str] == int | str)
#> (<class 'int'>, <class 'str'>) True
