//! The simulated clock.

use std::fmt;

const SECONDS_PER_DAY: i64 = 86_400;

/// A moment in UTC, in whole seconds since 1970-01-01. The world's clock stands still until somebody moves it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

/// The text is not a date and time in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTimestamp {
    /// What was given.
    pub text: String,
}

impl Timestamp {
    /// The moment that many seconds after 1970-01-01T00:00:00Z.
    pub fn from_epoch_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds)
    }

    /// Reads `2026-01-31T09:30:00Z`: four-digit year, whole seconds, UTC.
    ///
    /// # Errors
    /// [`InvalidTimestamp`] for anything else, such as a day that the month does not have.
    pub fn parse(text: &str) -> Result<Timestamp, InvalidTimestamp> {
        read(text).ok_or_else(|| InvalidTimestamp { text: text.to_owned() })
    }

    /// Seconds since 1970-01-01T00:00:00Z: the value of `aws:EpochTime`.
    pub fn epoch_seconds(self) -> i64 {
        self.0
    }

    /// This moment and that many seconds more.
    #[must_use]
    pub fn plus_seconds(self, seconds: u32) -> Timestamp {
        Timestamp(self.0.saturating_add(i64::from(seconds)))
    }
}

/// As AWS prints it: `2026-01-31T09:30:00Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(SECONDS_PER_DAY));
        let second = self.0.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
    }
}

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date and time: write it in UTC, such as `2026-01-31T09:30:00Z`", self.text)
    }
}

impl std::error::Error for InvalidTimestamp {}

fn read(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let days = days_from_civil(year, month, day);
    if hour > 23 || minute > 59 || second > 59 || civil_from_days(days) != (year, month, day) {
        return None;
    }
    Some(Timestamp(days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second))
}

/// Three numbers of exactly these many digits.
fn numbers(text: &str, separator: char, n_digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, n_digits) in numbers.iter_mut().zip(n_digits) {
        let part = parts.next()?;
        if part.len() != n_digits || !part.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of that many days since 1970-01-01: the inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
