//! The pages of `docs/questions/` show what the commands answer.

use std::process::Command;

use xtask::tree;

#[test]
fn pages_of_the_questions_show_real_answers() {
    let folder = tree::root().join("docs/questions");
    let mut asked = 0;
    for page in std::fs::read_dir(&folder).expect("docs/questions is there").flatten() {
        let text = std::fs::read_to_string(page.path()).expect("a page is text");
        for block in text.split("```console\n").skip(1) {
            let block = block.split("```").next().unwrap_or_default();
            let (command, shown) = block.split_once('\n').expect("a command and its answer");
            assert_eq!(answer(command), shown.trim_end(), "{command} in {}", page.path().display());
            asked += 1;
        }
    }
    assert!(asked >= 10, "only {asked} commands were found");
}

/// What a command writes, its complaints behind it.
fn answer(command: &str) -> String {
    let words = command.strip_prefix("$ bindscope ").expect("a command begins with `$ bindscope`");
    let line = format!("{} {words} 2>&1", env!("CARGO_BIN_EXE_bindscope"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(tree::root()).output().expect("sh starts");
    String::from_utf8_lossy(&output.stdout).trim_end().to_string()
}
