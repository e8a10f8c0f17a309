//! Why a source does not parse, in CPython's words and with its places.
//!
//! The parser says where it stopped and what it wanted. As in CPython, an error of the tokenizer anywhere in the
//! source goes before, then a bracket that was never closed, then the special cases, then "invalid syntax".

use ruff_python_ast::token::TokenKind as Wanted;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Expr, Mod, Stmt};
use ruff_python_parser::{
    InterpolatedStringErrorType as InString, LexicalErrorType, ParseError, ParseErrorType as Why,
};
use ruff_text_size::{Ranged, TextRange};

use crate::token::{Token, TokenKind, Tokens, tokenize};
use crate::{ErrorKind, SyntaxError};

/// Where an error ends.
#[derive(Clone, Copy)]
enum End {
    At(usize),
    /// CPython leaves it out: 0 or -1.
    Number(i32),
}

pub struct Diagnosis<'s> {
    source: &'s str,
    line_starts: &'s [usize],
    tokens: Tokens,
    expressions: Vec<&'s Expr>,
    statements: Vec<&'s Stmt>,
}

/// The error of a source that the parser did not accept.
pub fn diagnose(source: &str, line_starts: &[usize], tree: &Mod, errors: &[ParseError]) -> Option<SyntaxError> {
    let first = errors.iter().min_by_key(|e| e.location.start())?;
    let mut finder = Finder { expressions: vec![], statements: vec![] };
    match tree {
        Mod::Module(module) => finder.visit_body(&module.body),
        Mod::Expression(expression) => finder.visit_expr(&expression.body),
    }
    let Finder { expressions, statements } = finder;
    let diagnosis = Diagnosis { source, line_starts, tokens: tokenize(source), expressions, statements };
    Some(diagnosis.explain(first))
}

struct Finder<'a> {
    expressions: Vec<&'a Expr>,
    statements: Vec<&'a Stmt>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        self.expressions.push(expression);
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || visitor::walk_expr(self, expression));
    }
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.statements.push(statement);
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || visitor::walk_stmt(self, statement));
    }
}

impl Diagnosis<'_> {
    fn explain(&self, error: &ParseError) -> SyntaxError {
        if let Some(found) = &self.tokens.error {
            let end = match (found.end, found.kind) {
                (Some(end), _) => End::At(end),
                (None, ErrorKind::Indentation) => End::Number(-1),
                (None, _) if found.message.starts_with("unexpected EOF") => End::Number(-1),
                (None, _) => End::Number(0),
            };
            let mut made = self.error(found.message.clone(), found.start, end);
            made.kind = found.kind;
            if found.kind == ErrorKind::Tab {
                made.column = 1;
            }
            return made;
        }
        let at = error.location.start().to_usize();
        let reached = self.token_at(at);
        if let Some(&opened) = self.tokens.open.last() {
            let line = |at: usize| self.source[..at.min(self.source.len())].matches('\n').count();
            if reached.kind == TokenKind::End || line(reached.start) > line(opened) {
                let bracket = self.source[opened..].chars().next().unwrap_or('(');
                return self.error(format!("'{bracket}' was never closed"), opened, End::Number(0));
            }
        }
        self.special(error, reached).unwrap_or_else(|| self.generic(reached))
    }

    fn error(&self, message: impl Into<String>, start: usize, end: End) -> SyntaxError {
        let place = |offset: usize| {
            let line = self.line_starts.partition_point(|&s| s <= offset).max(1);
            let from = self.line_starts[line - 1].min(self.source.len());
            let inside = offset.min(self.source.len()).max(from);
            let column = self.source.get(from..inside).map_or(0, |t| t.chars().count()) + (offset - inside.min(offset));
            (line as u32, column as u32 + 1)
        };
        let (line, column) = place(start);
        let (end_line, end_column) = match end {
            End::At(end) => {
                let (line, column) = place(end);
                (line, column as i32)
            }
            End::Number(number) => (line, number),
        };
        let from = self.line_starts[line as usize - 1].min(self.source.len());
        let text = self.source[from..].split_inclusive('\n').next().unwrap_or("").to_string();
        SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            line,
            column,
            end_line,
            end_column,
            text: Some(text),
        }
    }

    fn spanning(&self, message: impl Into<String>, range: TextRange) -> SyntaxError {
        self.error(message, range.start().to_usize(), End::At(range.end().to_usize()))
    }

    fn at_token(&self, message: impl Into<String>, token: Token) -> SyntaxError {
        let start = if token.kind == TokenKind::Newline { self.line_end(token.start) } else { token.start };
        let end = if token.kind == TokenKind::Newline { start + 1 } else { token.end };
        let mut made = self.error(message, start, End::At(end));
        if token.kind == TokenKind::Newline {
            made.end_line = made.line;
            made.end_column = made.column as i32 + 1;
        }
        made
    }

    /// Where a logical line ends: its comment is not part of it.
    fn line_end(&self, at: usize) -> usize {
        at
    }

    fn generic(&self, token: Token) -> SyntaxError {
        match token.kind {
            TokenKind::Indent => self.indentation("unexpected indent", token),
            TokenKind::Dedent => self.indentation("unexpected unindent", token),
            TokenKind::End => self.error("invalid syntax", token.start.saturating_sub(1), End::Number(0)),
            _ => self.forgotten_comma(token).unwrap_or_else(|| self.at_token("invalid syntax", token)),
        }
    }

    fn indentation(&self, message: &str, token: Token) -> SyntaxError {
        let mut made = self.error(message, token.start, End::Number(-1));
        made.column = made.column.saturating_sub(1);
        made.kind = ErrorKind::Indentation;
        made
    }

    // ---- tokens -------------------------------------------------------------------------------

    /// The token that stands at a place or comes next.
    fn token_at(&self, at: usize) -> Token {
        let all = &self.tokens.all;
        let place = all.partition_point(|t| t.end <= at && t.kind != TokenKind::End);
        let found = all.get(place).or(all.last()).copied();
        let end = Token { kind: TokenKind::End, start: self.source.len(), end: self.source.len(), level: 0 };
        let mut found = found.unwrap_or(end);
        if matches!(found.kind, TokenKind::Indent | TokenKind::Dedent) && found.start != at {
            found = all[place..]
                .iter()
                .copied()
                .find(|t| !matches!(t.kind, TokenKind::Indent | TokenKind::Dedent))
                .unwrap_or(end);
        }
        found
    }

    fn place_of(&self, token: Token) -> usize {
        let same = |t: &Token| t.start == token.start && t.kind == token.kind;
        self.tokens.all.iter().position(same).unwrap_or(0)
    }

    fn before(&self, token: Token) -> Option<Token> {
        self.tokens.all.get(self.place_of(token).checked_sub(1)?).copied()
    }

    fn after(&self, token: Token) -> Option<Token> {
        self.tokens.all.get(self.place_of(token) + 1).copied()
    }

    fn text(&self, token: Token) -> &str {
        self.source.get(token.start..token.end).unwrap_or("")
    }

    /// The first token of the logical line that a token is on.
    fn line_start(&self, token: Token) -> Token {
        let all = &self.tokens.all;
        let place = self.place_of(token);
        let begins = all[..place].iter().rposition(|t| t.kind == TokenKind::Newline).map_or(0, |p| p + 1);
        let first = all[begins..].iter().find(|t| !matches!(t.kind, TokenKind::Indent | TokenKind::Dedent));
        first.copied().unwrap_or(token)
    }

    /// The word that begins a compound statement on this line, `async` passed over.
    fn statement_word(&self, token: Token) -> (String, Token) {
        let first = self.line_start(token);
        let word = self.text(first);
        if word == "async"
            && let Some(next) = self.after(first)
        {
            return (self.text(next).to_string(), first);
        }
        (word.to_string(), first)
    }

    // ---- expressions --------------------------------------------------------------------------

    fn expression_with(&self, range: TextRange) -> Option<&Expr> {
        self.expressions.iter().copied().find(|e| e.range() == range)
    }

    /// The largest operand (no `lambda`, no conditional) that ends at a place.
    fn operand_ending(&self, end: usize) -> Option<&Expr> {
        let fits = |e: &&&Expr| {
            e.range().end().to_usize() == end && !e.range().is_empty() && is_operand(e) && !self.is_bare_tuple(e)
        };
        self.expressions.iter().filter(fits).max_by_key(|e| e.range().len()).copied()
    }

    fn expression_starting(&self, start: usize) -> Option<&Expr> {
        let fits = |e: &&&Expr| {
            e.range().start().to_usize() == start
                && !e.range().is_empty()
                && !e.is_starred_expr()
                && !self.is_bare_tuple(e)
        };
        self.expressions.iter().filter(fits).max_by_key(|e| e.range().len()).copied()
    }

    fn is_bare_tuple(&self, expression: &Expr) -> bool {
        matches!(expression, Expr::Tuple(tuple) if !tuple.parenthesized)
    }

    /// `[x, y for …]`
    fn bare_target(&self, token: Token) -> Option<SyntaxError> {
        let before = self.before(token)?;
        if !matches!(self.text(token), "for" | "async") || before.level == 0 {
            return None;
        }
        let place = self.place_of(token);
        let all = &self.tokens.all[..place];
        let opener = all.iter().rposition(|t| t.level == token.level && matches!(self.text(*t), "[" | "{" | "("))?;
        let comma = all[opener..].iter().any(|t| t.level == token.level && self.text(*t) == ",");
        if !comma || self.text(all[opener]) == "(" {
            return None;
        }
        let message = "did you forget parentheses around the comprehension target?";
        Some(self.error(message, all.get(opener + 1)?.start, End::At(before.end)))
    }

    fn forgotten_comma(&self, token: Token) -> Option<SyntaxError> {
        if let Some(error) = self.bare_target(token) {
            return Some(error);
        }
        let before = self.before(token)?;
        if before.level == 0 || token.level == 0 {
            return None;
        }
        let word = self.text(token);
        let begins = matches!(token.kind, TokenKind::Number | TokenKind::String)
            || token.kind == TokenKind::Name
                && (!is_keyword(word) || matches!(word, "None" | "True" | "False" | "lambda" | "not" | "await"));
        if !begins {
            return None;
        }
        let left = self.operand_ending(before.end)?;
        if let Expr::Name(name) = left
            && (token.kind == TokenKind::String
                || matches!(name.id.as_str(), "match" | "case" | "type" | "_" | "print" | "exec"))
        {
            return None;
        }
        let end = self.expression_starting(token.start).map_or(token.end, |e| e.range().end().to_usize());
        let message = "invalid syntax. Perhaps you forgot a comma?";
        Some(self.error(message, left.range().start().to_usize(), End::At(end)))
    }

    // ---- the special cases --------------------------------------------------------------------

    fn special(&self, error: &ParseError, reached: Token) -> Option<SyntaxError> {
        let location = error.location;
        if let Some(error) = self.empty_field(location, reached).or_else(|| self.by_tokens(reached)) {
            return Some(error);
        }
        Some(match &error.error {
            Why::InvalidAssignmentTarget => self.assignment(location)?,
            Why::InvalidNamedAssignmentTarget => {
                let name = expression_name(self.expression_with(location)?);
                self.spanning(format!("cannot use assignment expressions with {name}"), location)
            }
            Why::InvalidAugmentedAssignmentTarget => {
                let name = expression_name(self.expression_with(location)?);
                self.spanning(format!("'{name}' is an illegal expression for augmented assignment"), location)
            }
            Why::InvalidAnnotatedAssignmentTarget => self.spanning("illegal target for annotation", location),
            Why::InvalidDeleteTarget => {
                let name = expression_name(self.expression_with(location)?);
                self.spanning(format!("cannot delete {name}"), location)
            }
            Why::PositionalAfterKeywordArgument => {
                self.at_token("positional argument follows keyword argument", self.closing(location)?)
            }
            Why::PositionalAfterKeywordUnpacking => {
                self.at_token("positional argument follows keyword argument unpacking", self.closing(location)?)
            }
            Why::InvalidArgumentUnpackingOrder => {
                let comma = self.before(self.token_at(location.start().to_usize()))?;
                let message = "iterable argument unpacking follows keyword argument unpacking";
                self.error(message, comma.start, End::At(location.end().to_usize()))
            }
            Why::UnparenthesizedGeneratorExpression => {
                self.spanning("Generator expression must be parenthesized", location)
            }
            Why::InvalidStarredExpressionUsage if reached.level > 0 => {
                self.spanning("cannot use starred expression here", location)
            }
            Why::IterableUnpackingInComprehension => {
                self.spanning("iterable unpacking cannot be used in comprehension", location)
            }
            Why::NonDefaultParamAfterDefaultParam => {
                let name = self.token_at(location.start().to_usize());
                self.at_token("parameter without a default follows parameter with a default", name)
            }
            Why::ExpectedKeywordParam => self.bare_star(location)?,
            Why::ParamAfterVarKeywordParam => {
                let token = self.token_at(location.start().to_usize());
                self.at_token("arguments cannot follow var-keyword argument", token)
            }
            Why::VarParameterWithDefault => self.starred_default(location)?,
            Why::InvalidMatchPatternTarget => self.spanning("cannot use '_' as a target", location),
            Why::ExpectedRealNumber => self.spanning("real number required in complex literal", location),
            Why::ExpectedImaginaryNumber => self.spanning("imaginary number required in complex literal", location),
            Why::UnexpectedIndentation => {
                let token =
                    self.tokens.all.iter().rfind(|t| t.kind == TokenKind::Indent && t.start <= reached.start)?;
                self.indentation("unexpected indent", *token)
            }
            Why::EmptyImportNames if reached.kind != TokenKind::Newline => return None,
            Why::EmptyImportNames => {
                let mut made = self.at_token("Expected one or more names after 'import'", reached);
                made.end_column = made.column as i32;
                made
            }
            Why::FStringError(why) => self.in_f_string(why, location),
            Why::Lexical(LexicalErrorType::FStringError(why)) => self.in_f_string(why, location),
            Why::Lexical(why) => self.lexical(why, location)?,
            Why::ExpectedToken { expected: Wanted::Colon, found } => self.expected_colon(*found, reached)?,
            Why::ExpectedToken { expected: Wanted::Lpar, .. } if self.statement_word(reached).0 == "def" => {
                self.at_token("expected '('", reached)
            }
            Why::ExpectedToken { expected: Wanted::In, .. } if reached.level > 0 || self.before(reached)?.level > 0 => {
                self.at_token("'in' expected after for-loop variables", reached)
            }
            Why::ExpectedToken { expected: Wanted::Else, .. } => self.missing_else(reached)?,
            Why::OtherError(message) => self.other(message, location, reached)?,
            _ => self.equals_or_legacy(reached)?,
        })
    }

    /// `f'{}'`
    fn empty_field(&self, location: TextRange, reached: Token) -> Option<SyntaxError> {
        let at = location.start().to_usize();
        if reached.kind != TokenKind::String || !(reached.start < at && at < reached.end) {
            return None;
        }
        let before = self.source[reached.start..at].trim_end();
        let next = self.source[at..].chars().next()?;
        if !before.ends_with('{') || !matches!(next, '}' | '!' | ':' | '=') {
            return None;
        }
        let message = format!("f-string: valid expression required before '{next}'");
        Some(self.error(message, at, End::At(at + 1)))
    }

    /// What the tokens around the place say by themselves.
    fn by_tokens(&self, reached: Token) -> Option<SyntaxError> {
        let before = self.before(reached)?;
        let (text, left) = (self.text(reached), self.text(before));
        let word = self.statement_word(reached).0;
        if text == "(" && (left == "lambda" || word == "def" && matches!(left, "(" | ",") && reached.level == 2) {
            let rest = &self.tokens.all[self.place_of(reached)..];
            let closing = rest.iter().find(|t| t.level < reached.level)?;
            let what = if left == "lambda" { "Lambda expression" } else { "Function" };
            let message = format!("{what} parameters cannot be parenthesized");
            return Some(self.error(message, reached.start, End::At(closing.end)));
        }
        if before.level > 0
            && reached.kind == TokenKind::Name
            && matches!(left, "(" | ",")
            && let Some(equals) = self.equals_after(reached)
        {
            let single = self.after(reached).is_some_and(|t| t.start == equals.start);
            let message = match text {
                "None" | "True" | "False" if single => format!("cannot assign to {text}"),
                _ if single => return None,
                _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_string(),
            };
            return Some(self.error(message, reached.start, End::At(equals.end)));
        }
        if before.level > 0 && left == "=" && matches!(text, ")" | ",") {
            let name = self.before(before)?;
            return Some(self.error("expected argument value expression", name.start, End::At(before.end)));
        }
        if before.level > 0 && matches!(text, "}" | ",") && left == ":" && self.in_dict(before) {
            return Some(self.at_token("expression expected after dictionary key and ':'", before));
        }
        None
    }

    /// The `=` that follows what begins with a token, before the next comma or bracket of its level.
    fn equals_after(&self, first: Token) -> Option<Token> {
        let rest = &self.tokens.all[self.place_of(first)..];
        let stops = |t: &&Token| {
            t.level < first.level || t.level == first.level && matches!(self.text(**t), "," | "=" | ":=" | ":")
        };
        rest.iter().find(stops).copied().filter(|t| self.text(*t) == "=" && t.level == first.level)
    }

    /// Is the innermost bracket around a token a brace?
    fn in_dict(&self, token: Token) -> bool {
        let all = &self.tokens.all[..self.place_of(token)];
        let opener = all.iter().rfind(|t| t.level == token.level && matches!(self.text(**t), "(" | "[" | "{"));
        opener.is_some_and(|t| self.text(*t) == "{")
    }

    /// The bracket that closes the call around a place.
    fn closing(&self, location: TextRange) -> Option<Token> {
        let inside = self.token_at(location.start().to_usize());
        let after = &self.tokens.all[self.place_of(inside)..];
        after.iter().copied().find(|t| t.level < inside.level && t.kind == TokenKind::Operator)
    }

    fn assignment(&self, location: TextRange) -> Option<SyntaxError> {
        let target = self.expression_with(location)?;
        let name = expression_name(target);
        for statement in &self.statements {
            let Stmt::Assign(assign) = statement else { continue };
            let Some(place) = assign.targets.iter().position(|t| t.range() == location) else { continue };
            if place > 0
                && matches!(target, Expr::Yield(_) | Expr::YieldFrom(_))
                && self.source.as_bytes()[location.start().to_usize()] != b'('
            {
                return Some(self.spanning("assignment to yield expression not possible", location));
            }
            let hint = assign.targets.len() == 1
                && is_bit_operand(target)
                && !matches!(target, Expr::List(_) | Expr::Tuple(_) | Expr::Generator(_))
                && !matches!(target, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_));
            if hint {
                let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                return Some(self.spanning(message, location));
            }
        }
        Some(self.spanning(format!("cannot assign to {name}"), location))
    }

    fn bare_star(&self, location: TextRange) -> Option<SyntaxError> {
        let token = self.token_at(location.start().to_usize());
        let place = self.place_of(token);
        let star = self.tokens.all[..=place].iter().rfind(|t| self.text(**t) == "*")?;
        Some(self.at_token("named arguments must follow bare *", *star))
    }

    fn starred_default(&self, location: TextRange) -> Option<SyntaxError> {
        let token = self.token_at(location.start().to_usize());
        let place = self.place_of(token);
        let equals = self.tokens.all[place..].iter().find(|t| self.text(**t) == "=")?;
        let stars = self.tokens.all[..self.place_of(*equals)].iter().rfind(|t| self.text(**t).starts_with('*'))?;
        let what = if self.text(*stars) == "**" { "var-keyword" } else { "var-positional" };
        Some(self.at_token(format!("{what} argument cannot have default value"), *equals))
    }

    fn expected_colon(&self, found: Wanted, reached: Token) -> Option<SyntaxError> {
        let (word, _) = self.statement_word(reached);
        let forced = matches!(word.as_str(), "def" | "try" | "finally" | "else");
        let statement =
            matches!(word.as_str(), "if" | "elif" | "while" | "for" | "with" | "class" | "except" | "match" | "case");
        if reached.level == 0 && (forced || statement && matches!(found, Wanted::Newline | Wanted::EndOfFile)) {
            return Some(self.at_token("expected ':'", reached));
        }
        if matches!(self.text(self.before(reached)?), "lambda") {
            return Some(self.at_token("expected ':'", reached));
        }
        self.equals_or_legacy(reached)
    }

    fn missing_else(&self, reached: Token) -> Option<SyntaxError> {
        let before = self.before(reached)?;
        let found = self.expressions.iter().find_map(|e| match e {
            Expr::If(conditional) if conditional.test.range().end().to_usize() == before.end => Some(conditional),
            _ => None,
        })?;
        if self.text(reached) == ":" {
            return None;
        }
        let message = "expected 'else' after 'if' expression";
        Some(self.error(message, found.range.start().to_usize(), End::At(before.end)))
    }

    /// `if x = 3`, and the statements of Python 2.
    fn equals_or_legacy(&self, reached: Token) -> Option<SyntaxError> {
        let before = self.before(reached)?;
        let named = reached.level > 0 || matches!(self.statement_word(reached).0.as_str(), "if" | "elif" | "while");
        if self.text(reached) == "=" && named {
            let left = self.bit_operand_ending(before.end)?;
            let (start, end) = (left.range().start().to_usize(), self.operand_end(self.after(reached)?)?);
            if let Expr::Name(_) = left {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                return Some(self.error(message, start, End::At(end)));
            }
            let plain = matches!(
                left,
                Expr::List(_) | Expr::Tuple(_) | Expr::Generator(_) | Expr::NoneLiteral(_) | Expr::BooleanLiteral(_)
            );
            if !plain {
                let name = expression_name(left);
                let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                return Some(self.spanning(message, left.range()));
            }
            return None;
        }
        let legacy = self.text(before);
        if matches!(legacy, "print" | "exec") && self.line_start(before).start == before.start {
            let value = self.expression_starting(reached.start)?;
            let end = self.tokens.all[self.place_of(reached)..]
                .iter()
                .find(|t| t.kind == TokenKind::Newline || self.text(**t) == ";");
            let end = end.map_or(value.range().end().to_usize(), |t| self.before(*t).map_or(t.start, |b| b.end));
            let message = format!("Missing parentheses in call to '{legacy}'. Did you mean {legacy}(...)?");
            return Some(self.error(message, before.start, End::At(end)));
        }
        None
    }

    fn bit_operand_ending(&self, end: usize) -> Option<&Expr> {
        let fits = |e: &&&Expr| {
            e.range().end().to_usize() == end && !e.range().is_empty() && is_bit_operand(e) && !self.is_bare_tuple(e)
        };
        self.expressions.iter().filter(fits).max_by_key(|e| e.range().len()).copied()
    }

    /// Where the operand that begins with a token ends: before the next delimiter on its level.
    fn operand_end(&self, first: Token) -> Option<usize> {
        let ends = [
            "and", "or", "in", "is", "not", "if", "else", "for", ":", ",", "=", ":=", ")", "]", "}", "==", "<", ">",
            "<=", ">=", "!=", ";",
        ];
        let mut last = None;
        let opens = matches!(self.text(first), "(" | "[" | "{") as usize;
        let level = first.level - opens;
        for token in &self.tokens.all[self.place_of(first)..] {
            let text = self.text(*token);
            let closes_inside = matches!(text, ")" | "]" | "}") && token.level >= level;
            if token.kind == TokenKind::Newline
                || token.level <= level && ends.contains(&text) && !closes_inside
                || token.level < level
            {
                break;
            }
            last = Some(token.end);
        }
        last
    }

    fn other(&self, message: &str, location: TextRange, reached: Token) -> Option<SyntaxError> {
        let at = |text: &str| Some(self.at_token(text, reached));
        if message.starts_with("Expected an indented block") {
            return self.missing_block(reached);
        }
        match message {
            "Only one '*' parameter allowed" | "Only one '*' separator allowed" => {
                let star = self.tokens.all[self.place_of(reached)..].iter().find(|t| self.text(**t) == "*");
                Some(self.at_token("* argument may appear only once", star.copied().unwrap_or(reached)))
            }
            "Bytes literal cannot be mixed with non-bytes literals" => {
                let mut last = reached;
                while let Some(next) = self.after(last).filter(|t| t.kind == TokenKind::String) {
                    last = next;
                }
                Some(self.at_token("cannot mix bytes and nonbytes literals", self.after(last)?))
            }
            "Only one '/' separator allowed" => at("/ may appear only once"),
            "'/' parameter must appear before '*' parameter" => at("/ must be ahead of *"),
            "Position-only parameter separator not allowed as first parameter" => {
                at("at least one argument must precede /")
            }
            "Expected `except` or `finally` after `try` block" => {
                let mut made = at("expected 'except' or 'finally' block")?;
                if reached.kind == TokenKind::End || reached.kind == TokenKind::Newline {
                    made.column = self.source.trim_end_matches('\n').len() as u32 + 1;
                    made.end_column = -1;
                }
                Some(made)
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                let start = self.line_start(reached);
                let star = self.after(start).filter(|t| self.text(*t) == "*").map_or(start.end, |t| t.end);
                Some(self.error(
                    "cannot have both 'except' and 'except*' on the same 'try'",
                    start.start,
                    End::At(star),
                ))
            }
            "Expected one or more exception types" => at("expected one or more exception types"),
            "Trailing comma not allowed" if self.text(self.line_start(reached)) == "from" => {
                let next = if self.text(reached) == "," { self.after(reached)? } else { reached };
                Some(self.at_token("trailing comma not allowed without surrounding parentheses", next))
            }
            "Positional patterns cannot follow keyword patterns" => {
                Some(self.spanning("positional patterns follow keyword patterns", location))
            }
            "Only single target (not list) can be annotated" | "Only single target (not tuple) can be annotated" => {
                Some(self.spanning(message.replacen('O', "o", 1), location))
            }
            "Expected a parameter or the end of the parameter list" if self.text(reached) == "(" => {
                let (word, _) = self.statement_word(reached);
                let closing = self.closing(TextRange::at(location.start(), 1.into()))?;
                let what = if word == "def" { "Function" } else { "Lambda expression" };
                Some(self.error(
                    format!("{what} parameters cannot be parenthesized"),
                    reached.start,
                    End::At(closing.end),
                ))
            }
            _ => self.equals_or_legacy(reached),
        }
    }

    fn missing_block(&self, reached: Token) -> Option<SyntaxError> {
        let all = &self.tokens.all;
        let place = self.place_of(reached);
        let colon = all[..place].iter().rposition(|t| self.text(*t) == ":" && t.level == 0)?;
        let (word, first) = self.statement_word(all[colon]);
        let line = self.source[..first.start].matches('\n').count() + 1;
        let clause = match word.as_str() {
            "def" => "function definition".to_string(),
            "class" => "class definition".to_string(),
            "except" if self.after(first).is_some_and(|t| self.text(t) == "*") => "'except*' statement".to_string(),
            word => format!("'{word}' statement"),
        };
        let message = format!("expected an indented block after {clause} on line {line}");
        let mut made = if matches!(reached.kind, TokenKind::End | TokenKind::Newline) {
            let end = self.source.strip_suffix('\n').unwrap_or(self.source).len();
            self.error(message, end, End::Number(-1))
        } else {
            self.at_token(message, reached)
        };
        made.kind = ErrorKind::Indentation;
        Some(made)
    }

    fn in_f_string(&self, why: &InString, location: TextRange) -> SyntaxError {
        let (start, end) = (location.start().to_usize(), location.end().to_usize());
        match why {
            InString::SingleRbrace => self.error("f-string: single '}' is not allowed", start, End::At(start)),
            InString::UnclosedLbrace => self.error("f-string: expecting '}'", start, End::At(start)),
            InString::InvalidConversionFlag => {
                let word = &self.source[start..end];
                if word.chars().all(|c| c.is_alphanumeric() || c == '_') && !word.is_empty() {
                    let message = format!("f-string: invalid conversion character '{word}': expected 's', 'r', or 'a'");
                    self.spanning(message, location)
                } else {
                    self.error("f-string: missing conversion character", start, End::At(start + 1))
                }
            }
            InString::LambdaWithoutParentheses => {
                let message = "f-string: lambda expressions are not allowed without parentheses";
                self.spanning(message, location)
            }
            InString::ConversionFlagNotImmediatelyAfterExclamation => {
                let message = "f-string: conversion type must come right after the exclamation mark";
                self.spanning(message, location)
            }
            other => self.spanning(format!("f-string: {}", other.to_string().replace('`', "'")), location),
        }
    }

    fn lexical(&self, why: &LexicalErrorType, location: TextRange) -> Option<SyntaxError> {
        match why {
            LexicalErrorType::InvalidByteLiteral => {
                let token = self.token_at(location.start().to_usize());
                let string = self.tokens.all.iter().find(|t| {
                    t.kind == TokenKind::String
                        && t.start <= location.start().to_usize()
                        && location.start().to_usize() < t.end
                });
                Some(self.at_token("bytes can only contain ASCII literal characters", *string.unwrap_or(&token)))
            }
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => self.bad_escape(location),
            _ => None,
        }
    }

    /// An escape sequence that names no character.
    fn bad_escape(&self, location: TextRange) -> Option<SyntaxError> {
        let at = location.start().to_usize();
        let string = self.tokens.all.iter().find(|t| t.kind == TokenKind::String && t.start <= at && at <= t.end)?;
        let text = self.text(*string);
        let quote = text.find(['\'', '"'])?;
        let is_bytes = text[..quote].to_ascii_lowercase().contains('b');
        let width = if text[quote..].starts_with("'''") || text[quote..].starts_with("\"\"\"") { 3 } else { 1 };
        let body = text.get(quote + width..text.len() - width)?;
        let (position, message) = first_bad_escape(body, is_bytes)?;
        let message = match message {
            Bad::Bytes => format!("(value error) invalid \\x escape at position {position}"),
            Bad::Text(last, what) => {
                format!(
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{last}: {what}"
                )
            }
        };
        Some(self.at_token(message, *string))
    }
}

enum Bad {
    Bytes,
    Text(usize, &'static str),
}

/// The first escape sequence that is not whole, by its place, and what is wrong with it.
fn first_bad_escape(body: &str, is_bytes: bool) -> Option<(usize, Bad)> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let kind = *bytes.get(at + 1)?;
        let (wanted, what) = match kind {
            b'x' => (2, "truncated \\xXX escape"),
            b'u' if !is_bytes => (4, concat!("truncated \\u", "XX", "XX escape")),
            b'U' if !is_bytes => (8, concat!("truncated \\U", "XX", "XX", "XX", "XX escape")),
            b'N' if !is_bytes => {
                return match (bytes.get(at + 2), body[at..].find('}')) {
                    (Some(b'{'), Some(end)) if end > 3 => {
                        Some((at, Bad::Text(at + end - 1 + 1, "unknown Unicode character name")))
                    }
                    _ => Some((at, Bad::Text(at + 1, "malformed \\N character escape"))),
                };
            }
            _ => {
                at += 2;
                continue;
            }
        };
        let digits = bytes[at + 2..].iter().take(wanted).take_while(|b| b.is_ascii_hexdigit()).count();
        if digits < wanted {
            return Some((at, if is_bytes { Bad::Bytes } else { Bad::Text(at + 1 + digits, what) }));
        }
        if kind == b'U' && u32::from_str_radix(body.get(at + 2..at + 10)?, 16).is_ok_and(|n| n > 0x10ffff) {
            return Some((at, Bad::Text(at + 9, "illegal Unicode character")));
        }
        at += 2 + wanted;
    }
    None
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}

/// What can stand between `and` and `or` without brackets.
fn is_operand(expression: &Expr) -> bool {
    !matches!(
        expression,
        Expr::Named(_)
            | Expr::Lambda(_)
            | Expr::If(_)
            | Expr::Starred(_)
            | Expr::Yield(_)
            | Expr::YieldFrom(_)
            | Expr::Slice(_)
    )
}

/// What can stand on either side of `==` without brackets.
fn is_bit_operand(expression: &Expr) -> bool {
    let not = matches!(expression, Expr::UnaryOp(operation) if operation.op == ast::UnaryOp::Not);
    (is_operand(expression) || matches!(expression, Expr::Yield(_)))
        && !not
        && !matches!(expression, Expr::BoolOp(_) | Expr::Compare(_))
}

/// What CPython calls an expression in messages.
pub fn expression_name(expression: &Expr) -> &'static str {
    match expression {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) | Expr::TString(_) => "f-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(b) => {
            if b.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => "literal",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}
