//! The history of a run: its steps and events, and the state of the program at any moment. Runs no code.
//!
//! A [`Timeline`] is read from a tape. People's questions of it stand in files of their own here.
//! - [`Timeline::steps`] counts the steps: the `line`, `call`, `return` and `exception` events of `sys.settrace`.
//! - [`Timeline::events`] gives what happened in some of them: each [`Event`] with its step, its place in the source
//!   ([`Spot`], [`Event::span`]) and its [`Fact`], with what was there before.
//! - [`Timeline::state_at`] is the [`State`] when a step begins: frames with their locals, globals, and every object
//!   under the number that it keeps for ever ([`ObjectId`]), with its parts.
//! - [`Timeline::replay_before`] goes on from there, event by event, with the state after each.
//! - [`State::moment`] is what a picture draws.

mod answer;
mod apply;
mod calls;
mod changes;
mod copies;
mod describe;
mod entries;
mod event;
mod explore;
mod expression;
mod facts;
mod follow;
mod inside;
mod items;
mod moment;
mod object;
mod objects;
mod operate;
mod path;
mod place;
mod plain;
mod replay;
mod shares;
mod sharing;
mod signature;
mod skim;
mod source;
mod state;
mod timeline;
mod touched;
mod when;
mod who;
mod why;

pub use answer::{Answer, Cell, Table};
pub use copies::Copied;
pub use entries::{Entries, Members};
pub use event::{Event, Fact, Mutate, Operation, Scope, Spot, Variable};
pub use expression::{Datum, Expression, Fault};
pub use inside::Inside;
pub use items::Items;
pub use moment::{Drawing, Extent};
pub use object::{Content, Label, Object, Other, Text};
pub use path::Paths;
pub use replay::{Glimpse, Replay};
pub use sharing::{Sharing, Shows};
pub use source::{Source, Sources};
pub use state::{Frame, Local, State};
pub use timeline::{Asked, Timeline};
pub use trace::{Class, CodeId, Kind, Leaving, Mutation, NameId, ObjectId, Tables, Word};
pub use why::{Cause, Input};
