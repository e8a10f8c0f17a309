# Modules of the library have no `__file__`: they are compiled into the binary.
#
# CPython has `json.__file__` and shows paths such as /usr/lib/python3.13/json/decoder.py in tracebacks.
# Here tracebacks say `<frozen json.decoder>`, with the source line, and the sources are asked of the loader.
# Instead of opening `module.__file__`, use `inspect.getsource(module)` or `module.__loader__.get_source(name)`.
import inspect
import json
print(hasattr(json, '__file__'))  #> False
print(json.loads.__code__.co_filename)  #> <frozen json>
print(inspect.getsource(json.loads).splitlines()[0][:9])  #> def loads
