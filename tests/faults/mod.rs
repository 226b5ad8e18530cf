//! What happens when the machine below fails, or a caller goes away: nothing acknowledged is lost, nothing refused is kept,
//! nothing is half done. Each test here failed once, with its guard taken out.

pub mod cancelled;
mod full_disk;
mod keys;
mod logging;
pub mod machine;
mod programs;
mod reading;
mod schema;
mod sealing;
mod settings;
mod volume;
