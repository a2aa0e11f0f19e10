//! Amazon Resource Names and account ids, as requests and entities carry them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use std::fmt;

/// A twelve-digit AWS account id (L152).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId([u8; 12]);

/// The text is not twelve digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidAccountId;

impl AccountId {
    /// Reads twelve ASCII digits.
    ///
    /// # Errors
    /// [`InvalidAccountId`] for anything else.
    pub fn parse(text: &str) -> Result<AccountId, InvalidAccountId> {
        match <[u8; 12]>::try_from(text.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(AccountId(digits)),
            _ => Err(InvalidAccountId),
        }
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}

impl fmt::Display for InvalidAccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an account id is twelve digits, such as `111122223333`")
    }
}

impl std::error::Error for InvalidAccountId {}

/// `arn:partition:service:region:account:resource` (L150). The resource may hold further colons and slashes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arn {
    text: Box<str>,
    colons: Colons,
}

/// The text does not have the six fields of an ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidArn {
    /// What was given.
    pub text: String,
}

impl Arn {
    /// Splits `text` at its first five colons.
    ///
    /// # Errors
    /// [`InvalidArn`] if it has fewer than six fields or does not start with `arn:`.
    pub fn parse(text: &str) -> Result<Arn, InvalidArn> {
        match Colons::of(text) {
            Some(colons) if text.starts_with("arn:") => Ok(Arn { text: text.into(), colons }),
            _ => Err(InvalidArn { text: text.to_owned() }),
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `aws`, `aws-cn`, `aws-us-gov`, …
    pub fn partition(&self) -> &str {
        self.colons.field(&self.text, 1)
    }

    /// The service namespace, such as `s3`.
    pub fn service(&self) -> &str {
        self.colons.field(&self.text, 2)
    }

    /// The region; empty for global services.
    pub fn region(&self) -> &str {
        self.colons.field(&self.text, 3)
    }

    /// The account field as written; empty for S3, `aws` for AWS managed policies.
    pub fn account(&self) -> &str {
        self.colons.field(&self.text, 4)
    }

    /// The account, if the ARN names one.
    pub fn account_id(&self) -> Option<AccountId> {
        AccountId::parse(self.account()).ok()
    }

    /// Everything after the fifth colon.
    pub fn resource(&self) -> &str {
        self.colons.field(&self.text, 5)
    }

    /// All six fields, from `arn` to the resource.
    pub fn fields(&self) -> [&str; 6] {
        self.colons.fields(&self.text)
    }

    /// Where its fields end.
    pub(crate) fn colons(&self) -> Colons {
        self.colons
    }
}

/// The offsets of the first five colons of a text: where its fields end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Colons([u32; 5]);

impl Colons {
    /// `None` if there are fewer.
    pub(crate) fn of(text: &str) -> Option<Colons> {
        let mut colons = [0; 5];
        let mut found = text.bytes().enumerate().filter(|(_, it)| *it == b':');
        for colon in &mut colons {
            *colon = u32::try_from(found.next()?.0).ok()?;
        }
        Some(Colons(colons))
    }

    /// One of the six fields of the text, from 0.
    #[inline]
    pub(crate) fn field<'t>(&self, text: &'t str, idx: usize) -> &'t str {
        let start = idx.checked_sub(1).and_then(|it| self.0.get(it)).map_or(0, |&it| it as usize + 1);
        let end = self.0.get(idx).map_or(text.len(), |&it| it as usize);
        text.get(start..end).unwrap_or_default()
    }

    /// All six.
    pub(crate) fn fields<'t>(&self, text: &'t str) -> [&'t str; 6] {
        [0, 1, 2, 3, 4, 5].map(|it| self.field(text, it))
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({})", self.text)
    }
}

impl fmt::Display for InvalidArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not an ARN: write `arn:partition:service:region:account:resource`", self.text)
    }
}

impl std::error::Error for InvalidArn {}
