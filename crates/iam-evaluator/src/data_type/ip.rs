//! Address ranges (L100–L103).

use std::cmp::Ordering;
use std::net::IpAddr;

/// A range in CIDR notation. Bits after the prefix are ignored (L103).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IpRange {
    address: IpAddr,
    prefix: u8,
}

impl IpRange {
    /// Reads `address/prefix`, or an address alone, which is that one address (L101).
    pub(crate) fn parse(text: &str) -> Option<IpRange> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let max = match address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        };
        // Leading zeros are refused, as in the parts of an address.
        let is_number =
            |it: &str| it.bytes().all(|it| it.is_ascii_digit()) && (it == "0" || !it.starts_with('0'));
        let prefix = match prefix {
            Some(prefix) if is_number(prefix) => prefix.parse().ok().filter(|&it: &u8| it <= max)?,
            Some(_) => return None,
            None => max,
        };
        Some(IpRange { address, prefix })
    }

    /// Its first address.
    pub(crate) fn start(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(it) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                IpAddr::V4((u32::from(it) & mask).into())
            }
            IpAddr::V6(it) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                IpAddr::V6((u128::from(it) & mask).into())
            }
        }
    }

    /// Its last address.
    pub(crate) fn end(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(it) => {
                let host = u32::MAX.checked_shr(u32::from(self.prefix)).unwrap_or(0);
                IpAddr::V4((u32::from(it) | host).into())
            }
            IpAddr::V6(it) => {
                let host = u128::MAX.checked_shr(u32::from(self.prefix)).unwrap_or(0);
                IpAddr::V6((u128::from(it) | host).into())
            }
        }
    }

    /// By the first address; a wider range comes before one within it.
    pub(crate) fn order(&self, other: &IpRange) -> Ordering {
        self.start().cmp(&other.start()).then(self.prefix.cmp(&other.prefix))
    }

    /// Whether an address lies in the range. An address never lies in a range of the other family (L102).
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(range), IpAddr::V4(it)) => {
                let differing = u32::from(range) ^ u32::from(it);
                differing.checked_shr(32 - u32::from(self.prefix)).unwrap_or(0) == 0
            }
            (IpAddr::V6(range), IpAddr::V6(it)) => {
                let differing = u128::from(range) ^ u128::from(it);
                differing.checked_shr(128 - u32::from(self.prefix)).unwrap_or(0) == 0
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}
