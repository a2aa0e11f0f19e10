//! The words of the bar at the top.

use crate::workspace::{StorageState, Workspace};

/// Whether the document is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// In a word.
    pub words: &'static str,
    /// What that means.
    pub help: &'static str,
    /// The CSS classes.
    pub class: &'static str,
}

/// Links up to this length survive everywhere.
const SAFE_LINK: usize = 2_000;
/// Links up to this length survive in browsers and most wikis.
const LONG_LINK: usize = 8_000;

/// Whether the open document is saved.
pub fn saved_view(workspace: &Workspace) -> SavedView {
    let document = workspace.document.as_ref();
    match (workspace.storage, document.and_then(|it| it.saved)) {
        (StorageState::Blocked, _) => SavedView {
            words: "not kept",
            help: "This browser blocks storage: use Copy link or Download to keep the scenario.",
            class: "saved-state is-blocked",
        },
        (StorageState::Full, _) => SavedView {
            words: "no room to save",
            help: "The browser’s storage is full: delete saved documents, or use Download to keep the scenario.",
            class: "saved-state is-blocked",
        },
        (StorageState::Available, Some(_)) => SavedView {
            words: "saved",
            help: "Every change is kept in this browser.",
            class: "saved-state is-saved",
        },
        (StorageState::Available, None) => SavedView {
            words: "unchanged",
            help: "The first change makes a document of your own, which this browser keeps.",
            class: "saved-state",
        },
    }
}

/// Said where no link could be made.
pub const NO_LINK: &str =
    "No link was made: what makes links did not load. Check the connection and try again, or use Download.";

/// What is said after a link was copied, or was not.
pub fn link_copied(link: &str, copied: bool) -> String {
    let length = link.len();
    let survives = if length <= SAFE_LINK {
        "it survives in any chat or mail"
    } else if length <= LONG_LINK {
        "browsers and most wikis keep it; some chats cut it off"
    } else {
        "many programs will cut it off: send the file instead"
    };
    let done = if copied { "Link copied" } else { "The browser did not let the link be copied" };
    format!("{done}: {length} characters, {survives}. Draft format: later versions may not open it.")
}

/// The name of the file that a scenario is saved as.
pub fn file_name(title: &str) -> String {
    let words =
        title.split(|it: char| it.is_ascii() && !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if name.is_empty() { "scenario.iam.json".to_owned() } else { format!("{name}.iam.json") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_title() {
        assert_eq!(file_name("No EC2 in us-east-1"), "no-ec2-in-us-east-1.iam.json");
        assert_eq!(file_name("  "), "scenario.iam.json");
    }

    #[test]
    fn a_long_link_says_that_it_is_long() {
        assert!(link_copied(&"x".repeat(1_500), true).contains("survives in any chat"));
        assert!(link_copied(&"x".repeat(9_000), true).contains("send the file"));
    }
}
