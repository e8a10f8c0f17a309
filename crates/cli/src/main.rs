//! The command line: runs programs as `python` does, and shows what their names are bound to.

use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;

use bindscope::{Ending, Interpreter, Program, Settings, diagram};

const HELP: &str = "\
usage: bindscope FILE [args]            run a program
       bindscope -c CODE [args]         run code
       bindscope - [args]               run code from standard input
       bindscope show FILE [--json] [-- args]
                                        run it, then draw what its names are bound to
       bindscope --version | --help
";

/// The machine asks how much stack it has by this name.
const THREAD: &str = "bindscope";
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new().name(THREAD.to_string()).stack_size(STACK).spawn(command);
    match work.map(|thread| thread.join()) {
        Ok(Ok(status)) => ExitCode::from(status),
        _ => ExitCode::from(70),
    }
}

fn command() -> u8 {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--help" | "-h", ..] => {
            print!("{HELP}");
            0
        }
        ["--version" | "-V", ..] => {
            println!("bindscope {} (Python 3.13)", env!("CARGO_PKG_VERSION"));
            0
        }
        ["show", rest @ ..] => show(rest),
        ["run", rest @ ..] => run(rest),
        rest => run(rest),
    }
}

/// The program that the words name, and `sys.argv`.
fn program(words: &[&str]) -> Result<(Program, Vec<String>), String> {
    let owned = |words: &[&str]| words.iter().map(|w| w.to_string()).collect::<Vec<_>>();
    match words {
        ["-c", code, rest @ ..] => {
            let program = Program::Source { source: code.to_string(), name: "<string>".to_string() };
            Ok((program, [vec!["-c".to_string()], owned(rest)].concat()))
        }
        ["-c"] => Err("argument expected for the -c option".to_string()),
        ["-m", name, rest @ ..] => {
            Ok((Program::Module(name.to_string()), [vec![name.to_string()], owned(rest)].concat()))
        }
        [] | ["-", ..] => {
            let mut source = String::new();
            std::io::stdin().read_to_string(&mut source).map_err(|e| format!("cannot read standard input: {e}"))?;
            let program = Program::Source { source, name: "<stdin>".to_string() };
            Ok((program, if words.is_empty() { vec![String::new()] } else { owned(words) }))
        }
        [option, ..] if option.starts_with('-') => Err(format!("unknown option {option}")),
        [file, ..] => Ok((Program::File(file.to_string()), owned(words))),
    }
}

fn run(words: &[&str]) -> u8 {
    let (program, arguments) = match program(words) {
        Ok(found) => found,
        Err(message) => return usage(&message),
    };
    let mut interpreter = interpreter(arguments);
    let ending = interpreter.run(&program);
    let status = report(&program, ending);
    // The operating system takes the memory back faster than we could.
    std::process::exit(status as i32)
}

fn show(words: &[&str]) -> u8 {
    let (own, rest) = match words.iter().position(|w| *w == "--") {
        Some(place) => (&words[..place], &words[place + 1..]),
        None => (words, &[][..]),
    };
    let json = own.contains(&"--json");
    let files: Vec<&str> = own.iter().copied().filter(|w| *w != "--json").collect();
    if let Some(option) = files.iter().find(|w| w.starts_with('-') && **w != "-c" && w.len() > 1) {
        return usage(&format!("bindscope show does not know {option} yet"));
    }
    if files.is_empty() {
        return usage("bindscope show needs a program");
    }
    let (program, arguments) = match program(&[&files[..], rest].concat()) {
        Ok(found) => found,
        Err(message) => return usage(&message),
    };
    let mut interpreter = interpreter(arguments);
    let ending = interpreter.run(&program);
    let moment = interpreter.moment("at the end");
    let text = if json {
        moment.to_json()
    } else {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(80);
        format!("\n{}", diagram::terminal::draw(&moment, columns, std::io::stdout().is_terminal()))
    };
    // A closed pipe is no error of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    let status = report(&program, ending);
    std::process::exit(status as i32)
}

fn interpreter(arguments: Vec<String>) -> Interpreter {
    let settings = Settings { arguments, ..Settings::default() };
    Interpreter::new(Box::new(bindscope::System::new()), &settings)
}

fn report(program: &Program, ending: Ending) -> u8 {
    match ending {
        Ending::Finished => 0,
        Ending::Exited(status) => status as u8,
        Ending::Raised(text) => {
            if let Program::File(path) = program
                && !std::path::Path::new(path).is_file()
            {
                eprintln!("bindscope: can't open file '{path}'");
                return 2;
            }
            eprint!("{text}");
            1
        }
    }
}

fn usage(message: &str) -> u8 {
    eprintln!("bindscope: {message}\n{HELP}");
    2
}
