//! The action of a request.

use std::fmt;

/// `service:Name`, such as `s3:GetObject`. Compared without regard to ASCII case (E24).
#[derive(Clone, PartialEq, Eq)]
pub struct Action {
    text: Box<str>,
    lower: Box<str>,
    colon: usize,
}

/// The text is not `service:Name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAction {
    /// What was given.
    pub text: String,
}

impl Action {
    /// Reads `service:Name`: one colon, a service prefix of letters, digits and hyphens, and a name without
    /// wildcards (L41).
    ///
    /// # Errors
    /// [`InvalidAction`] for anything else.
    pub fn parse(text: &str) -> Result<Action, InvalidAction> {
        let invalid = || InvalidAction { text: text.to_owned() };
        let (service, name) = text.split_once(':').ok_or_else(invalid)?;
        let word = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        let is_word = |it: &str| !it.is_empty() && it.chars().all(word);
        if !is_word(service) || !is_word(name) {
            return Err(invalid());
        }
        Ok(Action { text: text.into(), lower: text.to_ascii_lowercase().into(), colon: service.len() })
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In lower case: the form that is compared.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// The service prefix, in lower case.
    pub fn service(&self) -> &str {
        self.lower.get(..self.colon).unwrap_or_default()
    }

    /// The name after the colon, as written.
    pub fn name(&self) -> &str {
        self.text.get(self.colon + 1..).unwrap_or_default()
    }

    /// The name after the colon, in lower case.
    pub fn lower_name(&self) -> &str {
        self.lower.get(self.colon + 1..).unwrap_or_default()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({})", self.text)
    }
}

impl fmt::Display for InvalidAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an action: write `service:Name`, such as `s3:GetObject`", self.text)
    }
}

impl std::error::Error for InvalidAction {}
