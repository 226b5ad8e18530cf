mod grants;
mod sessions;
