value = "first"
from . import second
name = second.name
