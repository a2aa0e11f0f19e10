//! Which parts of the screen are open.

/// The panels of a narrow screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// The tree.
    Organization,
    /// The selected entity.
    Edit,
    /// The question and its answer.
    #[default]
    Ask,
    /// The calls and their sessions.
    Steps,
}

/// How much of the explanation is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// One sentence.
    Verdict,
    /// The gates.
    #[default]
    Gates,
    /// Statements with their four marks.
    Statements,
    /// Condition operators with their values.
    Conditions,
}

impl Depth {
    /// From the outermost to the innermost.
    pub const ALL: [Depth; 4] = [Depth::Verdict, Depth::Gates, Depth::Statements, Depth::Conditions];

    /// Counted from 1.
    pub const fn number(self) -> usize {
        match self {
            Depth::Verdict => 1,
            Depth::Gates => 2,
            Depth::Statements => 3,
            Depth::Conditions => 4,
        }
    }

    /// What is open at this depth.
    pub const fn name(self) -> &'static str {
        match self {
            Depth::Verdict => "one sentence",
            Depth::Gates => "gates",
            Depth::Statements => "statements",
            Depth::Conditions => "conditions",
        }
    }

    /// The depth with this number.
    pub fn of_number(number: usize) -> Option<Depth> {
        Depth::ALL.into_iter().find(|it| it.number() == number)
    }
}

impl Panel {
    /// In the order of the bar.
    pub const ALL: [Panel; 4] = [Panel::Organization, Panel::Edit, Panel::Ask, Panel::Steps];

    /// Its name on the screen.
    pub const fn title(self) -> &'static str {
        match self {
            Panel::Organization => "Organization",
            Panel::Edit => "Edit",
            Panel::Ask => "Ask",
            Panel::Steps => "Steps",
        }
    }

    /// Its name in links, and as a CSS class.
    pub const fn key(self) -> &'static str {
        match self {
            Panel::Organization => "organization",
            Panel::Edit => "edit",
            Panel::Ask => "ask",
            Panel::Steps => "steps",
        }
    }

    /// The panel with this key.
    pub fn of_key(key: &str) -> Option<Panel> {
        Panel::ALL.into_iter().find(|it| it.key() == key)
    }
}
