# Small numbers and names in a program's text are one object each; equal lists never are.
import sys

small = 7
also_small = 7
print(small is also_small)  #> True

word = "spam"
same_word = "spam"
print(word is same_word)    #> True

made = "".join(["sp", "am"])
print(made == word)                           #> True
print(sys.intern(made) is sys.intern(word))   #> True

empty = ()
also_empty = tuple([])
print(empty is also_empty)  #> True

left, right = [], []
print(left is right)        #> False

# apart: left, right
