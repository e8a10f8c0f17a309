//! Memory for small blocks, from lists of free ones, one for each size: objects come and go by the million.
//!
//! A block that is given back is the next one of its size to be handed out, so that memory stays warm. The system
//! gives memory by the slab and never gets it back; a list and its neighbours can use it again.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

/// Blocks of up to this many bytes come from here.
pub(crate) const LARGEST: usize = 512;
/// Sizes are multiples of this, and blocks are so aligned.
const STEP: usize = 16;
const SLAB: usize = 32 << 10;

/// The blocks of one size: those given back, and the rest of the newest slab.
struct Blocks {
    free: Cell<*mut u8>,
    next: Cell<*mut u8>,
    end: Cell<*mut u8>,
}

thread_local! {
    static POOL: [Blocks; LARGEST / STEP] = const {
        [const { Blocks { free: Cell::new(null_mut()), next: Cell::new(null_mut()), end: Cell::new(null_mut()) } };
            LARGEST / STEP]
    };
}

/// Does a block of this layout come from the pool? Under the fuzzer none does: its sanitizer watches the system's.
#[inline(always)]
pub(crate) fn serves(layout: Layout) -> bool {
    !cfg!(fuzzing) && layout.size() <= LARGEST && layout.align() <= STEP && layout.size() != 0
}

/// A block for a layout that the pool serves; null where the system has no memory. `grow` hears of each new slab.
#[inline(always)]
pub(crate) fn take(layout: Layout, grow: fn(usize)) -> *mut u8 {
    POOL.with(|pool| {
        let blocks = &pool[place(layout)];
        let block = blocks.free.get();
        if block.is_null() {
            return fresh(blocks, (place(layout) + 1) * STEP, grow);
        }
        // SAFETY: a free block begins with the address of the next one.
        blocks.free.set(unsafe { block.cast::<*mut u8>().read() });
        block
    })
}

/// Gives back a block that `take` gave for the same layout.
#[inline(always)]
pub(crate) fn give_back(block: *mut u8, layout: Layout) {
    POOL.with(|pool| {
        let blocks = &pool[place(layout)];
        // SAFETY: the block is the pool's, and nobody uses it any more.
        unsafe { block.cast::<*mut u8>().write(blocks.free.get()) };
        blocks.free.set(block);
    });
}

/// Would a block of the one layout do for the other?
#[inline(always)]
pub(crate) fn same_size(a: Layout, b: Layout) -> bool {
    place(a) == place(b)
}

#[inline(always)]
fn place(layout: Layout) -> usize {
    (layout.size() - 1) / STEP
}

#[inline(never)]
fn fresh(blocks: &Blocks, size: usize, grow: fn(usize)) -> *mut u8 {
    let block = blocks.next.get();
    if (blocks.end.get() as usize).wrapping_sub(block as usize) >= size && !block.is_null() {
        blocks.next.set(block.wrapping_add(size));
        return block;
    }
    grow(SLAB);
    // SAFETY: the layout is not empty.
    let slab = unsafe { System.alloc(Layout::from_size_align_unchecked(SLAB, STEP)) };
    if slab.is_null() {
        return slab;
    }
    blocks.next.set(slab.wrapping_add(size));
    blocks.end.set(slab.wrapping_add(SLAB));
    slab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_apart_and_used_again() {
        let layout = Layout::from_size_align(40, 8).unwrap();
        let blocks: Vec<*mut u8> = (0..3000).map(|_| take(layout, |_| ())).collect();
        let mut places: Vec<usize> = blocks.iter().map(|b| *b as usize).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 48));
        blocks.iter().for_each(|&b| give_back(b, layout));
        assert_eq!(take(layout, |_| ()), blocks[2999]);
    }
}
