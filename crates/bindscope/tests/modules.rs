//! `docs/modules.md` names modules that are there, and all that come from the library.

use bindscope::{Interpreter, Settings, System};

#[test]
fn the_page_of_modules_is_fresh() {
    let mut interpreter = Interpreter::new(Box::new(System::new()), &Settings::default());
    let vm = interpreter.vm();
    let native = vm.native_module_names().into_iter().map(str::to_string).collect();
    let frozen = vm.library.map(|library| library.names()).unwrap_or_default();
    let frozen = frozen.into_iter().map(str::to_string).collect();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/modules.md"));
    let page = page.expect("docs/modules.md is there");
    for (section, names) in [("## Native", native), ("## From the library", frozen)] {
        let names: Vec<String> = names;
        let (_, rest) = page.split_once(section).expect("the page has its sections");
        let body = rest.split("\n## ").next().unwrap_or(rest);
        let listed: Vec<&str> = body.split('`').skip(1).step_by(2).collect();
        let complete = section != "## Native";
        let missing: Vec<&String> = names.iter().filter(|name| complete && !listed.contains(&name.as_str())).collect();
        let gone: Vec<&&str> = listed.iter().filter(|name| !names.iter().any(|n| n == *name)).collect();
        assert!(missing.is_empty() && gone.is_empty(), "{section}: not on the page {missing:?}, not there {gone:?}");
    }
}
