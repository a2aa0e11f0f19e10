//! Maps and sets that are sorted vectors.
//!
//! They are used as the standard library's trees are, and their order is the same. The trees bring two to four kilobytes of
//! code into the browser for every type of key and value, and the standard library's sorts as much for every type that is
//! sorted; these take a tenth. What they hold is small, or comes in order: an insertion moves everything behind it.
//!
//! ```
//! use sorted::{SortedMap, SortedSet};
//!
//! let names = SortedSet::from(["maria", "carl"]);
//! assert_eq!(names.iter().collect::<Vec<_>>(), [&"carl", &"maria"]);
//!
//! let mut ages = SortedMap::new();
//! ages.insert("maria", 33);
//! *ages.or_default("carl") += 1;
//! assert_eq!(ages.remove("maria"), Some(33));
//! assert_eq!(ages.into_iter().collect::<Vec<_>>(), [("carl", 1)]);
//! ```

mod map;
mod order;
mod set;
#[cfg(test)]
mod tests;

pub use map::SortedMap;
pub use order::{sort_by, sort_by_key};
pub use set::SortedSet;
