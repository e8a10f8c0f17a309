//! `bindscope step` in tmux, as people have it on other machines: 80 columns, no colour, keys one by one. Where there is
//! no tmux, nothing is tried.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

const SERVER: &str = "bindscope-tests";

fn tmux(words: &[&str]) -> std::io::Result<Output> {
    Command::new("tmux").args(["-L", SERVER]).args(words).output()
}

/// The screen, once it shows a text.
fn shows(text: &str) -> String {
    let start = Instant::now();
    loop {
        let screen = tmux(&["capture-pane", "-p"]).map(|output| output.stdout).unwrap_or_default();
        let screen = String::from_utf8_lossy(&screen).into_owned();
        if screen.contains(text) {
            return screen;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{text:?} never came:\n{screen}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

fn press(keys: &[&str]) {
    for key in keys {
        tmux(&["send-keys", key]).expect("tmux takes keys");
    }
}

#[test]
fn a_run_is_stepped_through_in_80_columns_without_colour() {
    if tmux(&["-V"]).is_err() {
        println!("there is no tmux here: nothing was tried");
        return;
    }
    let example = format!("{}/../../examples/aliasing.py", env!("CARGO_MANIFEST_DIR"));
    let command = format!("NO_COLOR=1 LANG=C.UTF-8 {} step {example}", env!("CARGO_BIN_EXE_bindscope"));
    tmux(&["-u", "new-session", "-d", "-x", "80", "-y", "30", &command]).expect("tmux starts");
    shows("step 1 of 13");
    press(&["Right", "Right", "Right", "Right"]);
    let screen = shows("step 5 of 13, before line 6");
    assert!(screen.contains("`b = a`: binds the name b to the list #2 that a already names. Nothing is"), "{screen}");
    assert!(screen.contains("▸ 6  c = a[:]") && screen.contains("A list  a  b"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    press(&["Left"]);
    shows("step 4 of 13, before line 5");
    press(&["G"]);
    shows("at the end");
    press(&["w", "b", "Enter"]);
    shows("seen as   a · b");
    press(&["y", "c", "Enter"]);
    shows("because line 6 bound c to it: c = a[:]");
    press(&["/", "d", "e", "e", "p", "Enter"]);
    shows("No other line with \"deep\" runs there.");
    press(&["N"]);
    shows("before line 7");
    press(&["q", "q"]);
    // What tmux says of a session that is gone matters to nobody.
    let _ = tmux(&["kill-server"]);
}
