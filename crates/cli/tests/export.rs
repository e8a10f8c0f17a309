//! `bindscope export`: which moments it writes, into which files; the rules of Python Tutor's players.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PROGRAM: &str = "\
import sys

def make(start):
    counts = [start]

    def add():
        counts[0] += 1
        return counts[0]
    return add

class Box:
    __slots__ = ('held',)

add = make(1)
box = Box()
box.held = add
for name in 'ab':
    print(name, add())
other = (0.1 + 0.2, 10 ** 20, float('inf'), 2.0)
try:
    [][1]
except IndexError as error:
    kept = error
";

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("the folder can be made");
    std::fs::write(path.join("make.py"), PROGRAM).expect("the program can be written");
    path
}

fn export(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
    command.current_dir(folder).arg("export").args(words).output().expect("bindscope starts")
}

fn written(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = export(folder, words);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success() && said.is_empty(), "{words:?}: {said}");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != "make.py")
        .collect();
    names.sort();
    names
}

fn json(folder: &Path, words: &[&str]) -> Value {
    let output = export(folder, words);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {words:?}"))
}

#[test]
fn a_file_holds_one_moment_or_each_has_its_own() {
    let here = folder("export-files");
    assert_eq!(written(&here, &["make.py", "-o", "end.svg"]), ["end.svg"]);
    assert_eq!(written(&here, &["make.py:7", "--every", "-o", "c.svg"]), ["c-1.svg", "c-2.svg", "end.svg"]);
    let here = folder("export-pages");
    assert_eq!(written(&here, &["make.py", "--steps", "2-4,6", "-o", "some.pdf"]), ["some.pdf"]);
    let pdf = std::fs::read(here.join("some.pdf")).expect("the file was written");
    assert!(pdf.starts_with(b"%PDF") && String::from_utf8_lossy(&pdf).contains("/Count 4"));
}

#[test]
fn moments_are_those_that_were_asked_for() {
    let here = folder("export-moments");
    let data = json(&here, &["make.py:7", "--every", "--to", "json", "-o", "-"]);
    assert_eq!(data["schema"], "bindscope-moments-1");
    assert_eq!(data["source"], PROGRAM);
    let counts: Vec<String> = data["moments"].as_array().expect("a list").iter().map(|m| m.to_string()).collect();
    assert_eq!(counts.len(), 2);
    assert!(counts[0].contains("\"2\"") && counts[1].contains("\"3\""), "{counts:?}");
    let end = json(&here, &["make.py", "--to", "json", "-o", "-"]);
    assert_eq!(end["moments"][0]["output"], "a 2\nb 3\n");
}

#[test]
fn what_cannot_be_is_told() {
    let here = folder("export-told");
    let told = |words: &[&str]| String::from_utf8_lossy(&export(&here, words).stderr).into_owned();
    assert!(told(&["make.py", "-o", "x.abc"]).contains("does not tell a format"));
    assert!(told(&["make.py", "--every", "-o", "x.svg"]).contains("--every needs a line"));
    assert!(told(&["make.py:2", "--every", "-o", "x.svg"]).contains("line 2 never ran"));
    assert!(told(&["make.py", "--steps", "900", "-o", "x.svg"]).contains("none of these"));
    assert!(told(&["none.py", "-o", "x.svg"]).contains("none.py"));
}

#[test]
fn a_trace_keeps_the_rules_of_its_players() {
    let here = folder("export-trace");
    let file = json(&here, &["make.py", "--to", "python-tutor", "-o", "-"]);
    assert_eq!(file["code"], PROGRAM);
    let trace = file["trace"].as_array().expect("a list");
    assert_eq!(trace.len(), 31);
    let mut called: Vec<i64> = Vec::new();
    for step in trace {
        let frames = step["stack_to_render"].as_array().expect("frames");
        let top = frames.iter().filter(|frame| frame["is_highlighted"] == true).count();
        let live = frames.iter().filter(|frame| frame["is_zombie"] == false).count();
        assert_eq!(top, live.min(1), "{step}");
        let ids: Vec<i64> = frames.iter().filter_map(|frame| frame["frame_id"].as_i64()).collect();
        assert!(ids.is_sorted(), "{step}");
        if step["event"] == "call" {
            called.extend(ids.iter().max());
        }
        if step["event"] == "return" && step["func_name"] != "<module>" {
            let top = frames.iter().find(|frame| frame["is_highlighted"] == true).expect("a frame returns");
            assert!(called.contains(&top["frame_id"].as_i64().unwrap_or(0)), "{step}");
        }
        references(step, &mut |id| assert!(step["heap"][id.to_string()].is_array(), "{id} of {step}"));
        for object in step["heap"].as_object().into_iter().flat_map(|heap| heap.values()) {
            let length = object.as_array().map_or(0, Vec::len);
            assert!(object[0] != "FUNCTION" || length == 3, "{object}");
        }
    }
    let last = &trace[trace.len() - 1];
    assert_eq!(last["stdout"], "a 2\nb 3\n");
    let text = last["heap"].to_string();
    assert!(text.contains("[\"FUNCTION\",\"add()\",1]"), "the parent of a closure: {text}");
    assert!(text.contains("[\"INSTANCE\",\"Box\",[\"held\""), "slots: {text}");
    assert!(text.contains("0.30000000000000004") && text.contains("[\"SPECIAL_FLOAT\",\"Infinity\"]"), "{text}");
    let raised = trace.iter().find(|step| step["event"] == "exception").expect("an exception");
    assert_eq!(raised["exception_msg"], "IndexError: list index out of range");
}

/// The places of boxes by their keys, as an SVG has them: the corner of the first shape of each.
fn boxes(svg: &str) -> Vec<(String, String, String)> {
    let groups = svg.split("<g class=\"").skip(1).filter(|group| !group.starts_with("arrow"));
    let value = |group: &str, name: &str| {
        let rest = group.split_once(&format!(" {name}=\"")).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default().to_string()
    };
    let texts = |group: &str| group.matches("<text").count().to_string();
    groups.map(|group| (value(group, "data-key") + "/" + &texts(group), value(group, "x"), value(group, "y"))).collect()
}

#[test]
fn in_a_range_what_stays_keeps_its_place_and_its_key() {
    let here = folder("export-range");
    let names = written(&here, &["make.py", "--steps", "all", "-o", "s.svg"]);
    let pages: Vec<_> = names.iter().map(|name| boxes(&std::fs::read_to_string(here.join(name)).unwrap())).collect();
    let mut stayed = 0;
    for pair in pages.windows(2) {
        for (key, x, y) in pair[1].iter().filter(|(key, _, _)| !key.starts_with("heading")) {
            let Some((_, left, top)) = pair[0].iter().find(|(other, _, _)| other == key) else { continue };
            let far = |a: &str, b: &str| (a.parse::<f64>().unwrap() - b.parse::<f64>().unwrap()).abs();
            assert!(far(x, left) < 1.0 && far(y, top) < 31.0, "{key} moves from {left}, {top} to {x}, {y}");
            stayed += 1;
        }
    }
    assert!(stayed > 60, "{stayed}");
}

#[test]
fn what_the_library_compiles_for_itself_is_not_shown() {
    let here = folder("export-generated");
    let program =
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\np = P(3)\nexec('y = 4')\nz = y\n";
    std::fs::write(here.join("made.py"), program).expect("the program can be written");
    let trace = json(&here, &["made.py", "--to", "python-tutor", "-o", "-"]);
    let trace = trace["trace"].as_array().expect("a list");
    // The module's lines and its end (3 and 2 again for the decorator and the class): neither the methods of P, nor what `exec` runs.
    let lines: Vec<i64> = trace.iter().filter_map(|entry| entry["line"].as_i64()).collect();
    assert_eq!(lines, [1, 2, 3, 2, 3, 5, 6, 7, 7], "{trace:?}");
    let data = json(&here, &["made.py", "--steps", "all", "--to", "json", "-o", "-"]);
    let titles: Vec<&str> =
        data["moments"].as_array().expect("a list").iter().filter_map(|m| m["title"].as_str()).collect();
    assert!(titles.len() > 8 && titles.iter().all(|title| !title.contains("__create_fn__")), "{titles:?}");
}

/// Calls `visit` with the number in each `["REF", n]`.
fn references(value: &Value, visit: &mut impl FnMut(i64)) {
    match value {
        Value::Array(items) if items.len() == 2 && items[0] == "REF" => items[1].as_i64().into_iter().for_each(visit),
        Value::Array(items) => items.iter().for_each(|item| references(item, visit)),
        Value::Object(entries) => entries.values().for_each(|item| references(item, visit)),
        _ => {}
    }
}
