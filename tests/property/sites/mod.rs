//! Sites: what is so there from day to day, their dwellings and titles, and the old houses that were left.

mod demolitions;
mod facts;
mod housing;
mod housing_rows;
mod housing_stays;
