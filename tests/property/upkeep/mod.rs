mod duties;
mod inspections;
mod orders;
mod paid;
