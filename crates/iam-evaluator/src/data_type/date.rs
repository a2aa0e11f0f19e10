//! Instants in the W3C profile of ISO 8601, and as epoch seconds (L94, L95).

/// A point in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a date with `Thh:mm`, `:ss` and `.s` as wished and `Z` or `±hh:mm`.
    /// What is missing is the first instant, UTC. More than four digits are epoch seconds; up to four are a year.
    pub(crate) fn parse(text: &str) -> Option<Instant> {
        Instant::usual(text).or_else(|| Instant::general(text))
    }

    /// A date between two instants, if whole seconds are between them.
    pub(crate) fn between(&self, later: &Instant) -> Option<String> {
        let distance = later.seconds.checked_sub(self.seconds)?;
        (distance >= 2).then(|| date_of(self.seconds + distance / 2))
    }

    /// Reads `YYYY-MM-DDThh:mm:ssZ`, the form of nearly every date, without looking for its parts.
    pub(super) fn usual(text: &str) -> Option<Instant> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, b'Z'] =
            text.as_bytes()
        else {
            return None;
        };
        let year = two_digits(y1, y2)? * 100 + two_digits(y3, y4)?;
        let (month, day) = (two_digits(m1, m2)?, two_digits(d1, d2)?);
        let (hour, minute, second) = (two_digits(h1, h2)?, two_digits(n1, n2)?, two_digits(s1, s2)?);
        let is_date = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        let is_time = hour <= 23 && minute <= 59 && second <= 60;
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
        (is_date && is_time).then_some(Instant { seconds, nanoseconds: 0 })
    }

    pub(super) fn general(text: &str) -> Option<Instant> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_epoch = digits.len() > 4 && digits.bytes().all(|it| it.is_ascii_digit());
        if is_epoch {
            return text.parse().ok().map(|seconds| Instant { seconds, nanoseconds: 0 });
        }
        if text.len() < 4 {
            let year = number(text, text.len(), 999)?;
            return Some(Instant { seconds: days_from_civil(year, 1, 1) * 86_400, nanoseconds: 0 });
        }
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let (days, has_day) = date_days(date)?;
        let midnight = Instant { seconds: days * 86_400, nanoseconds: 0 };
        match time {
            None => Some(midnight),
            Some(time) if has_day => midnight.at(time),
            Some(_) => None,
        }
    }

    fn at(self, time: &str) -> Option<Instant> {
        let (clock, offset) = split_zone(time)?;
        let (clock, fraction) = match clock.split_once('.') {
            Some((clock, fraction)) => (clock, Some(fraction)),
            None => (clock, None),
        };
        let mut parts = clock.split(':');
        let hour = number(parts.next()?, 2, 23)?;
        let minute = number(parts.next()?, 2, 59)?;
        let second = match parts.next() {
            Some(it) => number(it, 2, 60)?,
            None if fraction.is_some() => return None,
            None => 0,
        };
        if parts.next().is_some() {
            return None;
        }
        let nanoseconds = fraction.map_or(Some(0), nanoseconds)?;
        let seconds = self.seconds + hour * 3600 + minute * 60 + second - offset;
        Some(Instant { seconds, nanoseconds })
    }
}

/// Days since 1970-01-01, and whether the date has a day.
fn date_days(date: &str) -> Option<(i64, bool)> {
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4, 9999)?;
    let month = parts.next().map(|it| number(it, 2, 12)).transpose_or(1)?;
    let day_part = parts.next();
    let day = day_part.map(|it| number(it, 2, 31)).transpose_or(1)?;
    if parts.next().is_some() || month == 0 || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    Some((days_from_civil(year, month, day), day_part.is_some()))
}

/// `None` is the default; `Some(None)` is unreadable.
trait TransposeOr {
    fn transpose_or(self, default: i64) -> Option<i64>;
}

impl TransposeOr for Option<Option<i64>> {
    fn transpose_or(self, default: i64) -> Option<i64> {
        self.unwrap_or(Some(default))
    }
}

fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, zone) = time.split_at_checked(at)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    Some((clock, sign * (number(hours, 2, 23)? * 3600 + number(minutes, 2, 59)? * 60)))
}

fn two_digits(tens: u8, ones: u8) -> Option<i64> {
    let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
    is_number.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// A number of exactly that many digits.
fn number(text: &str, len: usize, max: i64) -> Option<i64> {
    let is_digits = text.len() == len && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|&it: &i64| is_digits && it <= max)
}

/// The first nine digits of a fraction of a second.
fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(digits.fold(0, |sum, it| sum * 10 + u32::from(it - b'0')))
}

/// The usual text of a number of seconds, or the number where no year of four digits has it.
fn date_of(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // The year has at most 366 days, and begins not long before.
    let mut year = 1970 + days.div_euclid(366);
    while days_from_civil(year + 1, 1, 1) <= days {
        year += 1;
    }
    if !(0..=9999).contains(&year) {
        return seconds.to_string();
    }
    let mut month = 1;
    while month < 12 && days_from_civil(year, month + 1, 1) <= days {
        month += 1;
    }
    let day = days - days_from_civil(year, month, 1) + 1;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Counts days in years that begin in March, so that a leap day is the last of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days_before_month = (153 * month + 2) / 5;
    // From the first of March of the year 0 to 1970-01-01 it is 719,468 days.
    year * 365 + leap_days + days_before_month + day - 1 - 719_468
}
