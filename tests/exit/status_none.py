# SystemExit without a value, or with None or 0, is a success.
import sys

for arguments in ((), (None,), (0,), (False,)):
    try:
        sys.exit(*arguments)
    except SystemExit as end:
        print(repr(end.code), end.args)
try:
    raise SystemExit(1, 2)
except SystemExit as end:
    print(end.code)
sys.exit()
#> None ()
#> None ()
#> 0 (0,)
#> False (False,)
#> (1, 2)
