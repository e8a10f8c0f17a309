# ast: trees, literals, visitors, and source again.
import ast
print(ast.dump(ast.parse('x = 1 + y')))
#> Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=BinOp(left=Constant(value=1), op=Add(), right=Name(id='y', ctx=Load())))])
print(ast.dump(ast.parse('f(a, *b, k=1)', mode='eval')))
#> Expression(body=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], keywords=[keyword(arg='k', value=Constant(value=1))]))
print(ast.literal_eval("{'a': [1, -2.5, (3, None)], 'b': {True, b'x'}}"))
#> {'a': [1, -2.5, (3, None)], 'b': {True, b'x'}}
for bad in ('x + 1', 'f()', '[1', '1 +'):
    try:
        ast.literal_eval(bad)
    except (ValueError, SyntaxError) as e:
        print(type(e).__name__)
#> ValueError
#> ValueError
#> SyntaxError
#> SyntaxError
class Names(ast.NodeVisitor):
    def visit_Name(self, node):
        print(node.id, node.lineno, node.col_offset, type(node.ctx).__name__)
Names().visit(ast.parse('a = b\nfor c in d:\n    del e'))
#> a 1 0 Store
#> b 1 4 Load
#> c 2 4 Store
#> d 2 9 Load
#> e 3 8 Del
class Doubled(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)
tree = ast.fix_missing_locations(Doubled().visit(ast.parse('x = 21\ny = "ab"')))
space = {}
exec(compile(tree, 'tree', 'exec'), space)
print(space['x'], space['y'], ast.unparse(tree).split('\n'))  #> 42 abab ['x = 42', "y = 'abab'"]
f = ast.parse('def f(a, /, b=1, *c, d, **e) -> int:\n    "doc"\n    return lambda: a').body[0]
print(f.name, [a.arg for a in f.args.args], ast.get_docstring(f), f.returns.id, f.end_lineno)  #> f ['b'] doc int 3
print([type(n).__name__ for n in ast.walk(ast.parse('a if b else c', mode='eval'))])
#> ['Expression', 'IfExp', 'Name', 'Name', 'Name', 'Load', 'Load', 'Load']
print(ast.Name('x').ctx.__class__.__name__, ast.Call._fields, isinstance(f, ast.stmt))
#> Load ('func', 'args', 'keywords') True
