//! Tuples whose items have names, as the operating system's modules give them out: `time.struct_time`,
//! `os.stat_result`, `sys.version_info`.

use object::{Class, ClassFlags, ClassIndex, Dict, Kind, Module, Ref, Tuple, Value};

use crate::class::NativeClass;
use crate::error::Result;
use crate::machine::Vm;
use crate::native::{Method, method};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, sequence, dict=None)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
    method("__replace__", replace, "(self, /, **changes)", "Return a copy with new values for the specified fields."),
];

impl Vm {
    /// Makes such a class and binds it in the module. Of its fields the first `visible` ones are the tuple's items,
    /// the others only attributes.
    pub fn add_record_class(
        &mut self,
        module: &Ref<Module>,
        home: &str,
        name: &str,
        doc: &str,
        fields: &[&str],
        visible: usize,
    ) -> Ref<Class> {
        let tuple = self.heap.class(ClassIndex::TUPLE).clone();
        let class = self.new_native_class(NativeClass {
            name,
            module: home,
            bases: std::slice::from_ref(&tuple),
            kind: Kind::Tuple,
            methods: METHODS,
            doc,
            flags: ClassFlags::IMMUTABLE | ClassFlags::SEQUENCE | ClassFlags::FINAL,
            members: fields,
            ..NativeClass::BASE
        });
        let names = fields[..visible].iter().map(|field| self.intern(field).to_value()).collect();
        let namespace = class.get(&self.heap).namespace.clone();
        for (attribute, value) in [
            ("__match_args__", Value::tuple(names)),
            ("n_fields", Value::from_usize(fields.len())),
            ("n_sequence_fields", Value::from_usize(visible)),
            ("n_unnamed_fields", Value::int(0)),
        ] {
            let attribute = self.intern(attribute);
            namespace.get_mut(&mut self.heap).set_name(&attribute, value);
        }
        self.set_module_attr(module, name, class.to_value());
        class
    }

    /// An instance: `items` for the tuple, `more` for the fields that are only attributes.
    pub fn new_record(&mut self, class: &Ref<Class>, items: Vec<Value>, more: Vec<Value>) -> Value {
        let fields: Vec<Value> = items.iter().cloned().chain(more).collect();
        self.new_record_with(class, items, fields)
    }

    /// An instance whose attributes are given whole: some differ from the items (`os.stat_result`).
    pub fn new_record_with(&mut self, class: &Ref<Class>, items: Vec<Value>, fields: Vec<Value>) -> Value {
        let record = self.instance_of(class.clone(), Tuple(items.into()));
        for (place, field) in fields.into_iter().enumerate() {
            drop(self.set_member(&record, place, field));
        }
        record
    }

    fn record_number(&mut self, class: &Value, name: &str) -> Result<usize> {
        let number = self.get_attr_str(class, name)?;
        Ok(number.as_small_int().unwrap_or(0) as usize)
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let class = &args[0];
    let mut items = match vm.iter(&args[1]) {
        Ok(iterator) => vm.collect(&iterator)?,
        Err(_) if vm.swallow("TypeError") => {
            return Err(vm.type_error("constructor requires a sequence"));
        }
        Err(raised) => return Err(raised),
    };
    let (visible, all) = (vm.record_number(class, "n_sequence_fields")?, vm.record_number(class, "n_fields")?);
    let Some(class) = class.as_ref::<Class>().cloned() else {
        return Err(vm.type_error("a class is needed here"));
    };
    if items.len() < visible || items.len() > all {
        let (name, given) = (vm.qualified_name(&class), items.len());
        let message = match (items.len() < visible, visible == all) {
            (_, true) => format!("{name}() takes a {all}-sequence ({given}-sequence given)"),
            (true, _) => format!("{name}() takes an at least {visible}-sequence ({given}-sequence given)"),
            _ => format!("{name}() takes an at most {all}-sequence ({given}-sequence given)"),
        };
        return Err(vm.type_error(message));
    }
    let mut more = items.split_off(visible);
    more.resize(all - visible, Value::NONE);
    let record = vm.new_record(&class, items, more);
    if let Some(dict) = args[2].as_ref::<Dict>() {
        let named: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        let fields = field_names(vm, &class);
        for (key, value) in named {
            let place = fields.iter().position(|field| field.is_same(&key));
            if let Some(place) = place.filter(|place| *place >= visible) {
                drop(vm.set_member(&record, place, value));
            }
        }
    }
    Ok(record)
}

/// The names of all fields, in their order.
fn field_names(vm: &mut Vm, class: &Ref<Class>) -> Vec<Value> {
    let namespace = class.get(&vm.heap).namespace.clone();
    let mut places: Vec<(u32, Value)> = Vec::new();
    for entry in namespace.get(&vm.heap).entries() {
        if let Some(descriptor) = entry.value.as_ref::<object::Descriptor>()
            && let object::Descriptor::Member { name, slot, .. } = descriptor.get(&vm.heap)
        {
            places.push((*slot, name.clone()));
        }
    }
    places.sort_by_key(|(slot, _)| *slot);
    places.into_iter().map(|(_, name)| name).collect()
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let names = vm.get_attr_str(class.value(), "__match_args__")?;
    let mut parts = Vec::new();
    for (name, item) in vm.tuple_items(&names).to_vec().iter().zip(vm.tuple_items(&args[0]).to_vec()) {
        parts.push(format!("{}={}", vm.str_text(name)?, vm.repr_text(&item)?));
    }
    Ok(Value::from(format!("{}({})", vm.qualified_name(&class), parts.join(", "))))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let items = Value::tuple(vm.tuple_items(&args[0]).to_vec());
    let visible = vm.tuple_items(&items).len();
    let more = Ref::<Dict>::dict();
    for name in field_names(vm, &class).into_iter().skip(visible) {
        if let Some(text) = name.as_ref::<object::Str>() {
            let key = vm.heap.intern_str(text);
            let value = vm.get_attr(&args[0], &key)?;
            vm.dict_set(&more, name, value)?;
        }
    }
    Ok(Value::tuple_of([class.to_value(), Value::tuple(vec![items, more.into()])]))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let mut fields = Vec::new();
    let changes = args[1].as_ref::<Dict>().cloned();
    let mut used = 0;
    for name in field_names(vm, &class) {
        let new = match &changes {
            Some(changes) => vm.dict_get(changes, &name)?,
            None => None,
        };
        used += new.is_some() as usize;
        fields.push(match (new, name.as_ref::<object::Str>()) {
            (Some(new), _) => new,
            (None, Some(text)) => {
                let key = vm.heap.intern_str(text);
                vm.get_attr(&args[0], &key)?
            }
            _ => Value::NONE,
        });
    }
    if changes.is_some_and(|changes| changes.get(&vm.heap).len() > used) {
        let message = format!("Got unexpected field name(s): {}", unexpected(vm, &args[1], &class)?);
        return Err(vm.type_error(message));
    }
    let visible = vm.tuple_items(&args[0]).len();
    let items = fields[..visible].to_vec();
    Ok(vm.new_record_with(&class, items, fields))
}

fn unexpected(vm: &mut Vm, changes: &Value, class: &Ref<Class>) -> Result<String> {
    let fields = field_names(vm, class);
    let keys: Vec<Value> = vm.mapping_entries(changes, None)?.into_iter().map(|(key, _)| key).collect();
    let unknown = keys.into_iter().filter(|key| !fields.iter().any(|field| field.is_same(key))).collect();
    vm.repr_text(&Value::list(unknown))
}
