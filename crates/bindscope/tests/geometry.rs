//! Every example, drawn at its end and after many of its lines: no box overlaps another, no text leaves its box, no
//! arrow runs through a box or a text; the SVG is well formed, and the terminal's width is kept.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use bindscope::diagram::{Moment, Scene, Theme, terminal};
use bindscope::{Extent, Interpreter, Place, Program, Seen, Settings, System};

/// Every how many lines a moment is drawn.
const STRIDE: usize = 5;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries = std::fs::read_dir(folder).expect("the examples are there").flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "py")).collect();
    paths.sort();
    paths
}

/// Runs a program, and draws it after a line, or at its end.
fn moment(path: &Path, line: Option<u32>, extent: Extent) -> Option<Moment> {
    let output = Rc::new(RefCell::new(Vec::new()));
    let host = System::new().with_output(output);
    let mut interpreter = Interpreter::new(Box::new(host), &Settings::default());
    let program = Program::File(path.display().to_string());
    let place = line.map(|line| Place { line, before: false, hit: -1 });
    let waiting = place.and_then(|place| interpreter.wait_for(&program, place, extent, None));
    interpreter.run(&program);
    match waiting.map(|waiting| interpreter.seen(waiting)) {
        None => Some(interpreter.moment(extent)),
        Some(Seen::At(moment)) => Some(*moment),
        Some(_) => None,
    }
}

fn check(moment: &Moment, name: &str) {
    let scene = Scene::of(moment);
    assert_eq!(scene.faults(), Vec::<String>::new(), "{name}");
    for theme in [Theme::Light, Theme::Dark] {
        let svg = scene.to_svg(theme);
        assert_eq!(well_formed(&svg), Ok(()), "{name}");
    }
    for width in [40, 80, 120] {
        let picture = terminal::draw(moment, width, false);
        let widest = picture.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= width, "{name}: {widest} columns of {width}\n{picture}");
    }
}

/// On a thread with the stack that the machine counts on.
fn on_large_stack(work: fn()) {
    let thread = std::thread::Builder::new().name("bindscope".to_string()).stack_size(256 << 20).spawn(work);
    thread.expect("a thread starts").join().expect("nothing failed");
}

#[test]
fn examples_are_drawn_without_faults() {
    on_large_stack(|| {
        let examples = examples();
        assert!(examples.len() > 20);
        for path in &examples {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if let Some(moment) = moment(path, None, Extent::default()) {
                check(&moment, &name);
            }
            let all = Extent { whole: false, values_as_objects: true };
            if let Some(moment) = moment(path, None, all) {
                check(&moment, &format!("{name}, all values as objects"));
            }
            let lines = std::fs::read_to_string(path).map_or(0, |source| source.lines().count());
            for line in (2..=lines).step_by(STRIDE) {
                if let Some(moment) = moment(path, Some(line as u32), Extent::default()) {
                    check(&moment, &format!("{name}:{line}"));
                }
            }
        }
    });
}

/// Tags that close in order, quoted attributes, entities that XML knows: as far as our own SVG goes.
fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        entities(&rest[..at])?;
        let end = rest[at..].find('>').ok_or("a tag does not end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        if tag.matches('"').count() % 2 != 0 {
            return Err(format!("<{tag}> has an odd quote"));
        }
        entities(tag)?;
        if !empty {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

fn entities(text: &str) -> Result<(), String> {
    let known = |tail: &str| ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| tail.starts_with(entity));
    match text.split('&').skip(1).find(|tail| !known(tail)) {
        Some(tail) => Err(format!("&{tail} is no entity")),
        None => Ok(()),
    }
}

#[test]
fn the_checker_finds_what_is_wrong() {
    assert_eq!(well_formed("<a b=\"1\"><c/>&amp;</a>"), Ok(()));
    assert!(well_formed("<a><b></a></b>").is_err());
    assert!(well_formed("<a>&nbsp;</a>").is_err());
    assert!(well_formed("<a b=\"1>x</a>").is_err());
}
