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
    let read = move || Erased { value: Arc::new(read()), is_same: is_same::<T> };
    Derived { memo: memo(Box::new(read)), of: PhantomData }
}

fn memo(read: Box<dyn Fn() -> Erased + Send + Sync>) -> Memo<Erased> {
    Memo::new(move |_| read())
}

/// A value of any type, which can be compared with another one of that type.
#[derive(Clone)]
struct Erased {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Erased {
    fn eq(&self, other: &Erased) -> bool {
        (self.is_same)(&*self.value, &*other.value)
    }
}

fn is_same<T: PartialEq + 'static>(value: &dyn Any, other: &dyn Any) -> bool {
    match (value.downcast_ref::<T>(), other.downcast_ref::<T>()) {
        (Some(value), Some(other)) => value == other,
        _ => false,
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
        match erased.value.downcast() {
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
