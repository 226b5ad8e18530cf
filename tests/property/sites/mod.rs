//! Sites: what is so there from day to day.

mod facts;
