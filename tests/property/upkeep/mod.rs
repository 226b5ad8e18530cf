mod duties;
mod inspections;
mod orders;
