mod courses;
mod definitions;
mod nobody;
mod second;
