//! The history of the programs in `tests/history`: what their comments say happens on a line is what the log has.
//!
//! `xs.append(3)  #: list append [0] = 3` is one row: what changes, how, and the object, without numbers. Rows of one line
//! are separated by `; `; those of other lines, and of lines without a comment, are not compared.

use std::collections::BTreeMap;
use std::path::Path;

use bindscope::{Interpreter, Program, Row, Settings, System};

#[test]
fn each_way_to_bind_and_to_change_is_in_the_log() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/history");
    let mut programs: Vec<_> = std::fs::read_dir(&folder).expect("the folder is there").flatten().collect();
    programs.retain(|entry| entry.path().extension().is_some_and(|extension| extension == "py"));
    programs.sort_by_key(|entry| entry.path());
    assert!(programs.len() > 20);
    let mut faults = Vec::new();
    for program in programs {
        let (path, work) = (program.path(), program.path());
        let found = bindscope::on_stack(bindscope::STACK_SIZE, move || rows(&work), || ()).expect("a thread");
        let source = std::fs::read_to_string(&path).expect("the program can be read");
        let mut told = 0;
        for (number, line) in source.lines().enumerate() {
            let Some((_, expected)) = line.split_once("#: ") else { continue };
            told += 1;
            let got = found.get(&(number as u32 + 1)).map_or(String::new(), |rows| rows.join("; "));
            if got != expected {
                faults.push(format!("{}:{}: {got}", path.display(), number + 1));
            }
        }
        if told == 0 {
            faults.push(format!("{}: says nothing", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the log has for each line of a program, without the numbers of objects.
fn rows(path: &Path) -> BTreeMap<u32, Vec<String>> {
    let settings = Settings { record: true, ..Settings::default() };
    let mut interpreter = Interpreter::new(Box::new(System::new()), &settings);
    interpreter.run(&Program::File(path.display().to_string()));
    let timeline = interpreter.timeline().expect("the run was recorded");
    std::mem::forget(interpreter);
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let file = path.file_name().expect("a file").to_string_lossy().into_owned();
    for row in bindscope::log(&timeline).filter(|row| row.file.ends_with(&file) && !row.name.starts_with("__")) {
        rows.entry(row.line).or_default().push(written(&row));
    }
    rows
}

fn written(row: &Row) -> String {
    let text = format!("{} {} {}", row.name, row.what.word(), row.object);
    let words = text.split(' ').filter(|word| !word.starts_with('#'));
    // A comma behind a number stays.
    words.collect::<Vec<_>>().join(" ").trim_end().to_string()
}
