//! Sites: what is so there from day to day, their dwellings and titles.

mod facts;
mod housing;
mod housing_rows;
