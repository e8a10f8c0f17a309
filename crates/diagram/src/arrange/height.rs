//! The height of each thing in its column: as near to what points at it as the others allow.

use super::{Edge, Item, Node, Spacing};

/// So much nearer the next column must come for it to begin lower.
const SAVED: i32 = 30;

/// The upper edge of each item of each column.
pub(crate) fn assign(
    nodes: &[Node],
    edges: &[Edge],
    layers: &[usize],
    columns: &[Vec<Item>],
    spacing: &Spacing,
) -> Vec<Vec<i32>> {
    let mut tops = vec![0; nodes.len()];
    let mut lanes: Vec<Option<i32>> = vec![None; edges.len()];
    let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (number, edge) in edges.iter().enumerate().filter(|(_, e)| !e.back) {
        incoming[edge.to].push(number);
    }
    let mut leaving = vec![0; nodes.len()];
    edges.iter().filter(|e| !e.back).for_each(|e| leaving[e.from] += 1);
    let chained = |edge: usize| {
        let Edge { from, to, .. } = edges[edge];
        let next = layers[from] + 1 == layers[to];
        (next && !nodes[from].frame && leaving[from] == 1).then_some(from)
    };
    let mut heights = Vec::with_capacity(columns.len());
    let mut floor = 0;
    for (number, column) in columns.iter().enumerate() {
        // Where an arrow comes out of the column before.
        let comes = |edge: usize, tops: &[i32], lanes: &[Option<i32>]| {
            let Edge { from, port, .. } = edges[edge];
            match lanes[edge] {
                Some(y) if layers[from] + 1 < number => y,
                _ => tops[from] + nodes[from].ports[port].y,
            }
        };
        let mut rows = Vec::with_capacity(column.len());
        for item in column {
            let (size, wish) = match item {
                Item::Node(node) if nodes[*node].frame => (nodes[*node].height, Some((0, 1.0))),
                Item::Node(node) => {
                    let arrows = &incoming[*node];
                    // In a chain each link stands beside the one before.
                    let wish = |edge: usize| match chained(edge) {
                        Some(before) => tops[before],
                        None => comes(edge, &tops, &lanes) - nodes[*node].entry,
                    };
                    let chain = arrows.iter().find(|edge| chained(**edge).is_some());
                    let sum: i32 = arrows.iter().map(|edge| wish(*edge)).sum();
                    let wish = match chain {
                        Some(edge) => Some((wish(*edge), arrows.len() as f64)),
                        None if arrows.is_empty() => None,
                        None => Some((sum / arrows.len() as i32, arrows.len() as f64)),
                    };
                    (nodes[*node].height, wish)
                }
                Item::Lane(edge) if edges[*edge].back => (spacing.lane, None),
                Item::Lane(edge) => (spacing.lane, Some((comes(*edge, &tops, &lanes) - spacing.lane / 2, 0.5))),
            };
            let is_lane = matches!(item, Item::Lane(_));
            rows.push(Row { size, wish, is_lane });
        }
        let placed = settle(&rows, spacing, floor);
        for (item, y) in column.iter().zip(&placed) {
            match item {
                Item::Node(node) => tops[*node] = *y,
                Item::Lane(edge) => lanes[*edge] = Some(*y + spacing.lane / 2),
            }
        }
        floor = self::floor(nodes, column, &placed, spacing);
        heights.push(placed);
    }
    heights
}

/// The next column begins beneath the wide blocks at the top of this one that nothing leaves: so it may stand close to
/// the others.
fn floor(nodes: &[Node], column: &[Item], placed: &[i32], spacing: &Spacing) -> i32 {
    let leaf = |item: &Item| match item {
        Item::Node(node) => Some(&nodes[*node]).filter(|node| !node.frame && node.ports.is_empty()),
        Item::Lane(_) => None,
    };
    let first = column.iter().map_while(leaf).count();
    let width = |item: &Item| if let Item::Node(node) = item { nodes[*node].width } else { 0 };
    let rest = column[first..].iter().map(width).max();
    let Some(rest) = rest.filter(|_| first > 0) else { return 0 };
    let wide = (0..first).rev().find(|place| width(&column[*place]) > rest + SAVED);
    wide.and_then(|place| Some(placed[place] + leaf(&column[place])?.height + spacing.blocks)).unwrap_or(0)
}

struct Row {
    size: i32,
    /// Where its upper edge would like to be, and how much.
    wish: Option<(i32, f64)>,
    is_lane: bool,
}

/// The least total displacement that keeps the order and the distances: pools of adjacent rows that move as one.
fn settle(rows: &[Row], spacing: &Spacing, floor: i32) -> Vec<i32> {
    struct Pool {
        weight: f64,
        sum: f64,
        rows: usize,
    }
    let mut offsets = Vec::with_capacity(rows.len());
    let mut offset = 0;
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            let close = row.is_lane || rows[place - 1].is_lane;
            offset += if close { spacing.lane } else { spacing.blocks };
        }
        offsets.push(offset);
        offset += row.size;
    }
    let mut pools: Vec<Pool> = Vec::new();
    for (row, offset) in rows.iter().zip(&offsets) {
        // What has no wish of its own hardly resists.
        let (wish, weight) = match row.wish {
            Some((wish, weight)) => ((wish - offset) as f64, weight),
            None => (pools.last().map_or(0.0, |p| p.sum / p.weight), 0.001),
        };
        pools.push(Pool { weight, sum: wish * weight, rows: 1 });
        while let [.., upper, lower] = pools.as_slice()
            && upper.sum / upper.weight > lower.sum / lower.weight
        {
            let (weight, sum, rows) = (lower.weight, lower.sum, lower.rows);
            pools.pop();
            if let Some(upper) = pools.last_mut() {
                upper.weight += weight;
                upper.sum += sum;
                upper.rows += rows;
            }
        }
    }
    let mut placed = Vec::with_capacity(rows.len());
    for pool in pools {
        let shift = (pool.sum / pool.weight).max(floor as f64).round() as i32;
        for _ in 0..pool.rows {
            placed.push(offsets[placed.len()] + shift);
        }
    }
    placed
}
