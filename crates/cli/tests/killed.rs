//! Recordings whose process was killed with -9: in a loop, in `input()`, in a long native call. What ran until then is
//! in them.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Nothing takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

struct Run {
    child: Child,
    recording: PathBuf,
}

impl Run {
    fn of(name: &str, program: &str) -> Run {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{name}"));
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(folder.join("program.py"), program).expect("the program can be written");
        let recording = folder.join("run.bsr");
        let _ = std::fs::remove_file(&recording);
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
        command.args(["record", "program.py", "-o", "run.bsr"]).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        Run { child: command.spawn().expect("bindscope starts"), recording }
    }

    /// What a question of the recording is answered, as it is now. While the program is at work the recording may
    /// end anywhere.
    fn ask(&self, question: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
        command.arg(question[0]).arg(&self.recording).args(&question[1..]).env("NO_COLOR", "1");
        let output = command.output().expect("bindscope starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Kills the program once the recording says this.
    fn kill_when(&mut self, question: &[&str], said: &str) {
        let start = Instant::now();
        while !self.ask(question).contains(said) {
            assert!(start.elapsed() < PATIENCE, "waited for {said:?}, got {:?}", self.ask(question));
            assert!(self.child.try_wait().expect("it can be asked").is_none(), "the program ended by itself");
            std::thread::sleep(Duration::from_millis(50));
        }
        // On Unix that is SIGKILL.
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ended");
    }
}

#[test]
fn in_input() {
    let mut run = Run::of("input", "names = ['fig']\nnames.append('pear')\nanswer = input()\nprint(answer)\n");
    run.kill_when(&["log"], "'pear'");
    assert!(run.ask(&["who", "names"]).contains("pear"), "{}", run.ask(&["who", "names"]));
}

#[test]
fn in_a_long_native_call() {
    let program = "counts = {'fig': 1}\ncounts['pear'] = 2\nnumber = 3 ** 30_000_000\nprint(number)\n";
    let mut run = Run::of("native", program);
    run.kill_when(&["log"], "pear");
    assert!(run.ask(&["show"]).contains("pear"), "{}", run.ask(&["show"]));
}

/// Through many segments, most of them sealed.
#[test]
fn in_a_loop() {
    let program = "def count(most):\n    n = 0\n    while n < most:\n        n += 1\n        last = [n]\n    return n\n\n\n\
                   print(input(), flush=True)\ncount(10 ** 9)\n";
    let mut run = Run::of("loop", program);
    let mut input = run.child.stdin.take().expect("it has an input");
    input.write_all(b"go\n").expect("it can be written to");
    std::thread::sleep(Duration::from_secs(1));
    run.child.kill().expect("it can be killed");
    run.child.wait().expect("it ended");
    let shown = run.ask(&["show"]);
    assert!(shown.contains("last") && shown.contains("count"), "{shown}");
}
