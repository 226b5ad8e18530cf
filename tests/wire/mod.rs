mod bad_input;
mod rate;
mod statements;
