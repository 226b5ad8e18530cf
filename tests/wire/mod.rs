mod bad_input;
mod statements;
