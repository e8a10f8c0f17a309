//! The order within each column: a few sweeps that put each thing near the middle of its neighbours, keeping the order
//! that crosses the fewest arrows.

use super::{Edge, Item, Node};

const SWEEPS: usize = 6;

pub(crate) fn columns(nodes: &[Node], edges: &[Edge], layers: &[usize], count: usize) -> Vec<Vec<Item>> {
    let mut columns = first_order(nodes, edges, layers, count);
    let links = links(edges, layers, count);
    let mut scratch = Scratch::new(nodes);
    let mut best = columns.clone();
    let mut fewest = crossings(nodes, &links, &best, &mut scratch);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        if sweep % 2 == 0 {
            for right in 1..count {
                sort_by_neighbours(nodes, &links, &mut columns, right, right - 1, &mut scratch);
            }
        } else {
            for left in (1..count.saturating_sub(1)).rev() {
                sort_by_neighbours(nodes, &links, &mut columns, left, left + 1, &mut scratch);
            }
        }
        let now = crossings(nodes, &links, &columns, &mut scratch);
        if now < fewest {
            fewest = now;
            best = columns.clone();
        }
    }
    add_lanes_back(edges, layers, &mut best);
    best
}

/// A piece of an arrow between two neighbouring columns.
struct Link {
    from: Item,
    /// Which of its ports, of how many, as a fraction of the node.
    port: usize,
    to: Item,
}

/// The pieces in each channel.
fn links(edges: &[Edge], layers: &[usize], count: usize) -> Vec<Vec<Link>> {
    let mut links: Vec<Vec<Link>> = (0..count).map(|_| Vec::new()).collect();
    for (number, edge) in edges.iter().enumerate().filter(|(_, e)| !e.back) {
        let (start, end) = (layers[edge.from], layers[edge.to]);
        for (channel, links) in links.iter_mut().enumerate().take(end).skip(start) {
            let from = if channel == start { Item::Node(edge.from) } else { Item::Lane(number) };
            let to = if channel + 1 == end { Item::Node(edge.to) } else { Item::Lane(number) };
            links.push(Link { from, port: if channel == start { edge.port } else { 0 }, to });
        }
    }
    links
}

/// Nodes in the order in which a walk from the frames meets them, with the lanes of long arrows where they come up.
fn first_order(nodes: &[Node], edges: &[Edge], layers: &[usize], count: usize) -> Vec<Vec<Item>> {
    let mut columns: Vec<Vec<Item>> = vec![Vec::new(); count];
    let mut first_edge = Vec::with_capacity(nodes.len());
    let mut at = 0;
    for node in nodes {
        first_edge.push(at);
        at += node.ports.len();
    }
    let mut seen = vec![false; nodes.len()];
    let mut waiting: Vec<usize> = (0..nodes.len()).rev().collect();
    // The frames come first, and each node before what it refers to.
    while let Some(node) = waiting.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        columns[layers[node]].push(Item::Node(node));
        for port in 0..nodes[node].ports.len() {
            let number = first_edge[node] + port;
            let edge = &edges[number];
            if !edge.back {
                for column in &mut columns[layers[node] + 1..layers[edge.to].max(layers[node] + 1)] {
                    column.push(Item::Lane(number));
                }
            }
        }
        waiting.extend(nodes[node].ports.iter().rev().map(|port| port.target).filter(|t| !seen[*t]));
    }
    columns
}

/// Numbers of the items of one column, by item: nodes first, then lanes.
struct Table<T> {
    nodes: usize,
    of: Vec<T>,
}

impl<T: Copy + Default> Table<T> {
    fn new(nodes: &[Node]) -> Table<T> {
        // A lane for each arrow, and each arrow has a port.
        let edges: usize = nodes.iter().map(|node| node.ports.len()).sum();
        Table { nodes: nodes.len(), of: vec![T::default(); nodes.len() + edges] }
    }

    fn at(&mut self, item: Item) -> &mut T {
        let place = match item {
            Item::Node(node) => node,
            Item::Lane(edge) => self.nodes + edge,
        };
        &mut self.of[place]
    }
}

impl Table<usize> {
    /// Where each item of a column stands. What is of no such column keeps what it had.
    fn number(&mut self, column: &[Item]) {
        for (place, item) in column.iter().enumerate() {
            *self.at(*item) = place;
        }
    }
}

/// What the sweeps write into, made once.
struct Scratch {
    starts: Table<usize>,
    ends: Table<usize>,
    sums: Table<(i64, i64)>,
}

impl Scratch {
    fn new(nodes: &[Node]) -> Scratch {
        Scratch { starts: Table::new(nodes), ends: Table::new(nodes), sums: Table::new(nodes) }
    }
}

/// The height of a link's start or end, in thousandths of a place.
fn start_of(nodes: &[Node], link: &Link, place: usize) -> i64 {
    match link.from {
        Item::Node(node) => (place * 1000 + 1000 * link.port / nodes[node].ports.len().max(1)) as i64,
        Item::Lane(_) => (place * 1000 + 500) as i64,
    }
}

fn sort_by_neighbours(
    nodes: &[Node],
    links: &[Vec<Link>],
    columns: &mut [Vec<Item>],
    column: usize,
    other: usize,
    scratch: &mut Scratch,
) {
    let forward = other < column;
    scratch.starts.number(&columns[other]);
    columns[column].iter().for_each(|item| *scratch.sums.at(*item) = (0, 0));
    for link in &links[column.min(other)] {
        let (own, height) = if forward {
            (link.to, start_of(nodes, link, *scratch.starts.at(link.from)))
        } else {
            (link.from, (*scratch.starts.at(link.to) * 1000 + 500) as i64)
        };
        let sum = scratch.sums.at(own);
        sum.0 += height;
        sum.1 += 1;
    }
    // What has no neighbour there keeps its place: it goes with the item before it.
    let mut last = i64::MIN;
    let mut keyed: Vec<(i64, Item)> = columns[column]
        .iter()
        .map(|item| {
            let (sum, count) = *scratch.sums.at(*item);
            last = if count > 0 { sum / count } else { last };
            (last, *item)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    columns[column] = keyed.into_iter().map(|(_, item)| item).collect();
}

/// How many pairs of arrows cross, all channels together.
fn crossings(nodes: &[Node], links: &[Vec<Link>], columns: &[Vec<Item>], scratch: &mut Scratch) -> usize {
    let mut total = 0;
    let mut pairs: Vec<(i64, usize)> = Vec::new();
    for (channel, links) in links.iter().enumerate().filter(|(_, links)| links.len() > 1) {
        let Some(right) = columns.get(channel + 1) else { continue };
        scratch.starts.number(&columns[channel]);
        scratch.ends.number(right);
        pairs.clear();
        for link in links {
            let start = *scratch.starts.at(link.from);
            pairs.push((start_of(nodes, link, start), *scratch.ends.at(link.to)));
        }
        pairs.sort_unstable();
        total += inversions(pairs.iter().map(|(_, end)| *end), right.len());
    }
    total
}

/// Pairs that stand in the wrong order, by a tree of counts.
fn inversions(ends: impl Iterator<Item = usize>, places: usize) -> usize {
    let mut tree = vec![0usize; places + 1];
    let mut total = 0;
    for (seen, end) in ends.enumerate() {
        let mut not_greater = 0;
        let mut at = end + 1;
        while at > 0 {
            not_greater += tree[at];
            at &= at - 1;
        }
        total += seen - not_greater;
        at = end + 1;
        while at <= places {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

/// Arrows that lead back get lanes in all columns from their source's to their target's: beneath those two, and
/// in between at about the same height.
fn add_lanes_back(edges: &[Edge], layers: &[usize], columns: &mut [Vec<Item>]) {
    for (number, edge) in edges.iter().enumerate().filter(|(_, e)| e.back) {
        let (from, to) = (layers[edge.from], layers[edge.to]);
        let place_of = |column: &[Item], node: usize| column.iter().position(|i| *i == Item::Node(node)).unwrap_or(0);
        let mut share = 1.0;
        for column in (to.min(from)..=from).rev() {
            let items = &mut columns[column];
            let place = if column == from && from == to {
                place_of(items, edge.from).max(place_of(items, edge.to)) + 1
            } else if column == from {
                place_of(items, edge.from) + 1
            } else if column == to {
                place_of(items, edge.to) + 1
            } else {
                (share * items.len() as f64).round() as usize
            };
            share = place as f64 / items.len().max(1) as f64;
            items.insert(place.min(items.len()), Item::Lane(number));
        }
    }
}
