//! What is drawn, before anything has a place: a block for each frame and object, with its cells and their texts.
//!
//! Knows neither pixels nor characters: the picture and the terminal both measure and draw these blocks.

use std::collections::HashMap;

use crate::alias::Aliases;
use crate::chain::{self, Chains};
use crate::moment::{Datum, Kind, Label, Moment, Object};
use crate::nest;
use crate::text::{cut_end, cut_middle, grouped, width};

/// The characters of a plain value that are shown.
pub const LONGEST: usize = 24;
/// Parts of a list that lies flat, and rows of one that stands, before it is cut.
const FLAT: usize = 16;
const ROWS: usize = 12;
/// Characters that a list lying flat takes, before it is cut.
const FLAT_WIDTH: usize = 96;
/// What is left of a long container: the first, a count, the last.
pub const FIRST: usize = 3;
pub const LAST: usize = 2;
/// Blocks of objects in one picture.
const BLOCKS: usize = 500;

/// Everything to be drawn.
pub struct Plan {
    pub title: String,
    pub notes: Vec<String>,
    /// Frames first, then objects in the order of their numbers.
    pub blocks: Vec<Block>,
    pub frames: usize,
}

/// One box, or what stands for many.
#[derive(Clone, Debug)]
pub struct Block {
    /// The same in every picture of the same run: `frame 0`, `object 7`.
    pub key: String,
    /// What kind of thing it is, in words; empty for frames.
    pub type_name: String,
    /// The paths that reach it.
    pub known_as: String,
    pub body: Body,
    pub outline: Outline,
    /// Its place among the shared objects.
    pub shared: Option<usize>,
    /// The frame that runs.
    pub active: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outline {
    Frame,
    /// Square and thick.
    Mutable,
    /// Round.
    Immutable,
    /// Dashed: a generator's frame, or what stands for things that are left out.
    Dashed,
}

#[derive(Clone, Debug)]
pub enum Body {
    /// Cells side by side, their indexes beneath. None: a gap.
    Flat(Vec<(Option<String>, Cell)>),
    /// A label and a value in each row, under a head if there is one.
    Table { head: Option<String>, rows: Vec<Row>, labels: LabelStyle },
    /// Rows of cells, one list each; the row's index, None for a gap.
    Grid(Vec<(Option<usize>, Vec<String>)>),
    /// Members without an order.
    Bag(Vec<Cell>),
    /// One text that says it all.
    Text(String),
    /// Nothing is in it: what is said of that.
    Empty(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LabelStyle {
    Index,
    Key,
    Name,
    /// Names of a frame: values stand at the right.
    Frame,
    /// What a function or the like refers to.
    Role,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub label: String,
    pub value: Cell,
}

#[derive(Clone, Debug)]
pub enum Cell {
    Text(String),
    /// How many are left out here.
    Gap(String),
    /// An arrow leaves here, to the block with this number.
    Dot(usize),
    /// What it refers to is not drawn, and this says where it is or how many there are.
    Away(String),
    /// A box that nothing else refers to.
    Nested(Box<Block>),
}

impl Plan {
    pub fn of(moment: &Moment) -> Plan {
        Plan::with(moment, Aliases::of(moment))
    }

    /// The same, with letters that are given already.
    pub fn with(moment: &Moment, aliases: Aliases) -> Plan {
        Planner::new(moment, aliases).plan()
    }
}

struct Planner<'a> {
    moment: &'a Moment,
    aliases: Aliases,
    chains: Chains,
    /// The block of each object that has one.
    places: HashMap<u32, usize>,
    /// The block that stands for the hidden middle of each chain.
    stubs: Vec<usize>,
}

impl<'a> Planner<'a> {
    fn new(moment: &'a Moment, aliases: Aliases) -> Planner<'a> {
        let chains = chain::find(moment, &aliases);
        Planner { moment, aliases, chains, places: HashMap::new(), stubs: Vec::new() }
    }

    fn plan(mut self) -> Plan {
        let frames = self.moment.frames.len();
        let (drawn, left_out) = self.choose();
        for (place, id) in drawn.iter().enumerate() {
            self.places.insert(*id, frames + place);
        }
        self.stubs = (0..self.chains.hidden.len()).map(|n| frames + drawn.len() + n).collect();
        let mut blocks: Vec<Block> = (0..frames).map(|place| self.frame(place)).collect();
        blocks.extend(drawn.iter().filter_map(|id| self.moment.object(*id)).map(|object| self.block(object)));
        for number in 0..self.chains.hidden.len() {
            blocks.push(self.stub(number));
        }
        let mut notes = self.moment.notes.clone();
        if left_out > 0 {
            notes.push(format!("{} more objects are not drawn", grouped(left_out)));
        }
        Plan { title: self.moment.title.clone(), notes, blocks, frames }
    }

    /// The objects that get a block, in the order of their numbers, and how many are left out.
    fn choose(&self) -> (Vec<u32>, usize) {
        let mut seen = vec![false; self.moment.objects.len()];
        let mut order: Vec<u32> = Vec::new();
        let mut meet = |value: &Datum, order: &mut Vec<u32>| {
            if let Some(id) = value.reference()
                && let Some(seen) = seen.get_mut(id as usize - 1)
                && !std::mem::replace(seen, true)
            {
                order.push(id);
            }
        };
        for frame in &self.moment.frames {
            frame.bindings.iter().for_each(|b| meet(&b.shown(), &mut order));
            frame.returned.iter().for_each(|value| meet(value, &mut order));
        }
        let mut at = 0;
        let mut left_out = self.moment.left_out;
        while at < order.len() {
            if order.len() > BLOCKS {
                left_out += self.moment.objects.len() - self.chains.hidden_count() - BLOCKS;
                order.truncate(BLOCKS);
                break;
            }
            let id = order[at];
            at += 1;
            if self.chains.is_hidden(id) {
                // What the chain's last links refer to is drawn, as if it followed.
                order.remove(at - 1);
                at -= 1;
                let end = self.chains.after(id);
                end.iter().for_each(|id| meet(&Datum::Ref(*id), &mut order));
                continue;
            }
            let Some(object) = self.moment.object(id) else { continue };
            for (_, value) in self.visible(object) {
                if value.reference().is_none_or(|id| !self.is_nested(object, id)) {
                    meet(value, &mut order);
                }
            }
        }
        order.sort_unstable();
        (order, left_out)
    }

    fn is_nested(&self, holder: &Object, id: u32) -> bool {
        nest::fits(self.moment, &self.aliases, holder, id)
    }

    /// The parts that are shown of a long container.
    fn visible<'o>(&self, object: &'o Object) -> impl Iterator<Item = &'o (Label, Datum)> {
        let (head, _, tail) = self.cut(object);
        object.parts[..head].iter().chain(&object.parts[object.parts.len() - tail..])
    }

    /// How many parts are shown before the gap, hidden in it, and shown after it.
    fn cut(&self, object: &Object) -> (usize, usize, usize) {
        let total = object.length();
        if let Some(opened) = self.moment.opened.get(&object.id) {
            let first = object.gap.map_or(object.parts.len(), |(at, _)| at);
            let (before, after) = ((*opened).min(first), LAST.min(object.parts.len() - first.min(*opened)));
            let hidden = total - before - after;
            return if hidden <= 1 && object.gap.is_none() {
                (object.parts.len(), 0, 0)
            } else {
                (before, hidden, after)
            };
        }
        let most = if nest::lies_flat(object) { FLAT } else { ROWS };
        let wide = || nest::flat_width(object) > FLAT_WIDTH && nest::lies_flat(object);
        if total <= FIRST + LAST + 1 || (total <= most && object.gap.is_none() && !wide()) {
            return (object.parts.len(), 0, 0);
        }
        let (before, after) = match object.gap {
            Some((at, _)) => (at.min(FIRST), (object.parts.len() - at).min(LAST)),
            None => (FIRST, LAST),
        };
        (before, total - before - after, after)
    }

    // ---- blocks -----------------------------------------------------------------------------

    fn frame(&self, place: usize) -> Block {
        let frame = &self.moment.frames[place];
        let rows = frame.bindings.iter().filter(|b| b.shown() != Datum::Unbound);
        let rows = rows.map(|b| Row { label: cut_end(&b.name, LONGEST), value: self.cell(&b.shown()) });
        let returned = frame.returned.iter();
        let returned = returned.map(|value| Row { label: "returns".to_string(), value: self.cell(value) });
        let rows = rows.chain(returned).collect();
        let mut head = if frame.signature.is_empty() { frame.name.clone() } else { frame.signature.clone() };
        head = cut_end(&head, 32);
        Block {
            key: format!("frame {place}"),
            type_name: String::new(),
            known_as: frame.line.map_or(String::new(), |line| format!("line {line}")),
            body: Body::Table { head: Some(head), rows, labels: LabelStyle::Frame },
            outline: Outline::Frame,
            shared: None,
            active: frame.active,
        }
    }

    fn stub(&self, number: usize) -> Block {
        let hidden = &self.chains.hidden[number];
        let value = self.places.get(&hidden.next).map_or(Cell::Away("…".to_string()), |place| Cell::Dot(*place));
        let rows = vec![Row { label: format!("… {} more …", grouped(hidden.count)), value }];
        Block {
            key: format!("chain {}", hidden.first),
            type_name: hidden.type_name.clone(),
            known_as: String::new(),
            body: Body::Table { head: None, rows, labels: LabelStyle::Role },
            outline: Outline::Dashed,
            shared: None,
            active: false,
        }
    }

    fn block(&self, object: &Object) -> Block {
        let known_as = self.aliases.known_as(object.id);
        let mut block = self.bare(object, nest::DEPTH);
        let count = object.length();
        let counted = matches!(object.kind, Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::FrozenSet);
        if counted && self.cut(object).1 > 0 {
            block.type_name = format!("{} of {}", block.type_name, grouped(count));
        }
        // A function, a class or a module says its own name already.
        let names_itself = matches!(object.kind, Kind::Function | Kind::Class | Kind::Module)
            && (object.text == known_as || object.text.strip_prefix(&known_as).is_some_and(|r| r.starts_with('(')));
        if !names_itself {
            block.known_as = known_as;
        }
        block
    }

    /// A block without what is known of its place.
    fn bare(&self, object: &Object, depth: usize) -> Block {
        let outline = match object {
            o if o.paused => Outline::Dashed,
            o if o.mutable => Outline::Mutable,
            _ => Outline::Immutable,
        };
        Block {
            key: format!("object {}", object.id),
            type_name: cut_end(&type_name(object), 32),
            known_as: String::new(),
            body: self.body(object, depth),
            outline,
            shared: self.aliases.shared(object.id),
            active: false,
        }
    }

    fn body(&self, object: &Object, depth: usize) -> Body {
        let text = || Body::Text(cut_middle(&object.text, 40));
        match object.kind {
            Kind::Plain => text(),
            Kind::Function | Kind::Method if object.parts.is_empty() => text(),
            Kind::Module if object.parts.is_empty() => text(),
            Kind::Class if object.parts.is_empty() => text(),
            Kind::Function | Kind::Method | Kind::Class | Kind::Module | Kind::Generator => {
                let labels = match object.kind {
                    Kind::Class | Kind::Module | Kind::Generator => LabelStyle::Name,
                    _ => LabelStyle::Role,
                };
                self.table(object, Some(cut_middle(&object.text, 40)), labels, depth)
            }
            Kind::Set | Kind::FrozenSet if !object.parts.is_empty() && nest::lies_flat(object) => {
                Body::Bag(self.flat_cells(object, depth).into_iter().map(|(_, cell)| cell).collect())
            }
            _ if object.parts.is_empty() => Body::Empty(match object.kind {
                Kind::Instance | Kind::Exception => "no attributes".to_string(),
                Kind::Iterator if object.text != object.type_name => object.text.clone(),
                Kind::Iterator | Kind::Other => String::new(),
                _ => "empty".to_string(),
            }),
            Kind::List | Kind::Tuple => match self.grid(object) {
                Some(rows) => Body::Grid(rows),
                // What was opened stands, so that it does not get ever wider.
                None if nest::lies_flat(object) && !self.moment.opened.contains_key(&object.id) => {
                    Body::Flat(self.flat_cells(object, depth))
                }
                // The fields of a named tuple.
                None if matches!(object.parts[0].0, Label::Attribute(_)) => {
                    self.table(object, None, LabelStyle::Name, depth)
                }
                None => self.table(object, None, LabelStyle::Index, depth),
            },
            Kind::Cell => {
                let cells = object.parts.iter().map(|part| (None, self.nested_cell(object, part, depth)));
                Body::Flat(cells.collect())
            }
            Kind::Dict => self.table(object, None, LabelStyle::Key, depth),
            Kind::Instance | Kind::Exception => self.table(object, None, LabelStyle::Name, depth),
            _ => self.table(object, None, LabelStyle::Role, depth),
        }
    }

    fn table(&self, object: &Object, head: Option<String>, labels: LabelStyle, depth: usize) -> Body {
        let (before, hidden, after) = self.cut(object);
        let row =
            |part: &(Label, Datum)| Row { label: self.label(&part.0), value: self.nested_cell(object, part, depth) };
        let mut rows: Vec<Row> = object.parts[..before].iter().map(row).collect();
        if hidden > 0 {
            rows.push(Row { label: "…".to_string(), value: Cell::Gap(format!("{} more", grouped(hidden))) });
        }
        rows.extend(object.parts[object.parts.len() - after..].iter().map(row));
        Body::Table { head, rows, labels }
    }

    fn flat_cells(&self, object: &Object, depth: usize) -> Vec<(Option<String>, Cell)> {
        let (before, hidden, after) = self.cut(object);
        let cell = |part: &(Label, Datum)| {
            let index = if let Label::Index(n) = &part.0 { n.to_string() } else { String::new() };
            (Some(index), self.nested_cell(object, part, depth))
        };
        let mut cells: Vec<_> = object.parts[..before].iter().map(cell).collect();
        if hidden > 0 {
            cells.push((None, Cell::Gap(format!("… {} …", grouped(hidden)))));
        }
        cells.extend(object.parts[object.parts.len() - after..].iter().map(cell));
        cells
    }

    /// The rows of a list of equal-length lists of plain values that nothing else reaches.
    fn grid(&self, object: &Object) -> Option<Vec<(Option<usize>, Vec<String>)>> {
        if !nest::is_grid(self.moment, &self.aliases, object) {
            return None;
        }
        let (before, hidden, after) = self.cut(object);
        let row = |place: usize| {
            let (label, value) = &object.parts[place];
            let index = if let Label::Index(n) = label { Some(*n) } else { None };
            let row = value.reference().and_then(|id| self.moment.object(id));
            (index, row.map_or(vec![], |row| self.grid_row(row)))
        };
        let mut rows: Vec<_> = (0..before).map(row).collect();
        if hidden > 0 {
            rows.push((None, vec![format!("… {} more …", grouped(hidden))]));
        }
        rows.extend((object.parts.len() - after..object.parts.len()).map(row));
        Some(rows)
    }

    fn grid_row(&self, row: &Object) -> Vec<String> {
        let cells = self.flat_cells(row, 0).into_iter().map(|(_, cell)| match cell {
            Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => text,
            Cell::Dot(_) | Cell::Nested(_) => String::new(),
        });
        cells.collect()
    }

    // ---- cells ------------------------------------------------------------------------------

    fn nested_cell(&self, holder: &Object, (label, value): &(Label, Datum), depth: usize) -> Cell {
        if depth > 0
            && let Some(id) = value.reference()
            && let Some(object) = self.moment.object(id)
            && self.is_nested(holder, id)
        {
            if let Some(text) = nest::in_words(self.moment, object) {
                // Under its own name a method need not say it again.
                return Cell::Text(cut_middle(&under_name(text, label), nest::WORDS));
            }
            let mut block = self.bare(object, depth - 1);
            // Inside a cell there is no room for indexes.
            if let Body::Flat(cells) = &mut block.body {
                cells.iter_mut().for_each(|(index, _)| *index = None);
            }
            return Cell::Nested(Box::new(block));
        }
        self.cell(value)
    }

    fn cell(&self, value: &Datum) -> Cell {
        match value {
            Datum::Plain { text, .. } => Cell::Text(cut_middle(text, LONGEST)),
            Datum::Unbound => Cell::Away("no value".to_string()),
            Datum::Ref(id) => match self.places.get(id) {
                Some(place) => Cell::Dot(*place),
                None => match self.chains.stub_for(*id) {
                    Some(number) => Cell::Dot(self.stubs[number]),
                    None => Cell::Away("…".to_string()),
                },
            },
        }
    }

    fn label(&self, label: &Label) -> String {
        let shown = match label {
            Label::Member => String::new(),
            Label::Index(index) => index.to_string(),
            Label::Attribute(name) | Label::Local(name) | Label::Text(name) => name.clone(),
            Label::Default(name) => format!("default {name}"),
            Label::Closure(name) => format!("closure {name}"),
            Label::Key(Datum::Plain { text, .. }) => cut_middle(text, LONGEST),
            Label::Key(Datum::Unbound) => String::new(),
            Label::Key(Datum::Ref(id)) => match self.moment.object(*id) {
                Some(key) => nest::key_text(self.moment, &self.aliases, key),
                None => "…".to_string(),
            },
        };
        if width(&shown) > LONGEST + 8 { cut_end(&shown, LONGEST + 8) } else { shown }
    }
}

/// What a function's words are under its own name: `(self)`, `property (self)`.
fn under_name(text: String, label: &Label) -> String {
    let Label::Attribute(name) = label else { return text };
    let (kind, function) = match text.split_once(' ').filter(|(kind, _)| !kind.contains('(')) {
        Some((kind, function)) => (format!("{kind} "), function),
        None => (String::new(), text.as_str()),
    };
    match function.strip_prefix(name.as_str()) {
        Some(parameters) if parameters.starts_with('(') => format!("{kind}{parameters}"),
        _ => text,
    }
}

fn type_name(object: &Object) -> String {
    match object.kind {
        Kind::Class if object.type_name == "type" => "class".to_string(),
        Kind::Class => format!("class, {}", object.type_name),
        Kind::Function if object.type_name == "builtin_function_or_method" => "built-in function".to_string(),
        _ => object.type_name.clone(),
    }
}
