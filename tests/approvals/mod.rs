mod courses;
mod definitions;
mod nobody;
mod opinions;
mod second;
