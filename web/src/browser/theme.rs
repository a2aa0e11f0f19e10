//! Light or dark, as the user or the system wants.

use crate::present::tone::Icon;

/// The key in the local storage.
const KEY: &str = "iam-playground.theme";

/// Which colours the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one after it.
    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Its drawing.
    pub const fn icon(self) -> Icon {
        match self {
            Theme::System => Icon::Theme,
            Theme::Light => Icon::Sun,
            Theme::Dark => Icon::Moon,
        }
    }

    /// What was chosen before, or what the system says.
    pub fn saved() -> Theme {
        match super::storage::get_item(KEY).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Shows the page in this theme, and remembers it where storage is allowed.
    pub fn show(self) {
        let root = super::window().and_then(|it| it.document()).and_then(|it| it.document_element());
        if let Some(root) = root {
            root.set_attribute("data-theme", self.name()).ok();
        }
        super::storage::set_item(KEY, self.name()).ok();
    }
}
