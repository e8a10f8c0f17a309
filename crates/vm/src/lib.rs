//! The machine: frames, the loop, calls, generators, exceptions, and the protocols through which
//! values of every type are used (attribute, item, call, iteration, comparison, hash, truth, number).
//!
//! Knows no method of any type: those are natives that `builtins` and `modules` register in classes,
//! where the protocols find them by their dunder names like everybody else's.

mod advance;
mod attribute;
mod bind;
mod buffer;
mod build;
mod cache;
mod call;
mod caret;
mod class;
mod codec;
mod codec_error;
mod construct;
mod convert;
mod copied;
mod coroutine;
mod data;
mod dunder;
mod entry;
mod error;
mod exception_tree;
mod fallback;
mod frame;
mod frame_object;
mod generator;
mod group;
mod handle;
mod import;
mod item;
mod iterate;
mod layout;
mod live;
mod long;
mod machine;
mod native;
mod new_class;
mod observe;
mod operate;
mod outside;
mod pattern;
mod quick;
mod reclaim;
mod record;
mod report;
mod resume;
mod run;
mod shown;
mod signature;
mod slow;
mod source;
mod spec;
mod string;
mod suggest;
mod tell;
mod traceback;
mod unwind;
mod verb;
mod view;
mod warning;
mod watch;

pub use bytecode::intrinsic;
pub use class::{CallFn, NativeClass, NextFn};
pub use codec::{Codecs, Decoder, Encoder, normalized};
pub use compile::{Mode as SourceMode, Options as CompileOptions};
pub use convert::SliceBounds;
pub use copied::Origins;
pub use entry::{Place, decode_source, error_text};
pub use error::{Raised, Result};
pub use exception_tree::EXCEPTIONS;
pub use frame::Frame;
pub use group::Condition;
pub use live::Live;
pub use machine::{AtStep, Flags, Library, LibraryModule, Limits, STACK_SIZE, Stop, Thread, Vm, on_stack};
pub use native::{Getter, Method, NativeFn, class_method, getter, getter_setter, method, static_method};
pub use observe::{Observer, Silent, TapeObserver};
pub use operate::{Binary, Comparison, Unary};
pub use tell::{Describe, Description, Part};
pub use trace::Mutation;
pub use verb::Edit;
pub use view::{FrameView, Local};
pub use watch::{Look, Watch};

/// Source as a tree, for modules that give trees out.
pub mod syntax {
    pub use compile::{Lexeme, Mode, Node, Options, Place, Tree, lexemes, parse_tree};
}
