//! Comprehensions and generator expressions.
//!
//! List, set and dict comprehensions are loops in the body around them (PEP 709): no function, no call.
//! A generator expression is a function of its first iterable.

use bytecode::{Code, Flags, Op, special};
use ruff_python_ast::{Comprehension, Expr};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::emit::Label;
use crate::names::{node, range_of};

/// What a comprehension makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    List,
    Set,
    Dict,
    Generator,
}

impl Makes {
    fn name(self) -> &'static str {
        match self {
            Makes::List => "<listcomp>",
            Makes::Set => "<setcomp>",
            Makes::Dict => "<dictcomp>",
            Makes::Generator => "<genexpr>",
        }
    }

    fn build(self) -> Option<Op> {
        match self {
            Makes::List => Some(Op::BuildList),
            Makes::Set => Some(Op::BuildSet),
            Makes::Dict => Some(Op::BuildDict),
            Makes::Generator => None,
        }
    }
}

/// The parts of one comprehension, and where its result grows.
struct Plan<'a> {
    generators: &'a [Comprehension],
    key: Option<&'a Expr>,
    element: &'a Expr,
    makes: Makes,
    result: u16,
    /// Registers that the loops use, to be emptied when one of them fails.
    iterators: Vec<u16>,
}

impl<'a> Body<'a, '_> {
    pub fn comprehension(
        &mut self,
        whole: &impl Ranged,
        generators: &'a [Comprehension],
        key: Option<&'a Expr>,
        element: &'a Expr,
        dst: u16,
        makes: Makes,
    ) -> Result<()> {
        let Some(first) = generators.first() else { return Ok(()) };
        let scope = self.unit.scopes.find(range_of(whole), node::COMPREHENSION);
        let data = &self.unit.scopes.all[scope];
        if data.coroutine && makes != Makes::Generator && !self.is_async && !self.in_async_generator_expression {
            let message = "asynchronous comprehension outside of an asynchronous function";
            return self.unit.error(whole, message);
        }
        let mark = self.emitter.mark();
        let plan = Plan { generators, key, element, makes, result: 0, iterators: vec![] };
        if data.inlined {
            self.inline_comprehension(whole, scope, plan, dst)?;
            self.emitter.release(mark);
            return Ok(());
        }
        let code = self.comprehension_code(whole, scope, plan)?;
        let base = self.emitter.temporary();
        let receiver = self.emitter.temporary();
        self.at(whole);
        let parts = self.next_temporary();
        self.make_function(code, parts, 0, base);
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let iterable = self.pushed(&first.iter)?;
        self.at(&first.iter);
        self.emitter.emit(if first.is_async { Op::GetAiter } else { Op::GetIter }, iterable, iterable, 0);
        self.at(whole);
        self.emitter.emit(Op::Call, dst, base, 1);
        self.emitter.release(mark);
        Ok(())
    }

    fn inline_comprehension(&mut self, whole: &impl Ranged, scope: usize, plan: Plan<'a>, dst: u16) -> Result<()> {
        let mut plan = plan;
        plan.result = self.emitter.keep();
        let first = &plan.generators[0];
        let iterator = self.emitter.keep();
        let mark = self.emitter.mark();
        let source = (self.tells_copies() && copies(&plan)).then(|| self.emitter.keep());
        let iterable = match source {
            Some(source) => {
                self.expression(&first.iter, source)?;
                plan.iterators.push(source);
                source
            }
            None => self.operand(&first.iter)?,
        };
        self.at(&first.iter);
        self.emitter.emit(if first.is_async { Op::GetAiter } else { Op::GetIter }, iterator, iterable, 0);
        self.emitter.release(mark);
        self.at(whole);
        self.enter_comprehension(scope);
        if let Some(build) = plan.makes.build() {
            self.emitter.emit(build, plan.result, 0, 0);
        }
        let (start, stop, failed, past) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        self.comprehension_loop(&mut plan, 0, iterator)?;
        self.emitter.place(stop);
        self.at(whole);
        let variables = self.leave_comprehension();
        for register in &variables {
            self.emitter.emit(Op::Clear, *register, 0, 0);
        }
        if let Some(source) = source {
            self.emitter.emit(Op::Copied, source, plan.result, 0);
            self.emitter.emit(Op::Clear, source, 0, 0);
        }
        self.emitter.emit(Op::Move, dst, plan.result, 0);
        self.emitter.emit(Op::Clear, plan.result, 0, 0);
        self.emitter.jump(Op::Jump, 0, 0, past);
        self.emitter.place(failed);
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, failed, exception);
        self.emitter.follow_line(true);
        for register in variables.iter().chain(&plan.iterators).chain([&plan.result]) {
            self.emitter.emit(Op::Clear, *register, 0, 0);
        }
        self.emitter.emit(Op::Reraise, exception, 0, 0);
        self.emitter.place(past);
        for register in plan.iterators.into_iter().chain([plan.result, exception]) {
            self.emitter.free_kept(register);
        }
        Ok(())
    }

    /// The function of a generator expression (or of a comprehension that cannot be inlined).
    fn comprehension_code(&mut self, whole: &impl Ranged, scope: usize, plan: Plan<'a>) -> Result<Code> {
        let mut plan = plan;
        let data = &self.unit.scopes.all[scope];
        let mut inner = self.inner(scope, plan.makes.name());
        inner.first_parameter = Some(".0".to_string());
        if data.coroutine {
            inner.in_async_generator_expression = true;
            if plan.makes == Makes::Generator {
                inner.flags = inner.flags & !Flags::GENERATOR | Flags::ASYNC_GENERATOR;
            }
        }
        inner.at(whole);
        inner.begin_generator();
        inner.begin(whole.start());
        plan.result = inner.emitter.keep();
        if let Some(build) = plan.makes.build() {
            inner.emitter.emit(build, plan.result, 0, 0);
        }
        inner.step_within(whole, false);
        let iterator = inner.emitter.keep();
        inner.emitter.emit(Op::Move, iterator, 0, 0);
        inner.emitter.emit(Op::Clear, 0, 0, 0);
        inner.comprehension_loop(&mut plan, 0, iterator)?;
        inner.at(whole);
        match plan.makes.build() {
            Some(_) => inner.emitter.emit(Op::Return, plan.result, 0, 0),
            None => inner.emitter.emit(Op::ReturnNone, 0, 0, 0),
        }
        let line = self.unit.line_of(whole.start()).0;
        inner.finish(plan.makes.name(), line, Code { positional: 1, ..Code::default() })
    }

    fn comprehension_loop(&mut self, plan: &mut Plan<'a>, place: usize, iterator: u16) -> Result<()> {
        let part = &plan.generators[place];
        plan.iterators.push(iterator);
        let mark = self.emitter.mark();
        let next = self.emitter.label();
        let value = match self.direct_target(&part.target) {
            Some(register) => register,
            None => self.emitter.temporary(),
        };
        let direct = self.direct_target(&part.target).is_some();
        if part.is_async {
            self.emitter.place(next);
            let exhausted = self.async_next(&part.iter, iterator, value);
            self.comprehension_body(plan, place, value, direct, mark, next)?;
            self.emitter.jump(Op::Jump, 0, 0, next);
            self.end_async_for(exhausted, iterator);
            return Ok(());
        }
        let (top, first) = (self.emitter.label(), self.emitter.label());
        self.at(&part.iter);
        self.emitter.jump(Op::Jump, 0, 0, first);
        self.emitter.place(top);
        self.comprehension_body(plan, place, value, direct, mark, next)?;
        self.emitter.place(next);
        // CPython jumps back from the element's line.
        self.touch(plan.element);
        self.step_within(part, true);
        self.emitter.place(first);
        self.at(&part.iter);
        self.for_next(value, iterator, top);
        Ok(())
    }

    /// One round: the target, the conditions, the loops within or the element.
    fn comprehension_body(
        &mut self,
        plan: &mut Plan<'a>,
        place: usize,
        value: u16,
        direct: bool,
        mark: u16,
        next: Label,
    ) -> Result<()> {
        let part = &plan.generators[place];
        let before = self.bound.clone();
        if direct {
            self.bound.insert(value);
        } else {
            self.store(&part.target, value)?;
        }
        self.emitter.release(mark);
        for test in &part.ifs {
            self.jump_unless(test, next)?;
        }
        match plan.generators.get(place + 1) {
            None => self.comprehension_element(plan)?,
            Some(inner) => {
                let iterator = self.emitter.keep();
                let mark = self.emitter.mark();
                let iterable = self.operand(&inner.iter)?;
                self.at(&inner.iter);
                self.emitter.emit(if inner.is_async { Op::GetAiter } else { Op::GetIter }, iterator, iterable, 0);
                self.emitter.release(mark);
                self.comprehension_loop(plan, place + 1, iterator)?;
            }
        }
        self.bound = before;
        Ok(())
    }

    fn comprehension_element(&mut self, plan: &Plan<'a>) -> Result<()> {
        let mark = self.emitter.mark();
        match plan.makes {
            Makes::Dict => {
                let Some(key) = plan.key else { return Ok(()) };
                let key = self.operand(key)?;
                let value = self.operand(plan.element)?;
                self.emitter.emit(Op::DictSet, plan.result, key, value);
            }
            Makes::List | Makes::Set => {
                let value = self.operand(plan.element)?;
                let op = if plan.makes == Makes::List { Op::ListAppend } else { Op::SetAdd };
                self.emitter.emit(op, plan.result, value, 0);
            }
            Makes::Generator => {
                let value = self.pushed(plan.element)?;
                self.at(plan.element);
                self.emitter.emit(Op::Yield, value, value, 0);
                self.emitter.emit(Op::Clear, value, 0, 0);
            }
        }
        self.emitter.release(mark);
        Ok(())
    }
}

/// Does a comprehension copy what it goes over: are the elements those of its iterable, or copies of them?
fn copies(plan: &Plan) -> bool {
    let [part] = plan.generators else { return false };
    match (plan.key, &part.target) {
        _ if part.is_async => false,
        (None, target) => copies_name(plan.element, target),
        (Some(key), Expr::Tuple(target)) => match &*target.elts {
            [first, second] => is_name(key, first) && copies_name(plan.element, second),
            _ => false,
        },
        _ => false,
    }
}

/// Is it what the target names, or written as a copy of it?
fn copies_name(element: &Expr, target: &Expr) -> bool {
    match element {
        Expr::Name(_) => is_name(element, target),
        Expr::Subscript(node) => node.slice.is_slice_expr() && is_name(&node.value, target),
        Expr::List(node) => matches!(&*node.elts, [Expr::Starred(only)] if is_name(&only.value, target)),
        Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
            (Expr::Attribute(method), []) => &*method.attr == "copy" && is_name(&method.value, target),
            (Expr::Attribute(function), [only]) => {
                matches!(&*function.attr, "copy" | "deepcopy") && is_name(only, target)
            }
            (Expr::Name(function), [only]) => COPIERS.contains(&&*function.id) && is_name(only, target),
            _ => false,
        },
        _ => false,
    }
}

const COPIERS: [&str; 8] = ["list", "dict", "set", "tuple", "frozenset", "copy", "deepcopy", "sorted"];

fn is_name(expression: &Expr, target: &Expr) -> bool {
    matches!((expression, target), (Expr::Name(a), Expr::Name(b)) if a.id == b.id)
}
