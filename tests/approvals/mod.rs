mod courses;
mod second;
