//! The pictures in `docs/`: drawn by the interpreter itself, and checked against what it draws today.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{process, tree};

/// The file below `docs/`, what is shown, and how.
const PICTURES: &[(&str, &str, &[&str])] = &[
    ("aliasing.svg", "aliasing.py", &[]),
    ("aliasing-dark.svg", "aliasing.py", &["--theme", "dark"]),
    ("gallery/argument_rebound.png", "argument_rebound.py:3", &[]),
    ("gallery/binary_tree.png", "binary_tree.py", &[]),
    ("gallery/class_attribute.png", "class_attribute.py", &[]),
    ("gallery/closures_share_cell.png", "closures_share_cell.py:7", &[]),
    ("gallery/generator_state.png", "generator_state.py", &[]),
    ("gallery/graph_of_friends.png", "graph_of_friends.py", &[]),
    ("gallery/late_binding.png", "late_binding.py", &[]),
    ("gallery/linked_list.png", "linked_list.py", &[]),
    ("gallery/matrix.png", "matrix.py", &[]),
    ("gallery/mutable_default.png", "mutable_default.py", &[]),
    ("gallery/nested_multiplication.png", "nested_multiplication.py", &[]),
    ("gallery/path_in_recursion.png", "path_in_recursion.py:5", &[]),
    ("gallery/shallow_and_deep_copy.png", "shallow_and_deep_copy.py", &[]),
    ("gallery/tuple_with_list.png", "tuple_with_list.py", &[]),
];

const LIMIT: Duration = Duration::from_secs(60);

/// `cargo xtask pictures [--interpreter PATH]` draws them all anew.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let root = tree::root();
    let interpreter = match arguments {
        [] => root.join("target/release/bindscope"),
        [option, path] if option == "--interpreter" => root.join(path),
        _ => return Err("usage: cargo xtask pictures [--interpreter PATH]".to_string()),
    };
    for (file, program, options) in PICTURES {
        let path = root.join("docs").join(file);
        draw(&interpreter, program, options, &path)?;
        println!("docs/{file}");
    }
    Ok(())
}

/// The pictures that are not what this interpreter draws.
pub fn stale(interpreter: &Path, scratch: &Path) -> Result<Vec<&'static str>, String> {
    let mut stale = Vec::new();
    for (file, program, options) in PICTURES {
        let path = scratch.join(file.replace('/', "-"));
        draw(interpreter, program, options, &path)?;
        let read =
            |path: &Path| std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()));
        if read(&path)? != read(&tree::root().join("docs").join(file))? {
            stale.push(*file);
        }
    }
    Ok(stale)
}

fn draw(interpreter: &Path, program: &str, options: &[&str], path: &Path) -> Result<(), String> {
    let mut command = Command::new(interpreter);
    command.current_dir(tree::root().join("examples")).arg("show").arg(program).args(options).arg("-o").arg(path);
    let finished = process::run(command, LIMIT)?;
    match finished.status {
        Some(0) => Ok(()),
        _ => Err(format!("show {program} failed:\n{}", finished.stderr)),
    }
}
