//! The committed data: what it holds, what look-ups find in it, and how large it is when built.

#![cfg(test)]

mod built;
mod counts;
mod facts;
mod look_ups;
mod managed_policies;
mod sizes;
