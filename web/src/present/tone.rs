//! The outcomes of the screen: always a word, a shape and a colour.

/// How something turned out, as the reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Allowed, passed, matched.
    Allowed,
    /// Denied by a statement.
    Denied,
    /// An allow is missing.
    Missing,
    /// Does not apply, or was not looked at.
    Neutral,
}

impl Tone {
    /// The CSS class that sets the colours.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Allowed => "tone-allowed",
            Tone::Denied => "tone-denied",
            Tone::Missing => "tone-missing",
            Tone::Neutral => "tone-neutral",
        }
    }

    /// The shape.
    pub const fn icon(self) -> Icon {
        match self {
            Tone::Allowed => Icon::Check,
            Tone::Denied => Icon::Octagon,
            Tone::Missing => Icon::Circle,
            Tone::Neutral => Icon::Dash,
        }
    }
}

/// The drawings of the app, each 16 by 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Allowed.
    Check,
    /// Explicit deny.
    Octagon,
    /// Implicit deny.
    Circle,
    /// Does not apply.
    Dash,
    /// Does not match.
    Cross,
    /// The organization's root.
    Organization,
    /// An organizational unit.
    Unit,
    /// An account.
    Account,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A policy.
    Policy,
    /// A resource.
    Resource,
    /// A session of a role.
    Session,
    /// An AWS service.
    Service,
    /// Something folded.
    Chevron,
    /// The step before.
    Left,
    /// The step after.
    Right,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// A link.
    Link,
    /// Download.
    Download,
    /// The theme of the system.
    Theme,
    /// Light.
    Sun,
    /// Dark.
    Moon,
    /// Something to add.
    Plus,
    /// A warning.
    Warning,
    /// A file.
    File,
}

impl Icon {
    /// The path that is drawn, on a 16 by 16 grid.
    pub const fn path(self) -> &'static str {
        match self {
            Icon::Check => "M3 8.5 6.5 12 13 4.5",
            Icon::Octagon => "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z",
            Icon::Circle => "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
            Icon::Dash => "M3.5 8h9",
            Icon::Cross => "M4 4l8 8M12 4l-8 8",
            Icon::Organization => {
                "M8 2v4M3 10V8h10v2M8 6v2M1.5 10h3v3.5h-3zM6.5 10h3v3.5h-3zM11.5 10h3v3.5h-3z"
            }
            Icon::Unit => "M1.5 4.5v8.5h13V5.5H8L6.5 3.5h-5z",
            Icon::Account => "M2.5 2.5h11v11h-11zM2.5 6h11",
            Icon::User => {
                "M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.5 14c.4-3 2.6-4.4 5.5-4.4s5.1 1.4 5.5 4.4"
            }
            Icon::Group => {
                "M5.8 3a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6zM1.2 13.5c.3-2.6 2-3.8 4.6-3.8s4.3 1.2 4.6 3.8M10.5 3.2a2.2 2.2 0 0 1 0 4.2M12 9.9c1.7.5 2.6 1.7 2.8 3.6"
            }
            Icon::Role => "M3 4.5 8 2l5 2.5v4c0 3-2 4.8-5 5.8-3-1-5-2.8-5-5.8zM5.8 8l1.7 1.7L10.5 6.5",
            Icon::Policy => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 7.5h5M5.5 10h5M5.5 12.3h3",
            Icon::Resource => "M2.5 4c0-1.4 11-1.4 11 0l-1.3 9c0 1.4-8.4 1.4-8.4 0zM2.5 4c0 1.4 11 1.4 11 0",
            Icon::Session => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.3 1.6",
            Icon::Service => {
                "M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM8 1.5v2.2M8 12.3v2.2M1.5 8h2.2M12.3 8h2.2M3.4 3.4 5 5M11 11l1.6 1.6M12.6 3.4 11 5M5 11l-1.6 1.6"
            }
            Icon::Chevron => "M6 4l4 4-4 4",
            Icon::Left => "M10 3.5 5.5 8l4.5 4.5",
            Icon::Right => "M6 3.5 10.5 8 6 12.5",
            Icon::Undo => "M6 3 2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H7",
            Icon::Redo => "M10 3l3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h3",
            Icon::Link => {
                "M6.5 9.5l3-3M7 4.5l1.6-1.6a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7.5"
            }
            Icon::Download => "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
            Icon::Theme => "M8 2a6 6 0 1 1 0 12zM8 2a6 6 0 0 0 0 12",
            Icon::Sun => {
                "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.1 3.1l1 1M11.9 11.9l1 1M12.9 3.1l-1 1M4.1 11.9l-1 1"
            }
            Icon::Moon => "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Warning => "M8 2 14.5 13.5h-13zM8 6.5v3.3M8 11.5v.3",
            Icon::File => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
        }
    }

    /// Whether the drawing is filled, and not a line.
    pub const fn filled(self) -> bool {
        matches!(self, Icon::Octagon)
    }
}
