from .. import first
from ..second import name as second_name
from . import leaf
