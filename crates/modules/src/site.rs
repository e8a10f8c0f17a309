//! What CPython's `site` adds to the built-in names: `exit`, `quit`, `help`, `copyright`, `credits`, `license`.

use object::{ClassIndex, Dict, Module, NativeData, Ref, Value};
use vm::{NativeClass, Result, Vm, method};

struct Quitter(&'static str);
struct Notice(&'static str);
struct Helper;

macro_rules! without_references {
    ($($name:ident)*) => {
        $(impl NativeData for $name {
            fn visit(&self, _: &mut dyn FnMut(&Value)) {}
            fn clear(&mut self) {}
        })*
    };
}
without_references!(Quitter Notice Helper);

const COPYRIGHT: &str = "Bindscope is licensed under the MIT License or the Apache License 2.0, at your option.";
const CREDITS: &str = "Bindscope runs the standard library of the Python project: see https://www.python.org.";
const LICENSE: &str = "See LICENSE-MIT and LICENSE-APACHE in Bindscope's sources.";
const HELP: &str = "Type help() for interactive help, or help(object) for help about object.";

pub fn install(vm: &mut Vm) {
    // The classes belong to a module that nobody imports.
    let name = Value::from("_sitebuiltins");
    let module = Ref::new(ClassIndex::MODULE, Module { name, namespace: Ref::<Dict>::dict() });
    let class = |name, methods, doc| NativeClass { name, module: "_sitebuiltins", methods, doc, ..NativeClass::BASE };
    let quits = &[
        method("__repr__", quitter_repr, "(self, /)", "Return repr(self)."),
        method("__call__", quit, "(self, code=None)", "Call self as a function."),
    ];
    vm.add_data_class::<Quitter>(&module, class("Quitter", quits, ""));
    let tells = &[
        method("__repr__", notice_repr, "(self, /)", "Return repr(self)."),
        method("__call__", tell, "(self)", "Call self as a function."),
    ];
    vm.add_data_class::<Notice>(&module, class("_Printer", tells, "interactive prompt objects"));
    let helps = &[
        method("__repr__", |_, _| Ok(Value::from(HELP)), "(self, /)", "Return repr(self)."),
        method("__call__", help, "(self, *args, **kwds)", "Call self as a function."),
    ];
    vm.add_data_class::<Helper>(&module, class("_Helper", helps, "Define the builtin 'help'."));
    for name in ["exit", "quit"] {
        let quitter = vm.make(Quitter(name));
        vm.set_builtin(name, quitter);
    }
    for (name, text) in [("copyright", COPYRIGHT), ("credits", CREDITS), ("license", LICENSE)] {
        let notice = vm.make(Notice(text));
        vm.set_builtin(name, notice);
    }
    let helper = vm.make(Helper);
    vm.set_builtin("help", helper);
}

fn quitter_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let text = vm.read(&args[0], |q: &Quitter| format!("Use {}() or Ctrl-D (i.e. EOF) to exit", q.0))?;
    Ok(Value::from(text))
}

fn quit(vm: &mut Vm, args: &[Value]) -> Result {
    Err(vm.raise("SystemExit", vec![args[1].clone()]))
}

fn notice_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let text = vm.read(&args[0], |notice: &Notice| notice.0)?;
    Ok(Value::from(text))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    let text = vm.read(&args[0], |notice: &Notice| notice.0)?;
    vm.write_stdout(&format!("{text}\n"))?;
    Ok(Value::NONE)
}

fn help(vm: &mut Vm, args: &[Value]) -> Result {
    let pydoc = vm.import_module("pydoc")?;
    let given = vm.tuple_items(&args[1]).to_vec();
    vm.call_method(&pydoc, "help", &given)
}
