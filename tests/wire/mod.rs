mod bad_input;
mod lists;
mod names;
mod pages;
mod rate;
mod references;
mod statements;
