//! The column of each node: one further than the furthest that points at it.

use super::{Edge, Node, Stood};

/// All arrows. Those that close a cycle, seen from the frames, lead back.
pub(crate) fn edges(nodes: &[Node]) -> Vec<Edge> {
    let mut first = Vec::with_capacity(nodes.len());
    let mut edges = Vec::new();
    for (from, node) in nodes.iter().enumerate() {
        first.push(edges.len());
        for (port, leaves) in node.ports.iter().enumerate() {
            edges.push(Edge { from, port, to: leaves.target, back: false });
        }
    }
    // Depth first, without recursion: an arrow to a node on the way here closes a cycle.
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; nodes.len()];
    let mut way: Vec<(usize, usize)> = Vec::new();
    for start in 0..nodes.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        way.push((start, 0));
        while let Some((node, port)) = way.last_mut() {
            let Some(leaves) = nodes[*node].ports.get(*port) else {
                state[*node] = State::Done;
                way.pop();
                continue;
            };
            let number = first[*node] + *port;
            *port += 1;
            match state[leaves.target] {
                State::New => {
                    state[leaves.target] = State::Open;
                    way.push((leaves.target, 0));
                }
                State::Open => edges[number].back = true,
                State::Done => {}
            }
        }
    }
    for edge in &mut edges {
        // Nothing points at a frame from the left.
        edge.back |= nodes[edge.to].frame;
    }
    edges
}

/// What stood in a column stays there: an arrow that would not lead to the right any more leads back.
pub(crate) fn assign(nodes: &[Node], edges: &mut [Edge], stood: &[Stood]) -> Vec<usize> {
    // Without frames there is no column for them.
    let first = nodes.iter().any(|node| node.frame) as usize;
    let known = |node: usize| stood.get(node).and_then(|stood| stood.column).unwrap_or(first).max(first);
    let kept = |node: usize| nodes[node].frame || stood.get(node).is_some_and(|stood| stood.top.is_some());
    let mut layers: Vec<usize> =
        nodes.iter().enumerate().map(|(number, node)| if node.frame { 0 } else { known(number) }).collect();
    let mut waiting_for = vec![0usize; nodes.len()];
    let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (number, edge) in edges.iter().enumerate().filter(|(_, e)| !e.back) {
        waiting_for[edge.to] += 1;
        leaving[edge.from].push(number);
    }
    let mut ready: Vec<usize> = (0..nodes.len()).filter(|n| waiting_for[*n] == 0).collect();
    while let Some(node) = ready.pop() {
        for &number in &leaving[node] {
            let to = edges[number].to;
            if !kept(to) {
                layers[to] = layers[to].max(layers[node] + 1);
            }
            waiting_for[to] -= 1;
            if waiting_for[to] == 0 {
                ready.push(to);
            }
        }
    }
    for edge in edges {
        edge.back = nodes[edge.to].frame || layers[edge.to] <= layers[edge.from];
    }
    layers
}
