//! A recording has the variables of the environment that the program read, and no others.

use std::process::Command;

fn bindscope(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindscope"));
    command.args(arguments).env("FRUIT", "fig").env("SECRET_OF_MINE", "hunter2");
    let output = command.output().expect("bindscope starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn recordings_keep_what_was_read_of_the_environment() {
    let folder = std::env::temp_dir().join(format!("bindscope-environment-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (program, recording) = (folder.join("p.py"), folder.join("p.bsr"));
    let text = "import os\nenv = os.environ\nprint(env['FRUIT'], 'NONE' in env, os.getenv('FRUIT'))\n";
    std::fs::write(&program, text).expect("a program");
    let path = |path: &std::path::Path| path.display().to_string();
    let told = bindscope(&["record", &path(&program), "-o", &path(&recording)]);
    assert_eq!(told, "fig False fig\n");
    let opened = bindscope::open(&recording).expect("a recording");
    let kept: Vec<u8> = opened.timeline.answers().flat_map(|(_, bytes)| bytes).collect();
    let kept = String::from_utf8_lossy(&kept).into_owned() + &format!("{:?}", opened.timeline.end().globals());
    assert!(kept.contains("FRUIT") && kept.contains("fig"), "{kept}");
    let words: Vec<String> = opened.timeline.end().objects().map(|object| format!("{:?}", object.content)).collect();
    for all in [&kept, &words.join(" ")] {
        assert!(!all.contains("hunter2") && !all.contains("SECRET_OF_MINE"));
    }
    let again = Command::new(env!("CARGO_BIN_EXE_bindscope")).args(["replay", &path(&recording)]).output();
    assert_eq!(again.expect("bindscope starts").stdout, told.as_bytes());
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
