//! The syntax tree as Python's `ast` has it: nodes with named fields, made from the parser's tree.
//!
//! Knows the names of Python's nodes; knows nothing of the objects that they become.

use bytecode::Constant;
use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

use crate::{Mode, Options, SyntaxError};

/// A node, or what stands in a field of one.
#[derive(Clone, Debug)]
pub enum Tree {
    None,
    Constant(Constant),
    /// An identifier or another text.
    Text(String),
    Number(i64),
    List(Vec<Tree>),
    Node(Node),
}

#[derive(Clone, Debug)]
pub struct Node {
    pub name: &'static str,
    pub fields: Vec<(&'static str, Tree)>,
    pub place: Option<Place>,
}

/// Lines from 1, columns from 0 in UTF-8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Parses source into Python's tree.
pub fn parse_tree(source: &str, options: &Options) -> Result<Tree, SyntaxError> {
    let failed = |error: ruff_python_parser::ParseError| match crate::compile(source, options) {
        Err(error) => error,
        Ok(_) => SyntaxError {
            kind: crate::ErrorKind::Syntax,
            message: error.error.to_string(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            text: None,
        },
    };
    if options.mode == Mode::Eval {
        let source = source.trim_start_matches([' ', '\t']);
        let tree = ruff_python_parser::parse_expression(source).map_err(failed)?;
        let body = Grower::new(source).expression(&tree.syntax().body);
        return Ok(node("Expression", vec![("body", body)], None));
    }
    let tree = ruff_python_parser::parse_module(source).map_err(failed)?;
    let body = Grower::new(source).statements(&tree.syntax().body);
    Ok(match options.mode {
        Mode::Interactive => node("Interactive", vec![("body", body)], None),
        _ => node("Module", vec![("body", body), ("type_ignores", Tree::List(vec![]))], None),
    })
}

fn node(name: &'static str, fields: Vec<(&'static str, Tree)>, place: Option<Place>) -> Tree {
    Tree::Node(Node { name, fields, place })
}

fn bare(name: &'static str) -> Tree {
    node(name, vec![], None)
}

fn optional(tree: Option<Tree>) -> Tree {
    tree.unwrap_or(Tree::None)
}

fn text(text: &str) -> Tree {
    Tree::Text(text.to_string())
}

struct Grower<'a> {
    source: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Grower<'a> {
    fn new(source: &'a str) -> Grower<'a> {
        let mut line_starts = vec![0];
        line_starts.extend(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1));
        Grower { source, line_starts }
    }

    fn place(&self, range: TextRange) -> Option<Place> {
        let place = |offset: usize| {
            let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
            (line as u32, (offset - self.line_starts[line - 1]) as u32)
        };
        let ((line, column), (end_line, end_column)) = (place(range.start().to_usize()), place(range.end().to_usize()));
        Some(Place { line, column, end_line, end_column })
    }

    fn at(&self, name: &'static str, range: TextRange, fields: Vec<(&'static str, Tree)>) -> Tree {
        node(name, fields, self.place(range))
    }

    fn statements(&self, body: &[Stmt]) -> Tree {
        Tree::List(body.iter().map(|statement| self.statement(statement)).collect())
    }

    fn expressions<'e>(&self, items: impl IntoIterator<Item = &'e Expr>) -> Tree {
        Tree::List(items.into_iter().map(|item| self.expression(item)).collect())
    }

    fn maybe(&self, expression: Option<&Expr>) -> Tree {
        optional(expression.map(|e| self.expression(e)))
    }

    // ---- statements ---------------------------------------------------------------------------

    fn statement(&self, statement: &Stmt) -> Tree {
        let (name, fields) = match statement {
            Stmt::FunctionDef(f) => return self.function(f),
            Stmt::ClassDef(c) => {
                let (bases, keywords) = match &c.arguments {
                    Some(arguments) => (self.expressions(arguments.args.iter()), self.keywords(&arguments.keywords)),
                    None => (Tree::List(vec![]), Tree::List(vec![])),
                };
                let fields = vec![
                    ("name", text(&c.name)),
                    ("bases", bases),
                    ("keywords", keywords),
                    ("body", self.statements(&c.body)),
                    ("decorator_list", self.decorators(&c.decorator_list)),
                    ("type_params", self.type_parameters(c.type_params.as_deref())),
                ];
                return self.at("ClassDef", self.without_decorators(c.range, &c.decorator_list), fields);
            }
            Stmt::Return(s) => ("Return", vec![("value", self.maybe(s.value.as_deref()))]),
            Stmt::Delete(s) => ("Delete", vec![("targets", self.expressions(&s.targets))]),
            Stmt::TypeAlias(s) => (
                "TypeAlias",
                vec![
                    ("name", self.expression(&s.name)),
                    ("type_params", self.type_parameters(s.type_params.as_deref())),
                    ("value", self.expression(&s.value)),
                ],
            ),
            Stmt::Assign(s) => (
                "Assign",
                vec![
                    ("targets", self.expressions(&s.targets)),
                    ("value", self.expression(&s.value)),
                    ("type_comment", Tree::None),
                ],
            ),
            Stmt::AugAssign(s) => (
                "AugAssign",
                vec![
                    ("target", self.expression(&s.target)),
                    ("op", operator(s.op)),
                    ("value", self.expression(&s.value)),
                ],
            ),
            Stmt::AnnAssign(s) => (
                "AnnAssign",
                vec![
                    ("target", self.expression(&s.target)),
                    ("annotation", self.expression(&s.annotation)),
                    ("value", self.maybe(s.value.as_deref())),
                    ("simple", Tree::Number(s.simple as i64)),
                ],
            ),
            Stmt::For(s) => (
                if s.is_async { "AsyncFor" } else { "For" },
                vec![
                    ("target", self.expression(&s.target)),
                    ("iter", self.expression(&s.iter)),
                    ("body", self.statements(&s.body)),
                    ("orelse", self.statements(&s.orelse)),
                    ("type_comment", Tree::None),
                ],
            ),
            Stmt::While(s) => (
                "While",
                vec![
                    ("test", self.expression(&s.test)),
                    ("body", self.statements(&s.body)),
                    ("orelse", self.statements(&s.orelse)),
                ],
            ),
            Stmt::If(s) => (
                "If",
                vec![
                    ("test", self.expression(&s.test)),
                    ("body", self.statements(&s.body)),
                    ("orelse", self.or_else(&s.elif_else_clauses, s.range)),
                ],
            ),
            Stmt::With(s) => {
                let items = s.items.iter().map(|item| {
                    let fields = vec![
                        ("context_expr", self.expression(&item.context_expr)),
                        ("optional_vars", self.maybe(item.optional_vars.as_deref())),
                    ];
                    node("withitem", fields, None)
                });
                let fields = vec![
                    ("items", Tree::List(items.collect())),
                    ("body", self.statements(&s.body)),
                    ("type_comment", Tree::None),
                ];
                (if s.is_async { "AsyncWith" } else { "With" }, fields)
            }
            Stmt::Match(s) => {
                let cases = s.cases.iter().map(|case| {
                    let fields = vec![
                        ("pattern", self.pattern(&case.pattern)),
                        ("guard", self.maybe(case.guard.as_deref())),
                        ("body", self.statements(&case.body)),
                    ];
                    node("match_case", fields, None)
                });
                ("Match", vec![("subject", self.expression(&s.subject)), ("cases", Tree::List(cases.collect()))])
            }
            Stmt::Raise(s) => {
                ("Raise", vec![("exc", self.maybe(s.exc.as_deref())), ("cause", self.maybe(s.cause.as_deref()))])
            }
            Stmt::Try(s) => {
                let handlers = s.handlers.iter().map(|handler| {
                    let ast::ExceptHandler::ExceptHandler(h) = handler;
                    let fields = vec![
                        ("type", self.maybe(h.type_.as_deref())),
                        ("name", optional(h.name.as_ref().map(|name| text(name)))),
                        ("body", self.statements(&h.body)),
                    ];
                    self.at("ExceptHandler", h.range, fields)
                });
                let fields = vec![
                    ("body", self.statements(&s.body)),
                    ("handlers", Tree::List(handlers.collect())),
                    ("orelse", self.statements(&s.orelse)),
                    ("finalbody", self.statements(&s.finalbody)),
                ];
                (if s.is_star { "TryStar" } else { "Try" }, fields)
            }
            Stmt::Assert(s) => {
                ("Assert", vec![("test", self.expression(&s.test)), ("msg", self.maybe(s.msg.as_deref()))])
            }
            Stmt::Import(s) => ("Import", vec![("names", self.aliases(&s.names))]),
            Stmt::ImportFrom(s) => (
                "ImportFrom",
                vec![
                    ("module", optional(s.module.as_ref().map(|module| text(module)))),
                    ("names", self.aliases(&s.names)),
                    ("level", Tree::Number(s.level as i64)),
                ],
            ),
            Stmt::Global(s) => ("Global", vec![("names", Tree::List(s.names.iter().map(|n| text(n)).collect()))]),
            Stmt::Nonlocal(s) => ("Nonlocal", vec![("names", Tree::List(s.names.iter().map(|n| text(n)).collect()))]),
            Stmt::Expr(s) => ("Expr", vec![("value", self.expression(&s.value))]),
            Stmt::Pass(_) | Stmt::IpyEscapeCommand(_) => ("Pass", vec![]),
            Stmt::Break(_) => ("Break", vec![]),
            Stmt::Continue(_) => ("Continue", vec![]),
        };
        self.at(name, statement.range(), fields)
    }

    /// The range of a definition begins at its keyword, not at its decorators.
    fn without_decorators(&self, range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
        let Some(last) = decorators.last() else {
            return range;
        };
        let mut at = last.range.end().to_usize();
        loop {
            let rest = &self.source[at..];
            let skipped = rest.len() - rest.trim_start().len();
            at += skipped;
            if !self.source[at..].starts_with('#') {
                break;
            }
            at += self.source[at..].find('\n').unwrap_or(self.source.len() - at);
        }
        TextRange::new((at as u32).into(), range.end())
    }

    fn function(&self, f: &ast::StmtFunctionDef) -> Tree {
        let fields = vec![
            ("name", text(&f.name)),
            ("args", self.parameters(&f.parameters)),
            ("body", self.statements(&f.body)),
            ("decorator_list", self.decorators(&f.decorator_list)),
            ("returns", self.maybe(f.returns.as_deref())),
            ("type_comment", Tree::None),
            ("type_params", self.type_parameters(f.type_params.as_deref())),
        ];
        let name = if f.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
        self.at(name, self.without_decorators(f.range, &f.decorator_list), fields)
    }

    fn decorators(&self, decorators: &[ast::Decorator]) -> Tree {
        Tree::List(decorators.iter().map(|d| self.expression(&d.expression)).collect())
    }

    /// `elif` is an `if` alone in the `else`.
    fn or_else(&self, clauses: &[ast::ElifElseClause], whole: TextRange) -> Tree {
        let Some((first, rest)) = clauses.split_first() else {
            return Tree::List(vec![]);
        };
        let Some(test) = &first.test else {
            return self.statements(&first.body);
        };
        let fields = vec![
            ("test", self.expression(test)),
            ("body", self.statements(&first.body)),
            ("orelse", self.or_else(rest, whole)),
        ];
        let range = TextRange::new(first.range.start(), whole.end());
        Tree::List(vec![self.at("If", range, fields)])
    }

    fn aliases(&self, names: &[ast::Alias]) -> Tree {
        let aliases = names.iter().map(|alias| {
            let asname = optional(alias.asname.as_ref().map(|name| text(name)));
            self.at("alias", alias.range, vec![("name", text(&alias.name)), ("asname", asname)])
        });
        Tree::List(aliases.collect())
    }

    fn parameters(&self, parameters: &ast::Parameters) -> Tree {
        let one = |p: &ast::Parameter| {
            let fields = vec![
                ("arg", text(&p.name)),
                ("annotation", self.maybe(p.annotation.as_deref())),
                ("type_comment", Tree::None),
            ];
            self.at("arg", p.range, fields)
        };
        let all = |list: &[ast::ParameterWithDefault]| Tree::List(list.iter().map(|p| one(&p.parameter)).collect());
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let defaults = positional.filter_map(|p| p.default.as_deref());
        let keyword_defaults = parameters.kwonlyargs.iter().map(|p| self.maybe(p.default.as_deref()));
        let fields = vec![
            ("posonlyargs", all(&parameters.posonlyargs)),
            ("args", all(&parameters.args)),
            ("vararg", optional(parameters.vararg.as_deref().map(one))),
            ("kwonlyargs", all(&parameters.kwonlyargs)),
            ("kw_defaults", Tree::List(keyword_defaults.collect())),
            ("kwarg", optional(parameters.kwarg.as_deref().map(one))),
            ("defaults", self.expressions(defaults)),
        ];
        node("arguments", fields, None)
    }

    fn type_parameters(&self, parameters: Option<&ast::TypeParams>) -> Tree {
        let Some(parameters) = parameters else {
            return Tree::List(vec![]);
        };
        let all = parameters.type_params.iter().map(|parameter| match parameter {
            ast::TypeParam::TypeVar(p) => {
                let fields = vec![
                    ("name", text(&p.name)),
                    ("bound", self.maybe(p.bound.as_deref())),
                    ("default_value", self.maybe(p.default.as_deref())),
                ];
                self.at("TypeVar", p.range, fields)
            }
            ast::TypeParam::ParamSpec(p) => {
                let fields = vec![("name", text(&p.name)), ("default_value", self.maybe(p.default.as_deref()))];
                self.at("ParamSpec", p.range, fields)
            }
            ast::TypeParam::TypeVarTuple(p) => {
                let fields = vec![("name", text(&p.name)), ("default_value", self.maybe(p.default.as_deref()))];
                self.at("TypeVarTuple", p.range, fields)
            }
        });
        Tree::List(all.collect())
    }

    fn pattern(&self, pattern: &Pattern) -> Tree {
        let patterns = |items: &[Pattern]| Tree::List(items.iter().map(|p| self.pattern(p)).collect());
        let (name, fields) = match pattern {
            Pattern::MatchValue(p) => ("MatchValue", vec![("value", self.expression(&p.value))]),
            Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    ast::Singleton::None => Constant::None,
                    ast::Singleton::True => Constant::True,
                    ast::Singleton::False => Constant::False,
                };
                ("MatchSingleton", vec![("value", Tree::Constant(value))])
            }
            Pattern::MatchSequence(p) => ("MatchSequence", vec![("patterns", patterns(&p.patterns))]),
            Pattern::MatchMapping(p) => (
                "MatchMapping",
                vec![
                    ("keys", self.expressions(&p.keys)),
                    ("patterns", patterns(&p.patterns)),
                    ("rest", optional(p.rest.as_ref().map(|name| text(name)))),
                ],
            ),
            Pattern::MatchClass(p) => {
                let keywords = &p.arguments.keywords;
                let fields = vec![
                    ("cls", self.expression(&p.cls)),
                    ("patterns", patterns(&p.arguments.patterns)),
                    ("kwd_attrs", Tree::List(keywords.iter().map(|k| text(&k.attr)).collect())),
                    ("kwd_patterns", Tree::List(keywords.iter().map(|k| self.pattern(&k.pattern)).collect())),
                ];
                ("MatchClass", fields)
            }
            Pattern::MatchStar(p) => ("MatchStar", vec![("name", optional(p.name.as_ref().map(|name| text(name))))]),
            Pattern::MatchAs(p) => (
                "MatchAs",
                vec![
                    ("pattern", optional(p.pattern.as_deref().map(|p| self.pattern(p)))),
                    ("name", optional(p.name.as_ref().map(|name| text(name)))),
                ],
            ),
            Pattern::MatchOr(p) => ("MatchOr", vec![("patterns", patterns(&p.patterns))]),
        };
        self.at(name, pattern.range(), fields)
    }

    // ---- expressions --------------------------------------------------------------------------

    fn keywords(&self, keywords: &[ast::Keyword]) -> Tree {
        let all = keywords.iter().map(|keyword| {
            let name = optional(keyword.arg.as_ref().map(|name| text(name)));
            self.at("keyword", keyword.range, vec![("arg", name), ("value", self.expression(&keyword.value))])
        });
        Tree::List(all.collect())
    }

    fn generators(&self, generators: &[ast::Comprehension]) -> Tree {
        let all = generators.iter().map(|generator| {
            let fields = vec![
                ("target", self.expression(&generator.target)),
                ("iter", self.expression(&generator.iter)),
                ("ifs", self.expressions(&generator.ifs)),
                ("is_async", Tree::Number(generator.is_async as i64)),
            ];
            node("comprehension", fields, None)
        });
        Tree::List(all.collect())
    }

    fn expression(&self, expression: &Expr) -> Tree {
        let (name, fields) = match expression {
            Expr::BoolOp(e) => {
                let op = bare(if e.op == ast::BoolOp::And { "And" } else { "Or" });
                ("BoolOp", vec![("op", op), ("values", self.expressions(&e.values))])
            }
            Expr::Named(e) => {
                ("NamedExpr", vec![("target", self.expression(&e.target)), ("value", self.expression(&e.value))])
            }
            Expr::BinOp(e) => (
                "BinOp",
                vec![("left", self.expression(&e.left)), ("op", operator(e.op)), ("right", self.expression(&e.right))],
            ),
            Expr::UnaryOp(e) => {
                let op = match e.op {
                    ast::UnaryOp::Invert => "Invert",
                    ast::UnaryOp::Not => "Not",
                    ast::UnaryOp::UAdd => "UAdd",
                    ast::UnaryOp::USub => "USub",
                };
                ("UnaryOp", vec![("op", bare(op)), ("operand", self.expression(&e.operand))])
            }
            Expr::Lambda(e) => {
                let empty = ast::Parameters::default();
                let parameters = e.parameters.as_deref().unwrap_or(&empty);
                ("Lambda", vec![("args", self.parameters(parameters)), ("body", self.expression(&e.body))])
            }
            Expr::If(e) => (
                "IfExp",
                vec![
                    ("test", self.expression(&e.test)),
                    ("body", self.expression(&e.body)),
                    ("orelse", self.expression(&e.orelse)),
                ],
            ),
            Expr::Dict(e) => {
                let keys = e.items.iter().map(|item| self.maybe(item.key.as_ref())).collect();
                (
                    "Dict",
                    vec![("keys", Tree::List(keys)), ("values", self.expressions(e.items.iter().map(|i| &i.value)))],
                )
            }
            Expr::Set(e) => ("Set", vec![("elts", self.expressions(&e.elts))]),
            Expr::ListComp(e) => {
                ("ListComp", vec![("elt", self.expression(&e.elt)), ("generators", self.generators(&e.generators))])
            }
            Expr::SetComp(e) => {
                ("SetComp", vec![("elt", self.expression(&e.elt)), ("generators", self.generators(&e.generators))])
            }
            Expr::DictComp(e) => {
                let fields = vec![
                    ("key", self.maybe(e.key.as_deref())),
                    ("value", self.expression(&e.value)),
                    ("generators", self.generators(&e.generators)),
                ];
                ("DictComp", fields)
            }
            Expr::Generator(e) => {
                ("GeneratorExp", vec![("elt", self.expression(&e.elt)), ("generators", self.generators(&e.generators))])
            }
            Expr::Await(e) => ("Await", vec![("value", self.expression(&e.value))]),
            Expr::Yield(e) => ("Yield", vec![("value", self.maybe(e.value.as_deref()))]),
            Expr::YieldFrom(e) => ("YieldFrom", vec![("value", self.expression(&e.value))]),
            Expr::Compare(e) => {
                let operators = e.ops.iter().map(|op| bare(comparison(*op))).collect();
                let fields = vec![
                    ("left", self.expression(&e.left)),
                    ("ops", Tree::List(operators)),
                    ("comparators", self.expressions(e.comparators.iter())),
                ];
                ("Compare", fields)
            }
            Expr::Call(e) => (
                "Call",
                vec![
                    ("func", self.expression(&e.func)),
                    ("args", self.expressions(e.arguments.args.iter())),
                    ("keywords", self.keywords(&e.arguments.keywords)),
                ],
            ),
            Expr::FString(e) => ("JoinedStr", vec![("values", self.f_string(e))]),
            Expr::TString(_) | Expr::IpyEscapeCommand(_) => {
                ("Constant", vec![("value", Tree::Constant(Constant::None))])
            }
            Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => {
                return self.literal(expression);
            }
            Expr::BooleanLiteral(e) => {
                return self.constant(if e.value { Constant::True } else { Constant::False }, e.range, None);
            }
            Expr::NoneLiteral(e) => return self.constant(Constant::None, e.range, None),
            Expr::EllipsisLiteral(e) => return self.constant(Constant::Ellipsis, e.range, None),
            Expr::Attribute(e) => (
                "Attribute",
                vec![("value", self.expression(&e.value)), ("attr", text(&e.attr)), ("ctx", context(e.ctx))],
            ),
            Expr::Subscript(e) => (
                "Subscript",
                vec![
                    ("value", self.expression(&e.value)),
                    ("slice", self.expression(&e.slice)),
                    ("ctx", context(e.ctx)),
                ],
            ),
            Expr::Starred(e) => ("Starred", vec![("value", self.expression(&e.value)), ("ctx", context(e.ctx))]),
            Expr::Name(e) => ("Name", vec![("id", text(&e.id)), ("ctx", context(e.ctx))]),
            Expr::List(e) => ("List", vec![("elts", self.expressions(&e.elts)), ("ctx", context(e.ctx))]),
            Expr::Tuple(e) => ("Tuple", vec![("elts", self.expressions(&e.elts)), ("ctx", context(e.ctx))]),
            Expr::Slice(e) => (
                "Slice",
                vec![
                    ("lower", self.maybe(e.lower.as_deref())),
                    ("upper", self.maybe(e.upper.as_deref())),
                    ("step", self.maybe(e.step.as_deref())),
                ],
            ),
        };
        self.at(name, expression.range(), fields)
    }

    fn constant(&self, value: Constant, range: TextRange, kind: Option<&str>) -> Tree {
        self.at("Constant", range, vec![("value", Tree::Constant(value)), ("kind", optional(kind.map(text)))])
    }

    fn literal(&self, expression: &Expr) -> Tree {
        let range = expression.range();
        let prefixed = self.source[range.start().to_usize()..].starts_with(['u', 'U']);
        let kind = (prefixed && matches!(expression, Expr::StringLiteral(_))).then_some("u");
        let value = match expression {
            Expr::StringLiteral(e) => Constant::Str(e.value.to_str().as_bytes().into()),
            Expr::BytesLiteral(e) => Constant::Bytes(e.value.bytes().collect::<Vec<u8>>().into()),
            Expr::NumberLiteral(e) => match &e.value {
                ast::Number::Int(n) => match n.as_i64() {
                    Some(n) => Constant::Int(n),
                    None => Constant::BigInt(n.to_string().replace('_', "").as_str().into()),
                },
                ast::Number::Float(x) => Constant::Float(*x),
                ast::Number::Complex { imag, .. } => Constant::Imaginary(*imag),
            },
            _ => Constant::None,
        };
        self.constant(value, range, kind)
    }

    /// Texts that stand side by side become one.
    fn f_string(&self, e: &ast::ExprFString) -> Tree {
        let mut values = Vec::new();
        let mut held: Option<(String, TextRange)> = None;
        for part in e.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => join(&mut held, &literal.value, e.range),
                ast::FStringPart::FString(f) => self.elements(&f.elements, e.range, &mut values, &mut held),
            }
        }
        self.release(&mut values, &mut held);
        Tree::List(values)
    }

    fn elements(
        &self,
        elements: &ast::InterpolatedStringElements,
        whole: TextRange,
        values: &mut Vec<Tree>,
        held: &mut Option<(String, TextRange)>,
    ) {
        for element in elements.iter() {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => join(held, &literal.value, whole),
                ast::InterpolatedStringElement::Interpolation(part) => {
                    if let Some(debug) = &part.debug_text {
                        let shown = &self.source[part.expression.range()];
                        join(held, &format!("{}{shown}{}", debug.leading(), debug.trailing()), whole);
                    }
                    self.release(values, held);
                    let plain_debug = part.debug_text.is_some() && part.format_spec.is_none();
                    let conversion = match part.conversion {
                        ast::ConversionFlag::None if plain_debug => 114,
                        ast::ConversionFlag::None => -1,
                        ast::ConversionFlag::Str => 115,
                        ast::ConversionFlag::Repr => 114,
                        ast::ConversionFlag::Ascii => 97,
                    };
                    let spec = part.format_spec.as_ref().map(|spec| {
                        let (mut values, mut held) = (Vec::new(), None);
                        self.elements(&spec.elements, spec.range, &mut values, &mut held);
                        self.release(&mut values, &mut held);
                        self.at("JoinedStr", spec.range, vec![("values", Tree::List(values))])
                    });
                    let fields = vec![
                        ("value", self.expression(&part.expression)),
                        ("conversion", Tree::Number(conversion)),
                        ("format_spec", optional(spec)),
                    ];
                    values.push(self.at("FormattedValue", part.range, fields));
                }
            }
        }
    }

    fn release(&self, values: &mut Vec<Tree>, held: &mut Option<(String, TextRange)>) {
        if let Some((text, range)) = held.take()
            && !text.is_empty()
        {
            values.push(self.constant(Constant::Str(text.into_bytes().into()), range, None));
        }
    }
}

fn join(held: &mut Option<(String, TextRange)>, more: &str, range: TextRange) {
    held.get_or_insert_with(|| (String::new(), range)).0.push_str(more);
}

fn context(context: ast::ExprContext) -> Tree {
    bare(match context {
        ast::ExprContext::Store => "Store",
        ast::ExprContext::Del => "Del",
        _ => "Load",
    })
}

fn operator(op: ast::Operator) -> Tree {
    use ast::Operator as O;
    bare(match op {
        O::Add => "Add",
        O::Sub => "Sub",
        O::Mult => "Mult",
        O::MatMult => "MatMult",
        O::Div => "Div",
        O::Mod => "Mod",
        O::Pow => "Pow",
        O::LShift => "LShift",
        O::RShift => "RShift",
        O::BitOr => "BitOr",
        O::BitXor => "BitXor",
        O::BitAnd => "BitAnd",
        O::FloorDiv => "FloorDiv",
    })
}

fn comparison(op: ast::CmpOp) -> &'static str {
    use ast::CmpOp as C;
    match op {
        C::Eq => "Eq",
        C::NotEq => "NotEq",
        C::Lt => "Lt",
        C::LtE => "LtE",
        C::Gt => "Gt",
        C::GtE => "GtE",
        C::Is => "Is",
        C::IsNot => "IsNot",
        C::In => "In",
        C::NotIn => "NotIn",
    }
}
