# A variable of the environment that the program sets: it was not there before, in a replay either.
import os

print(os.environ.get("BINDSCOPE_TEST_FRUIT"))  #> None
os.environ["BINDSCOPE_TEST_FRUIT"] = "fig"
print(os.environ["BINDSCOPE_TEST_FRUIT"], os.getenv("BINDSCOPE_TEST_FRUIT"))  #> fig fig
del os.environ["BINDSCOPE_TEST_FRUIT"]
print("BINDSCOPE_TEST_FRUIT" in os.environ)  #> False
