//! `cargo xtask steps`: the steps of a recorded run against the events of CPython's `sys.settrace`.
//!
//! `tests/steps/` keeps the events of some programs as CPython had them, one letter and a line each (`c12` a call,
//! `l13` a line, `r14` a return, `e15` an exception), so that the comparison needs no CPython.

use crate::{conformance, process, program, tree};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);
/// Where long programs are cut, and what is compared of any.
const MOST: usize = 5000;
const PER_LINE: usize = 20;

/// Writes the events of a program's own frames, and of no other's, to a file.
const TRACER: &str = r#"
import sys
path, out, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
events = []
def trace(frame, event, arg):
    if frame.f_code.co_filename != path or len(events) >= most:
        return None
    events.append(event[0] + str(frame.f_lineno))
    return trace
def run():
    import types
    main = types.ModuleType('__main__')
    main.__file__ = path
    main.__builtins__ = __builtins__
    sys.modules['__main__'] = main
    sys.argv = [path]
    sys.path[0] = path.rpartition('/')[0]
    code = compile(open(path, 'rb').read(), path, 'exec')
    sys.settrace(trace)
    try:
        exec(code, main.__dict__)
    finally:
        sys.settrace(None)
        with open(out, 'w') as file:
            file.write(' '.join(events))
run()
"#;

/// Reads the arguments and compares: with the recorded events, or (`--oracle`) with a CPython, for all programs.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut only = String::new();
    let mut oracle = None;
    let mut record = false;
    let mut interpreter = tree::root().join("target/release/bindscope");
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--only" => only = rest.next().cloned().ok_or("--only needs a piece of a path")?,
            "--interpreter" => interpreter = rest.next().map(PathBuf::from).ok_or("--interpreter needs a path")?,
            "--record" => record = true,
            "--oracle" => {
                let named = rest.next_if(|next| !next.starts_with("--")).map(PathBuf::from);
                oracle = Some(named.or_else(conformance::cpython_313).ok_or("no CPython 3.13 found")?);
            }
            other => return Err(format!("steps does not know {other}")),
        }
    }
    let interpreter = std::path::absolute(&interpreter).map_err(|error| error.to_string())?;
    let named = |program: &PathBuf| tree::shown(program).contains(&only);
    let programs: Vec<PathBuf> = match &oracle {
        Some(_) => program::all(&tree::root()).into_iter().filter(named).collect(),
        None => recorded().into_iter().map(|(program, _)| program).filter(named).collect(),
    };
    if let (true, Some(python)) = (record, &oracle) {
        return programs.iter().try_for_each(|program| keep(python, program));
    }
    let failures = conformance::failures(&programs, |program| match &oracle {
        Some(python) => compare(&of_cpython(python, program)?, &of_bindscope(&interpreter, program)?),
        None => check(&interpreter, program),
    });
    for (program, why) in &failures {
        println!("FAILED {}\n{why}", tree::shown(program));
    }
    println!("{} agree, {} differ", programs.len() - failures.len(), failures.len());
    if failures.is_empty() { Ok(()) } else { Err("some steps differ from CPython's".into()) }
}

/// The programs whose events are kept, and the files that keep them.
pub fn recorded() -> Vec<(PathBuf, PathBuf)> {
    let folder = tree::root().join("tests/steps");
    let program = |file: &PathBuf| {
        let inside = file.strip_prefix(&folder).ok()?.with_extension("py");
        Some(tree::root().join(inside))
    };
    tree::files(&folder, "txt").into_iter().filter_map(|file| Some((program(&file)?, file))).collect()
}

/// Compares the steps of a program with its recorded events.
pub fn check(interpreter: &Path, program: &Path) -> Result<(), String> {
    let file = kept_in(program)?;
    let kept = std::fs::read_to_string(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    compare(&kept.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), &of_bindscope(interpreter, program)?)
}

fn kept_in(program: &Path) -> Result<PathBuf, String> {
    let inside = program.strip_prefix(tree::root()).map_err(|error| error.to_string())?;
    Ok(tree::root().join("tests/steps").join(inside).with_extension("txt"))
}

fn keep(python: &Path, program: &Path) -> Result<(), String> {
    let file = kept_in(program)?;
    let events = of_cpython(python, program)?;
    let text: Vec<String> = events.chunks(PER_LINE).map(|line| line.join(" ")).collect();
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    std::fs::write(&file, text.join("\n") + "\n").map_err(|error| error.to_string())
}

fn of_cpython(python: &Path, program: &Path) -> Result<Vec<String>, String> {
    let out = scratch(program, "cpython");
    let mut command = Command::new(python);
    command.args(["-c", TRACER]).arg(program).arg(&out).arg(MOST.to_string());
    finish(command, program, &out)
}

fn of_bindscope(interpreter: &Path, program: &Path) -> Result<Vec<String>, String> {
    let out = scratch(program, "bindscope");
    let mut command = Command::new(interpreter);
    command.args(["log", "--steps", "-o"]).arg(&out).arg(program);
    let lines = finish(command, program, &out)?;
    // Four words each: event, line, function, file.
    let own = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = lines.chunks_exact(4).filter(|words| words[3] == own);
    Ok(own.take(MOST).map(|words| format!("{}{}", &words[0][..1], words[1])).collect())
}

fn scratch(program: &Path, who: &str) -> PathBuf {
    let name = tree::shown(program).replace(['/', '.'], "_");
    std::env::temp_dir().join(format!("bindscope-steps-{}-{who}-{name}", std::process::id()))
}

fn finish(mut command: Command, program: &Path, out: &Path) -> Result<Vec<String>, String> {
    command.current_dir(program.parent().unwrap_or(Path::new("."))).env("PYTHONHASHSEED", "0");
    command.env("PYTHONDONTWRITEBYTECODE", "1").env_remove("PYTHONPATH");
    let finished = process::run(command, LIMIT)?;
    let text = std::fs::read_to_string(out).map_err(|error| format!("no events: {error}; {}", finished.stderr));
    // The file is only a way to hand the events over.
    let _ = std::fs::remove_file(out);
    Ok(text?.split_whitespace().map(str::to_owned).collect())
}

fn compare(expected: &[String], found: &[String]) -> Result<(), String> {
    const BEFORE: usize = 6;
    const AFTER: usize = 8;
    if expected == found {
        return Ok(());
    }
    let same = expected.iter().zip(found).take_while(|(left, right)| left == right).count();
    let piece = |events: &[String]| events[same.min(events.len())..(same + AFTER).min(events.len())].join(" ");
    Err(format!(
        "  after {same} steps: … {}\n  - {}\n  + {}\n",
        expected[same.saturating_sub(BEFORE)..same].join(" "),
        piece(expected),
        piece(found)
    ))
}
