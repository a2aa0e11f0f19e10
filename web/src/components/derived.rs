//! What follows from the state, behind one type: see `dynamic`.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

/// What follows from the state, worked out again only when that changes: a [`Memo`] that has one type inside.
pub(super) struct Derived<T> {
    memo: Memo<Erased>,
    of: PhantomData<fn() -> T>,
}

/// Derives a value.
pub(super) fn derived<T>(read: impl Fn() -> T + Send + Sync + 'static) -> Derived<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Derived { memo: memo(Box::new(move |previous| next(previous, read()))), of: PhantomData }
}

fn memo(read: Box<dyn Fn(Option<Erased>) -> (Erased, bool) + Send + Sync>) -> Memo<Erased> {
    Memo::new_owning(read)
}

/// A value of any type.
type Erased = Arc<dyn Any + Send + Sync>;

/// The value to keep, and whether it is another one than before. Once for each type of value, not for each closure.
#[inline(never)]
fn next<T: PartialEq + Send + Sync + 'static>(previous: Option<Erased>, value: T) -> (Erased, bool) {
    match previous {
        Some(previous) if previous.downcast_ref() == Some(&value) => (previous, false),
        Some(_) | None => (Arc::new(value), true),
    }
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Derived<T> {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: Send + Sync + 'static> Derived<T> {
    /// The value; what reads it here runs again when it changes.
    pub(super) fn read(self) -> Reading<T> {
        Reading::of(self.memo.get())
    }

    /// The value as it is now.
    pub(super) fn read_untracked(self) -> Reading<T> {
        Reading::of(self.memo.get_untracked())
    }
}

impl<T: Clone + Send + Sync + 'static> Derived<T> {
    /// A copy of the value; what reads it here runs again when it changes.
    pub(super) fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of the value as it is now.
    pub(super) fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }
}

impl<T: Clone + Send + Sync + 'static> From<Derived<T>> for Signal<T> {
    fn from(derived: Derived<T>) -> Signal<T> {
        Signal::derive(move || derived.get())
    }
}

/// A value that is being read.
pub(super) struct Reading<T>(Arc<T>);

impl<T: Send + Sync + 'static> Reading<T> {
    #[expect(clippy::unreachable, reason = "only `derived` makes the value, with the type that it has")]
    fn of(erased: Erased) -> Reading<T> {
        match erased.downcast() {
            Ok(value) => Reading(value),
            Err(_) => unreachable!(),
        }
    }
}

impl<T: Clone> Reading<T> {
    fn clone(&self) -> T {
        T::clone(&self.0)
    }
}

impl<T> Deref for Reading<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
