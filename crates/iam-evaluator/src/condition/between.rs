//! Values between the bounds that policies set: of numbers, dates and addresses.

use std::net::IpAddr;

use crate::data_type::{Decimal, Instant, IpRange};

/// Values that satisfy several conditions on one key at once, if any do: of numbers, dates and addresses, read from the values
/// of the conditions.
pub fn between(bounds: &[String]) -> Vec<String> {
    [numbers(bounds), dates(bounds), addresses(bounds)].concat()
}

/// One number between each two neighbours.
fn numbers(bounds: &[String]) -> Vec<String> {
    let mut bounds: Vec<&String> = bounds.iter().filter(|it| Decimal::parse(it).is_some()).collect();
    sorted::sort_by(&mut bounds, |a, b| match (Decimal::parse(a), Decimal::parse(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.cmp(b),
    });
    let between = |pair: &[&String]| match pair {
        [low, high] => number_between(low, high),
        _ => None,
    };
    bounds.windows(2).filter_map(between).collect()
}

fn number_between(low: &str, high: &str) -> Option<String> {
    match (low.parse::<i64>(), high.parse::<i64>()) {
        (Ok(low), Ok(high)) if high.checked_sub(low)? >= 2 => Some((low + (high - low) / 2).to_string()),
        _ => {
            let (low, high): (f64, f64) = (low.parse().ok()?, high.parse().ok()?);
            (low < high).then(|| (low + (high - low) / 2.0).to_string())
        }
    }
}

/// One date between each two neighbours.
fn dates(bounds: &[String]) -> Vec<String> {
    let mut instants: Vec<Instant> = bounds.iter().filter_map(|it| Instant::parse(it)).collect();
    sorted::sort_by_key(&mut instants, |it| *it);
    let between = |pair: &[Instant]| match pair {
        [low, high] => low.between(high),
        _ => None,
    };
    instants.windows(2).filter_map(between).collect()
}

/// The first address of each range, that behind its last, its last, and that before its first: every part that ranges leave
/// has one of these.
fn addresses(ranges: &[String]) -> Vec<String> {
    let ranges: Vec<IpRange> = ranges.iter().filter_map(|it| IpRange::parse(it)).collect();
    let forms: [fn(&IpRange) -> Option<IpAddr>; 4] =
        [|it| Some(it.start()), |it| after(it.end()), |it| Some(it.end()), |it| before(it.start())];
    forms.iter().flat_map(|form| ranges.iter().filter_map(form)).map(|it| it.to_string()).collect()
}

fn before(address: IpAddr) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(it) => IpAddr::V4(u32::from(it).checked_sub(1)?.into()),
        IpAddr::V6(it) => IpAddr::V6(u128::from(it).checked_sub(1)?.into()),
    })
}

fn after(address: IpAddr) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(it) => IpAddr::V4(u32::from(it).checked_add(1)?.into()),
        IpAddr::V6(it) => IpAddr::V6(u128::from(it).checked_add(1)?.into()),
    })
}
