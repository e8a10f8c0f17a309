# Which methods of dicts give the value itself, and which a new dict.
value = ["value"]
table = {"key": value}
got = table.get("key")
set_default = table.setdefault("key", [])
copied = table.copy()
merged = table | {}
by_call = dict(table)
by_unpacking = {**table}
keys = dict.fromkeys(["a", "b"], value)
popped = {"key": value}.pop("key")
last = {"key": value}.popitem()
print(sorted(merged), last[0])  #> ['key'] key

# shared: value, got, set_default, copied['key'], merged['key'], by_call['key'], by_unpacking['key']
# shared: value, keys['a'], keys['b'], popped, last[1]
# apart: table, copied, merged, by_call, by_unpacking
