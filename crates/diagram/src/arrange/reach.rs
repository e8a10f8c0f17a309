//! Where columns begin: as near as their arrows allow. A wide block that no arrow has to pass may reach over the columns
//! behind it, so that a long signature does not push everything to the right.

use super::{Column, Edge, Item, Node, Spacing, Stack};

/// Between a block that reaches over a column and what stands there.
const APART: i32 = 40;
/// Above and beneath an arrow.
const CLEAR: i32 = 10;

/// The columns, each at least at its least left edge.
pub(crate) fn columns(nodes: &[Node], stack: &Stack, spacing: &Spacing, least: &[i32]) -> Vec<Column> {
    let Stack { edges, layers, columns, .. } = stack;
    let traffic = traffic(edges, layers, columns.len());
    let links = links(nodes, stack, spacing);
    let mut bounds: Vec<Column> = Vec::with_capacity(columns.len());
    let mut before: Vec<Span> = Vec::new();
    for number in 0..columns.len() {
        let wanted = bounds.last().map_or(0, |last: &Column| {
            let channel = spacing.channel(traffic[number - 1]);
            let arrows = links[number - 1].iter().map(|link| link.reach(&before).max(last.left) + channel);
            let arrows = arrows.max().unwrap_or(last.right + channel);
            // What stands in the column is clear of what reaches over it.
            let own = spans(nodes, stack, spacing, number, 0);
            own.iter().fold(arrows, |left, span| left.max(span.reach(&before) + APART))
        });
        let left = wanted.max(least.get(number).copied().unwrap_or(0));
        before.extend(spans(nodes, stack, spacing, number, left).into_iter().filter(|span| span.right > left));
        let widths =
            columns[number].iter().map(|item| if let Item::Node(node) = item { nodes[*node].width } else { 0 });
        bounds.push(Column { left, right: left + widths.max().unwrap_or(0) });
    }
    bounds
}

/// What is between two heights; a block ends at its right edge.
#[derive(Clone, Copy)]
struct Span {
    top: i32,
    bottom: i32,
    right: i32,
}

impl Span {
    /// How far right the blocks reach that it meets.
    fn reach(&self, blocks: &[Span]) -> i32 {
        let met = blocks.iter().filter(|block| block.top < self.bottom && block.bottom > self.top);
        met.map(|block| block.right).max().unwrap_or(i32::MIN / 2)
    }
}

/// What stands in a column that begins at this left edge.
fn spans(nodes: &[Node], stack: &Stack, spacing: &Spacing, column: usize, left: i32) -> Vec<Span> {
    let items = stack.columns[column].iter().zip(&stack.heights[column]);
    let span = |(item, y): (&Item, &i32)| match item {
        Item::Node(node) => Span { top: *y, bottom: *y + nodes[*node].height, right: left + nodes[*node].width },
        Item::Lane(_) => {
            let middle = *y + spacing.lane / 2;
            Span { top: middle - CLEAR, bottom: middle + CLEAR, right: left }
        }
    };
    items.map(span).collect()
}

/// For each channel the heights between which its arrows run.
fn links(nodes: &[Node], stack: &Stack, spacing: &Spacing) -> Vec<Vec<Span>> {
    let Stack { edges, layers, columns, heights } = stack;
    let mut tops = vec![0; nodes.len()];
    let mut lanes: Vec<Vec<(usize, i32)>> = vec![Vec::new(); edges.len()];
    for (number, column) in columns.iter().enumerate() {
        for (item, y) in column.iter().zip(&heights[number]) {
            match item {
                Item::Node(node) => tops[*node] = *y,
                Item::Lane(edge) => lanes[*edge].push((number, *y + spacing.lane / 2)),
            }
        }
    }
    let mut links: Vec<Vec<Span>> = vec![Vec::new(); columns.len()];
    for (edge, lanes) in edges.iter().zip(&mut lanes) {
        let mut add = |channel: usize, from: i32, to: (i32, i32)| {
            let (top, bottom) = (from.min(to.0) - CLEAR, from.max(to.1) + CLEAR);
            links[channel].push(Span { top, bottom, right: 0 });
        };
        let (mut at, mut channel) = (tops[edge.from] + nodes[edge.from].ports[edge.port].y, layers[edge.from]);
        let (low, high) = nodes[edge.to].entries;
        let end = (tops[edge.to] + low, tops[edge.to] + high);
        if edge.back {
            // Round its own column, through the lanes of those before, and into the target from its left.
            for (column, y) in lanes.iter().rev() {
                add((*column).min(layers[edge.from]), at, (*y, *y));
                at = *y;
            }
            if let Some(channel) = layers[edge.to].checked_sub(1) {
                add(channel, at, end);
            }
            continue;
        }
        for (column, y) in lanes.iter() {
            add(channel, at, (*y, *y));
            (at, channel) = (*y, *column);
        }
        add(channel, at, end);
    }
    links
}

/// How many arrows are in the channel right of each column.
fn traffic(edges: &[Edge], layers: &[usize], count: usize) -> Vec<usize> {
    let mut traffic = vec![0; count];
    for edge in edges {
        let (from, to) = (layers[edge.from], layers[edge.to]);
        if edge.back {
            traffic[from] += 1;
            if to > 0 {
                traffic[to - 1] += 1;
            }
        } else {
            traffic[from..to].iter_mut().for_each(|n| *n += 1);
        }
    }
    traffic
}
