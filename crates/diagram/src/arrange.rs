//! Where blocks stand: columns by their distance from the frames, an order in each column that crosses few arrows,
//! and a height near what points at them.
//!
//! Arrows go from column to column through the channels between them. One that passes a column gets a lane there:
//! a place in the column's order that no block takes. So no arrow meets a box or a text, by construction.

mod height;
mod keep;
mod layer;
mod order;
mod reach;

/// A block, as far as its place is concerned. Positions within it are from its upper left corner.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub width: i32,
    pub height: i32,
    /// Frames stand in the first column, in their order.
    pub frame: bool,
    pub ports: Vec<Port>,
    /// Where an arrow that comes alone enters, and between what heights several do.
    pub entry: i32,
    pub entries: (i32, i32),
}

/// Where an arrow leaves.
#[derive(Clone, Copy, Debug)]
pub struct Port {
    pub x: i32,
    pub y: i32,
    pub target: usize,
}

/// The distances that a picture keeps.
#[derive(Clone, Copy, Debug)]
pub struct Spacing {
    /// Between two blocks of a column, and around a lane.
    pub blocks: i32,
    pub lane: i32,
    /// The width of a channel, and what each arrow in it adds, up to a limit.
    pub channel: i32,
    pub channel_arrow: i32,
    pub channel_most: i32,
    /// Between two arrows that enter one block: as much as this, and no less than that.
    pub entries: i32,
    pub heads: i32,
}

/// What is known beforehand, from the moments around.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// For each node; empty where nothing is known.
    pub stood: Vec<Stood>,
    /// The least left edge of each column.
    pub lefts: Vec<i32>,
}

/// What is known of one node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stood {
    /// Its column, or for what is new the least one.
    pub column: Option<usize>,
    /// Where it stood the moment before.
    pub top: Option<i32>,
}

/// Where everything stands.
#[derive(Debug, Default)]
pub struct Arrangement {
    /// The upper left corner of each node.
    pub places: Vec<(i32, i32)>,
    /// The column of each node.
    pub layers: Vec<usize>,
    pub columns: Vec<Column>,
    pub routes: Vec<Route>,
    pub width: i32,
    pub height: i32,
}

/// A column of blocks, from its left edge to the right edge of its widest block.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column {
    pub left: i32,
    pub right: i32,
}

/// The way of one arrow.
#[derive(Clone, Debug)]
pub struct Route {
    pub from: usize,
    pub to: usize,
    /// Where it leaves and where it enters.
    pub start: (i32, i32),
    pub end: (i32, i32),
    /// The columns it passes on the way, and at what height. It goes from right to left through those of an arrow
    /// that leads back.
    pub lanes: Vec<(usize, i32)>,
    pub back: bool,
    pub from_column: usize,
}

/// What stands in a column: a node, or the lane of an edge.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Item {
    Node(usize),
    Lane(usize),
}

/// One arrow, and the columns it joins.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub from: usize,
    pub port: usize,
    pub to: usize,
    /// It leads to the same column or back.
    pub back: bool,
}

/// The columns, with the order and the height of what stands in them.
pub(crate) struct Stack {
    pub edges: Vec<Edge>,
    pub layers: Vec<usize>,
    pub columns: Vec<Vec<Item>>,
    pub heights: Vec<Vec<i32>>,
}

/// Gives every node a place. The same nodes always get the same places.
pub fn arrange(nodes: &[Node], spacing: &Spacing, known: &Known) -> Arrangement {
    let mut edges = layer::edges(nodes);
    let layers = layer::assign(nodes, &mut edges, &known.stood);
    let stack = if known.stood.iter().any(|stood| stood.top.is_some()) {
        let count = layers.iter().max().map_or(1, |last| last + 1);
        let (columns, heights) = keep::place(nodes, &edges, &layers, &known.stood, count, spacing);
        Stack { edges, layers, columns, heights }
    } else {
        ordered(nodes, edges, layers, spacing)
    };
    finish(nodes, stack, spacing, &known.lefts)
}

/// The column of each node, where all arrows lead to the right.
pub(crate) fn ranks(nodes: &[Node]) -> Vec<usize> {
    layer::assign(nodes, &mut layer::edges(nodes), &[])
}

/// Gives every node a column and a height.
pub(crate) fn stack(nodes: &[Node], spacing: &Spacing) -> Stack {
    let mut edges = layer::edges(nodes);
    let layers = layer::assign(nodes, &mut edges, &[]);
    ordered(nodes, edges, layers, spacing)
}

fn ordered(nodes: &[Node], edges: Vec<Edge>, layers: Vec<usize>, spacing: &Spacing) -> Stack {
    let count = layers.iter().max().map_or(1, |last| last + 1);
    let columns = order::columns(nodes, &edges, &layers, count);
    let heights = height::assign(nodes, &edges, &layers, &columns, spacing);
    Stack { edges, layers, columns, heights }
}

fn finish(nodes: &[Node], stack: Stack, spacing: &Spacing, lefts: &[i32]) -> Arrangement {
    let Stack { edges, layers, columns, heights } = &stack;
    let mut places = vec![(0, 0); nodes.len()];
    let mut lanes: Vec<Vec<(usize, i32)>> = vec![Vec::new(); edges.len()];
    let bounds = reach::columns(nodes, &stack, spacing, lefts);
    for (number, column) in columns.iter().enumerate() {
        for (item, y) in column.iter().zip(&heights[number]) {
            match item {
                Item::Node(node) => places[*node] = (bounds[number].left, *y),
                Item::Lane(edge) => lanes[*edge].push((number, *y + spacing.lane / 2)),
            }
        }
    }
    let mut routes: Vec<Route> = edges
        .iter()
        .zip(lanes)
        .map(|(edge, mut lanes)| {
            if edge.back {
                lanes.reverse();
            }
            let (left, top) = places[edge.from];
            let port = nodes[edge.from].ports[edge.port];
            Route {
                from: edge.from,
                to: edge.to,
                start: (left + port.x, top + port.y),
                end: (0, 0),
                lanes,
                back: edge.back,
                from_column: layers[edge.from],
            }
        })
        .collect();
    enter(nodes, &places, &mut routes, spacing);
    let bottom = |node: usize| places[node].1 + nodes[node].height;
    let height = (0..nodes.len()).map(bottom).max().unwrap_or(0);
    let lowest = routes.iter().flat_map(|r| &r.lanes).map(|(_, y)| y + spacing.lane).max().unwrap_or(0);
    let width = bounds.iter().map(|c| c.right).max().unwrap_or(0);
    // An arrow back turns round right of its column.
    let last = bounds.len() - 1;
    let turns = routes.iter().any(|r| r.back && r.from_column == last);
    let width = if turns { width + spacing.channel / 2 } else { width };
    let layers = stack.layers;
    Arrangement { places, layers, columns: bounds, routes, width, height: height.max(lowest) }
}

impl Spacing {
    /// The width of a channel with so many arrows in it.
    pub fn channel(&self, arrows: usize) -> i32 {
        (self.channel + self.channel_arrow * arrows as i32).min(self.channel_most)
    }
}

/// Arrows into one block end at different points, in the order in which they come.
fn enter(nodes: &[Node], places: &[(i32, i32)], routes: &mut [Route], spacing: &Spacing) {
    let mut incoming: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (number, route) in routes.iter().enumerate() {
        incoming[route.to].push(number);
    }
    for (node, mut arrows) in incoming.into_iter().enumerate() {
        let (left, top) = places[node];
        let comes_from = |route: &Route| {
            let last = route.lanes.last().map_or(route.start.1, |(_, y)| *y);
            (last, route.start.1)
        };
        arrows.sort_by_key(|number| comes_from(&routes[*number]));
        let (low, high) = nodes[node].entries;
        // Where there is no room for all heads side by side, neighbours share a point.
        let points = (((high - low) / spacing.heads).max(0) + 1).min(arrows.len() as i32);
        let step = if points > 1 { ((high - low) / (points - 1)).min(spacing.entries) } else { 0 };
        let first = (nodes[node].entry - step * (points - 1) / 2).clamp(low, (high - step * (points - 1)).max(low));
        let count = arrows.len() as i32;
        for (place, number) in arrows.into_iter().enumerate() {
            let point = place as i32 * points / count;
            routes[number].end = (left, top + (first + step * point).min(high));
        }
    }
}
