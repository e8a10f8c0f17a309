# importlib: modules by name, specs, what is missing, finders of one's own.
import importlib, importlib.util, importlib.machinery, sys
print(importlib.import_module('json').__name__, importlib.import_module('.decoder', 'json').__name__)
#> json json.decoder
print(importlib.util.find_spec('json').name, importlib.util.find_spec('no_such_module'))  #> json None
for name in ('no_such_module', 'json.nope', 'sys.x'):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as e:
        print(e, '|', e.name)
#> No module named 'no_such_module' | no_such_module
#> No module named 'json.nope' | json.nope
#> No module named 'sys.x'; 'sys' is not a package | sys.x
class Finder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == 'made_up':
            return importlib.machinery.ModuleSpec(name, cls)
    @staticmethod
    def create_module(spec):
        return None
    @staticmethod
    def exec_module(module):
        module.answer = 42
sys.meta_path.append(Finder)
import made_up
print(made_up.answer, made_up.__spec__.name, made_up.__loader__ is Finder)  #> 42 made_up True
module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec('empty', None))
print(module.__name__, 'empty' in sys.modules, importlib.util.resolve_name('.x', 'a.b'))  #> empty False a.b.x
try:
    from json import nothing_there
except ImportError as e:
    print(type(e).__name__, e.name)  #> ImportError json
