//! What is written comes back, and damage ends the reading.

use crate::{Change, ClassId, CodeId, Content, Event, Form, FrameOf, Leaving, Mutation, Name, ObjectId, Op, Reader};
use crate::{Class, Kind, Label, Other, Tape, Text, Word};
use std::rc::Rc;

const LIST: u64 = 0x7f00_1230;
const OTHER: u64 = 0x7f00_5550;

fn small(n: i64) -> u64 {
    (n << 2) as u64 | 3
}

/// A tape in the frame of a module whose code begins at line 1.
fn begun() -> Tape {
    let mut tape = Tape::new();
    let code = Rc::new(bytecode::Code { first_line: 1, ..bytecode::Code::default() });
    let code = tape.add_code(&code, 0);
    let second = bytecode::Code { first_line: 1, positional: 1, ..bytecode::Code::default() };
    tape.add_code(&Rc::new(second), 0);
    tape.add_class(Class { name: "list".into(), fields: vec![], is_enum: false, is_frozen: false });
    tape.call(code, 1);
    tape
}

fn born(object: ObjectId, items: Vec<Word>) -> Event {
    Event::Birth { object, class: ClassId(0), content: Content::List(items), attributes: vec![] }
}

fn events(tape: &Tape) -> Vec<Event> {
    Reader::new(&tape.bytes(), tape.tables()).skip(1).collect()
}

fn list(tape: &mut Tape, word: u64, items: &[u64]) {
    tape.adopt(word);
    tape.birth(ClassId(0));
    tape.content(Form::List, items.len());
    items.iter().for_each(|&item| tape.word(item));
    tape.attributes(0);
}

#[test]
fn what_follows_comes_back_as_its_instruction() {
    let mut code = bytecode::Code { first_line: 1, first_temporary: 2, ..bytecode::Code::default() };
    code.local_names = vec!["a".into(), "b".into()];
    let emit = |op, a, b, c| bytecode::Instruction::new(op, 0, a, b, c);
    code.instructions = vec![
        emit(bytecode::Op::LoadInt, 0, 1, 0),
        emit(bytecode::Op::Neg, 1, 0, 0),
        emit(bytecode::Op::Mul, 3, 0, 1),
        emit(bytecode::Op::Add, 1, 3, 0),
        // What is added is not known.
        emit(bytecode::Op::Add, 1, 2, 0),
        emit(bytecode::Op::Return, 1, 0, 0),
    ];
    code.number_following();
    let mut tape = begun();
    let code = tape.add_code(&Rc::new(code), 0);
    tape.call(code, 1);
    tape.line(2, false);
    assert!(tape.follow_quickly(1) && tape.follow_quickly(2));
    tape.lose_track();
    assert!(!tape.follow_quickly(2));
    assert!(tape.line_quickly(3) && tape.follow_quickly(2));
    let follows = |at| Event::Follow { at };
    let (second, third) = (Event::Line { line: 2 }, Event::Line { line: 3 });
    assert_eq!(events(&tape)[1..], [second, follows(0), follows(3), third, follows(3)]);
}

#[test]
fn steps_come_back_with_their_lines() {
    let mut tape = begun();
    list(&mut tape, LIST, &[]);
    assert!(tape.line(1, false));
    assert!(!tape.line(1, false));
    assert!(tape.line(1, true));
    tape.call(CodeId(1), 7);
    tape.word(small(-3));
    tape.line(8, false);
    tape.leave(Leaving::Yield, 8, small(5));
    tape.line(2, false);
    tape.resume(CodeId(0), 8, LIST);
    tape.line(10, false);
    tape.exception(10, 12);
    tape.leave(Leaving::Unwind, 10, 12);
    tape.leave(Leaving::Return, 2, small(1 << 60));
    assert_eq!(tape.steps(), 12);
    let arguments = vec![Word::int(-3)];
    assert_eq!(
        events(&tape),
        [
            born(ObjectId(1), vec![]),
            Event::Line { line: 1 },
            Event::Line { line: 1 },
            Event::Call { code: CodeId(1), line: 7, resumed: false, arguments },
            Event::Line { line: 8 },
            Event::Leave { how: Leaving::Yield, line: 8, value: Word::int(5) },
            Event::Line { line: 2 },
            Event::Call { code: CodeId(0), line: 8, resumed: true, arguments: vec![] },
            Event::Generator { object: ObjectId(1) },
            Event::Line { line: 10 },
            Event::Exception { line: 10, value: Word::NONE },
            Event::Leave { how: Leaving::Unwind, line: 10, value: Word::UNBOUND },
            Event::Leave { how: Leaving::Return, line: 2, value: Word::int(1 << 60) },
        ]
    );
}

#[test]
fn names_and_identities_come_back() {
    let mut tape = begun();
    list(&mut tape, LIST, &[small(1), LIST]);
    tape.bind(Name::Global(3), LIST);
    tape.bind(Name::Local(0), LIST);
    tape.bind(Name::Local(300), small(5));
    let float = 2.5f64.to_bits().rotate_left(3);
    tape.bind(Name::Global(1), float);
    tape.bind(Name::Local(1), 0x4001_0203_0405_0602);
    tape.unbind(Name::Local(300));
    tape.death(LIST);
    // Another object in the same place is another object.
    list(&mut tape, LIST, &[]);
    tape.bind(Name::Global(3), LIST);
    let (first, second) = (ObjectId(1), ObjectId(2));
    assert_eq!(
        events(&tape),
        [
            born(first, vec![Word::int(1), Word::of_object(first)]),
            Event::Bind { name: Name::Global(3), value: Word::of_object(first) },
            Event::Bind { name: Name::Local(0), value: Word::of_object(first) },
            Event::Bind { name: Name::Local(300), value: Word::int(5) },
            Event::Bind { name: Name::Global(1), value: Word::immediate(float) },
            Event::Bind { name: Name::Local(1), value: Word::immediate(0x4001_0203_0405_0602) },
            Event::Unbind { name: Name::Local(300) },
            Event::Death { object: first },
            born(second, vec![]),
            Event::Bind { name: Name::Global(3), value: Word::of_object(second) },
        ]
    );
}

#[test]
fn mutations_come_back_with_their_instructions() {
    let mut tape = begun();
    list(&mut tape, LIST, &[]);
    let name = tape.name_text("colour");
    tape.change(Op::Push, LIST, 7);
    tape.word(LIST);
    tape.change(Op::SetAttribute, LIST, 3);
    tape.attribute(name, small(4));
    tape.change(Op::Anew, LIST, 3);
    tape.anew(Mutation::Advance, ClassId(0));
    let other = Other {
        kind: Kind::Iterator,
        mutable: true,
        paused: true,
        text: "used up".into(),
        parts: vec![(Label::Text(name), Word::NONE), (Label::Index(1), Word::int(9))],
    };
    tape.content_other(Kind::Iterator, true, true, &Text::Own("used up".into()), 2);
    tape.part(0, Label::Text(name), 12);
    tape.part(1, Label::Index(1), small(9));
    tape.attributes(0);
    tape.copy(LIST, LIST, true, 9);
    let object = ObjectId(1);
    let anew = Change::Anew {
        what: Mutation::Advance,
        class: ClassId(0),
        content: Content::Other(Box::new(other)),
        attributes: vec![],
    };
    assert_eq!(
        events(&tape)[1..],
        [
            Event::Change { object, at: 7, change: Change::Push(Word::of_object(object)) },
            Event::Change { object, at: 3, change: Change::SetAttribute(name, Word::int(4)) },
            Event::Change { object, at: 3, change: anew },
            Event::Copy { source: object, result: object, deep: true, at: 9 },
        ]
    );
}

#[test]
fn reading_goes_on_from_any_event() {
    let mut tape = begun();
    list(&mut tape, LIST, &[]);
    list(&mut tape, OTHER, &[LIST]);
    tape.frame_of(FrameOf::Namespace, OTHER);
    tape.change(Op::Push, LIST, 7);
    tape.word(OTHER);
    tape.line(9, false);
    let bytes = tape.bytes();
    let mut reader = Reader::new(&bytes, tape.tables());
    let all: Vec<Event> = Reader::new(&bytes, tape.tables()).collect();
    for place in 0..all.len() {
        let rest = Reader::from(&bytes, tape.tables(), reader.position());
        assert_eq!(rest.collect::<Vec<_>>(), all[place..]);
        reader.next();
    }
}

#[test]
fn damaged_bytes_end_the_reading() {
    let mut tape = begun();
    list(&mut tape, LIST, &[small(1), small(2), small(3)]);
    tape.change(Op::Push, LIST, 7);
    tape.word(small(4));
    let bytes = tape.bytes();
    for cut in 0..bytes.len() {
        assert!(Reader::new(&bytes[..cut], tape.tables()).count() <= 3);
    }
    for place in 0..bytes.len() {
        for value in [0, 1, 22, 40, 127, 128, 255] {
            let mut bytes = bytes.clone();
            bytes[place] = value;
            assert!(Reader::new(&bytes, tape.tables()).count() <= bytes.len());
        }
    }
}
