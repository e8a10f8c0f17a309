# Imports bind the module, or what is taken out of it.
import math  #: math bound module math
import os.path  #: os bound module os
import json as j
from math import pi as p, floor  #: p bound 3.141592653589793; floor bound function floor
