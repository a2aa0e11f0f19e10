//! What changes on the screen, with one type for each kind of it.
//!
//! Leptos compiles its machinery anew for every type of closure that a view holds: hundreds of kilobytes for an app of
//! this size. Here closures are boxed behind a few types, so that the machinery is there once.

use leptos::prelude::*;

pub(super) use super::derived::{Derived, derived};

/// A text that follows from the state.
pub(super) fn shown<T: Shown>(read: impl Fn() -> T + Send + Sync + 'static) -> Signal<String> {
    signal(Box::new(move || read().into_text()))
}

/// A signal of a function that is behind a pointer, so that the signals of a type are of one kind.
fn signal<T: Send + Sync + 'static>(read: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(read)
}

/// What can be shown as a text.
pub(super) trait Shown {
    /// The text.
    fn into_text(self) -> String;
}

impl Shown for String {
    fn into_text(self) -> String {
        self
    }
}

impl Shown for &str {
    fn into_text(self) -> String {
        self.to_owned()
    }
}

impl Shown for usize {
    fn into_text(self) -> String {
        self.to_string()
    }
}

/// Nothing is an empty text.
impl<T: Shown> Shown for Option<T> {
    fn into_text(self) -> String {
        self.map(T::into_text).unwrap_or_default()
    }
}

/// An attribute that may be absent.
pub(super) fn attribute(
    read: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    signal(Box::new(move || read().map(str::to_owned)))
}

/// An attribute or property that is there or not.
pub(super) fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    signal(Box::new(read))
}

/// The value of an `aria-…` attribute that is `true` or `false`.
pub(super) fn truth(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
    signal(Box::new(move || Some(read().to_string())))
}

/// A part of the screen that is there while there is something to show.
pub(super) fn maybe<V: IntoAny>(view: impl Fn() -> Option<V> + Send + 'static) -> AnyView {
    boxed(Box::new(move || view().map(IntoAny::into_any)))
}

/// A part of the screen that is there while the condition holds. It is built anew only when the condition changes.
pub(super) fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let condition = derived(condition);
    boxed(Box::new(move || condition.get().then(&view)))
}

/// One part of the screen or the other.
pub(super) fn either(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
    other: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let condition = derived(condition);
    boxed(Box::new(move || Some(if condition.get() { view() } else { other() })))
}

/// A part of the screen that is built anew when what it shows changes.
pub(super) fn built<V: IntoAny>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    boxed(Box::new(move || Some(view().into_any())))
}

fn boxed(view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    (move || view().unwrap_or_else(|| ().into_any())).into_any()
}

/// A handler of an event.
pub(super) fn act<E: 'static>(handle: impl Fn(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
