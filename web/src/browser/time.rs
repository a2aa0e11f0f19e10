//! The user's clock. The scenario has its own.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Runs `act` after a while.
pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(act);
    if let Some(window) = super::window() {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), milliseconds)
            .ok();
    }
}

/// How long ago a time was, in milliseconds since 1970.
pub fn ago(time: u64) -> String {
    words((js_sys::Date::now() as u64).saturating_sub(time))
}

fn words(milliseconds: u64) -> String {
    let minutes = milliseconds / 60_000;
    let plural = |n: u64, unit: &str| format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" });
    match (minutes / 1440, minutes / 60, minutes) {
        (0, 0, 0) => "just now".to_owned(),
        (0, 0, minutes) => plural(minutes, "minute"),
        (0, hours, _) => plural(hours, "hour"),
        (days, _, _) => plural(days, "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_largest_unit_is_said() {
        for (milliseconds, expected) in [
            (0, "just now"),
            (61_000, "1 minute ago"),
            (7_300_000, "2 hours ago"),
            (180_000_000, "2 days ago"),
        ] {
            assert_eq!(words(milliseconds), expected);
        }
    }
}
