# Mapping patterns: keys, rest, and values from dotted names.
class Key:
    kind = "type"


def describe(subject):
    match subject:
        case {"x": x, "y": y}:
            return f"point {x} {y}"
        case {Key.kind: "circle", **rest}:
            return f"circle {rest}"
        case {"list": [first, *_]}:
            return f"list of {first}"
        case {}:
            return f"mapping of {len(subject)}"
        case _:
            return "no mapping"


for subject in ({"x": 1, "y": 2, "z": 3}, {"type": "circle", "r": 5}, {"list": [4, 5]}, {"list": []}, {}, []):
    print(subject, "->", describe(subject))
#> {'x': 1, 'y': 2, 'z': 3} -> point 1 2
#> {'type': 'circle', 'r': 5} -> circle {'r': 5}
#> {'list': [4, 5]} -> list of 4
#> {'list': []} -> mapping of 1
#> {} -> mapping of 0
#> [] -> no mapping
