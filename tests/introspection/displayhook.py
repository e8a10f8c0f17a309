# sys.displayhook prints what a single statement gives, and binds _ in builtins.
import builtins
import sys
sys.displayhook(5)  #> 5
print(builtins._)  #> 5
sys.displayhook(None)
print(builtins._)  #> 5
seen = []
sys.displayhook = seen.append
exec(compile("1 + 1", "<s>", "single"))
print(seen)  #> [2]
sys.displayhook = sys.__displayhook__
exec(compile("'text'", "<s>", "single"))  #> 'text'
