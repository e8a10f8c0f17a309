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

/// Each question about objects with hostile methods: what its answer says. The program itself runs `__hash__` once.
const HOSTILE: [(&str, &str); 16] = [
    ("who PROGRAM a", "a is an Angry that six places hold"),
    ("who PROGRAM l", "l[0].name: 'x' → 'y'"),
    ("who PROGRAM a.items", "through x.items"),
    ("who PROGRAM 'd[a]'", "d[a] is a list that one place holds"),
    ("who PROGRAM 'a[0]'", "would run code"),
    ("who PROGRAM a.prop", "would run code"),
    ("why PROGRAM a.name", "through d[\"k\"]"),
    ("why PROGRAM a.zzz", "would run code"),
    ("when PROGRAM \"a.name == 'y'\"", "True since line 22"),
    ("when PROGRAM 'len(a) > 1'", "would run code"),
    ("when PROGRAM 'a == b'", "would run code"),
    ("when PROGRAM 'a is b'", "True since line 18"),
    ("shares PROGRAM l c", "one Angry object in common"),
    ("facts PROGRAM c", "c is a new list, made from l by `l[:]`"),
    ("copies PROGRAM", "l[:]"),
    ("calls PROGRAM", "x: changed inside"),
];

#[test]
fn no_question_runs_code() {
    for (question, expected) in HOSTILE {
        let command = format!("$ bindscope {}", question.replace("PROGRAM", "crates/cli/tests/programs/hostile.py"));
        let answer = answer(&command);
        assert!(answer.contains(expected), "{question}: {answer}");
        assert_eq!(answer.matches("RAN").count(), 1, "{question}: {answer}");
    }
}
