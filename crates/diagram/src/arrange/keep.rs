//! Places near those of the moment before: what stood stays, what is new goes where there is room, arrows go between.

use super::{Edge, Item, Node, Spacing, Stood};

/// An arrow that passes between two blocks keeps this far from them, and from the next arrow.
const CLEAR: i32 = 9;

/// The order and the heights of each column: nodes and lanes by their upper edges.
pub(crate) fn place(
    nodes: &[Node],
    edges: &[Edge],
    layers: &[usize],
    stood: &[Stood],
    count: usize,
    spacing: &Spacing,
) -> (Vec<Vec<Item>>, Vec<Vec<i32>>) {
    let mut placer =
        Placer { nodes, edges, layers, spacing, tops: vec![None; nodes.len()], taken: vec![vec![]; count] };
    placer.keep(stood);
    placer.add();
    let lanes = placer.lanes();
    let mut columns: Vec<Vec<(i32, Item)>> = vec![Vec::new(); count];
    for (node, top) in placer.tops.iter().enumerate() {
        columns[layers[node]].push((top.unwrap_or(0), Item::Node(node)));
    }
    for (edge, column, y) in lanes {
        columns[column].push((y - spacing.lane / 2, Item::Lane(edge)));
    }
    columns.iter_mut().for_each(|column| column.sort_by_key(|(y, _)| *y));
    let items = columns.iter().map(|column| column.iter().map(|(_, item)| *item).collect()).collect();
    (items, columns.iter().map(|column| column.iter().map(|(y, _)| *y).collect()).collect())
}

struct Placer<'a> {
    nodes: &'a [Node],
    edges: &'a [Edge],
    layers: &'a [usize],
    spacing: &'a Spacing,
    tops: Vec<Option<i32>>,
    /// What no arrow may pass through, by column: from and to, in order.
    taken: Vec<Vec<(i32, i32)>>,
}

impl Placer<'_> {
    /// What stood keeps its height, but for what must make room for one above it that grew. Frames keep their order.
    fn keep(&mut self, stood: &[Stood]) {
        for column in 0..self.taken.len() {
            let frames = (0..self.nodes.len()).filter(|n| self.layers[*n] == column && self.nodes[*n].frame);
            let mut kept: Vec<(i32, usize)> = frames.map(|node| (i32::MIN, node)).collect();
            let others = (0..self.nodes.len()).filter(|n| self.layers[*n] == column && !self.nodes[*n].frame);
            let mut others: Vec<(i32, usize)> = others.filter_map(|n| Some((stood[n].top?, n))).collect();
            others.sort_unstable();
            kept.extend(others);
            let mut free = 0;
            for (_, node) in kept {
                let top = stood[node].top.map_or(free, |top| top.max(free));
                free = top + self.nodes[node].height + self.spacing.blocks;
                self.set(node, top);
            }
        }
    }

    fn set(&mut self, node: usize, top: i32) {
        self.tops[node] = Some(top);
        insert(&mut self.taken[self.layers[node]], (top, top + self.nodes[node].height));
    }

    /// What is new stands near what points at it, column by column.
    fn add(&mut self) {
        let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (number, edge) in self.edges.iter().enumerate() {
            incoming[edge.to].push(number);
        }
        for column in 0..self.taken.len() {
            let fresh = (0..self.nodes.len()).filter(|n| self.layers[*n] == column && self.tops[*n].is_none());
            let wish = |node: &usize| incoming[*node].iter().find_map(|edge| self.comes(*edge)).unwrap_or(i32::MAX / 2);
            let mut fresh: Vec<(i32, usize)> = fresh.map(|node| (wish(&node), node)).collect();
            fresh.sort_by_key(|(wish, _)| *wish);
            for (wish, node) in fresh {
                let bottom = self.taken[column].last().map_or(0, |(_, end)| end + self.spacing.blocks);
                let top = free(&self.taken[column], wish.min(bottom), self.nodes[node].height, self.spacing.blocks);
                self.set(node, top);
            }
        }
    }

    /// The upper edge that an arrow wishes for the block at its end.
    fn comes(&self, edge: usize) -> Option<i32> {
        let Edge { from, port, to, back } = self.edges[edge];
        let top = self.tops[from]?;
        let alone = !back && !self.nodes[from].frame && self.nodes[from].ports.len() == 1;
        // In a chain each link stands beside the one before.
        if alone { Some(top) } else { Some((top + self.nodes[from].ports[port].y - self.nodes[to].entry).max(0)) }
    }

    /// The lanes of arrows that pass columns: edge, column, height.
    fn lanes(&mut self) -> Vec<(usize, usize, i32)> {
        let mut lanes = Vec::new();
        let start =
            |edge: &Edge, tops: &[Option<i32>]| tops[edge.from].unwrap_or(0) + self.nodes[edge.from].ports[edge.port].y;
        let mut order: Vec<usize> = (0..self.edges.len()).collect();
        order.sort_by_key(|number| start(&self.edges[*number], &self.tops));
        for number in order {
            let edge = &self.edges[number];
            let (from, to) = (self.layers[edge.from], self.layers[edge.to]);
            let mut y = start(edge, &self.tops);
            let passed: Vec<usize> =
                if edge.back { (to.min(from)..=from).rev().collect() } else { (from + 1..to).collect() };
            for column in passed {
                y = free(&self.taken[column], y, 0, CLEAR);
                insert(&mut self.taken[column], (y, y));
                lanes.push((number, column, y));
            }
        }
        lanes
    }
}

fn insert(taken: &mut Vec<(i32, i32)>, one: (i32, i32)) {
    let place = taken.partition_point(|other| *other < one);
    taken.insert(place, one);
}

/// The upper edge nearest to a wish, where something so high keeps so far from all that is there.
fn free(taken: &[(i32, i32)], wish: i32, height: i32, clear: i32) -> i32 {
    let mut best: Option<i32> = None;
    let mut low = 0;
    for (start, end) in taken.iter().copied().chain([(i32::MAX, i32::MAX)]) {
        let high = start.saturating_sub(clear).saturating_sub(height);
        if high >= low {
            let y = wish.clamp(low, high);
            if best.is_none_or(|best| (y - wish).abs() < (best - wish).abs()) {
                best = Some(y);
            }
        }
        low = low.max(end.saturating_add(clear));
    }
    best.unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn room_is_found_near_the_wish() {
        let taken = [(0, 50), (100, 150), (300, 400)];
        assert_eq!(free(&taken, 60, 0, 9), 60);
        assert_eq!(free(&taken, 120, 0, 9), 91);
        assert_eq!(free(&taken, 110, 60, 18), 168);
        assert_eq!(free(&taken, 250, 100, 18), 182);
        assert_eq!(free(&taken, 350, 200, 18), 418);
        assert_eq!(free(&[], 7, 10, 18), 7);
    }
}
