mod grants;
mod guard;
mod sessions;
mod setup;
