//! Arrows between two columns: those to one box join into one line, each line turns in a track of its own.

use crate::arrange::{Item, Node, Stack};

use super::canvas::{Canvas, Ink};

/// The space between two columns.
pub struct Channel {
    pub nets: Vec<Net>,
    tracks: usize,
    /// The arrows of nets that had no track left.
    crossed: Vec<usize>,
    /// There is a column to the right.
    open: bool,
}

/// Arrows that end at one place.
pub struct Net {
    pub edges: Vec<usize>,
    /// The rows in which they come.
    rows: Vec<usize>,
    /// The row in which they end.
    end: usize,
    /// It ends at a box, not in a lane.
    head: bool,
    track: Option<usize>,
}

/// The channel right of each column; the last is empty.
pub fn channels(nodes: &[Node], stack: &Stack) -> Vec<Channel> {
    let count = stack.columns.len();
    let mut row_of_node = vec![0; nodes.len()];
    let mut row_of_lane = std::collections::HashMap::new();
    for (column, items) in stack.columns.iter().enumerate() {
        for (item, y) in items.iter().zip(&stack.heights[column]) {
            match item {
                Item::Node(node) => row_of_node[*node] = *y,
                Item::Lane(edge) => {
                    row_of_lane.insert((column, *edge), *y);
                }
            }
        }
    }
    let mut channels: Vec<Channel> = (0..count)
        .map(|number| Channel { nets: Vec::new(), tracks: 0, crossed: Vec::new(), open: number + 1 < count })
        .collect();
    for (number, edge) in stack.edges.iter().enumerate().filter(|(_, e)| !e.back) {
        let (from, to) = (stack.layers[edge.from], stack.layers[edge.to]);
        for (column, channel) in channels.iter_mut().enumerate().take(to).skip(from) {
            let row = if column == from {
                row_of_node[edge.from] + nodes[edge.from].ports[edge.port].y
            } else {
                row_of_lane.get(&(column, number)).copied().unwrap_or(0)
            };
            let head = column + 1 == to;
            let end = if head {
                row_of_node[edge.to] + nodes[edge.to].entry
            } else {
                row_of_lane.get(&(column + 1, number)).copied().unwrap_or(0)
            };
            channel.add(number, row as usize, end as usize, head);
        }
    }
    channels.iter_mut().for_each(Channel::assign_tracks);
    channels
}

impl Channel {
    fn add(&mut self, edge: usize, row: usize, end: usize, head: bool) {
        match self.nets.iter_mut().find(|net| head && net.head && net.end == end) {
            Some(net) => {
                net.edges.push(edge);
                net.rows.push(row);
            }
            None => self.nets.push(Net { edges: vec![edge], rows: vec![row], end, head, track: None }),
        }
    }

    /// A net that comes in the row where another ends must turn before that one does.
    fn assign_tracks(&mut self) {
        let turning: Vec<usize> = (0..self.nets.len()).filter(|n| !self.nets[*n].is_straight()).collect();
        let mut left: Vec<usize> = turning.clone();
        // Lines that go down turn the further left the lower they begin, lines that go up the other way: fewer cross.
        left.sort_by_key(|n| {
            let net = &self.nets[*n];
            let first = net.rows.iter().copied().min().unwrap_or(0) as i64;
            if net.end as i64 >= first { (0, -first) } else { (1, first) }
        });
        let mut used: Vec<Vec<(usize, usize)>> = Vec::new();
        while !left.is_empty() {
            let free = |n: usize, left: &[usize]| {
                !left.iter().any(|other| *other != n && self.nets[*other].rows.contains(&self.nets[n].end))
            };
            let Some(place) = left.iter().position(|n| free(*n, &left)) else {
                // They wait for each other: letters stand for one of them.
                let net = left.remove(0);
                self.crossed.extend(&self.nets[net].edges);
                continue;
            };
            let number = left.remove(place);
            let (top, bottom) = self.nets[number].span();
            let least = turning
                .iter()
                .filter(|other| self.nets[**other].rows.contains(&self.nets[number].end))
                .filter_map(|other| self.nets[*other].track.map(|t| t + 1))
                .max()
                .unwrap_or(0);
            let fits = |track: &Vec<(usize, usize)>| track.iter().all(|(a, b)| bottom < *a || *b < top);
            let track = (least..used.len()).find(|t| fits(&used[*t])).unwrap_or(used.len().max(least));
            while used.len() <= track {
                used.push(Vec::new());
            }
            used[track].push((top, bottom));
            self.nets[number].track = Some(track);
        }
        self.tracks = used.len();
    }

    pub fn width(&self) -> usize {
        match (self.open, self.nets.is_empty()) {
            (false, _) => 0,
            (true, true) => 3,
            (true, false) => self.tracks + 3,
        }
    }

    /// The arrows that make it tangle.
    pub fn tangled(&self, most: usize) -> Vec<usize> {
        let mut tangled = self.crossed.clone();
        if self.tracks > most {
            let mut nets: Vec<&Net> = self.nets.iter().filter(|n| n.track.is_some()).collect();
            nets.sort_by_key(|net| {
                let (top, bottom) = net.span();
                std::cmp::Reverse(bottom - top)
            });
            tangled.extend(nets.iter().take(self.tracks - most).flat_map(|net| &net.edges));
        }
        tangled
    }

    /// Each arrow that comes in from the left, and its row.
    pub fn sources(&self) -> impl Iterator<Item = (usize, usize)> {
        self.nets.iter().flat_map(|net| net.edges.iter().copied().zip(net.rows.iter().copied()))
    }

    pub fn draw(&self, net: &Net, canvas: &mut Canvas, start: usize, end: usize, ink: Ink) {
        let tip = if net.head { end - 1 } else { end };
        match net.track {
            None => canvas.horizontal(start, tip, net.end, ink),
            Some(track) => {
                let x = start + 1 + track;
                for row in &net.rows {
                    canvas.horizontal(start, x, *row, ink);
                    canvas.arm(x, *row, false, ink);
                }
                let (top, bottom) = net.span();
                canvas.vertical(x, top, bottom, ink);
                canvas.arm(x, net.end, true, ink);
                canvas.horizontal(x + 1, tip, net.end, ink);
            }
        }
        if net.head {
            canvas.text(end - 1, net.end, "▶", ink);
        }
    }
}

impl Net {
    fn is_straight(&self) -> bool {
        self.rows.iter().all(|row| *row == self.end)
    }

    fn span(&self) -> (usize, usize) {
        let rows = self.rows.iter().copied().chain([self.end]);
        (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0))
    }
}
