//! `bindscope step` in a terminal of its own: keys go in, the screen comes out.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PROGRAM: &str = "\
def add(bag, item):
    bag.append(item)
    return bag

basket = ['fig']
other = basket
add(basket, 'pear')
";

/// Nothing takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(30);

struct Terminal {
    child: Child,
    keys: File,
    screen: Receiver<Vec<u8>>,
    /// What came and was not yet waited for.
    seen: Vec<u8>,
}

impl Terminal {
    fn open(name: &str) -> Terminal {
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(folder.join("basket.py"), PROGRAM).expect("the program can be written");
        let size = nix::pty::Winsize { ws_row: 40, ws_col: 90, ws_xpixel: 0, ws_ypixel: 0 };
        let pair = nix::pty::openpty(Some(&size), None).expect("there are terminals");
        let side = |fd: &OwnedFd| Stdio::from(fd.try_clone().expect("the terminal can be shared"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
        command.args(["step", "basket.py"]).current_dir(folder).env("NO_COLOR", "1").env("TERM", "xterm");
        command.stdin(side(&pair.slave)).stdout(side(&pair.slave)).stderr(side(&pair.slave));
        let child = command.spawn().expect("bindscope starts");
        let mut reading = File::from(pair.master.try_clone().expect("the terminal can be read"));
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reading.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { child, keys: File::from(pair.master), screen, seen: Vec::new() }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("keys can be pressed");
    }

    /// Waits until a text has come behind the last one that was waited for.
    fn expect(&mut self, text: &str) {
        let start = Instant::now();
        loop {
            if let Some(at) = self.seen.windows(text.len()).position(|window| window == text.as_bytes()) {
                self.seen.drain(..at + text.len());
                return;
            }
            match self.screen.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(bytes) => self.seen.extend(bytes),
                Err(_) => panic!("{text:?} never came:\n{}", String::from_utf8_lossy(&self.seen)),
            }
        }
    }
}

#[test]
fn keys_go_both_ways() {
    let mut terminal = Terminal::open("step-keys");
    terminal.expect("basket.py: step 1 of 10");
    terminal.press("lll");
    terminal.expect("step 4 of 10, before line 6");
    terminal.press("l");
    terminal.expect("binds the name other to the list #");
    terminal.press("l");
    terminal.expect("step 6 of 10: add begins");
    terminal.press("h");
    terminal.expect("step 5 of 10, before line 7");
    terminal.press("j");
    terminal.expect("step 10 of 10");
    terminal.press("\u{1b}[D");
    terminal.expect("step 9 of 10");
    terminal.press("g");
    terminal.expect("step 1 of 10");
    terminal.press("G");
    terminal.expect("at the end");
    terminal.press("q");
    assert!(terminal.child.wait().is_ok_and(|status| status.success()));
}

#[test]
fn questions_are_answered() {
    let mut terminal = Terminal::open("step-questions");
    terminal.expect("step 1 of 10");
    terminal.press("/return bag\r");
    terminal.expect("step 8 of 10, before line 3");
    terminal.press("wbasket\r");
    terminal.expect("seen as   basket · other · bag");
    terminal.expect("bag.append(item)  through bag  ['fig']");
    terminal.press("yother\r");
    terminal.expect("because line 6 bound other to it: other = basket");
    terminal.press("wnothing\r");
    terminal.expect("no such name: nothing");
    terminal.press("\u{3}");
    assert!(terminal.child.wait().is_ok_and(|status| status.success()));
}

#[test]
fn an_expression_is_gone_through() {
    let mut terminal = Terminal::open("step-inside");
    terminal.expect("step 1 of 10");
    terminal.press(":5\r");
    terminal.expect("step 5 of 10, before line 7");
    terminal.press("i");
    terminal.expect("1/3  add → function add");
    terminal.press("l");
    terminal.expect("    ^^^^^^");
    terminal.expect("2/3  basket → ['fig']");
    terminal.press("l");
    terminal.expect("^^^^^^^^^^^^^^^^^^^");
    terminal.expect("3/3  add(basket, 'pear') → ['fig', 'pear']");
    terminal.press("l");
    terminal.expect("step 7 of 10, before line 2");
    terminal.expect("1/");
    terminal.expect("bag → ['fig']");
    terminal.press("\u{1b}");
    terminal.expect("step 7 of 10");
    terminal.press("q");
    assert!(terminal.child.wait().is_ok_and(|status| status.success()));
}

#[test]
fn without_a_terminal_it_says_so() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
    let output = command.args(["step", "basket.py"]).stdin(Stdio::null()).output().expect("bindscope starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("step needs a terminal"));
}
