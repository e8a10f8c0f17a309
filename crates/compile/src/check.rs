//! What CPython's compiler says of a source that parses: errors in calls, names and `try`, and SyntaxWarnings.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, CmpOp, ExceptHandler, Expr, Number, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// A SyntaxWarning and the place it is about.
pub struct Doubt {
    pub message: String,
    pub at: usize,
}

#[derive(Default)]
pub struct Checks {
    /// The first error: where, and what.
    pub error: Option<(TextRange, String)>,
    pub doubts: Vec<Doubt>,
}

/// Looks through a whole tree.
pub fn check_module(source: &str, body: &[Stmt]) -> Checks {
    let mut checker = Checker { source, checks: Checks::default() };
    checker.visit_body(body);
    checker.checks
}

pub fn check_expression(source: &str, expression: &Expr) -> Checks {
    let mut checker = Checker { source, checks: Checks::default() };
    checker.visit_expr(expression);
    checker.checks
}

struct Checker<'s> {
    source: &'s str,
    checks: Checks,
}

impl Checker<'_> {
    fn fail(&mut self, range: TextRange, message: impl Into<String>) {
        if self.checks.error.is_none() {
            self.checks.error = Some((range, message.into()));
        }
    }

    fn doubt(&mut self, node: &impl Ranged, message: impl Into<String>) {
        self.checks.doubts.push(Doubt { message: message.into(), at: node.start().to_usize() });
    }

    fn keywords(&mut self, keywords: &[ast::Keyword]) {
        for (place, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            if name.as_str() == "__debug__" {
                self.fail(keyword.range, "cannot assign to __debug__");
            }
            if keywords[..place].iter().any(|k| k.arg.as_ref().is_some_and(|a| a.id == name.id)) {
                self.fail(keyword.range, format!("keyword argument repeated: {name}"));
            }
        }
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
        let stars = [&parameters.vararg, &parameters.kwarg].into_iter().flatten().map(|p| &**p);
        let all = crate::function::all_parameters(parameters).map(|p| &p.parameter).chain(stars);
        for parameter in all.filter(|p| p.name.as_str() == "__debug__") {
            self.fail(parameter.name.range, "cannot assign to __debug__");
        }
    }

    fn comparison(&mut self, compare: &ast::ExprCompare) {
        let mut left = &*compare.left;
        for (op, right) in compare.ops.iter().zip(&compare.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot)
                && let Some(kind) = literal_type(left).or(literal_type(right))
            {
                let (word, other) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                self.doubt(compare, format!("\"{word}\" with '{kind}' literal. Did you mean \"{other}\"?"));
                return;
            }
            left = right;
        }
    }

    /// Escape sequences that mean nothing, in one literal.
    fn escapes(&mut self, range: TextRange, raw: bool, bytes: bool) {
        if raw {
            return;
        }
        let text = &self.source[range];
        let data = text.as_bytes();
        let mut at = 0;
        while at + 1 < data.len() {
            if data[at] != b'\\' {
                at += 1;
                continue;
            }
            let next = text[at + 1..].chars().next().unwrap_or(' ');
            let known = "\n\\'\"abfnrtv01234567x".contains(next) || !bytes && "NuU".contains(next);
            let place = range.start().to_usize() + at;
            if !known {
                let message = format!("invalid escape sequence '\\{next}'");
                self.checks.doubts.push(Doubt { message, at: place });
            } else if ('4'..='7').contains(&next)
                && let Some(digits) = text.get(at + 1..at + 4)
                && digits.bytes().all(|b| (b'0'..=b'7').contains(&b))
            {
                let message = format!("invalid octal escape sequence '\\{digits}'");
                self.checks.doubts.push(Doubt { message, at: place });
            }
            at += 1 + next.len_utf8();
        }
    }
}

impl<'a> Visitor<'a> for Checker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Try(tries) => {
                let bare = |h: &ExceptHandler| matches!(h, ExceptHandler::ExceptHandler(e) if e.type_.is_none());
                for handler in tries.handlers.iter().rev().skip(1).filter(|h| bare(h)) {
                    self.fail(handler.range(), "default 'except:' must be last");
                }
            }
            Stmt::Assert(assert) => {
                if let Expr::Tuple(tuple) = &*assert.test
                    && !tuple.elts.is_empty()
                {
                    self.doubt(assert, "assertion is always true, perhaps remove parentheses?");
                }
            }
            Stmt::FunctionDef(def) => {
                self.parameters(&def.parameters);
                if def.name.as_str() == "__debug__" {
                    self.fail(def.range, "cannot assign to __debug__");
                }
            }
            Stmt::ClassDef(def) => {
                if let Some(arguments) = &def.arguments {
                    self.keywords(&arguments.keywords);
                }
            }
            Stmt::Import(import) => self.imported(&import.names),
            Stmt::ImportFrom(import) => self.imported(&import.names),
            _ => {}
        }
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || visitor::walk_stmt(self, statement));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.id == "__debug__" && !name.ctx.is_load() => {
                let verb = if name.ctx.is_del() { "delete" } else { "assign to" };
                self.fail(name.range, format!("cannot {verb} __debug__"));
            }
            Expr::Attribute(attribute) if attribute.attr.as_str() == "__debug__" && !attribute.ctx.is_load() => {
                let verb = if attribute.ctx.is_del() { "delete" } else { "assign to" };
                self.fail(attribute.range, format!("cannot {verb} __debug__"));
            }
            Expr::Call(call) => {
                self.keywords(&call.arguments.keywords);
                if let Some(kind) = uncallable(&call.func) {
                    self.doubt(expression, format!("'{kind}' object is not callable; perhaps you missed a comma?"));
                }
            }
            Expr::Subscript(subscript) if subscript.ctx.is_load() => {
                if let Some(message) = bad_subscript(&subscript.value, &subscript.slice) {
                    self.doubt(expression, message);
                }
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters);
                }
            }
            Expr::Compare(compare) => self.comparison(compare),
            Expr::StringLiteral(string) => {
                for part in string.value.iter() {
                    self.escapes(part.range, part.flags.prefix().is_raw(), false);
                }
            }
            Expr::BytesLiteral(bytes) => {
                for part in bytes.value.iter() {
                    self.escapes(part.range, part.flags.prefix().is_raw(), true);
                }
            }
            Expr::FString(string) => {
                for part in string.value.iter() {
                    match part {
                        ast::FStringPart::Literal(part) => {
                            self.escapes(part.range, part.flags.prefix().is_raw(), false)
                        }
                        ast::FStringPart::FString(part) => {
                            let raw = part.flags.prefix().is_raw();
                            for element in &part.elements {
                                if let ast::InterpolatedStringElement::Literal(literal) = element {
                                    self.escapes(literal.range, raw, false);
                                }
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || visitor::walk_expr(self, expression));
    }
}

impl Checker<'_> {
    fn imported(&mut self, names: &[ast::Alias]) {
        for alias in names {
            if alias.asname.as_ref().unwrap_or(&alias.name).as_str() == "__debug__" {
                self.fail(alias.range, "cannot assign to __debug__");
            }
        }
    }
}

/// The type of a literal that `is` should not be asked of.
fn literal_type(expression: &Expr) -> Option<&'static str> {
    Some(match expression {
        Expr::NumberLiteral(number) => match number.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::Tuple(tuple) if tuple.elts.iter().all(|e| literal_type(e).is_some()) => "tuple",
        Expr::UnaryOp(operation) if operation.op == ast::UnaryOp::USub => literal_type(&operation.operand)?,
        _ => return None,
    })
}

fn constant_type(expression: &Expr) -> Option<&'static str> {
    Some(match expression {
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Tuple(_) => "tuple",
        other => literal_type(other)?,
    })
}

fn uncallable(function: &Expr) -> Option<&'static str> {
    Some(match function {
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::FString(_) => "str",
        other => constant_type(other)?,
    })
}

fn bad_subscript(value: &Expr, index: &Expr) -> Option<String> {
    let kind = match value {
        Expr::Set(_) | Expr::SetComp(_) => Some("set"),
        Expr::Generator(_) => Some("generator"),
        Expr::Lambda(_) => Some("function"),
        Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_) | Expr::NumberLiteral(_) => {
            constant_type(value)
        }
        _ => None,
    };
    if let Some(kind) = kind {
        return Some(format!("'{kind}' object is not subscriptable; perhaps you missed a comma?"));
    }
    let kind = match value {
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        _ => return None,
    };
    let got = match index {
        Expr::NumberLiteral(number) if number.value.is_int() => return None,
        Expr::BooleanLiteral(_) => return None,
        Expr::UnaryOp(signed) if matches!(&*signed.operand, Expr::NumberLiteral(n) if n.value.is_int()) => return None,
        other => uncallable(other).filter(|k| *k != "set")?,
    };
    Some(format!("{kind} indices must be integers or slices, not {got}; perhaps you missed a comma?"))
}
