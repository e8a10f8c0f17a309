//! The moments of one run, drawn so that what stays from one to the next stays where it is.
//!
//! Two things are remembered. An [`Outlook`] looks at many moments before any of them is drawn: how far right each thing
//! will stand, and how wide the columns become. A [`Standing`] is where things stood at one moment, for its neighbours.

use std::collections::HashMap;

use crate::alias::Aliases;
use crate::arrange::{self, Arrangement, Known, Node, Port, Stood};
use crate::moment::Moment;
use crate::plan::{Outline, Plan};
use crate::scene::build::{self, Least, SPACING};
use crate::scene::{Length, Scene, SlotValue};

/// What a key of one moment (`object 7`) is called in the whole run.
pub type Names<'a> = &'a dyn Fn(&str) -> String;

/// What the frames and objects of one moment are called in the whole run, in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    pub frames: Vec<String>,
    pub objects: Vec<String>,
}

impl Lasting {
    /// `object 7` of the moment → what that is in the whole run.
    pub fn named(&self, key: &str) -> String {
        let (kind, rest) = key.split_once(' ').unwrap_or((key, ""));
        let name = |names: &[String], place: usize| names.get(place).cloned().unwrap_or_else(|| key.to_string());
        match (kind, rest.parse::<usize>()) {
            ("frame", Ok(place)) => name(&self.frames, place),
            ("object", Ok(number)) => name(&self.objects, number.wrapping_sub(1)),
            ("chain", Ok(number)) => format!("chain of {}", name(&self.objects, number.wrapping_sub(1))),
            ("arrow", _) => match rest.rsplit_once(' ') {
                Some((from, number)) => format!("arrow {} {number}", self.named(from)),
                None => key.to_string(),
            },
            _ => key.to_string(),
        }
    }
}

/// The scenes of moments that follow each other: what stays stays where it is, and has one key in all of them.
pub fn in_turn(moments: &[Moment], lasting: &[Lasting]) -> Vec<Scene> {
    let mut lookout = Lookout::default();
    for (moment, lasting) in moments.iter().zip(lasting) {
        lookout.add(moment, &|key| lasting.named(key));
    }
    let outlook = lookout.outlook();
    let mut near = None;
    let mut scenes = Vec::with_capacity(moments.len());
    for (moment, lasting) in moments.iter().zip(lasting) {
        let (mut scene, standing) = Scene::beside(moment, &|key| lasting.named(key), &outlook, near.as_ref());
        for group in &mut scene.groups {
            group.key = lasting.named(&group.key);
            for slot in &mut group.slots {
                slot.owner = lasting.named(&slot.owner);
                if let SlotValue::Object(key) = &mut slot.value {
                    *key = lasting.named(key);
                }
            }
        }
        scenes.push(scene);
        near = Some(standing);
    }
    scenes
}

/// More than this, and a box that grows in one step would push those beneath it too far.
const ROW: i32 = 30;

/// Where everything stood at a moment, by its key in the whole run.
#[derive(Clone, Default)]
pub struct Standing {
    places: HashMap<String, (usize, i32)>,
    letters: HashMap<String, usize>,
    rooms: HashMap<String, i32>,
    lefts: Vec<i32>,
    least: Least,
    width: Length,
}

impl Scene {
    /// The scene of a moment beside another that is drawn already, if there is one.
    pub fn beside(moment: &Moment, names: Names, outlook: &Outlook, near: Option<&Standing>) -> (Scene, Standing) {
        let mut aliases = Aliases::of(moment);
        if let Some(near) = near {
            aliases.keep_letters(|id| near.letters.get(&names(&format!("object {id}"))).copied());
        }
        let plan = Plan::with(moment, aliases);
        let keys: Vec<String> = plan.blocks.iter().map(|block| names(&block.key)).collect();
        let stood = keys.iter().map(|key| {
            let place = near.and_then(|near| near.places.get(key));
            Stood {
                column: place.map(|(column, _)| *column).or_else(|| outlook.columns.get(key).copied()),
                top: place.map(|(_, top)| *top),
            }
        });
        let stood: Vec<Stood> = stood.collect();
        // What stands keeps the room that it had; only where columns must move does a new outlook move them, once.
        let kept = |key: &String| near.filter(|near| near.places.contains_key(key)).map(|near| near.rooms.get(key));
        let room = |key| kept(key).unwrap_or_else(|| outlook.rooms.get(key)).copied().unwrap_or(0);
        let rooms: Vec<i32> = keys.iter().map(room).collect();
        let draw = |lefts: &[i32], least: Least| {
            build::near(&plan, &Known { stood: stood.clone(), lefts: lefts.to_vec() }, least, &rooms)
        };
        let (mut scene, arrangement) = match near {
            None => draw(&outlook.lefts, outlook.least),
            Some(near) => {
                let mut lefts = near.lefts.clone();
                lefts.extend(outlook.lefts.iter().skip(lefts.len()));
                let drawn = draw(&lefts, near.least);
                let moved = drawn.1.columns.iter().zip(&near.lefts).any(|(column, left)| column.left > *left);
                if moved {
                    lefts.iter_mut().zip(&outlook.lefts).for_each(|(left, more)| *left = (*left).max(*more));
                    draw(&lefts, near.least.max(outlook.least))
                } else {
                    drawn
                }
            }
        };
        // The page keeps its width, so that what shows it in a narrow place keeps its scale.
        scene.width = scene.width.max(near.map_or(outlook.width, |near| near.width));
        let least = Least::of(&plan).max(near.map_or(outlook.least, |near| near.least));
        let rooms = keys.iter().cloned().zip(rooms).filter(|(_, room)| *room > 0).collect();
        let letters = plan.blocks.iter().zip(&keys).filter_map(|(block, key)| Some((key.clone(), block.shared?)));
        let letters = letters.collect();
        let standing = Standing { letters, least, rooms, width: scene.width, ..standing(&keys, &arrangement) };
        (scene, standing)
    }
}

fn standing(keys: &[String], arrangement: &Arrangement) -> Standing {
    let places = arrangement.layers.iter().zip(&arrangement.places).map(|(column, (_, top))| (*column, *top));
    Standing {
        places: keys.iter().cloned().zip(places).collect(),
        lefts: arrangement.columns.iter().map(|column| column.left).collect(),
        ..Standing::default()
    }
}

/// What many moments will need.
#[derive(Clone, Default)]
pub struct Outlook {
    /// The column of each thing, so that all arrows that there will be lead to the right.
    columns: HashMap<String, usize>,
    /// The room of what grows by leaps.
    rooms: HashMap<String, i32>,
    lefts: Vec<i32>,
    least: Least,
    width: Length,
}

/// Looks at moments, one after the other.
#[derive(Default)]
pub struct Lookout {
    numbers: HashMap<String, usize>,
    /// Everything that there is in any of the moments, with all its arrows.
    union: Vec<Node>,
    arrows: std::collections::HashSet<(usize, usize)>,
    /// For each: its height when last seen, the largest, and the longest leap.
    heights: Vec<(i32, i32, i32)>,
    moments: Vec<Widths>,
    least: Least,
    seen: usize,
}

/// What of one moment decides how wide columns are.
struct Widths {
    nodes: Vec<(usize, i32)>,
    arrows: Vec<(usize, usize)>,
}

impl Lookout {
    /// How many boxes were seen so far.
    pub fn seen(&self) -> usize {
        self.seen
    }

    pub fn add(&mut self, moment: &Moment, names: Names) {
        let plan = Plan::of(moment);
        let own = Least::of(&plan);
        self.least = self.least.max(own);
        let numbers: Vec<usize> =
            plan.blocks.iter().map(|block| self.number(names(&block.key), block.outline)).collect();
        let nodes = build::nodes(&plan, &build::painted(&plan, own.frame_width), own.frame_width);
        let mut widths = Widths { nodes: Vec::new(), arrows: Vec::new() };
        for (node, number) in nodes.iter().zip(&numbers) {
            let (last, most, leap) = &mut self.heights[*number];
            if *last > 0 {
                *leap = (*leap).max((node.height - *last).abs());
            }
            (*last, *most) = (node.height, (*most).max(node.height));
            widths.nodes.push((*number, node.width));
            for port in &node.ports {
                let arrow = (*number, numbers[port.target]);
                widths.arrows.push(arrow);
                if self.arrows.insert(arrow) {
                    self.union[arrow.0].ports.push(Port { x: 0, y: 0, target: arrow.1 });
                }
            }
        }
        self.seen += nodes.len();
        self.moments.push(widths);
    }

    fn number(&mut self, key: String, outline: Outline) -> usize {
        let next = self.numbers.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.union.push(Node { frame: outline == Outline::Frame, ..Node::default() });
            self.heights.push((0, 0, 0));
        }
        number
    }

    pub fn outlook(&self) -> Outlook {
        let ranks = arrange::ranks(&self.union);
        let count = ranks.iter().max().map_or(1, |last| last + 1);
        let (mut widest, mut busiest) = (vec![0; count], vec![0usize; count]);
        for moment in &self.moments {
            moment.nodes.iter().for_each(|(number, width)| widest[ranks[*number]] = widest[ranks[*number]].max(*width));
            let mut traffic = vec![0usize; count];
            for (from, to) in &moment.arrows {
                let (from, to) = (ranks[*from], ranks[*to]);
                traffic[from..to.max(from)].iter_mut().for_each(|arrows| *arrows += 1);
            }
            busiest.iter_mut().zip(traffic).for_each(|(most, arrows)| *most = (*most).max(arrows));
        }
        let mut lefts = vec![0; count];
        widest[0] = widest[0].max(self.least.frame_width.ceil() as i32);
        for column in 1..count {
            lefts[column] = lefts[column - 1] + widest[column - 1] + SPACING.channel(busiest[column - 1]);
        }
        let leaps = |number: usize| Some(self.heights[number]).filter(|(_, _, leap)| *leap > ROW);
        Outlook {
            rooms: self.numbers.iter().filter_map(|(key, n)| Some((key.clone(), leaps(*n)?.1))).collect(),
            columns: self.numbers.iter().map(|(key, number)| (key.clone(), ranks[*number])).collect(),
            width: (lefts[count - 1] + widest[count - 1]) as Length + 2.0 * build::MARGIN,
            lefts,
            least: self.least,
        }
    }
}
