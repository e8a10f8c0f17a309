//! From one step to the next, a box that did not change stays where it is, or moves by a row at most; and no step
//! has boxes that overlap or arrows that run through them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindscope::diagram::Scene;
use bindscope::diagram::scene::{Group, Role};
use bindscope::history::Drawing;
use bindscope::{Program, Settings};

use crate::view::View;
use crate::{Make, Session};

/// The folders with the programs, the steps of each that are looked at, and how far a box may move.
const FOLDERS: [&str; 6] =
    ["examples", "tests/sharing", "tests/class", "tests/generator", "tests/function", "tests/sequence"];
const STEPS: u64 = if cfg!(debug_assertions) { 120 } else { 400 };
const ROW: f64 = 31.0;

#[test]
fn neighbouring_steps_move_no_unchanged_box_by_more_than_a_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut faults, mut moments) = (Vec::new(), 0);
    for program in FOLDERS.iter().flat_map(|folder| programs(&root.join(folder))) {
        let Some(mut session) = recorded(&program) else { continue };
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let last = session.last().min(STEPS);
        moments += last;
        let on = walk(&mut session, 1..=last);
        faults.extend(on.into_iter().map(|fault| format!("{name}: {fault}")));
        // The way back, from the middle of nowhere.
        let Some(mut session) = recorded(&program) else { continue };
        let back = walk(&mut session, (1..=last).rev());
        faults.extend(back.into_iter().map(|fault| format!("{name}, going back: {fault}")));
    }
    println!("{moments} moments, on and back: {} faults", faults.len());
    assert!(moments > 2_000 || cfg!(debug_assertions));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn programs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "py")).collect();
    found.sort();
    found
}

fn recorded(program: &Path) -> Option<Session> {
    let make = Make {
        program: Program::File(program.to_string_lossy().into_owned()),
        settings: Settings::default(),
        answers: Some(Vec::new()),
        stack: 64 << 20,
        recording: None,
    };
    Session::of(Arc::new(make).to_end()?)
}

/// What is wrong with the layouts of these positions, one after the other.
fn walk(session: &mut Session, positions: impl Iterator<Item = u64>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before: Option<(Scene, Drawing)> = None;
    for position in positions {
        let (_, state) = session.told(position, "en");
        let drawn = View::default().drawn(&state);
        let last = session.last();
        let scene = session.layouts.scene(&session.timeline, last, position, &drawn, &View::default());
        faults.extend(scene.faults().into_iter().map(|fault| format!("step {position}: {fault}")));
        if let Some((was, keys)) = &before {
            faults.extend(moves(was, keys, &scene, &drawn).map(|fault| format!("step {position}: {fault}")));
        }
        before = Some((scene, drawn));
    }
    faults
}

/// Boxes that moved too far.
fn moves(was: &Scene, had: &Drawing, now: &Scene, has: &Drawing) -> impl Iterator<Item = String> {
    let boxes = |scene: &Scene, drawing: &Drawing| -> Vec<(String, Group)> {
        let keys = drawing.lasting();
        let groups = scene.groups.iter().filter(|group| matches!(group.role, Role::Frame | Role::Object));
        groups.map(|group| (keys.named(&group.key), group.clone())).collect()
    };
    let (was, now) = (boxes(was, had), boxes(now, has));
    now.into_iter().filter_map(move |(key, group)| {
        let (_, old) = was.iter().find(|(other, old)| *other == key && texts(old) == texts(&group))?;
        let far = f64::max((group.bounds.x - old.bounds.x).abs(), (group.bounds.y - old.bounds.y).abs());
        (far > ROW).then(|| format!("{key} moved from {:?} to {:?}", old.bounds, group.bounds))
    })
}

fn texts(group: &Group) -> Vec<(String, String)> {
    group.slots.iter().map(|slot| (slot.label.clone(), format!("{:?}", slot.rect.width))).collect()
}
