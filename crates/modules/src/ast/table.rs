//! The node classes of 3.13: `Name(base): fields`. `*` marks lists, `?` what may be None.

/// One line a class, bases before what derives from them. `@` marks classes whose nodes have a place.
pub(super) const CLASSES: &str = "\
mod(AST)
Module(mod): body* type_ignores*
Interactive(mod): body*
Expression(mod): body
FunctionType(mod): argtypes* returns
@stmt(AST)
FunctionDef(stmt): name args body* decorator_list* returns? type_comment? type_params*
AsyncFunctionDef(stmt): name args body* decorator_list* returns? type_comment? type_params*
ClassDef(stmt): name bases* keywords* body* decorator_list* type_params*
Return(stmt): value?
Delete(stmt): targets*
Assign(stmt): targets* value type_comment?
TypeAlias(stmt): name type_params* value
AugAssign(stmt): target op value
AnnAssign(stmt): target annotation value? simple
For(stmt): target iter body* orelse* type_comment?
AsyncFor(stmt): target iter body* orelse* type_comment?
While(stmt): test body* orelse*
If(stmt): test body* orelse*
With(stmt): items* body* type_comment?
AsyncWith(stmt): items* body* type_comment?
Match(stmt): subject cases*
Raise(stmt): exc? cause?
Try(stmt): body* handlers* orelse* finalbody*
TryStar(stmt): body* handlers* orelse* finalbody*
Assert(stmt): test msg?
Import(stmt): names*
ImportFrom(stmt): module? names* level?
Global(stmt): names*
Nonlocal(stmt): names*
Expr(stmt): value
Pass(stmt)
Break(stmt)
Continue(stmt)
@expr(AST)
BoolOp(expr): op values*
NamedExpr(expr): target value
BinOp(expr): left op right
UnaryOp(expr): op operand
Lambda(expr): args body
IfExp(expr): test body orelse
Dict(expr): keys* values*
Set(expr): elts*
ListComp(expr): elt generators*
SetComp(expr): elt generators*
DictComp(expr): key value generators*
GeneratorExp(expr): elt generators*
Await(expr): value
Yield(expr): value?
YieldFrom(expr): value
Compare(expr): left ops* comparators*
Call(expr): func args* keywords*
FormattedValue(expr): value conversion format_spec?
JoinedStr(expr): values*
Constant(expr): value kind?
Attribute(expr): value attr ctx=
Subscript(expr): value slice ctx=
Starred(expr): value ctx=
Name(expr): id ctx=
List(expr): elts* ctx=
Tuple(expr): elts* ctx=
Slice(expr): lower? upper? step?
expr_context(AST)
Load(expr_context)
Store(expr_context)
Del(expr_context)
boolop(AST)
And(boolop)
Or(boolop)
operator(AST)
Add(operator)
Sub(operator)
Mult(operator)
MatMult(operator)
Div(operator)
Mod(operator)
Pow(operator)
LShift(operator)
RShift(operator)
BitOr(operator)
BitXor(operator)
BitAnd(operator)
FloorDiv(operator)
unaryop(AST)
Invert(unaryop)
Not(unaryop)
UAdd(unaryop)
USub(unaryop)
cmpop(AST)
Eq(cmpop)
NotEq(cmpop)
Lt(cmpop)
LtE(cmpop)
Gt(cmpop)
GtE(cmpop)
Is(cmpop)
IsNot(cmpop)
In(cmpop)
NotIn(cmpop)
comprehension(AST): target iter ifs* is_async
@excepthandler(AST)
ExceptHandler(excepthandler): type? name? body*
arguments(AST): posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
@arg(AST): arg annotation? type_comment?
@keyword(AST): arg? value
@alias(AST): name asname?
withitem(AST): context_expr optional_vars?
match_case(AST): pattern guard? body*
@pattern(AST)
MatchValue(pattern): value
MatchSingleton(pattern): value
MatchSequence(pattern): patterns*
MatchMapping(pattern): keys* patterns* rest?
MatchClass(pattern): cls patterns* kwd_attrs* kwd_patterns*
MatchStar(pattern): name?
MatchAs(pattern): pattern? name?
MatchOr(pattern): patterns*
type_ignore(AST)
TypeIgnore(type_ignore): lineno tag
@type_param(AST)
TypeVar(type_param): name bound? default_value?
ParamSpec(type_param): name default_value?
TypeVarTuple(type_param): name default_value?
";
