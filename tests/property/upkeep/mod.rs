mod duties;
mod inspections;
mod leads;
mod orders;
mod paid;
mod plans;
