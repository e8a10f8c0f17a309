//! An expression as source text, in the form of `ast.unparse`: what annotations are under
//! `from __future__ import annotations`.

use ruff_python_ast::{
    self as ast, BoolOp, CmpOp, Comprehension, ConversionFlag, Expr, InterpolatedStringElement, Number, Operator,
    Parameters, UnaryOp,
};

pub fn unparse(expression: &Expr) -> String {
    let mut writer = Writer { text: String::new() };
    writer.expression(expression, TEST);
    writer.text
}

/// How tightly an expression binds; what stands in a place that wants more gets brackets.
type Level = u8;
const TUPLE: Level = 0;
const TEST: Level = 1;
const OR: Level = 2;
const AND: Level = 3;
const NOT: Level = 4;
const COMPARE: Level = 5;
const BIT_OR: Level = 6;
const BIT_XOR: Level = 7;
const BIT_AND: Level = 8;
const SHIFT: Level = 9;
const ARITHMETIC: Level = 10;
const TERM: Level = 11;
const FACTOR: Level = 12;
const POWER: Level = 13;
const AWAIT: Level = 14;
const ATOM: Level = 15;

struct Writer {
    text: String,
}

impl Writer {
    fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bracket(&mut self, level: Level, wanted: Level, write: impl FnOnce(&mut Writer)) {
        let needed = wanted > level;
        if needed {
            self.write("(");
        }
        write(self);
        if needed {
            self.write(")");
        }
    }

    fn listed<'a>(&mut self, elements: impl IntoIterator<Item = &'a Expr>) {
        for (place, element) in elements.into_iter().enumerate() {
            if place > 0 {
                self.write(", ");
            }
            self.expression(element, TEST);
        }
    }

    fn expression(&mut self, expression: &Expr, level: Level) {
        stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.expression_here(expression, level));
    }

    fn expression_here(&mut self, expression: &Expr, level: Level) {
        match expression {
            Expr::Name(name) => self.write(&name.id),
            Expr::NumberLiteral(number) => self.number(&number.value),
            Expr::StringLiteral(string) => self.write(&text::str::repr_str(string.value.to_str())),
            Expr::BytesLiteral(bytes) => {
                let data: Vec<u8> = bytes.value.bytes().collect();
                self.write(&text::str::repr_bytes(&data));
            }
            Expr::BooleanLiteral(b) => self.write(if b.value { "True" } else { "False" }),
            Expr::NoneLiteral(_) => self.write("None"),
            Expr::EllipsisLiteral(_) => self.write("..."),
            Expr::BoolOp(operation) => {
                let (own, word) = if operation.op == BoolOp::And { (AND, " and ") } else { (OR, " or ") };
                self.bracket(own, level, |w| {
                    for (place, value) in operation.values.iter().enumerate() {
                        if place > 0 {
                            w.write(word);
                        }
                        w.expression(value, own + 1);
                    }
                });
            }
            Expr::BinOp(operation) => self.binary(operation, level),
            Expr::UnaryOp(operation) => {
                let (own, sign) = match operation.op {
                    UnaryOp::Not => (NOT, "not "),
                    UnaryOp::UAdd => (FACTOR, "+"),
                    UnaryOp::USub => (FACTOR, "-"),
                    UnaryOp::Invert => (FACTOR, "~"),
                };
                self.bracket(own, level, |w| {
                    w.write(sign);
                    w.expression(&operation.operand, own);
                });
            }
            Expr::Compare(compare) => self.bracket(COMPARE, level, |w| {
                w.expression(&compare.left, COMPARE + 1);
                for (op, right) in compare.ops.iter().zip(&compare.comparators) {
                    w.write(comparison(*op));
                    w.expression(right, COMPARE + 1);
                }
            }),
            Expr::If(conditional) => self.bracket(TEST, level, |w| {
                w.expression(&conditional.body, TEST + 1);
                w.write(" if ");
                w.expression(&conditional.test, TEST + 1);
                w.write(" else ");
                w.expression(&conditional.orelse, TEST);
            }),
            Expr::Lambda(lambda) => self.bracket(TEST, level, |w| {
                w.write("lambda");
                if let Some(parameters) = &lambda.parameters {
                    w.write(" ");
                    w.parameters(parameters);
                }
                w.write(": ");
                w.expression(&lambda.body, TEST);
            }),
            Expr::Named(named) => self.bracket(TUPLE, level, |w| {
                w.expression(&named.target, ATOM);
                w.write(" := ");
                w.expression(&named.value, ATOM);
            }),
            Expr::Await(awaits) => self.bracket(AWAIT, level, |w| {
                w.write("await ");
                w.expression(&awaits.value, ATOM);
            }),
            Expr::Yield(yields) => {
                self.write("(yield");
                if let Some(value) = &yields.value {
                    self.write(" ");
                    self.expression(value, TEST);
                }
                self.write(")");
            }
            Expr::YieldFrom(yields) => {
                self.write("(yield from ");
                self.expression(&yields.value, TEST);
                self.write(")");
            }
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value, ATOM);
                if matches!(&*attribute.value, Expr::NumberLiteral(n) if n.value.is_int()) {
                    self.write(" ");
                }
                self.write(".");
                self.write(&attribute.attr);
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value, ATOM);
                self.write("[");
                match &*subscript.slice {
                    Expr::Tuple(tuple) if !tuple.elts.is_empty() => {
                        self.listed(&tuple.elts);
                        if tuple.elts.len() == 1 {
                            self.write(",");
                        }
                    }
                    slice => self.expression(slice, TUPLE),
                }
                self.write("]");
            }
            Expr::Slice(slice) => {
                if let Some(lower) = &slice.lower {
                    self.expression(lower, TEST);
                }
                self.write(":");
                if let Some(upper) = &slice.upper {
                    self.expression(upper, TEST);
                }
                if let Some(step) = &slice.step {
                    self.write(":");
                    self.expression(step, TEST);
                }
            }
            Expr::Starred(starred) => {
                self.write("*");
                self.expression(&starred.value, BIT_OR);
            }
            Expr::Tuple(tuple) => {
                if tuple.elts.is_empty() {
                    return self.write("()");
                }
                self.bracket(TUPLE, level, |w| {
                    w.listed(&tuple.elts);
                    if tuple.elts.len() == 1 {
                        w.write(",");
                    }
                });
            }
            Expr::List(list) => {
                self.write("[");
                self.listed(&list.elts);
                self.write("]");
            }
            Expr::Set(set) => {
                self.write("{");
                self.listed(&set.elts);
                self.write("}");
            }
            Expr::Dict(dict) => {
                self.write("{");
                for (place, item) in dict.items.iter().enumerate() {
                    if place > 0 {
                        self.write(", ");
                    }
                    match &item.key {
                        Some(key) => {
                            self.expression(key, TEST);
                            self.write(": ");
                            self.expression(&item.value, TEST);
                        }
                        None => {
                            self.write("**");
                            self.expression(&item.value, BIT_OR);
                        }
                    }
                }
                self.write("}");
            }
            Expr::Call(call) => self.call(call),
            Expr::ListComp(c) => self.comprehension("[", None, &c.elt, &c.generators, "]"),
            Expr::SetComp(c) => self.comprehension("{", None, &c.elt, &c.generators, "}"),
            Expr::DictComp(c) => self.comprehension("{", c.key.as_deref(), &c.value, &c.generators, "}"),
            Expr::Generator(c) => self.comprehension("(", None, &c.elt, &c.generators, ")"),
            Expr::FString(string) => self.f_string(string),
            Expr::TString(_) | Expr::IpyEscapeCommand(_) => {}
        }
    }

    fn number(&mut self, number: &Number) {
        match number {
            Number::Int(n) => self.write(&n.to_string()),
            Number::Float(x) => self.write(&text::float::repr_float(*x).replace("inf", "1e309")),
            Number::Complex { imag, .. } => {
                let digits = text::float::repr_float(*imag).replace("inf", "1e309");
                self.write(digits.strip_suffix(".0").unwrap_or(&digits));
                self.write("j");
            }
        }
    }

    fn binary(&mut self, operation: &ast::ExprBinOp, level: Level) {
        let (own, sign) = match operation.op {
            Operator::Add => (ARITHMETIC, " + "),
            Operator::Sub => (ARITHMETIC, " - "),
            Operator::Mult => (TERM, " * "),
            Operator::MatMult => (TERM, " @ "),
            Operator::Div => (TERM, " / "),
            Operator::Mod => (TERM, " % "),
            Operator::FloorDiv => (TERM, " // "),
            Operator::LShift => (SHIFT, " << "),
            Operator::RShift => (SHIFT, " >> "),
            Operator::BitOr => (BIT_OR, " | "),
            Operator::BitXor => (BIT_XOR, " ^ "),
            Operator::BitAnd => (BIT_AND, " & "),
            Operator::Pow => (POWER, " ** "),
        };
        let right_first = operation.op == Operator::Pow;
        self.bracket(own, level, |w| {
            w.expression(&operation.left, own + right_first as Level);
            w.write(sign);
            w.expression(&operation.right, own + !right_first as Level);
        });
    }

    fn call(&mut self, call: &ast::ExprCall) {
        self.expression(&call.func, ATOM);
        if let ([Expr::Generator(c)], []) = (&*call.arguments.args, &*call.arguments.keywords) {
            return self.comprehension("(", None, &c.elt, &c.generators, ")");
        }
        self.write("(");
        self.listed(&call.arguments.args);
        for (place, keyword) in call.arguments.keywords.iter().enumerate() {
            if place > 0 || !call.arguments.args.is_empty() {
                self.write(", ");
            }
            match &keyword.arg {
                Some(name) => {
                    self.write(name);
                    self.write("=");
                    self.expression(&keyword.value, TEST);
                }
                None => {
                    self.write("**");
                    self.expression(&keyword.value, TEST);
                }
            }
        }
        self.write(")");
    }

    fn comprehension(
        &mut self,
        open: &str,
        key: Option<&Expr>,
        element: &Expr,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.write(open);
        if let Some(key) = key {
            self.expression(key, TEST);
            self.write(": ");
        }
        self.expression(element, TEST);
        for part in generators {
            self.write(if part.is_async { " async for " } else { " for " });
            self.expression(&part.target, TUPLE);
            self.write(" in ");
            self.expression(&part.iter, TEST + 1);
            for test in &part.ifs {
                self.write(" if ");
                self.expression(test, TEST + 1);
            }
        }
        self.write(close);
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let mut first = true;
        let mut comma = |w: &mut Writer| {
            if !std::mem::take(&mut first) {
                w.write(", ");
            }
        };
        let one = |w: &mut Writer, p: &ast::ParameterWithDefault| {
            w.write(&p.parameter.name);
            if let Some(default) = &p.default {
                w.write("=");
                w.expression(default, TEST);
            }
        };
        for parameter in &parameters.posonlyargs {
            comma(self);
            one(self, parameter);
        }
        if !parameters.posonlyargs.is_empty() {
            comma(self);
            self.write("/");
        }
        for parameter in &parameters.args {
            comma(self);
            one(self, parameter);
        }
        if parameters.vararg.is_some() || !parameters.kwonlyargs.is_empty() {
            comma(self);
            self.write("*");
            if let Some(star) = &parameters.vararg {
                self.write(&star.name);
            }
        }
        for parameter in &parameters.kwonlyargs {
            comma(self);
            one(self, parameter);
        }
        if let Some(double) = &parameters.kwarg {
            comma(self);
            self.write("**");
            self.write(&double.name);
        }
    }

    fn f_string(&mut self, string: &ast::ExprFString) {
        let mut inside = Writer { text: String::new() };
        for part in string.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => {
                    inside.write(&literal.value.replace('{', "{{").replace('}', "}}"));
                }
                ast::FStringPart::FString(string) => string.elements.iter().for_each(|e| inside.element(e)),
            }
        }
        let body = text::str::repr_str(&inside.text);
        self.write("f");
        self.write(&body);
    }

    fn element(&mut self, element: &InterpolatedStringElement) {
        let field = match element {
            InterpolatedStringElement::Literal(literal) => {
                return self.write(&literal.value.replace('{', "{{").replace('}', "}}"));
            }
            InterpolatedStringElement::Interpolation(field) => field,
        };
        let inner = unparse(&field.expression);
        self.write(if inner.starts_with('{') { "{ " } else { "{" });
        self.write(&inner);
        self.write(match field.conversion {
            ConversionFlag::None => "",
            ConversionFlag::Str => "!s",
            ConversionFlag::Repr => "!r",
            ConversionFlag::Ascii => "!a",
        });
        if let Some(spec) = &field.format_spec {
            self.write(":");
            spec.elements.iter().for_each(|e| self.element(e));
        }
        self.write("}");
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
