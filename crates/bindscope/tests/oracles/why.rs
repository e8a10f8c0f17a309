//! `why`, asked of each input in turn, against taint: the lines that a value came through, tracked while a straight-line
//! program is generated.

use std::collections::{BTreeMap, BTreeSet};

use bindscope::Timeline;
use bindscope::history::{Asked, Expression};

use crate::random::Random;
use crate::run::{on_stack, recorded};

const PROGRAMS: u64 = 40;
const STATEMENTS: usize = 22;
const PRELUDE: [&str; 8] = [
    "def add(a, b):",
    "    return a + b",
    "def put(bag, v):",
    "    bag.append(v)",
    "def first(bag):",
    "    return bag[0]",
    "def same(thing):",
    "    return thing",
];

type Lines = BTreeSet<usize>;

#[test]
fn why_comes_through_the_lines_that_taint_comes_through() {
    on_stack(|| {
        let mut asked = 0;
        for seed in 3001..=3000 + PROGRAMS {
            let mut program = Generator::new(seed);
            (0..STATEMENTS).for_each(|_| program.statement());
            let source = program.text.join("\n") + "\n";
            let timeline = recorded(&source);
            let end = timeline.asked_at(u64::MAX);
            for (expression, expected) in program.places() {
                let mut lines = Lines::new();
                follow(&timeline, &expression, &end, &mut lines, 0);
                assert_eq!(lines, expected, "seed {seed}, {expression}:\n{source}");
                asked += 1;
            }
        }
        assert!(asked > 500, "only {asked} questions");
        println!("why: {asked} questions of {PROGRAMS} programs");
    });
}

fn follow(timeline: &Timeline, text: &str, asked: &Asked, lines: &mut Lines, depth: usize) {
    assert!(depth < 60, "{text} goes on for ever");
    let expression = Expression::new(text).expect("an expression");
    let cause = timeline.cause_of(&expression, asked).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let Some(cause) = cause else { return };
    lines.extend(cause.line.map(|line| line as usize));
    for input in cause.inputs {
        follow(timeline, &input.text, &timeline.asked_at(input.step), lines, depth + 1);
    }
}

/// A program so far, and where each value came through.
struct Generator {
    random: Random,
    text: Vec<String>,
    numbers: BTreeMap<&'static str, Lines>,
    /// Names of lists: the list, and where the name's binding came through.
    lists: BTreeMap<&'static str, (usize, Lines)>,
    /// The items of each list.
    items: Vec<Vec<Lines>>,
    dict: BTreeMap<&'static str, Lines>,
    dict_name: Lines,
}

const NUMBERS: [&str; 4] = ["p", "q", "r", "s"];
const LISTS: [&str; 3] = ["xs", "ys", "zs"];
const KEYS: [&str; 2] = ["j", "k"];

impl Generator {
    fn new(seed: u64) -> Generator {
        let mut generator = Generator {
            random: Random::new(seed),
            text: PRELUDE.map(str::to_string).to_vec(),
            numbers: BTreeMap::new(),
            lists: BTreeMap::new(),
            items: Vec::new(),
            dict: BTreeMap::new(),
            dict_name: Lines::new(),
        };
        for name in NUMBERS {
            let line = generator.line(format!("{name} = {}", generator.text.len()));
            generator.numbers.insert(name, line);
        }
        for name in LISTS {
            generator.new_list(name);
        }
        let value = generator.number();
        let line = generator.line(format!("d = {{'j': {value}, 'k': {value}}}"));
        let lines = joined(&[&line, &generator.numbers[value]]);
        KEYS.iter().for_each(|key| drop(generator.dict.insert(key, lines.clone())));
        generator.dict_name = lines;
        generator
    }

    /// Adds a line; as the first thing that a value came through.
    fn line(&mut self, text: String) -> Lines {
        self.text.push(text);
        Lines::from([self.text.len()])
    }

    fn number(&mut self) -> &'static str {
        NUMBERS[self.random.below(NUMBERS.len())]
    }

    fn list(&mut self) -> &'static str {
        LISTS[self.random.below(LISTS.len())]
    }

    /// A list that is not empty, and a place in it.
    fn item(&mut self) -> Option<(&'static str, usize, usize)> {
        let name = self.list();
        let list = self.lists[name].0;
        let length = self.items[list].len();
        (length > 0).then(|| (name, list, self.random.below(length)))
    }

    fn new_list(&mut self, name: &'static str) {
        let (a, b) = (self.number(), self.number());
        let line = self.line(format!("{name} = [{a}, {b}]"));
        let (a, b) = (joined(&[&line, &self.numbers[a]]), joined(&[&line, &self.numbers[b]]));
        self.lists.insert(name, (self.items.len(), joined(&[&a, &b])));
        self.items.push(vec![a, b]);
    }

    fn statement(&mut self) {
        let (x, y, z) = (self.number(), self.number(), self.number());
        let (one, other) = (self.list(), self.list());
        let taint = |generator: &Generator, name: &str| generator.numbers[name].clone();
        match self.random.below(17) {
            0 => {
                let line = self.line(format!("{x} = 7"));
                self.numbers.insert(x, line);
            }
            1 => {
                let line = self.line(format!("{x} = {y} + {z}"));
                self.numbers.insert(x, joined(&[&line, &taint(self, y), &taint(self, z)]));
            }
            2 => {
                let line = self.line(format!("{x} = {y}"));
                self.numbers.insert(x, joined(&[&line, &taint(self, y)]));
            }
            3 => {
                let line = self.line(format!("{x} += {y}"));
                self.numbers.insert(x, joined(&[&line, &taint(self, x), &taint(self, y)]));
            }
            4 => self.new_list(one),
            5 => {
                let line = self.line(format!("{one} = {other}"));
                let (list, lines) = self.lists[other].clone();
                self.lists.insert(one, (list, joined(&[&line, &lines])));
            }
            6 => {
                let copy = *self.random.pick(&["[:]", ".copy()"]);
                let line = self.line(format!("{one} = {other}{copy}"));
                self.copy(one, other, line);
            }
            7 => {
                let line = self.line(format!("{one} = list({other})"));
                self.copy(one, other, line);
            }
            8 => {
                let line = self.line(format!("{one}.append({y})"));
                let lines = joined(&[&line, &taint(self, y)]);
                self.items[self.lists[one].0].push(lines);
            }
            9 => {
                let line = self.line(format!("{one}.insert(0, {y})"));
                let lines = joined(&[&line, &taint(self, y)]);
                self.items[self.lists[one].0].insert(0, lines);
            }
            10 => {
                let line = self.line(format!("{one} += [{y}]"));
                let (list, lines) = self.lists[one].clone();
                let item = joined(&[&line, &taint(self, y)]);
                self.items[list].push(item);
                self.lists.insert(one, (list, joined(&[&line, &lines, &taint(self, y)])));
            }
            11 => {
                let line = self.line(format!("{x} = add({y}, {z})"));
                self.numbers.insert(x, joined(&[&line, &taint(self, y), &taint(self, z)]));
            }
            12 => {
                let call = self.line(format!("put({one}, {y})"));
                let lines = joined(&[&call, &taint(self, y), &Lines::from([4])]);
                self.items[self.lists[one].0].push(lines);
            }
            13 => {
                let key = *self.random.pick(&KEYS);
                let line = self.line(format!("d[{key:?}] = {y}"));
                self.dict.insert(key, joined(&[&line, &taint(self, y)]));
            }
            14 => {
                let key = *self.random.pick(&KEYS);
                let line = self.line(format!("{x} = d[{key:?}]"));
                self.numbers.insert(x, joined(&[&line, &self.dict[key]]));
            }
            15 => {
                let line = self.line(format!("{one} = same({other})"));
                let (list, lines) = self.lists[other].clone();
                self.lists.insert(one, (list, joined(&[&line, &lines])));
            }
            _ => self.of_item(x, y),
        }
    }

    /// Statements that read, write or take out an item.
    fn of_item(&mut self, x: &'static str, y: &'static str) {
        let Some((name, list, place)) = self.item() else { return };
        let item = self.items[list][place].clone();
        match self.random.below(5) {
            0 => {
                let line = self.line(format!("{x} = {name}[{place}]"));
                self.numbers.insert(x, joined(&[&line, &item]));
            }
            1 => {
                let line = self.line(format!("{name}[{place}] = {y}"));
                self.items[list][place] = joined(&[&line, &self.numbers[y]]);
            }
            2 => {
                let line = self.line(format!("{name}[{place}] += {y}"));
                self.items[list][place] = joined(&[&line, &item, &self.numbers[y]]);
            }
            3 => {
                let line = self.line(format!("{x} = {name}.pop({place})"));
                self.items[list].remove(place);
                self.numbers.insert(x, joined(&[&line, &item]));
            }
            _ => {
                let line = self.line(format!("{x} = first({name})"));
                let lines = joined(&[&line, &self.lists[name].1, &self.items[list][0]]);
                self.numbers.insert(x, lines);
            }
        }
    }

    fn copy(&mut self, to: &'static str, from: &'static str, line: Lines) {
        let (list, lines) = self.lists[from].clone();
        let items = self.items[list].iter().map(|item| joined(&[&line, item])).collect();
        self.lists.insert(to, (self.items.len(), joined(&[&line, &lines])));
        self.items.push(items);
    }

    /// Every place, and the lines that its value came through.
    fn places(&self) -> Vec<(String, Lines)> {
        let numbers = self.numbers.iter().map(|(name, lines)| (name.to_string(), lines.clone()));
        let lists = self.lists.iter().map(|(name, (_, lines))| (name.to_string(), lines.clone()));
        let items = self.lists.iter().flat_map(|(name, (list, _))| {
            let items = self.items[*list].iter().enumerate();
            items.map(move |(place, lines)| (format!("{name}[{place}]"), lines.clone()))
        });
        let keys = self.dict.iter().map(|(key, lines)| (format!("d[{key:?}]"), lines.clone()));
        let all = numbers.chain(lists).chain(items).chain(keys);
        all.chain([("d".to_string(), self.dict_name.clone())]).collect()
    }
}

fn joined(all: &[&Lines]) -> Lines {
    all.iter().flat_map(|lines| lines.iter().copied()).collect()
}
