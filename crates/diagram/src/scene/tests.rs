//! Layouts of moments that no example has: random graphs, long chains, wide texts.

use crate::moment::{Binding, Datum, Frame, Kind, Label, Moment, Object};
use crate::{Scene, Theme};

/// The same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

fn plain(text: &str) -> Datum {
    Datum::Plain { type_name: "int", text: text.to_string() }
}

fn object(id: u32, kind: Kind, parts: Vec<(Label, Datum)>) -> Object {
    let type_name = match kind {
        Kind::List => "list",
        Kind::Tuple => "tuple",
        Kind::Dict => "dict",
        Kind::Set => "set",
        Kind::Function => "function",
        _ => "Node",
    };
    let mutable = !matches!(kind, Kind::Tuple | Kind::Function);
    let (type_name, text) = (type_name.to_string(), format!("f{id}(a, b)"));
    Object { id, type_name, kind, mutable, paused: false, text, parts, gap: None }
}

fn moment(names: Vec<(String, Datum)>, objects: Vec<Object>) -> Moment {
    let bindings = names.into_iter().map(|(name, value)| Binding { name, value, cell: None }).collect();
    let frame = Frame { name: "module".to_string(), active: true, bindings, ..Frame::default() };
    Moment { title: "a test".to_string(), frames: vec![frame], objects, ..Moment::default() }
}

/// Objects of all kinds that refer to each other at random, cycles included.
fn random_moment(seed: u64, count: usize) -> Moment {
    let mut random = Random(seed);
    let kinds = [Kind::List, Kind::Tuple, Kind::Dict, Kind::Instance, Kind::Set, Kind::Function];
    let mut objects = Vec::new();
    for id in 1..=count as u32 {
        let kind = kinds[random.below(kinds.len())];
        let parts = (0..random.below(5)).map(|place| {
            let label = match kind {
                Kind::List | Kind::Tuple => Label::Index(place),
                Kind::Dict => Label::Key(plain(&format!("'key {place}'"))),
                Kind::Set => Label::Member,
                Kind::Function => Label::Closure(format!("variable{place}")),
                _ => Label::Attribute(format!("attribute{place}")),
            };
            let refers = kind != Kind::Set && random.below(2) == 0;
            let text = "7".repeat(1 + random.below(30));
            (label, if refers { Datum::Ref(1 + random.below(count) as u32) } else { plain(&text) })
        });
        objects.push(object(id, kind, parts.collect()));
    }
    let mut names: Vec<_> =
        (0..count / 8 + 1).map(|n| (format!("name{n}"), Datum::Ref(1 + random.below(count) as u32))).collect();
    names.push(("number".to_string(), plain("42")));
    moment(names, objects)
}

#[test]
fn random_graphs_are_drawn_without_faults() {
    for seed in 0..60 {
        for count in [1, 3, 8, 20, 60] {
            let scene = Scene::of(&random_moment(seed, count));
            assert_eq!(scene.faults(), Vec::<String>::new(), "seed {seed}, {count} objects");
        }
    }
}

#[test]
fn terminals_of_any_width_keep_to_it() {
    for seed in 0..40 {
        let moment = random_moment(seed, 14);
        for width in [20, 40, 80, 120, 200] {
            let picture = crate::terminal::draw(&moment, width, false);
            let widest = picture.lines().map(crate::text::width).max().unwrap_or(0);
            assert!(widest <= width, "seed {seed}: {widest} columns of {width}\n{picture}");
        }
    }
}

#[test]
fn the_same_moment_is_drawn_the_same() {
    let draw = || Scene::of(&random_moment(7, 40)).to_svg(Theme::Dark);
    assert_eq!(draw(), draw());
    let in_characters = || crate::terminal::draw(&random_moment(7, 40), 100, true);
    assert_eq!(in_characters(), in_characters());
}

/// A chain of nodes, as a linked list makes it.
fn chain(length: u32) -> Moment {
    let nodes = (1..=length).map(|id| {
        let next = if id < length { Datum::Ref(id + 1) } else { plain("None") };
        object(id, Kind::Instance, vec![(Label::Attribute("next".to_string()), next)])
    });
    moment(vec![("head".to_string(), Datum::Ref(1))], nodes.collect())
}

#[test]
fn long_chains_are_cut_with_a_count() {
    let moment = chain(10_000);
    let svg = Scene::of(&moment).to_svg(Theme::Light);
    assert!(svg.contains("… 9 995 more …"), "{svg}");
    assert_eq!(svg.matches("data-key=\"object ").count(), 5);
    assert!(crate::terminal::draw(&moment, 80, false).contains("… 9 995 more …"));
}

#[test]
fn two_names_are_two_arrows_to_one_box() {
    let list = object(1, Kind::List, vec![(Label::Index(0), plain("7"))]);
    let names = ["a", "b"].map(|name| (name.to_string(), Datum::Ref(1)));
    let moment = moment(names.into(), vec![list]);
    let svg = Scene::of(&moment).to_svg(Theme::Light);
    assert_eq!(svg.matches("class=\"arrow\"").count(), 2);
    assert_eq!(svg.matches("class=\"object\"").count(), 1);
    let picture = crate::terminal::draw(&moment, 80, false);
    assert_eq!(picture.matches("A list  a  b").count(), 1, "{picture}");
    assert_eq!(picture.matches('●').count(), 2, "{picture}");
    assert_eq!(moment.to_json().matches("{\"ref\": 1}").count(), 2);
}

#[test]
fn texts_of_any_kind_are_well_formed() {
    let text = "'<&\">\u{1}漢字 e\u{301} \u{1f600}'";
    let moment = moment(vec![("a<b".to_string(), plain(text))], vec![]);
    let scene = Scene::of(&moment);
    let svg = scene.to_svg(Theme::Light);
    assert!(svg.contains("a&lt;b") && !svg.contains('\u{1}'), "{svg}");
    assert!(scene.to_png(Theme::Light).is_ok_and(|png| png.starts_with(b"\x89PNG")));
}

#[test]
fn many_objects_are_laid_out_in_no_time() {
    let moment = random_moment(3, 500);
    let scene = Scene::of(&moment);
    assert!(scene.groups.len() > 300);
    // The best of many: other work on the machine only adds to it.
    let measured = (0..20).map(|_| {
        let start = std::time::Instant::now();
        std::hint::black_box(Scene::of(&moment));
        start.elapsed()
    });
    let least = measured.min().unwrap_or_default();
    println!("500 objects: {least:?}");
    // About 2 ms optimised; a build for debugging takes much more.
    let limit = if cfg!(debug_assertions) { 1_000 } else { 5 };
    assert!(least.as_millis() < limit, "{least:?}");
}
