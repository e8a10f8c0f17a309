//! What all parts of the compiler share: the body being made, names, jumps out of blocks.

use std::collections::BTreeSet;
use std::rc::Rc;

use bytecode::{Code, Constant, Flags, Location, Op, line, special};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::access::{Bound, Inlined, Shared};
use crate::emit::{Emitter, Label, Unfinished};
use crate::names::{Kind, Scopes};
use crate::{ErrorKind, Marks, Mode, Options, SyntaxError};

pub type Result<T> = std::result::Result<T, SyntaxError>;

/// What a `break`, `continue` or `return` must do on its way out.
#[derive(Clone)]
pub enum Block<'a> {
    Loop {
        end: Label,
        next: Label,
        iterator: Option<u16>,
    },
    Finally {
        body: &'a [Stmt],
    },
    With {
        exit: u16,
        is_async: bool,
        /// Where its manager stands: leaving belongs there.
        at: Location,
    },
    /// An `except` or `finally` body: the handled exception is restored.
    Handler {
        saved: u16,
        exception: u16,
        name: Option<String>,
    },
    /// An `except*` body: nothing may leave it by a jump.
    StarHandler,
}

/// One file being compiled.
pub struct Unit<'a> {
    pub source: &'a str,
    pub line_starts: Vec<usize>,
    pub options: &'a Options<'a>,
    pub scopes: Scopes,
    /// Short jumps did not reach in an earlier try.
    pub wide: bool,
}

/// One body being compiled.
pub struct Body<'a, 'u> {
    pub unit: &'u Unit<'a>,
    pub scope: usize,
    pub emitter: Emitter,
    pub blocks: Vec<Block<'a>>,
    /// Locals that certainly have a value here.
    pub bound: Bound,
    /// Comprehensions that are being compiled into this body, innermost last.
    pub inlined: Vec<Inlined>,
    pub shared: Vec<Shared>,
    /// Registers that hold cells.
    pub cells: BTreeSet<u16>,
    pub qualname: String,
    /// The innermost class, for mangling.
    pub class: Option<String>,
    pub flags: u32,
    pub free: Vec<String>,
    pub is_function: bool,
    /// `async def`
    pub is_async: bool,
    /// A generator expression that awaits.
    pub in_async_generator_expression: bool,
    /// What qualified names of bodies within begin with.
    pub prefix: String,
    /// The parameter that `super()` takes.
    pub first_parameter: Option<String>,
    /// Texts of `{x=}` that the f-string at hand has pushed besides its values.
    pub debug_extra: u16,
}

impl Unit<'_> {
    pub fn line_of(&self, offset: TextSize) -> (u32, u32) {
        let offset = offset.to_usize();
        let line = self.line_starts.partition_point(|&start| start <= offset);
        (line as u32, (offset - self.line_starts[line - 1]) as u32)
    }

    /// A definition without its decorators, up to its body.
    pub fn heading(&self, whole: TextRange, decorators: &[ast::Decorator], body: &[Stmt]) -> TextRange {
        let mut start = decorators.last().map_or(whole.start(), |d| d.end()).to_usize();
        let mut rest = &self.source[start..];
        while !decorators.is_empty() {
            let trimmed = rest.trim_start();
            let skipped = rest.len() - trimmed.len();
            start += skipped;
            rest = trimmed;
            if !rest.starts_with('#') {
                break;
            }
            let line = rest.find('\n').unwrap_or(rest.len());
            start += line;
            rest = &rest[line..];
        }
        let end = body.first().map_or(whole.end(), |s| s.start());
        let start = TextSize::try_from(start).unwrap_or(whole.start());
        TextRange::new(start.min(end), end)
    }

    pub fn location(&self, node: &impl Ranged) -> Location {
        let (line, column) = self.line_of(node.start());
        let (end_line, end_column) = self.line_of(node.end());
        Location { line, end_line, column, end_column }
    }

    /// The first error that the walk over the names found.
    pub fn check_names(&self) -> Result<()> {
        match &self.scopes.error {
            Some((range, message)) => self.error(range, message.clone()),
            None => Ok(()),
        }
    }

    /// What the checks of the whole tree found.
    pub fn check(&self, checks: crate::check::Checks) -> Result<Vec<crate::Warning>> {
        if let Some((range, message)) = checks.error {
            return self.error(&range, message);
        }
        let mut doubts = checks.doubts;
        // As in CPython: the parser warns of escape sequences before the compiler warns of anything.
        doubts.sort_by_key(|d| (!d.message.contains("escape sequence"), d.at));
        let line = |at: usize| self.line_starts.partition_point(|&start| start <= at) as u32;
        Ok(doubts.into_iter().map(|d| crate::Warning { line: line(d.at), message: d.message }).collect())
    }

    pub fn error<T>(&self, node: &impl Ranged, message: impl Into<String>) -> Result<T> {
        let at = self.location(node);
        let text = |line: u32| {
            let start = self.line_starts[line as usize - 1];
            let end = self.line_starts.get(line as usize).copied().unwrap_or(self.source.len());
            &self.source[start..end]
        };
        let characters =
            |line: u32, column: u32| text(line).get(..column as usize).map_or(0, |t| t.chars().count()) as u32;
        Err(SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            line: at.line,
            column: characters(at.line, at.column) + 1,
            end_line: at.end_line,
            end_column: characters(at.end_line, at.end_column) as i32 + 1,
            text: Some(text(at.line).to_string()),
        })
    }
}

impl<'a, 'u> Body<'a, 'u> {
    pub fn new(unit: &'u Unit<'a>, scope: usize, qualname: String, class: Option<String>) -> Body<'a, 'u> {
        let data = &unit.scopes.all[scope];
        let is_function = data.is_function_like();
        let mut locals: Vec<Rc<str>> = vec![];
        if is_function {
            locals.extend(data.parameters.iter().map(|p| Rc::from(p.as_str())));
            let others = data.own_names().filter(|n| !data.parameters.contains(n));
            locals.extend(others.map(|n| Rc::from(n.as_str())));
        } else if data.kind == Kind::Class {
            locals.extend(data.cells.iter().map(|c| Rc::from(c.as_str())));
        }
        let mut bound = Bound::default();
        for (register, name) in data.parameters.iter().enumerate() {
            if data.usage(name) & crate::names::usage::DELETED == 0 {
                bound.insert(register as u16);
            }
        }
        let cells = locals.iter().enumerate().filter(|(_, n)| data.cells.contains(&***n));
        let cells = cells.map(|(register, _)| register as u16).collect();
        let prefix = match data.kind {
            Kind::Module | Kind::Namespace => String::new(),
            Kind::Class => format!("{qualname}."),
            Kind::Function | Kind::Annotation => format!("{qualname}.<locals>."),
        };
        let free = data.free.clone();
        let flags = if is_function { Flags::OPTIMIZED | Flags::NEW_LOCALS } else { 0 };
        let mut body = Body {
            unit,
            scope,
            emitter: Emitter::new(locals, unit.options.marks == Marks::Steps),
            blocks: vec![],
            bound,
            inlined: vec![],
            shared: vec![],
            cells,
            qualname,
            class,
            flags,
            free,
            is_function,
            is_async: false,
            in_async_generator_expression: false,
            prefix,
            first_parameter: None,
            debug_extra: 0,
        };
        let (line, _) = (1, 0);
        body.emitter.location = Location { line, end_line: line, column: 0, end_column: 0 };
        body
    }

    /// The start of the body of a function: the recorder hears of its frame, and the variables that inner
    /// functions share are wrapped.
    pub fn begin(&mut self, first: TextSize) {
        // A generator's frame begins when it is first resumed, which the machine knows.
        const LATER: u32 = Flags::GENERATOR | Flags::COROUTINE | Flags::ASYNC_GENERATOR;
        if self.flags & LATER == 0 {
            self.begin_frame(self.unit.line_of(first).0);
        } else {
            self.emitter.expect_line();
        }
        self.make_cells();
    }

    /// The recorder hears of a frame that begins at this line.
    pub fn begin_frame(&mut self, line: u32) {
        if self.unit.options.marks == Marks::Steps {
            self.emitter.emit_wide(Op::Line, line::CALL, line as i32);
            self.emitter.expect_line();
        }
    }

    fn make_cells(&mut self) {
        for register in self.cells.clone() {
            self.emitter.emit(Op::MakeCell, register, 0, 0);
        }
    }

    pub fn finish(self, name: &str, first_line: u32, mut code: Code) -> Result<Code> {
        let unit = self.unit;
        code.name = name.into();
        code.qualname = self.qualname.as_str().into();
        code.filename = unit.options.filename.into();
        code.first_line = first_line;
        code.flags = Flags(self.flags | if unit.options.library { Flags::QUIET } else { 0 });
        code.cells = self.cells.iter().copied().collect();
        code.free_names = self.free.iter().map(|f| Rc::from(f.as_str())).collect();
        self.emitter.finish(code).map_err(|why| SyntaxError {
            kind: ErrorKind::Syntax,
            message: match why {
                Unfinished::TooFar => crate::TOO_FAR.to_string(),
                Unfinished::TooLarge => "too many names or values in one block of code".to_string(),
            },
            line: first_line,
            column: 1,
            end_line: first_line,
            end_column: 1,
            text: None,
        })
    }

    pub fn at(&mut self, node: &impl Ranged) {
        self.emitter.location = self.unit.location(node);
    }

    // ---- marks for recorders -------------------------------------------------------------------

    /// Marks a step of a recorded run: the line where `node` begins.
    pub fn step(&mut self, node: &impl Ranged) {
        self.at(node);
        self.mark(line::HERE);
    }

    /// Marks a step where a loop comes back to `node`.
    pub fn step_again(&mut self, node: &impl Ranged) {
        self.at(node);
        self.mark(line::AGAIN);
    }

    /// Marks a step within an expression (a comprehension begins, or comes back): no statement begins there.
    pub fn step_within(&mut self, node: &impl Ranged, again: bool) {
        self.at(node);
        if self.unit.options.marks == Marks::Steps {
            self.mark(if again { line::AGAIN } else { line::HERE });
        }
    }

    fn mark(&mut self, which: u16) {
        match self.unit.options.marks {
            Marks::None => {}
            Marks::Statements => self.emitter.mark_line(line::STATEMENT),
            Marks::Steps => self.emitter.mark_line(which),
        }
    }

    /// Marks the beginning of a statement. CPython steps where the first instruction is, and that of many
    /// statements is the first of an expression: its leaves mark themselves.
    pub fn begin_statement(&mut self, statement: &Stmt) {
        self.at(statement);
        let own = match statement {
            Stmt::While(_) | Stmt::For(_) | Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::Global(_) | Stmt::Nonlocal(_) => return,
            Stmt::Expr(expression) => is_constant(&expression.value),
            Stmt::Return(returns) => returns.value.is_none(),
            Stmt::Raise(raises) => raises.exc.is_none(),
            Stmt::Assign(_) | Stmt::AugAssign(_) | Stmt::AnnAssign(_) => false,
            Stmt::If(_) | Stmt::With(_) | Stmt::Match(_) | Stmt::Assert(_) => false,
            _ => true,
        };
        if own || self.unit.options.marks == Marks::Statements {
            self.mark(line::HERE);
        }
    }

    /// A leaf of an expression is read: a step, if its line is another.
    pub fn touch(&mut self, leaf: &impl Ranged) {
        self.at(leaf);
        self.emitter.follow_line(true);
    }

    /// Does something without steps of its own.
    pub fn unmarked<R>(&mut self, act: impl FnOnce(&mut Self) -> R) -> R {
        let before = std::mem::replace(&mut self.emitter.follows, false);
        let result = act(self);
        self.emitter.follows = before;
        result
    }

    // ---- constants ---------------------------------------------------------------------------

    pub fn load_constant(&mut self, constant: Constant, dst: u16) {
        let which = match constant {
            Constant::None => special::NONE,
            Constant::True => special::TRUE,
            Constant::False => special::FALSE,
            Constant::Ellipsis => special::ELLIPSIS,
            Constant::Int(n) if i32::try_from(n).is_ok() => {
                self.emitter.emit_wide(Op::LoadInt, dst, n as i32);
                return;
            }
            other => {
                let number = self.emitter.constant(other);
                self.emitter.emit_wide(Op::LoadConst, dst, number as i32);
                return;
            }
        };
        self.emitter.emit(Op::LoadSpecial, dst, which, 0);
    }

    pub fn load_text(&mut self, text: &str, dst: u16) {
        self.load_constant(Constant::Str(text.as_bytes().into()), dst);
    }

    // ---- leaving blocks ------------------------------------------------------------------------

    /// Does what the blocks from the innermost down to `floor` must do before they are left by a jump.
    pub fn leave_blocks(&mut self, floor: usize, returning: bool) -> Result<()> {
        let blocks = self.blocks.clone();
        while self.blocks.len() > floor {
            let Some(block) = self.blocks.pop() else {
                break;
            };
            match block {
                Block::Loop { iterator: Some(iterator), .. } if returning || self.blocks.len() >= floor => {
                    self.emitter.emit(Op::Clear, iterator, 0, 0);
                }
                Block::Loop { .. } | Block::StarHandler => {}
                Block::Finally { body } => self.statements(body)?,
                Block::With { exit, is_async, at } => {
                    self.emitter.location = at;
                    self.call_exit(exit, is_async)?;
                }
                Block::Handler { saved, exception, name } => {
                    self.emitter.emit(Op::LeaveHandler, saved, 0, 0);
                    self.emitter.emit(Op::Clear, exception, 0, 0);
                    if let Some(name) = name {
                        self.unbind_caught(&name);
                    }
                }
            }
        }
        self.blocks = blocks;
        Ok(())
    }

    /// `except E as name` binds the name to None and deletes it.
    pub fn unbind_caught(&mut self, name: &str) {
        let mark = self.emitter.mark();
        let none = self.emitter.temporary();
        self.load_constant(Constant::None, none);
        self.store_name(name, none);
        self.emitter.release(mark);
        self.delete_name(name);
    }

    /// Calls `__exit__(None, None, None)`.
    pub fn call_exit(&mut self, exit: u16, is_async: bool) -> Result<()> {
        let mark = self.emitter.mark();
        let base = self.emitter.temporary();
        self.emitter.emit(Op::Move, base, exit, 0);
        let receiver = self.emitter.temporary();
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        for _ in 0..3 {
            let none = self.emitter.temporary();
            self.load_constant(Constant::None, none);
        }
        self.emitter.emit(Op::Call, base, base, 3);
        if is_async {
            self.await_value(base, 2);
        }
        self.emitter.emit(Op::Clear, base, 0, 0);
        self.emitter.emit(Op::Clear, exit, 0, 0);
        self.emitter.release(mark);
        Ok(())
    }

    /// Awaits what is in a temporary; the result takes its place.
    pub fn await_value(&mut self, register: u16, context: u8) {
        let iterator = self.emitter.keep();
        self.emitter.emit_e(Op::GetAwaitable, context, iterator, register, 0);
        self.emitter.emit(Op::LoadSpecial, register, special::NONE, 0);
        self.emitter.emit_e(Op::YieldFrom, 1, register, iterator, 0);
        self.emitter.free_kept(iterator);
    }

    pub fn is_interactive(&self) -> bool {
        self.unit.options.mode == Mode::Interactive && self.scope == 0
    }
}

/// Is it an expression whose value is known, so that as a statement it does nothing?
pub fn is_constant(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
    )
}
