//! The allocator: the system's, with a count of what is held and a limit that nothing passes.
//!
//! The machine looks at the count now and then, and ends a run in good order before it reaches the limit. A run that
//! jumps over that (one huge list) is ended here, at once: with the limit in place an allocation beyond it never
//! happens.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::pool;

/// To be made the global allocator by the program that has limits.
pub struct Counting;

static LIMIT: AtomicUsize = AtomicUsize::new(isize::MAX as usize);
static AT_LIMIT: OnceLock<fn() -> !> = OnceLock::new();

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// Bytes that this thread holds; 0 where another allocator is in use.
pub fn allocated_bytes() -> usize {
    // Memory that another thread took and this one gave back would count below nothing.
    if (HELD.get() as isize) < 0 { 0 } else { HELD.get() }
}

/// From now on `act` ends the process when a thread would hold more than `bytes`.
pub fn set_memory_limit(bytes: usize, act: fn() -> !) {
    if AT_LIMIT.set(act).is_ok() {
        LIMIT.store(bytes, Ordering::Relaxed);
    }
}

#[inline(always)]
fn hold(bytes: usize) {
    let held = HELD.get().wrapping_add(bytes);
    HELD.set(held);
    if held as isize > LIMIT.load(Ordering::Relaxed) as isize {
        end();
    }
}

#[inline(always)]
fn release(bytes: usize) {
    HELD.set(HELD.get().wrapping_sub(bytes));
}

#[cold]
fn end() {
    // What is done at the end may allocate.
    LIMIT.store(isize::MAX as usize, Ordering::Relaxed);
    if let Some(act) = AT_LIMIT.get() {
        act()
    }
}

/// A block for a value, to be given to [`free`]. Objects ask here, whichever allocator the program has.
#[inline(always)]
pub(crate) fn block<T>() -> NonNull<T> {
    let layout = Layout::new::<T>();
    let block = if pool::serves(layout) {
        pool::take(layout, hold)
    } else {
        // SAFETY: no object is without a size.
        unsafe { std::alloc::alloc(layout) }
    };
    match NonNull::new(block.cast()) {
        Some(block) => block,
        None => std::alloc::handle_alloc_error(layout),
    }
}

/// # Safety
/// The block came from [`block`] for this layout, and nobody uses it any more.
#[inline(always)]
pub(crate) unsafe fn free(block: *mut u8, layout: Layout) {
    if pool::serves(layout) {
        return pool::give_back(block, layout);
    }
    // SAFETY: the caller's promise.
    unsafe { std::alloc::dealloc(block, layout) }
}

// SAFETY: small blocks come from the pool and go back there, as the layout says; everything else is handed on to the
// system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if pool::serves(layout) {
            return pool::take(layout, hold);
        }
        hold(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if pool::serves(layout) {
            let block = pool::take(layout, hold);
            if !block.is_null() {
                // SAFETY: the block has that many bytes.
                unsafe { block.write_bytes(0, layout.size()) };
            }
            return block;
        }
        hold(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if pool::serves(layout) {
            return pool::give_back(pointer, layout);
        }
        release(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the size is one for this alignment.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if !pool::serves(layout) && !pool::serves(wanted) {
            release(layout.size());
            hold(size);
            // SAFETY: the caller's promise.
            return unsafe { System.realloc(pointer, layout, size) };
        }
        if pool::serves(layout) && pool::serves(wanted) && pool::same_size(layout, wanted) {
            return pointer;
        }
        // SAFETY: the new block is another one, and both have the bytes that are copied.
        unsafe {
            let block = self.alloc(wanted);
            if !block.is_null() {
                block.copy_from_nonoverlapping(pointer, layout.size().min(size));
                self.dealloc(pointer, layout);
            }
            block
        }
    }
}
