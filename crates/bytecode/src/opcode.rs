//! The instruction set, one documented line an instruction.
//!
//! `R[x]` is register `x` of the running frame, `K[x]` its constant `x`,
//! `N[x]` the name of site `x` (a site is a name with a cache of its own).
//! Registers `0..locals` are the parameters and local variables, those below
//! `first_temporary` are kept for the compiler's longer-lived values (loop
//! iterators, saved exceptions, match subjects), the others are temporaries.
//!
//! **A temporary is read once: the instruction that reads it empties it.**
//! So an object dies where it does in CPython, and nothing is counted twice.
//! An operand marked `keep` is the exception: it stays where it is.
//! Locals and kept registers are never emptied by being read.

macro_rules! opcodes {
    ($($(#[doc = $doc:literal])+ $name:ident $(($($operand:ident),*))?,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Op { $($(#[doc = $doc])+ $name,)* }

        impl Op {
            /// All instructions, in the order of their numbers.
            pub const ALL: &'static [Op] = &[$(Op::$name,)*];

            pub const fn name(self) -> &'static str {
                match self { $(Op::$name => stringify!($name),)* }
            }

            /// The names of the operands, in the order `a`, `b`, `c`, `e` (`d` is `b` and `c`).
            pub const fn operands(self) -> &'static [&'static str] {
                match self { $(Op::$name => &[$($(stringify!($operand),)*)?],)* }
            }
        }
    };
}

opcodes! {
    // ---- moves -------------------------------------------------------------
    /// Does nothing.
    Nop,
    /// Line d begins here, or more, by `a` (see [`line`]). Only in code compiled for recording.
    Line(which, int_wide),
    /// R[dst] = R[src]
    Move(dst, src),
    /// R[a], R[b] = R[b], R[a], locals both
    Swap(local, other),
    /// R[a], R[b], R[c] = R[b], R[c], R[a], locals all
    Rotate(first, second, third),
    /// R[dst] = K[d]
    LoadConst(dst, k_wide),
    /// R[dst] = the integer d
    LoadInt(dst, int_wide),
    /// R[dst] = None, True, False, Ellipsis, NotImplemented or UNBOUND, by `b` (see [`special`])
    LoadSpecial(dst, which),
    /// Empties R[a] without an unbinding (kept registers and temporaries).
    Clear(reg),
    /// UnboundLocalError if the local R[a] is not bound.
    CheckLocal(reg),
    /// `del` of a local: UnboundLocalError if it is not bound.
    DeleteLocal(reg),

    // ---- arithmetic: e = 1 for the augmented assignment ---------------------
    /// R[dst] = R[lhs] + R[rhs]
    Add(dst, lhs, rhs),
    /// R[dst] = R[lhs] - R[rhs]
    Sub(dst, lhs, rhs),
    /// R[dst] = R[lhs] * R[rhs]
    Mul(dst, lhs, rhs),
    /// R[dst] = R[lhs] / R[rhs]
    TrueDiv(dst, lhs, rhs),
    /// R[dst] = R[lhs] // R[rhs]
    FloorDiv(dst, lhs, rhs),
    /// R[dst] = R[lhs] % R[rhs]
    Mod(dst, lhs, rhs),
    /// R[dst] = R[lhs] ** R[rhs]
    Pow(dst, lhs, rhs),
    /// R[dst] = R[lhs] << R[rhs]
    LShift(dst, lhs, rhs),
    /// R[dst] = R[lhs] >> R[rhs]
    RShift(dst, lhs, rhs),
    /// R[dst] = R[lhs] & R[rhs]
    And(dst, lhs, rhs),
    /// R[dst] = R[lhs] | R[rhs]
    Or(dst, lhs, rhs),
    /// R[dst] = R[lhs] ^ R[rhs]
    Xor(dst, lhs, rhs),
    /// R[dst] = R[lhs] @ R[rhs]
    MatMul(dst, lhs, rhs),
    /// R[dst] = R[lhs] + the small integer c
    AddInt(dst, lhs, int),
    /// R[dst] = R[lhs] - the small integer c
    SubInt(dst, lhs, int),
    /// R[dst] = R[lhs] * the small integer c
    MulInt(dst, lhs, int),
    /// R[dst] = R[lhs] // the small integer c
    FloorDivInt(dst, lhs, int),
    /// R[dst] = R[lhs] % the small integer c
    ModInt(dst, lhs, int),
    /// R[dst] = R[lhs] << the small integer c
    LShiftInt(dst, lhs, int),
    /// R[dst] = R[lhs] >> the small integer c
    RShiftInt(dst, lhs, int),
    /// R[dst] = R[lhs] & the small integer c
    AndInt(dst, lhs, int),
    /// R[dst] = -R[src]
    Neg(dst, src),
    /// R[dst] = +R[src]
    Pos(dst, src),
    /// R[dst] = ~R[src]
    Invert(dst, src),
    /// R[dst] = not R[src]
    Not(dst, src),

    // ---- comparison -----------------------------------------------------------
    /// R[dst] = R[lhs] < R[rhs]
    Lt(dst, lhs, rhs),
    /// R[dst] = R[lhs] <= R[rhs]
    Le(dst, lhs, rhs),
    /// R[dst] = R[lhs] == R[rhs]
    Eq(dst, lhs, rhs),
    /// R[dst] = R[lhs] != R[rhs]
    Ne(dst, lhs, rhs),
    /// R[dst] = R[lhs] > R[rhs]
    Gt(dst, lhs, rhs),
    /// R[dst] = R[lhs] >= R[rhs]
    Ge(dst, lhs, rhs),
    /// R[dst] = R[lhs] is R[rhs]
    Is(dst, lhs, rhs),
    /// R[dst] = R[lhs] is not R[rhs]
    IsNot(dst, lhs, rhs),
    /// R[dst] = R[lhs] in R[rhs]
    In(dst, lhs, rhs),
    /// R[dst] = R[lhs] not in R[rhs]
    NotIn(dst, lhs, rhs),

    // ---- jumps: a negative offset also asks whether the run's budget is spent ----
    /// Jump by d.
    Jump(none, offset_wide),
    /// Jump by d if R[a] is false.
    JumpIfFalse(reg, offset_wide),
    /// Jump by d if R[a] is true.
    JumpIfTrue(reg, offset_wide),
    /// Jump by d, R[a] kept, if R[a] is false; else empty R[a] if it is a temporary. (`and`, chained comparisons)
    JumpIfFalseKeep(reg, offset_wide),
    /// Jump by d, R[a] kept, if R[a] is true; else empty R[a] if it is a temporary. (`or`)
    JumpIfTrueKeep(reg, offset_wide),
    /// Jump by d if (R[a] is None) == e.
    JumpIfNone(reg, offset_wide),
    /// Jump by c if bool(R[a] < R[b]) == e.
    JumpLt(lhs, rhs, offset),
    /// Jump by c if bool(R[a] <= R[b]) == e.
    JumpLe(lhs, rhs, offset),
    /// Jump by c if bool(R[a] == R[b]) == e.
    JumpEq(lhs, rhs, offset),
    /// Jump by c if bool(R[a] != R[b]) == e.
    JumpNe(lhs, rhs, offset),
    /// Jump by c if bool(R[a] > R[b]) == e.
    JumpGt(lhs, rhs, offset),
    /// Jump by c if bool(R[a] >= R[b]) == e.
    JumpGe(lhs, rhs, offset),
    /// Jump by c if bool(R[a] < the small integer b) == e.
    JumpLtInt(lhs, int, offset),
    /// Jump by c if bool(R[a] <= the small integer b) == e.
    JumpLeInt(lhs, int, offset),
    /// Jump by c if bool(R[a] == the small integer b) == e.
    JumpEqInt(lhs, int, offset),
    /// Jump by c if bool(R[a] != the small integer b) == e.
    JumpNeInt(lhs, int, offset),
    /// Jump by c if bool(R[a] > the small integer b) == e.
    JumpGtInt(lhs, int, offset),
    /// Jump by c if bool(R[a] >= the small integer b) == e.
    JumpGeInt(lhs, int, offset),

    // ---- names ---------------------------------------------------------------
    /// R[dst] = the global or builtin N[c]
    LoadGlobal(dst, none, site),
    /// Binds the global N[c] to R[b].
    StoreGlobal(none, src, site),
    /// Unbinds the global N[c].
    DeleteGlobal(none, none, site),
    /// R[dst] = N[c], looked up in the body's own namespace (any mapping), then global, then builtin
    LoadName(dst, none, site),
    /// Binds N[c] in the body's own namespace to R[b].
    StoreName(none, src, site),
    /// Unbinds N[c] in the body's own namespace.
    DeleteName(none, none, site),
    /// R[a] becomes a new cell that holds what R[a] held (or nothing).
    MakeCell(reg),
    /// R[dst] = what the cell R[b] holds; UnboundLocalError if nothing
    LoadCell(dst, cell),
    /// The cell R[a] now holds R[b].
    StoreCell(cell, src),
    /// Empties the cell R[a]: UnboundLocalError if it was empty.
    DeleteCell(cell),
    /// R[dst] = what free variable b holds; NameError if nothing
    LoadFree(dst, free),
    /// Free variable a now holds R[b].
    StoreFree(free, src),
    /// Empties free variable a.
    DeleteFree(free),
    /// R[dst] = the cell itself of free variable b (to build a closure)
    LoadFreeCell(dst, free),
    /// R[dst] = N[c] from the body's namespace if there, else what free variable b holds (class bodies)
    LoadNameOrFree(dst, free, site),
    /// R[dst] = N[c] from the mapping R[b] if there, else global, builtin (annotation scopes in classes);
    /// e = 1: else what the cell in R[dst] holds
    LoadNameFrom(dst, mapping, site),

    // ---- attributes and items -----------------------------------------------------
    /// R[dst] = R[obj].N[site]
    LoadAttr(dst, obj, site),
    /// R[obj].N[site] = R[val]
    StoreAttr(obj, val, site),
    /// del R[obj].N[site]
    DeleteAttr(obj, none, site),
    /// R[a] = a callable, R[a+1] = its self or UNBOUND, for the call R[obj].N[site](…) that follows
    LoadMethod(base, obj, site),
    /// R[dst] = super(R[b+1], R[b+2]).N[site] where R[b] is what the name `super` gave
    LoadSuperAttr(dst, base, site),
    /// As LoadSuperAttr, but R[a] = callable, R[a+1] = self or UNBOUND, as LoadMethod
    LoadSuperMethod(base, super_base, site),
    /// R[dst] = R[obj][R[key]]
    LoadItem(dst, obj, key),
    /// R[dst] = R[obj][the small integer c]
    LoadItemInt(dst, obj, int),
    /// R[obj][R[key]] = R[val]
    StoreItem(obj, key, val),
    /// R[obj][the small integer b] = R[val]
    StoreItemInt(obj, int, val),
    /// del R[obj][R[key]]
    DeleteItem(obj, key),
    /// R[dst] = slice(R[b], R[b+1], R[b+2])
    BuildSlice(dst, base),

    // ---- building ----------------------------------------------------------------
    /// R[dst] = [R[b], … c of them]
    BuildList(dst, base, count),
    /// R[dst] = (R[b], … c of them)
    BuildTuple(dst, base, count),
    /// R[dst] = {R[b], … c of them}; e = 1: all are constants, so that CPython's compiler would lay them out twice
    BuildSet(dst, base, count),
    /// R[dst] = {R[b]: R[b+1], … c pairs}
    BuildDict(dst, base, pairs),
    /// R[dst] = the strings R[b], … c of them, joined
    BuildString(dst, base, count),
    /// R[dst] = format(R[b], R[c]); c = 0xffff without a format; e = 0, 'r', 's' or 'a' converts first
    FormatValue(dst, src, spec),
    /// Append R[b] to the list R[a] (keep a).
    ListAppend(list, val),
    /// Extend the list R[a] (keep a) by the iterable R[b]; e says more (see [`gather`])
    ListExtend(list, iterable),
    /// R[dst] = tuple(the list R[b])
    ListToTuple(dst, list),
    /// Add R[b] to the set R[a] (keep a).
    SetAdd(set, val),
    /// Add all of the iterable R[b] to the set R[a] (keep a); e as for ListExtend.
    SetUpdate(set, iterable),
    /// R[a][R[b]] = R[c] for the dict R[a] (keep a).
    DictSet(dict, key, val),
    /// Update the dict R[a] (keep a) by the mapping R[b]; e as for ListExtend.
    DictUpdate(dict, mapping),
    /// As DictUpdate for `f(**R[b])`: TypeError on a repeated key; R[c] (keep) is the callable, to name it
    DictMerge(dict, mapping, callable),
    /// R[b], … c of them = the items of R[a], which must be that many
    Unpack(src, base, count),
    /// R[b], … = the items of R[a]: c before the star, a list, e after it
    UnpackStar(src, base, before),
    /// R[result] (keep) was made from the parts of R[src]. Only in code compiled for recording.
    Copied(src, result),

    // ---- calls: R[base] the callable, R[base+1] self or UNBOUND, arguments from R[base+2] ----
    /// R[dst] = R[b](… c arguments by position)
    Call(dst, base, count),
    /// As Call of what is surely no method of R[base+1]: that register is not read.
    CallFunction(dst, base, count),
    /// R[dst] = R[b](… c arguments, the last of them named by the tuple of strings R[b+2+c])
    CallKw(dst, base, count),
    /// R[dst] = R[b](*R[b+2], **R[b+3]); R[b+3] may be UNBOUND
    CallStar(dst, base),
    /// Return R[a]; c is the line of it, 0 where it has none, 65535 where it does not fit.
    Return(src),
    /// Return None; c as above.
    ReturnNone,
    /// R[dst] = a function of the code K[b]; R[c], … hold what e says (see [`make_function`])
    MakeFunction(dst, code, base),
    /// R[dst] = the function that a class statement calls
    LoadBuildClass(dst),
    /// R[dst] = the namespace of the running body (class or module), for annotation scopes
    LoadLocals(dst),

    // ---- iteration ------------------------------------------------------------------
    /// R[dst] = iter(R[src])
    GetIter(dst, src),
    /// R[a] = next(R[b]) (keep b) and jump by c, or, when it ends, empty R[b] and go on. With c = 0
    /// the next instruction is a Jump that is taken, or skipped when it ends.
    ForNext(dst, iterator, offset),
    /// R[dst] = type(R[src]).__aiter__(R[src])
    GetAiter(dst, src),
    /// R[dst] = the awaitable of type(R[src]).__anext__(R[src]) (keep src)
    GetAnext(dst, src),
    /// R[a] is an exception caught in an `async for`: go on if it is StopAsyncIteration, else raise it again.
    EndAsyncFor(exception),
    /// Hand R[src] to whoever resumes; R[dst] = what is sent
    Yield(dst, src),
    /// R[dst] = the iterator that `yield from R[src]` drives
    GetYieldFromIter(dst, src),
    /// R[dst] = the iterator that `await R[src]` drives; e = 1 for `async with` enter, 2 for its exit
    GetAwaitable(dst, src),
    /// Send R[dst] into R[iterator] (keep); hand on what it yields and stay here, or
    /// when it ends R[dst] = its result, empty R[iterator] and go on. e = 1 for await
    YieldFrom(dst, iterator),

    // ---- exceptions --------------------------------------------------------------------
    /// Raise: e says what of R[a] and R[b] is there (see [`raise`])
    Raise(exception, cause),
    /// Raise the exception R[a] (keep) again, its traceback as it stands.
    Reraise(exception),
    /// The exception R[b] (keep) is now handled in this frame; R[a] = the one handled before, or None
    EnterHandler(saved, exception),
    /// The exception handled in this frame is R[a] again (empties a).
    LeaveHandler(saved),
    /// R[dst] = does the exception R[b] (keep) match R[c]?
    ExceptMatch(dst, exception, types),
    /// `except* R[c]`: R[dst] = the matching part of the group R[b] or None; R[b] = the rest or None
    ExceptStarMatch(dst, rest, types),
    /// R[dst] = the exception to raise after an `except*` from the original R[b] and the list R[c], or None
    ExceptStarResult(dst, original, raised),
    /// R[dst] = the AssertionError class
    LoadAssertionError(dst),
    /// R[a] = the bound `__exit__` of R[b], R[a+1] = its bound `__enter__`, R[a+2] = UNBOUND; e = 1: the async ones
    BeforeWith(base, src),
    /// R[dst] = R[exit](type, value, traceback) for the exception R[c] (keep both)
    WithExit(dst, exit, exception),

    // ---- import ------------------------------------------------------------------------
    /// R[dst] = import N[c] with R[b] = the level and R[b+1] = the tuple of names or None
    ImportName(dst, base, site),
    /// R[dst] = the name N[c] of the module R[b] (keep)
    ImportFrom(dst, module, site),
    /// Binds all public names of the module R[a] in the running namespace.
    ImportStar(module),

    // ---- match ----------------------------------------------------------------------------
    /// R[dst] = is R[src] (keep) a sequence for patterns?
    MatchSequence(dst, src),
    /// R[dst] = is R[src] (keep) a mapping for patterns?
    MatchMapping(dst, src),
    /// R[dst] = len(R[src]) (keep)
    GetLen(dst, src),
    /// R[dst] = the tuple of values of the keys R[c] (a tuple) in R[b] (keep), or None
    MatchKeys(dst, subject, keys),
    /// R[dst] = the tuple of attributes of R[b] for the class R[b+1] with the names R[b+2], c by position, or None
    MatchClass(dst, base, positional),
    /// R[dst] = dict of R[b] (keep) without the keys of the tuple R[c]
    MatchRest(dst, subject, keys),

    // ---- rare things -----------------------------------------------------------------------
    /// Make sure that the running namespace has `__annotations__`.
    SetupAnnotations,
    /// R[dst] = intrinsic e of R[b] and R[c] (see [`intrinsic`])
    Intrinsic(dst, first, second),
    /// Reads this function's code from the frozen library, and begins again with it.
    ReadBody,
}

impl Op {
    /// The instruction with this number; numbers beyond the table are `Nop`.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub const fn from_byte(byte: u8) -> Op {
        debug_assert!((byte as usize) < Op::ALL.len());
        // SAFETY: instructions are made by `Instruction::new` from an `Op`, or checked by `serial`.
        unsafe { std::mem::transmute(byte) }
    }
}

/// What `LoadSpecial` loads.
pub mod special {
    pub const NONE: u16 = 0;
    pub const TRUE: u16 = 1;
    pub const FALSE: u16 = 2;
    pub const ELLIPSIS: u16 = 3;
    pub const NOT_IMPLEMENTED: u16 = 4;
    pub const UNBOUND: u16 = 5;
}

/// What `Line` tells the recorder.
pub mod line {
    /// A step, if the frame is not on this line already.
    pub const HERE: u16 = 0;
    /// A step in any case: a loop comes back to it.
    pub const AGAIN: u16 = 1;
    /// The body begins: a call.
    pub const CALL: u16 = 2;
    /// A statement begins, for whoever watches a line. No step of its own.
    pub const STATEMENT: u16 = 3;
}

/// What the instructions say that gather the parts of a display or of arguments.
pub mod gather {
    /// For `f(*iterable)`.
    pub const CALL: u8 = 1;
    /// The iterable stays where it is.
    pub const KEEP: u8 = 2;
}

/// Which parts `MakeFunction` finds in its registers, in this order.
pub mod make_function {
    /// A tuple: defaults of parameters by position.
    pub const DEFAULTS: u8 = 1;
    /// A dict: defaults of keyword-only parameters.
    pub const KEYWORD_DEFAULTS: u8 = 2;
    /// A dict: annotations.
    pub const ANNOTATIONS: u8 = 4;
    /// A tuple of cells: the closure, in the order of the code's free variables.
    pub const CLOSURE: u8 = 8;
}

/// What `Raise` raises.
pub mod raise {
    /// `raise`: the handled exception again.
    pub const AGAIN: u8 = 0;
    /// `raise R[a]`
    pub const EXCEPTION: u8 = 1;
    /// `raise R[a] from R[b]`
    pub const FROM: u8 = 2;
}

/// What `Intrinsic` does.
pub mod intrinsic {
    /// Prints R[b] as the prompt does, unless it is None, and binds `_`.
    pub const PRINT: u8 = 0;
    /// A type variable named R[b].
    pub const TYPE_VAR: u8 = 1;
    /// A type variable named R[b] with the bound that calling R[c] gives.
    pub const TYPE_VAR_BOUND: u8 = 2;
    /// A type variable named R[b] with the constraints that calling R[c] gives.
    pub const TYPE_VAR_CONSTRAINTS: u8 = 3;
    /// A `ParamSpec` named R[b].
    pub const PARAM_SPEC: u8 = 4;
    /// A `TypeVarTuple` named R[b].
    pub const TYPE_VAR_TUPLE: u8 = 5;
    /// R[b], a type parameter, with the default that calling R[c] gives.
    pub const TYPE_PARAM_DEFAULT: u8 = 6;
    /// A type alias of the tuple R[b] = (name, type parameters or None, function that gives the value).
    pub const TYPE_ALIAS: u8 = 7;
    /// `Generic[R[b]]` for the tuple of type parameters R[b].
    pub const SUBSCRIPT_GENERIC: u8 = 8;
    /// The function R[b] with its `__type_params__` set to the tuple R[c].
    pub const SET_TYPE_PARAMS: u8 = 9;
    /// A `Template` of the tuple of strings R[b] and of interpolations R[c] (t-strings).
    pub const TEMPLATE: u8 = 10;
    /// An `Interpolation` of the tuple R[b] = (value, expression, conversion or None, format).
    pub const INTERPOLATION: u8 = 11;
    /// The exception group machinery: the exception R[b] (keep) as a group, for `except*`.
    pub const AS_GROUP: u8 = 12;
}
