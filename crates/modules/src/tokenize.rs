//! `_tokenize`: the iterator that `tokenize` is made of. It reads all lines, then gives the tokens one by one.

use object::{ClassFlags, Kind, Module, NativeData, Ref, Str, Value};
use vm::syntax::{Lexeme, lexemes};
use vm::{Method, NativeClass, Result, Vm, method};

const METHODS: &[Method] = &[method(
    "__new__",
    new,
    "(cls, readline, /, *, encoding=None, extra_tokens=False)",
    "Create and return a new object.",
)];

struct TokenizerIter {
    source: String,
    line_starts: Vec<usize>,
    /// The next first.
    tokens: std::vec::IntoIter<Lexeme>,
    /// Comments and line ends that end no statement are wanted.
    extra: bool,
    /// The numbers of the kinds, asked of `token` once each.
    kinds: Vec<(&'static str, Value)>,
    /// The last token said whether it was the end of a line.
    line_ended: bool,
    finished: bool,
    open_brackets: usize,
}

impl NativeData for TokenizerIter {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_tokenize", |vm, module: &Ref<Module>| {
        vm.add_data_class::<TokenizerIter>(
            module,
            NativeClass {
                name: "TokenizerIter",
                module: "_tokenize",
                kind: Kind::Native,
                methods: METHODS,
                next: Some(next),
                flags: ClassFlags::IMMUTABLE,
                ..NativeClass::BASE
            },
        );
        Ok(())
    });
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let [class, readline, _, extra] = args else {
        return Err(vm.type_error("tokenizeriter() takes 1 argument"));
    };
    let source = read_all(vm, readline)?;
    let mut line_starts = vec![0];
    line_starts.extend(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1));
    let tokens = lexemes(&source).into_iter();
    let extra = vm.truth(extra)?;
    let data = TokenizerIter {
        source,
        line_starts,
        tokens,
        extra,
        kinds: Vec::new(),
        line_ended: true,
        finished: false,
        open_brackets: 0,
    };
    vm.new_data(class, data)
}

fn read_all(vm: &mut Vm, readline: &Value) -> Result<String> {
    let mut source = String::new();
    loop {
        let line = match vm.call(readline, &[]) {
            Ok(line) => line,
            Err(_) if vm.swallow("StopIteration") => break,
            Err(raised) => return Err(raised),
        };
        let text = match line.as_ref::<Str>() {
            Some(text) => text.lossy().into_owned(),
            None => vm::decode_source(&vm.bytes_like(&line)?),
        };
        if text.is_empty() {
            break;
        }
        source.push_str(&text);
    }
    Ok(source)
}

/// What a step found.
enum Found {
    Token { kind: &'static str, text: String, start: (usize, usize), end: (usize, usize), line: String },
    OpenBracket(usize),
    End,
}

impl TokenizerIter {
    fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let before = &self.source[self.line_starts[line - 1]..offset];
        (line, before.chars().count())
    }

    fn lines(&self, first: usize, last: usize) -> String {
        let end = self.line_starts.get(last).copied().unwrap_or(self.source.len());
        self.line_starts.get(first - 1).map_or(String::new(), |&start| self.source[start..end].to_string())
    }

    fn step(&mut self) -> Found {
        loop {
            let Some(token) = self.tokens.next() else {
                return self.end();
            };
            let (kind, text) = (token.kind, self.source[token.start..token.end].to_string());
            if !self.extra && matches!(kind, "COMMENT" | "NL") {
                continue;
            }
            match text.as_str() {
                "(" | "[" | "{" if kind == "OP" => self.open_brackets += 1,
                ")" | "]" | "}" if kind == "OP" => self.open_brackets = self.open_brackets.saturating_sub(1),
                _ => {}
            }
            let (mut start, mut end) = (self.place(token.start), self.place(token.end));
            match kind {
                "NEWLINE" | "NL" => {
                    end = (start.0, start.1 + text.chars().count().max(1));
                    self.line_ended = !text.is_empty() || kind == "NL";
                }
                "INDENT" => start = (end.0, 0),
                "DEDENT" => end = start,
                _ => self.line_ended = false,
            }
            let line = self.lines(start.0, end.0);
            return Found::Token { kind, text, start, end, line };
        }
    }

    fn end(&mut self) -> Found {
        if std::mem::replace(&mut self.finished, true) {
            return Found::End;
        }
        if self.open_brackets > 0 {
            return Found::OpenBracket(self.line_starts.len());
        }
        let last =
            self.place(self.source.len()).0 + !self.source.is_empty() as usize * !self.source.ends_with('\n') as usize;
        Found::Token { kind: "ENDMARKER", text: String::new(), start: (last, 0), end: (last, 0), line: String::new() }
    }
}

fn next(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>> {
    match vm.state(iterator, TokenizerIter::step)? {
        Found::End => Ok(None),
        Found::OpenBracket(line) => {
            let exception =
                vm.new_exception("SyntaxError", vec![Value::from("unexpected EOF in multi-line statement")]);
            for (name, value) in [("lineno", Value::from_usize(line)), ("offset", Value::int(1))] {
                let name = vm.intern(name);
                vm.set_attr(&exception, &name, value)?;
            }
            Err(vm.raise_value(exception))
        }
        Found::Token { kind, text, start, end, line } => {
            let number = kind_number(vm, iterator, kind)?;
            let place =
                |(line, column): (usize, usize)| Value::tuple_of([Value::from_usize(line), Value::from_usize(column)]);
            Ok(Some(Value::tuple_of([number, Value::from(text), place(start), place(end), Value::from(line)])))
        }
    }
}

fn kind_number(vm: &mut Vm, iterator: &Value, kind: &'static str) -> Result {
    let known = vm.read(iterator, |data: &TokenizerIter| {
        data.kinds.iter().find(|(name, _)| *name == kind).map(|(_, number)| number.clone())
    })?;
    if let Some(number) = known {
        return Ok(number);
    }
    let names = vm.import_module("token")?;
    let number = vm.get_attr_str(&names, kind)?;
    let kept = number.clone();
    vm.state(iterator, |data: &mut TokenizerIter| data.kinds.push((kind, kept)))?;
    Ok(number)
}
