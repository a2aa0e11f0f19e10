//! Policy variables: which value a `${…}` has in a request (L122–L128).

use crate::pattern::{Resolve, Variable};
use crate::request::{ContextValue, RequestContext};

/// Gives variables the values of a request's context.
///
/// Only single-valued keys can be variables (L123). The value is inserted as literal text: a `*` in it is no wildcard
/// (E36).
impl Resolve for RequestContext {
    fn resolve<'v>(&'v self, variable: &'v Variable) -> Option<&'v str> {
        match self.get_key(&variable.key) {
            Some(ContextValue::Single(value)) => Some(value),
            Some(ContextValue::Multi(_)) | None => variable.default.as_deref(),
        }
    }
}
