mod courses;
mod nobody;
mod second;
