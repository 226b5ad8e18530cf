mod bad_input;
mod lists;
mod pages;
mod rate;
mod statements;
