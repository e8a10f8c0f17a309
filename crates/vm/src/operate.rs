//! Operators: <https://docs.python.org/3.13/reference/datamodel.html#emulating-numeric-types>

use object::{Builtin, Class, Int, Kind, Ref, Str, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;
use crate::quick;

macro_rules! binaries {
    ($($name:ident $symbol:literal $forward:ident $reflected:ident $inplace:ident,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Binary { $($name,)* }
        impl Binary {
            pub fn symbol(self) -> &'static str {
                match self { $(Binary::$name => $symbol,)* }
            }
            pub(crate) fn forward(self) -> usize {
                match self { $(Binary::$name => dunder::$forward,)* }
            }
            fn reflected(self) -> usize {
                match self { $(Binary::$name => dunder::$reflected,)* }
            }
            pub(crate) fn inplace(self) -> usize {
                match self { $(Binary::$name => dunder::$inplace,)* }
            }
        }
    };
}

binaries! {
    Add "+" ADD RADD IADD,
    Sub "-" SUB RSUB ISUB,
    Mul "*" MUL RMUL IMUL,
    TrueDiv "/" TRUEDIV RTRUEDIV ITRUEDIV,
    FloorDiv "//" FLOORDIV RFLOORDIV IFLOORDIV,
    Mod "%" MOD RMOD IMOD,
    Pow "**" POW RPOW IPOW,
    LShift "<<" LSHIFT RLSHIFT ILSHIFT,
    RShift ">>" RSHIFT RRSHIFT IRSHIFT,
    And "&" AND RAND IAND,
    Or "|" OR ROR IOR,
    Xor "^" XOR RXOR IXOR,
    MatMul "@" MATMUL RMATMUL IMATMUL,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl Comparison {
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Eq => "==",
            Comparison::Ne => "!=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    pub(crate) fn method(self) -> usize {
        match self {
            Comparison::Lt => dunder::LT,
            Comparison::Le => dunder::LE,
            Comparison::Eq => dunder::EQ,
            Comparison::Ne => dunder::NE,
            Comparison::Gt => dunder::GT,
            Comparison::Ge => dunder::GE,
        }
    }

    fn reflected(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            other => other,
        }
    }

    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
            Comparison::Eq => order.is_eq(),
            Comparison::Ne => order.is_ne(),
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    Neg,
    Pos,
    Invert,
}

impl Vm {
    /// `a + b` and its kin.
    pub fn binary(&mut self, operator: Binary, a: &Value, b: &Value) -> Result {
        let result = self.try_binary(operator, a, b)?;
        if result.is_not_implemented() { Err(self.unsupported(operator, "", a, b)) } else { Ok(result) }
    }

    /// `a += b` and its kin: the object that the name is to be bound to.
    pub fn inplace(&mut self, operator: Binary, a: &Value, b: &Value) -> Result {
        if let Some(hook) = self.dunder_of(a, operator.inplace()) {
            let result = self.call_unbound(&hook, a, std::slice::from_ref(b))?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let result = self.try_binary(operator, a, b)?;
        if result.is_not_implemented() { Err(self.unsupported(operator, "=", a, b)) } else { Ok(result) }
    }

    fn try_binary(&mut self, operator: Binary, a: &Value, b: &Value) -> Result {
        let (left, right) = (self.heap.class_index_of(a), self.heap.class_index_of(b));
        let forward = self.dunder_of(a, operator.forward());
        if left == right {
            return match forward {
                Some(hook) => self.call_unbound(&hook, a, std::slice::from_ref(b)),
                None => Ok(Value::NOT_IMPLEMENTED),
            };
        }
        let reflected = self.dunder_of(b, operator.reflected());
        let reflected_first = match (&forward, &reflected) {
            (Some(forward), Some(reflected)) => {
                is_concatenation(operator, a, forward, reflected) || self.overrides(operator, left, right, a, reflected)
            }
            _ => false,
        };
        if reflected_first && let Some(hook) = &reflected {
            let result = self.call_unbound(hook, b, std::slice::from_ref(a))?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(hook) = forward {
            let result = self.call_unbound(&hook, a, std::slice::from_ref(b))?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let both_sequences = operator == Binary::Mul && is_sequence(a);
        match reflected {
            Some(hook) if both_sequences && hook.kind() == Some(Kind::Builtin) => Ok(Value::NOT_IMPLEMENTED),
            Some(hook) if !reflected_first => self.call_unbound(&hook, b, std::slice::from_ref(a)),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// An operator of which a method in Python of the left operand, which went first, said NotImplemented.
    pub(crate) fn binary_without_left(&mut self, operator: Binary, in_place: bool, a: &Value, b: &Value) -> Result {
        let result = if in_place && self.dunder_of(a, operator.inplace()).is_some() {
            self.try_binary(operator, a, b)?
        } else if self.heap.class_index_of(a) == self.heap.class_index_of(b) {
            Value::NOT_IMPLEMENTED
        } else {
            match self.dunder_of(b, operator.reflected()) {
                Some(hook) => self.call_unbound(&hook, b, std::slice::from_ref(a))?,
                None => Value::NOT_IMPLEMENTED,
            }
        };
        let suffix = if in_place { "=" } else { "" };
        if result.is_not_implemented() { Err(self.unsupported(operator, suffix, a, b)) } else { Ok(result) }
    }

    /// Is the right operand of a subclass with a reflected method of its own, which then goes first?
    fn overrides(
        &mut self,
        operator: Binary,
        left: object::ClassIndex,
        right: object::ClassIndex,
        a: &Value,
        reflected: &Value,
    ) -> bool {
        if !self.heap.class(right).get(&self.heap).is_subclass_of(left, &self.heap) {
            return false;
        }
        let inherited = self.dunder_of(a, operator.reflected());
        inherited.is_none_or(|i| !i.is_same(reflected))
    }

    fn unsupported(&mut self, operator: Binary, suffix: &str, a: &Value, b: &Value) -> crate::Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        if operator == Binary::Add && is_sequence(a) {
            return match a.kind() {
                Some(Kind::Bytes | Kind::ByteArray) => {
                    let base = if a.kind() == Some(Kind::Bytes) { "bytes" } else { "bytearray" };
                    self.type_error(format!("can't concat {right} to {base}"))
                }
                kind => {
                    let base = match kind {
                        Some(Kind::Str) => "str",
                        Some(Kind::List) => "list",
                        _ => "tuple",
                    };
                    self.type_error(format!("can only concatenate {base} (not \"{right}\") to {base}"))
                }
            };
        }
        if operator == Binary::Mul && (is_sequence(a) || is_sequence(b)) {
            let other = if is_sequence(a) { right } else { left };
            return self.type_error(format!("can't multiply sequence by non-int of type '{other}'"));
        }
        let hint = match a.as_ref::<Builtin>() {
            Some(builtin) if operator == Binary::RShift && suffix.is_empty() && builtin.name.as_str() == "print" => {
                ". Did you mean \"print(<message>, file=<output_stream>)\"?"
            }
            _ => "",
        };
        self.unsupported_types(operator, suffix, &left, &right, hint)
    }

    /// The TypeError of operands of these types. `suffix`: "=" of an augmented assignment.
    pub(crate) fn unsupported_types(
        &mut self,
        operator: Binary,
        suffix: &str,
        left: &str,
        right: &str,
        hint: &str,
    ) -> crate::Raised {
        let symbol = match (operator, suffix) {
            (Binary::Pow, "") => "** or pow()".to_string(),
            _ => format!("{}{suffix}", operator.symbol()),
        };
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'{hint}"))
    }

    /// `pow(base, exponent, modulus)`
    pub fn power(&mut self, base: &Value, exponent: &Value, modulus: &Value) -> Result {
        if modulus.is_none() {
            return self.binary(Binary::Pow, base, exponent);
        }
        if let Some(result) = self.call_dunder(base, dunder::POW, &[exponent.clone(), modulus.clone()]) {
            let result = result?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        // Built-in numbers among the others have their say, which is always a refusal.
        for other in [exponent, modulus] {
            if other.as_float().is_some() {
                return Err(self.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
            }
            if other.kind() == Some(Kind::Complex) {
                return Err(self.value_error("complex modulo"));
            }
        }
        let message = format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            self.type_name(base),
            self.type_name(exponent),
            self.type_name(modulus)
        );
        Err(self.type_error(message))
    }

    /// `divmod(a, b)`
    pub fn divmod(&mut self, a: &Value, b: &Value) -> Result {
        let result = self.try_pair(a, b)?;
        if result.is_not_implemented() {
            let message = format!(
                "unsupported operand type(s) for divmod(): '{}' and '{}'",
                self.type_name(a),
                self.type_name(b)
            );
            return Err(self.type_error(message));
        }
        Ok(result)
    }

    fn try_pair(&mut self, a: &Value, b: &Value) -> Result {
        let (left, right) = (self.heap.class_index_of(a), self.heap.class_index_of(b));
        let subclass = left != right && self.heap.class(right).get(&self.heap).is_subclass_of(left, &self.heap);
        let mut order = vec![(a, b, dunder::DIVMOD)];
        if left != right {
            order.insert(if subclass { 0 } else { 1 }, (b, a, dunder::RDIVMOD));
        }
        for (receiver, argument, hook) in order {
            if let Some(result) = self.call_dunder(receiver, hook, std::slice::from_ref(argument)) {
                let result = result?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    pub fn unary(&mut self, operator: Unary, a: &Value) -> Result {
        let (which, symbol) = match operator {
            Unary::Neg => (dunder::NEG, "-"),
            Unary::Pos => (dunder::POS, "+"),
            Unary::Invert => (dunder::INVERT, "~"),
        };
        match self.dunder_of(a, which) {
            Some(hook) => self.call_unbound(&hook, a, &[]),
            None => {
                let message = format!("bad operand type for unary {symbol}: '{}'", self.type_name(a));
                Err(self.type_error(message))
            }
        }
    }

    // ---- comparison ----------------------------------------------------------------------------

    /// `a < b` and its kin: any value may come of it.
    pub fn compare(&mut self, operator: Comparison, a: &Value, b: &Value) -> Result {
        if let Some(result) = quick::compare(operator, a, b, &self.heap) {
            return Ok(Value::bool(result));
        }
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded in comparison"));
        }
        let (left, right) = (self.heap.class_index_of(a), self.heap.class_index_of(b));
        let mut reflected_tried = false;
        if left != right {
            let (left_class, right_class) = (self.heap.class(left).clone(), self.heap.class(right).clone());
            if self.is_subclass(&right_class, &left_class)
                && let Some(hook) = self.dunder_of(b, operator.reflected().method())
            {
                reflected_tried = true;
                let result = self.call_unbound(&hook, b, std::slice::from_ref(a))?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
        }
        if let Some(hook) = self.dunder_of(a, operator.method()) {
            let result = self.call_unbound(&hook, a, std::slice::from_ref(b))?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        match reflected_tried {
            true => self.compare_identity(operator, a, b),
            false => self.compare_without_left(operator, a, b),
        }
    }

    /// A comparison of which the left operand said NotImplemented.
    pub(crate) fn compare_without_left(&mut self, operator: Comparison, a: &Value, b: &Value) -> Result {
        if let Some(hook) = self.dunder_of(b, operator.reflected().method()) {
            let result = self.call_unbound(&hook, b, std::slice::from_ref(a))?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        self.compare_identity(operator, a, b)
    }

    /// A comparison that neither operand knows.
    fn compare_identity(&mut self, operator: Comparison, a: &Value, b: &Value) -> Result {
        match operator {
            Comparison::Eq => Ok(Value::bool(a.is_same(b))),
            Comparison::Ne => Ok(Value::bool(!a.is_same(b))),
            _ => {
                let message = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    operator.symbol(),
                    self.type_name(a),
                    self.type_name(b)
                );
                Err(self.type_error(message))
            }
        }
    }

    /// Equality as containers ask it: the same object is equal to itself.
    #[inline]
    pub fn equal(&mut self, a: &Value, b: &Value) -> Result<bool> {
        if a.is_same(b) {
            return Ok(true);
        }
        if Value::both_small_ints(a, b) {
            return Ok(false);
        }
        if let (Some(a), Some(b)) = (a.as_ref::<Str>(), b.as_ref::<Str>())
            && !a.header().is_extended()
            && !b.header().is_extended()
        {
            return Ok(a.bytes() == b.bytes());
        }
        self.compare_holds(Comparison::Eq, a, b)
    }

    /// Is the comparison true?
    #[inline]
    pub fn compare_holds(&mut self, operator: Comparison, a: &Value, b: &Value) -> Result<bool> {
        if let Some(result) = quick::compare(operator, a, b, &self.heap) {
            return Ok(result);
        }
        let result = self.compare(operator, a, b)?;
        self.truth(&result)
    }

    #[inline]
    pub fn less(&mut self, a: &Value, b: &Value) -> Result<bool> {
        if Value::both_small_ints(a, b) {
            return Ok(a.signed_bits() < b.signed_bits());
        }
        self.compare_holds(Comparison::Lt, a, b)
    }

    /// CPython's hash; TypeError for what has none.
    #[inline]
    pub fn hash(&mut self, value: &Value) -> Result<i64> {
        match object::plain_hash(value) {
            Some(hash) => Ok(hash),
            None => self.hash_of_other(value),
        }
    }

    #[inline(never)]
    fn hash_of_other(&mut self, value: &Value) -> Result<i64> {
        match self.dunder_of(value, dunder::HASH) {
            Some(hook) if !hook.is_none() => {
                let result = self.call_unbound(&hook, value, &[])?;
                match Int::of(&result) {
                    Some(n) => Ok(match n.to_i64() {
                        Some(-1) => -2,
                        Some(n) => n,
                        None => n.hash(),
                    }),
                    None => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
            _ => {
                let message = format!("unhashable type: '{}'", self.type_name(value));
                Err(self.type_error(message))
            }
        }
    }

    /// The hash of an object that has only its identity.
    pub fn identity_hash(&self, value: &Value) -> i64 {
        let number = object::identity_number(value) as i64;
        number >> 4
    }

    // ---- classes -----------------------------------------------------------------------------------

    /// `isinstance(value, class)`, hooks and tuples included.
    pub fn isinstance(&mut self, value: &Value, class: &Value) -> Result<bool> {
        self.class_check(value, class, true)
    }

    /// `issubclass(class, other)`
    pub fn issubclass(&mut self, class: &Value, other: &Value) -> Result<bool> {
        self.class_check(class, other, false)
    }

    fn class_check(&mut self, value: &Value, class: &Value, instance: bool) -> Result<bool> {
        if instance
            && let Some(class) = class.as_ref::<Class>()
            && self.heap.class_index_of(value) == class.get(&self.heap).index
        {
            return Ok(true);
        }
        if let Some(classes) = class.as_ref::<object::Tuple>() {
            if self.stack_exhausted() {
                return Err(self.recursion_error("maximum recursion depth exceeded in __instancecheck__"));
            }
            for class in classes.0.iter() {
                if self.class_check(value, class, instance)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let plain = class.as_ref::<Class>().is_some_and(|c| c.header().class() == object::ClassIndex::TYPE);
        if plain {
            return self.plain_class_check(value, class, instance);
        }
        let which = if instance { dunder::INSTANCECHECK } else { dunder::SUBCLASSCHECK };
        match self.dunder_of(class, which) {
            Some(hook) => {
                let result = self.call_unbound(&hook, class, std::slice::from_ref(value))?;
                self.truth(&result)
            }
            None => self.plain_class_check(value, class, instance),
        }
    }

    /// `type.__instancecheck__` and `type.__subclasscheck__`.
    pub fn plain_class_check(&mut self, value: &Value, class: &Value, instance: bool) -> Result<bool> {
        let Some(other) = class.as_ref::<Class>().cloned() else {
            return Err(self.type_error(if instance {
                "isinstance() arg 2 must be a type, a tuple of types, or a union"
            } else {
                "issubclass() arg 2 must be a class, a tuple of classes, or a union"
            }));
        };
        if !instance {
            let Some(class) = value.as_ref::<Class>().cloned() else {
                return Err(self.type_error("issubclass() arg 1 must be a class"));
            };
            return Ok(self.is_subclass(&class, &other));
        }
        let own: Ref<Class> = self.class_of(value);
        if self.is_subclass(&own, &other) {
            return Ok(true);
        }
        // Values of core classes say of themselves what they are.
        if self.heap.class_index_of(value).0 <= object::ClassIndex::FROZENSET.0 {
            return Ok(false);
        }
        let name = self.heap.dunder(dunder::CLASS).clone();
        let claimed = self.find_attr(value, &name)?;
        Ok(match claimed.as_ref().and_then(|c| c.as_ref::<Class>()) {
            Some(claimed) if !claimed.is_same(&own) => self.is_subclass(&claimed.clone(), &other),
            _ => false,
        })
    }
}

/// Concatenation and repetition of built-in sequences are no number's operators: an operand of another kind, written
/// in Python, is asked first.
fn is_concatenation(operator: Binary, a: &Value, forward: &Value, reflected: &Value) -> bool {
    matches!(operator, Binary::Add | Binary::Mul)
        && is_sequence(a)
        && forward.kind() == Some(Kind::Builtin)
        && reflected.kind() != Some(Kind::Builtin)
}

/// Do `+` and `*` of this value concatenate and repeat?
fn is_sequence(value: &Value) -> bool {
    matches!(value.kind(), Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray))
}
