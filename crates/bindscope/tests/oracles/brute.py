
# ---- the oracle: it sees the objects themselves; its names begin with an underscore ----
import ast as _ast

def _parts(o):
    kind = type(o)
    if kind in (list, tuple):
        return [(('item', n), v) for n, v in enumerate(o)]
    if kind is dict:
        return [(('item', k), v) for k, v in o.items()]
    if kind is Node:
        return [(('attribute', k), v) for k, v in o.__dict__.items()]
    if kind is type(make):
        found = [(('default', n), v) for n, v in enumerate(o.__defaults__ or ())]
        found += [(('keyword default', n), v) for n, v in (o.__kwdefaults__ or {}).items()]
        found += [(('attribute', k), v) for k, v in o.__dict__.items()]
        return found + [(('cell', n), v) for n, v in enumerate(o.__closure__ or ())]
    if kind.__name__ == 'cell':
        return [('contents', o.cell_contents)]
    return []

def _is_object(o):
    return not isinstance(o, (int, float, str, bytes, type(None), type, type(copy)))

def _changes(o):
    return type(o) in (list, dict, Node) or type(o).__name__ == 'cell'

def _names():
    return {n: v for n, v in globals().items() if not n.startswith('_') and _is_object(v)}

def _reached(start):
    # Objects by identity, each with its distance.
    found = {id(o): (0, o) for o in start}
    waiting = list(found.values())
    while waiting:
        further = []
        for distance, o in waiting:
            for _, part in _parts(o):
                if _is_object(part) and id(part) not in found:
                    found[id(part)] = (distance + 1, part)
                    further.append(found[id(part)])
        waiting = further
    return found

def _slot(tree):
    # The place that a path ends in, and how many steps the path has.
    ev = lambda t: eval(compile(_ast.Expression(t), '<path>', 'eval'), globals())
    if isinstance(tree, _ast.Name):
        return ('name', tree.id), 0
    if isinstance(tree, _ast.Attribute):
        key = 'contents' if tree.attr == 'cell_contents' else ('attribute', tree.attr)
        base = tree.value
    else:
        base, key = tree.value, ('item', _ast.literal_eval(tree.slice))
        special = {'__defaults__': 'default', '__kwdefaults__': 'keyword default', '__closure__': 'cell'}
        if isinstance(base, _ast.Attribute) and base.attr in special:
            base, key = base.value, (special[base.attr], key[1])
    return (id(ev(base)), key), _slot(base)[1] + 1

def _who(name, paths):
    target = globals()[name]
    reached = _reached(_names().values())
    slots = {('name', n): 0 for n, v in _names().items() if v is target}
    for distance, holder in reached.values():
        for key, part in _parts(holder):
            if part is target:
                slots[id(holder), key] = distance + 1
    told = {}
    for path in paths:
        slot, steps = _slot(_ast.parse(path, mode='eval').body)
        told[slot] = steps
    if told != slots:
        print('who', name, 'is', paths, 'but there are', sorted(map(str, slots.items())), 'and told', sorted(map(str, told.items())))

def _shares(one, other, sentence, pairs):
    a, b = globals()[one], globals()[other]
    left, right = _reached([a]), _reached([b])
    common = {i for i in left if i in right and _changes(left[i][1])}
    if a is b or not common:
        if sentence != ('same' if a is b else 'none'):
            print('shares', one, other, sentence)
        return
    try:
        told = [(eval(p, globals()), eval(q, globals())) for p, q in pairs]
    except Exception as error:
        print('shares', one, other, pairs, repr(error))
        return
    faults = [pairs[n] for n, (p, q) in enumerate(told) if p is not q or id(p) not in common]
    inside = [{i for i in _reached([p]) if i != id(p)} for p, _ in told]
    covered = {id(p) for p, _ in told}.union(*inside)
    doubled = [pairs[n] for n, (p, _) in enumerate(told) if any(id(p) in others for m, others in enumerate(inside) if m != n)]
    if sentence != 'some' or faults or doubled or not common <= covered:
        print('shares', one, other, sentence, pairs, faults, doubled, len(common - covered))

def _ledger(sources, result, once):
    if once:
        sources = list({id(s): s for s in sources}.values())
    for source in sources:
        if not _is_object(source) or not _is_object(result) or source == ():
            continue
        theirs = _reached([source])
        levels, seen, level = '', {id(result)}, [result]
        while level and len(levels) < 6:
            changing = [o for o in level if _changes(o)]
            shared = [o for o in changing if id(o) in theirs]
            levels += '-' if not changing else 'n' if not shared else 'y' if len(shared) == len(changing) else 's'
            further = []
            for o in level:
                for _, part in _parts(o):
                    if _is_object(part) and id(part) not in seen:
                        seen.add(id(part))
                        further.append(part)
            level = further
        levels = levels[0] + levels[1:].rstrip('-')
        print('same' if source is result else 'new', levels)
