//! `bindscope show`: which moment it draws, what it says of it, and where the drawing goes.

use std::path::PathBuf;
use std::process::{Command, Output};

const PROGRAM: &str = "\
import sys

def add(bag, item):
    bag = bag + [item]
    return bag

basket = ['fig']
for i in range(3):
    add(basket, 'pear')
    x = 1; y = x + 1
if len(sys.argv) > 1:
    print(sys.argv[1:], input())
";

struct Folder(PathBuf);

impl Folder {
    /// A folder of its own for one test.
    fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("the folder can be made");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("the file can be written");
    }

    fn show(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
        command.current_dir(&self.0).arg("show").args(words).env("COLUMNS", "100").env("PYTHONHASHSEED", "0");
        command.output().expect("bindscope starts")
    }

    fn drawn(&self, words: &[&str]) -> String {
        let output = self.show(words);
        let (out, error) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{words:?}: {out}{error}");
        out
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn program(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("basket.py", PROGRAM);
    folder
}

/// Words with one space between them.
fn squeezed(picture: &str) -> String {
    picture.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_end_is_the_default() {
    let picture = program("end").drawn(&["basket.py"]);
    assert!(picture.starts_with("\nbasket.py: at the end\n"), "{picture}");
    assert!(squeezed(&picture).contains("│ basket ●─┼") && squeezed(&picture).contains("┃ 'fig' ┃"), "{picture}");
    assert!(!squeezed(&picture).contains("\x1b["), "no colour where there is no terminal: {picture}");
}

#[test]
fn a_line_is_the_moment_just_after_it_in_its_frame() {
    let folder = program("line");
    let picture = folder.drawn(&["basket.py:4"]);
    assert!(picture.starts_with("\nbasket.py: 3rd of 3 times, after line 4\nbag = bag + [item]\n"), "{picture}");
    assert!(squeezed(&picture).contains("▸add(bag, item) line 4"), "{picture}");
    assert!(squeezed(&picture).contains("│ i 2 │"), "{picture}");
    assert!(squeezed(&picture).contains("┃ 'fig' │ 'pear' ┃"), "{picture}");
    // The last line of a call: the frame is still there, with what it returns.
    let picture = folder.drawn(&["basket.py:5"]);
    assert!(squeezed(&picture).contains("│ returns ●─┼"), "{picture}");
}

#[test]
fn before_and_hit_pick_the_run() {
    let folder = program("runs");
    let picture = folder.drawn(&["basket.py:4", "--hit", "2"]);
    assert!(squeezed(&picture).contains("2nd of 3 times, after line 4"), "{picture}");
    let picture = folder.drawn(&["basket.py:4", "--hit", "-3", "--before"]);
    assert!(squeezed(&picture).contains("1st of 3 times, before line 4"), "{picture}");
    assert!(squeezed(&picture).contains("│ i 0 │") && !squeezed(&picture).contains("'pear' ┃"), "{picture}");
    // Two statements on one line are one run of it.
    let picture = folder.drawn(&["basket.py:10", "--hit", "3"]);
    assert!(
        squeezed(&picture).contains("3rd of 3 times, after line 10") && squeezed(&picture).contains("│ y 2 │"),
        "{picture}"
    );
}

#[test]
fn recursion_shows_every_frame() {
    let folder = Folder::new("recursion");
    folder.write("fact.py", "def fact(n):\n    if n == 0:\n        return 1\n    return n * fact(n - 1)\nfact(3)\n");
    let picture = folder.drawn(&["fact.py:3"]);
    assert_eq!(picture.matches("fact(n)  line").count(), 4, "{picture}");
    assert!(squeezed(&picture).contains("│ returns 1 │"), "{picture}");
    // The run that began first is the one that ends last.
    let picture = folder.drawn(&["fact.py:4", "--hit", "1"]);
    assert_eq!(picture.matches("fact(n)  line").count(), 1, "{picture}");
    assert!(squeezed(&picture).contains("│ returns 6 │"), "{picture}");
}

#[test]
fn what_never_ran_is_said() {
    let folder = program("never");
    let output = folder.show(&["basket.py:6"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "bindscope: line 6 never ran; the lines that did: 1, 3-5, 7-11\n");
    let output = folder.show(&["basket.py:4", "--hit", "9"]);
    assert_eq!(text(&output.stderr), "bindscope: line 4 ran 3 times, so there is no run 9 of it\n");
    let output = folder.show(&["missing.py:4"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("can't open file"), "{}", text(&output.stderr));
}

#[test]
fn an_uncaught_exception_is_drawn_where_it_was_raised() {
    let folder = Folder::new("raise");
    folder.write(
        "oops.py",
        "def check(kind):\n    seen = [kind]\n    raise ValueError('no ' + kind)\n\ncheck('snakes')\n",
    );
    let output = folder.show(&["oops.py"]);
    assert_eq!(output.status.code(), Some(1));
    let picture = text(&output.stdout);
    assert!(squeezed(&picture).contains("oops.py: where ValueError was raised ValueError: no snakes"), "{picture}");
    assert!(
        squeezed(&picture).contains("▸check(kind) line 3") && squeezed(&picture).contains("│ seen ●─┼"),
        "{picture}"
    );
    assert!(text(&output.stderr).ends_with("ValueError: no snakes\n"), "{}", text(&output.stderr));
}

#[test]
fn a_program_that_ends_in_main_is_told_where_to_look() {
    let folder = Folder::new("main");
    folder.write("app.py", "def main():\n    data = [1]\n    return data\n\nmain()\n");
    let picture = folder.drawn(&["app.py"]);
    assert!(squeezed(&picture).contains("ask for a line: bindscope show app.py:3"), "{picture}");
}

#[test]
fn json_holds_the_output_and_the_identity() {
    let folder = program("json");
    folder.write("answers", "seven\n");
    let json = folder.drawn(&["basket.py", "--json", "--input", "answers", "--", "one", "two"]);
    let moment: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(moment["output"], "['one', 'two'] seven\n");
    assert_eq!(moment["title"], "basket.py: at the end");
    let json = folder.drawn(&["basket.py:5", "--json", "--hit", "1"]);
    let moment: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let frames = moment["frames"].as_array().expect("frames");
    assert_eq!((frames.len(), &frames[1]["name"], &frames[1]["line"]), (2, &"add".into(), &5.into()));
    let bag = &frames[1]["bindings"][0];
    assert_eq!((&bag[0], &bag[1]), (&"bag".into(), &frames[1]["returns"]));
    let id = bag[1]["ref"].to_string();
    assert_eq!(moment["objects"][&id]["parts"][1][1]["text"], "'pear'");
    assert_eq!(moment["output"], "");
}

#[test]
fn pictures_go_to_files() {
    let folder = program("files");
    folder.drawn(&["basket.py", "-o", "a.svg"]);
    folder.drawn(&["basket.py", "-o", "b.svg", "--theme", "dark"]);
    folder.drawn(&["basket.py", "-o", "a.png"]);
    let read = |name: &str| std::fs::read(folder.0.join(name)).expect("the picture is there");
    assert!(read("a.svg").starts_with(b"<svg ") && read("a.png").starts_with(b"\x89PNG"));
    assert_ne!(read("a.svg"), read("b.svg"));
    let output = folder.show(&["basket.py", "-o", "a.jpg"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("ends in .svg or .png"), "{}", text(&output.stderr));
}

#[test]
fn values_can_be_objects() {
    let folder = Folder::new("values");
    let code = "a = 1000\nb = a\nc = 'x'";
    let picture = folder.drawn(&["-c", code, "--objects", "all"]);
    assert!(squeezed(&picture).contains("A int a b") && squeezed(&picture).contains("│ 1000 │"), "{picture}");
    let picture = folder.drawn(&["-c", code]);
    assert!(squeezed(&picture).contains("│ a 1000 │") && !picture.contains('●'), "{picture}");
}

#[test]
fn drawing_runs_nothing_of_the_program() {
    let folder = Folder::new("quiet");
    let code = "\
class Loud:
    def __repr__(self): print('repr'); return 'loud'
    def __eq__(self, other): print('eq'); return True
    def __hash__(self): return 1
    def __getattr__(self, name): print('getattr'); return 1
    def __len__(self): print('len'); return 3
    def __iter__(self): print('iter'); return iter([])
    @property
    def value(self): print('property'); return 1
one = Loud()
two = {one: [one]}
print('end')
";
    let picture = folder.drawn(&["-c", code]);
    assert!(picture.starts_with("end\n\nat the end\n"), "{picture}");
}
