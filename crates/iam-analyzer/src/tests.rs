mod examples;
mod laws;
mod missing_keys;
mod values;
mod world;
