# What `copy` and `deepcopy` share with the original: shallow copies the parts, deep ones only what cannot change.
import copy


class Box:
    def __init__(self, content):
        self.content = content


inner = [1, 2]
box = Box(inner)
shallow, deep = copy.copy(box), copy.deepcopy(box)
twice = [inner, inner]
twice_deep = copy.deepcopy(twice)
pair = (inner, "text")
pair_copy, pair_deep = copy.copy(pair), copy.deepcopy(pair)
plain = (1, ("a", 2))
plain_deep = copy.deepcopy(plain)
loop = []
loop.append(loop)
loop_deep = copy.deepcopy(loop)
print(twice_deep, plain_deep)  #> [[1, 2], [1, 2]] (1, ('a', 2))

# shared: inner, box.content, shallow.content
# apart: box, shallow, deep
# apart: inner, deep.content
# shared: twice_deep[0], twice_deep[1]
# apart: twice[0], twice_deep[0]
# shared: pair, pair_copy
# apart: pair, pair_deep
# shared: plain, plain_deep
# shared: loop_deep, loop_deep[0]
# apart: loop, loop_deep
