//! `steward check`: sound books report nothing, and each kind of damage is seen as what it is.

mod command;
mod complained;
mod damage;
mod excepted;
mod listed;
mod paid;
pub mod plant;
mod posted;
