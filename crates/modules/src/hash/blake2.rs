//! BLAKE2b and BLAKE2s, RFC 7693, with the parameters of trees.

use super::sha;

pub struct Parameters {
    pub size: usize,
    /// The length of the key.
    pub key: usize,
    pub salt: Vec<u8>,
    pub person: Vec<u8>,
    /// fanout, depth, leaf_size, node_offset, node_depth, inner_size
    pub tree: [i64; 6],
    pub last: bool,
}

/// A word of 64 or 32 bits.
pub trait Word: Copy + Default + std::ops::BitXor<Output = Self> {
    const BYTES: usize;
    const ROUNDS: usize;
    const TURNS: [u32; 4];
    fn start() -> [Self; 8];
    fn add(self, other: Self) -> Self;
    fn turn(self, by: u32) -> Self;
    fn read(bytes: &[u8]) -> Self;
    fn bytes(self) -> Vec<u8>;
    /// The low and the high word of a count.
    fn count(count: u128) -> [Self; 2];
    fn ones() -> Self;
}

macro_rules! word {
    ($type:ty, $bytes:literal, $rounds:literal, $turns:expr, $start:expr) => {
        impl Word for $type {
            const BYTES: usize = $bytes;
            const ROUNDS: usize = $rounds;
            const TURNS: [u32; 4] = $turns;
            fn start() -> [Self; 8] {
                $start
            }
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn turn(self, by: u32) -> Self {
                self.rotate_right(by)
            }
            fn read(bytes: &[u8]) -> Self {
                bytes.iter().rev().fold(0, |w, b| w << 8 | *b as $type)
            }
            fn bytes(self) -> Vec<u8> {
                self.to_le_bytes().to_vec()
            }
            fn count(count: u128) -> [Self; 2] {
                [count as $type, (count >> ($bytes * 8)) as $type]
            }
            fn ones() -> Self {
                <$type>::MAX
            }
        }
    };
}
word!(u64, 8, 12, [32, 24, 16, 63], sha::start_512());
word!(u32, 4, 10, [16, 12, 8, 7], sha::start_256());

const ORDER: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

#[derive(Clone)]
pub struct Blake2<W> {
    state: [W; 8],
    count: u128,
    pub size: usize,
    last_node: bool,
}

impl<W: Word> Blake2<W> {
    pub fn new(p: &Parameters) -> Blake2<W> {
        let mut block = vec![p.size as u8, p.key as u8, p.tree[0] as u8, p.tree[1] as u8];
        block.extend((p.tree[2] as u32).to_le_bytes());
        // The node's number has eight bytes in BLAKE2b, six in BLAKE2s; the reserved ones stay zero.
        block.extend(&(p.tree[3] as u64).to_le_bytes()[..if W::BYTES == 8 { 8 } else { 6 }]);
        block.extend([p.tree[4] as u8, p.tree[5] as u8]);
        block.resize(W::BYTES * 4, 0);
        for part in [&p.salt, &p.person] {
            let end = block.len() + W::BYTES * 2;
            block.extend(part);
            block.resize(end, 0);
        }
        let mut state = W::start();
        for (word, bytes) in state.iter_mut().zip(block.chunks_exact(W::BYTES)) {
            *word = *word ^ W::read(bytes);
        }
        Blake2 { state, count: 0, size: p.size, last_node: p.last }
    }

    pub fn block(&mut self, block: &[u8], last: bool) {
        if !last {
            self.count += block.len() as u128;
        }
        let words: Vec<W> = block.chunks_exact(W::BYTES).map(W::read).collect();
        let mut v = [W::default(); 16];
        v[..8].copy_from_slice(&self.state);
        v[8..].copy_from_slice(&W::start());
        let [low, high] = W::count(self.count);
        v[12] = v[12] ^ low;
        v[13] = v[13] ^ high;
        if last {
            v[14] = v[14] ^ W::ones();
            if self.last_node {
                v[15] = v[15] ^ W::ones();
            }
        }
        for round in 0..W::ROUNDS {
            let order = &ORDER[round % 10];
            for step in 0..8 {
                let (row, slant) = (step % 4, step / 4);
                let at = |n: usize| 4 * n + (row + n * slant) % 4;
                let (x, y) = (words[order[2 * step]], words[order[2 * step + 1]]);
                Self::mix(&mut v, [at(0), at(1), at(2), at(3)], x, y);
            }
        }
        for (i, word) in self.state.iter_mut().enumerate() {
            *word = *word ^ v[i] ^ v[i + 8];
        }
    }

    fn mix(v: &mut [W; 16], [a, b, c, d]: [usize; 4], x: W, y: W) {
        let [first, second, third, fourth] = W::TURNS;
        v[a] = v[a].add(v[b]).add(x);
        v[d] = (v[d] ^ v[a]).turn(first);
        v[c] = v[c].add(v[d]);
        v[b] = (v[b] ^ v[c]).turn(second);
        v[a] = v[a].add(v[b]).add(y);
        v[d] = (v[d] ^ v[a]).turn(third);
        v[c] = v[c].add(v[d]);
        v[b] = (v[b] ^ v[c]).turn(fourth);
    }

    pub fn finish(&mut self, rest: &[u8]) -> Vec<u8> {
        self.count += rest.len() as u128;
        let mut block = rest.to_vec();
        block.resize(W::BYTES * 16, 0);
        self.block(&block, true);
        let bytes: Vec<u8> = self.state.iter().flat_map(|w| w.bytes()).collect();
        bytes[..self.size].to_vec()
    }
}
