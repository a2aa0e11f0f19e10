mod examples;
mod laws;
mod values;
mod world;
