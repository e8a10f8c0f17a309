//! A moment in the characters of a terminal: the same blocks and columns as in a picture, arrows drawn with box
//! characters. Where the terminal is too narrow, or arrows would tangle, a letter stands for an arrow.

mod block;
mod canvas;
mod channel;

use std::collections::{HashMap, HashSet};

use crate::arrange::{self, Item, Node, Port, Spacing, Stack};
use crate::moment::Moment;
use crate::plan::Plan;
use crate::text::letter;
use block::Letters;
use canvas::{Canvas, Ink};

/// Arrows side by side in one channel, and arrows that pass one column: more would tangle.
const TRACKS: usize = 6;
const LANES: usize = 2;
/// Columns that titles may take: fewer where that keeps things side by side.
const TITLES: [usize; 3] = [48, 32, 20];

const SPACING: Spacing =
    Spacing { blocks: 1, lane: 1, channel: 0, channel_arrow: 0, channel_most: 0, entries: 1, heads: 1 };

/// The diagram within `width` columns, in colour if wanted.
pub fn draw(moment: &Moment, width: usize, colour: bool) -> String {
    let plan = Plan::of(moment);
    let width = width.max(16);
    let mut out = heading(&plan, width, colour);
    for band in Bands::of(&plan, width).drawn {
        out.push_str(&band.written(colour));
        out.push('\n');
    }
    out
}

fn heading(plan: &Plan, width: usize, colour: bool) -> String {
    let mut out = String::new();
    for (place, line) in plan.title.lines().chain(plan.notes.iter().map(String::as_str)).enumerate() {
        let ink = if place == 0 { Ink::Strong } else { Ink::Muted };
        for line in crate::text::wrapped(line, width) {
            out.push_str(&canvas::painted(&line, ink, colour));
            out.push('\n');
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// What stands side by side; what does not fit beside it stands in a band below.
struct Bands<'a> {
    plan: &'a Plan,
    width: usize,
    letters: Letters,
    drawn: Vec<Canvas>,
}

impl<'a> Bands<'a> {
    fn of(plan: &'a Plan, width: usize) -> Bands<'a> {
        let mut bands = Bands { plan, width, letters: Letters::of(plan), drawn: Vec::new() };
        let mut waiting: Vec<usize> = (0..plan.blocks.len()).collect();
        // First everything is cut into bands, because a title shows the letter by which other bands know it.
        let mut cut = Vec::new();
        while !waiting.is_empty() {
            let (band, later) = bands.take(&waiting);
            cut.push(band);
            waiting = later;
        }
        for members in &cut {
            if let Some(layout) = bands.lay_out(members) {
                bands.drawn.push(bands.paint(&layout));
            }
        }
        bands
    }

    /// The blocks of the next band, and those that are left. Arrows that cannot be drawn get letters.
    fn take(&mut self, waiting: &[usize]) -> (Vec<usize>, Vec<usize>) {
        // Shorter titles, if that keeps everything side by side.
        let before = self.letters.clone();
        for room in TITLES {
            self.letters = before.with_titles(room);
            let found = self.fit(waiting);
            if found.1.is_empty() {
                return found;
            }
        }
        self.letters = before.with_titles(TITLES[1]);
        self.fit(waiting)
    }

    fn fit(&mut self, waiting: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let mut members = waiting.to_vec();
        for _ in 0..64 {
            let inside: HashSet<usize> = members.iter().copied().collect();
            self.letters.cut(self.plan, &members, |target| inside.contains(&target));
            let Some(layout) = self.lay_out(&members) else { break };
            let tangled = self.tangled(&layout);
            if !tangled.is_empty() {
                self.letters.replace(self.plan, &tangled);
                continue;
            }
            let Some(first_outside) = layout.first_column_beyond(self.width) else { break };
            // The first column stays, whatever its width: its texts are cut where it is drawn.
            let keep = first_outside.max(1);
            let stays = |member: usize| layout.stack.layers[member] < keep;
            let next: Vec<usize> = (0..members.len()).filter(|m| stays(*m)).map(|m| members[m]).collect();
            if next.len() == members.len() {
                break;
            }
            members = next;
        }
        let inside: HashSet<usize> = members.iter().copied().collect();
        (members, waiting.iter().copied().filter(|block| !inside.contains(block)).collect())
    }

    fn lay_out(&self, members: &[usize]) -> Option<Layout> {
        if members.is_empty() {
            return None;
        }
        let place_of: HashMap<usize, usize> =
            members.iter().enumerate().map(|(place, block)| (*block, place)).collect();
        let frame_width = members.iter().filter(|m| **m < self.plan.frames);
        let frame_width =
            frame_width.map(|m| block::measure(&self.plan.blocks[*m], &self.letters, *m, self.width).width);
        let frame_width = frame_width.max().unwrap_or(0);
        let nodes: Vec<Node> = members
            .iter()
            .map(|&number| {
                let block = &self.plan.blocks[number];
                let size = block::measure(block, &self.letters, number, self.width);
                let frame = number < self.plan.frames;
                let (width, body) = if frame { (frame_width, frame_width) } else { (size.width, size.body) };
                let ports = block::ports(block, &self.letters, number);
                let ports = ports.into_iter().filter_map(|(row, _, target)| {
                    let target = *place_of.get(&target)?;
                    Some(Port { x: body as i32 - 3, y: row as i32, target })
                });
                Node {
                    width: width as i32,
                    height: size.height as i32,
                    frame,
                    ports: ports.collect(),
                    entry: block::entry(block) as i32,
                    entries: (block::entry(block) as i32, block::entry(block) as i32),
                }
            })
            .collect();
        let stack = arrange::stack(&nodes, &SPACING);
        Some(Layout::new(members.to_vec(), nodes, stack))
    }

    /// Arrows that lead back, or that too many others accompany: by block and port.
    fn tangled(&self, layout: &Layout) -> Vec<(usize, usize)> {
        let mut tangled: Vec<usize> = Vec::new();
        for (number, edge) in layout.stack.edges.iter().enumerate() {
            if edge.back {
                tangled.push(number);
            }
        }
        if tangled.is_empty() {
            for column in &layout.stack.columns {
                let lanes =
                    column.iter().filter_map(|item| if let Item::Lane(edge) = item { Some(*edge) } else { None });
                tangled.extend(lanes.skip(LANES));
            }
        }
        if tangled.is_empty() {
            for channel in &layout.channels {
                tangled.extend(channel.tangled(TRACKS));
            }
        }
        tangled.sort_unstable();
        tangled.dedup();
        let arrow = |edge: usize| (layout.members[layout.stack.edges[edge].from], layout.stack.edges[edge].port);
        // Ports count from 0 among the dots that are still drawn.
        tangled.into_iter().map(arrow).collect()
    }

    fn paint(&self, layout: &Layout) -> Canvas {
        let mut canvas = Canvas::new(self.width);
        let left = layout.lefts();
        for (column, items) in layout.stack.columns.iter().enumerate() {
            for (item, y) in items.iter().zip(&layout.stack.heights[column]) {
                if let Item::Node(member) = item {
                    let number = layout.members[*member];
                    let width = layout.nodes[*member].width as usize;
                    let at = (left[column], *y as usize);
                    block::draw(&mut canvas, &self.plan.blocks[number], &self.letters, number, at, width);
                }
            }
        }
        self.arrows(&mut canvas, layout, &left);
        canvas
    }

    fn arrows(&self, canvas: &mut Canvas, layout: &Layout, left: &[usize]) {
        let ink = |edge: usize| {
            let target = layout.members[layout.stack.edges[edge].to];
            self.plan.blocks[target].shared.map_or(Ink::Line, Ink::Shared)
        };
        for (number, channel) in layout.channels.iter().enumerate() {
            let start = left[number] + layout.widths[number];
            let end = start + channel.width();
            // From each dot, or from the lane, to the channel.
            for (edge, row) in channel.sources() {
                let from = layout.stack.edges[edge].from;
                if layout.stack.layers[from] == number {
                    let port = layout.nodes[from].ports[layout.stack.edges[edge].port];
                    let border = left[number] + port.x as usize + 2;
                    canvas.leave(border - 1, border, row, ink(edge));
                    canvas.horizontal(border + 1, start, row, ink(edge));
                } else {
                    canvas.horizontal(left[number].saturating_sub(1), start, row, ink(edge));
                }
            }
            for net in &channel.nets {
                channel.draw(net, canvas, start, end, ink(net.edges[0]));
            }
        }
    }
}

/// One band before it is drawn. Members are blocks by their place in it.
struct Layout {
    members: Vec<usize>,
    nodes: Vec<Node>,
    stack: Stack,
    /// The width of each column, and the channel right of it.
    widths: Vec<usize>,
    channels: Vec<channel::Channel>,
}

impl Layout {
    fn new(members: Vec<usize>, nodes: Vec<Node>, stack: Stack) -> Layout {
        let width = |column: &Vec<Item>| {
            let widths = column.iter().map(|item| if let Item::Node(n) = item { nodes[*n].width as usize } else { 1 });
            widths.max().unwrap_or(0)
        };
        let widths = stack.columns.iter().map(width).collect();
        let channels = channel::channels(&nodes, &stack);
        Layout { members, nodes, stack, widths, channels }
    }

    fn lefts(&self) -> Vec<usize> {
        let mut x = 0;
        let mut lefts = Vec::new();
        for (width, channel) in self.widths.iter().zip(&self.channels) {
            lefts.push(x);
            x += width + channel.width();
        }
        lefts
    }

    /// The first column that does not fit into the width.
    fn first_column_beyond(&self, width: usize) -> Option<usize> {
        let lefts = self.lefts();
        (0..self.widths.len()).find(|column| lefts[*column] + self.widths[*column] > width)
    }
}

/// The letter of a block that has one.
fn letter_of(number: Option<usize>) -> String {
    number.map_or(String::new(), letter)
}
