//! The container of both binary files: a magic word, then columns. Like stands beside like, which compresses best.
//!
//! `MAGIC` (4 bytes, the last is the version) · number of columns (1 byte) · length of each column (u32, little-endian)
//! · the columns. A column is bytes, lines of text, varints (LEB128), or sets of varints (length, then items).

/// Lines of one text, found by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    text: String,
    /// Where each line ends.
    ends: Vec<u32>,
}

impl Lines {
    pub(crate) fn read(bytes: &[u8]) -> Option<Lines> {
        let text = std::str::from_utf8(bytes).ok()?.to_owned();
        let ends = text.match_indices('\n').filter_map(|(at, _)| u32::try_from(at).ok()).collect();
        // Every line ends with a line feed, also the last one.
        (text.is_empty() || text.ends_with('\n')).then_some(Lines { text, ends })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, idx: usize) -> Option<&str> {
        let end = *self.ends.get(idx)? as usize;
        let start = match idx.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + 1,
            None => 0,
        };
        self.text.get(start..end)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }
}

/// Lists of numbers, found by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sets {
    items: Vec<u32>,
    ends: Vec<u32>,
}

impl Sets {
    pub(crate) fn read(bytes: &[u8]) -> Option<Sets> {
        let mut numbers = Numbers { bytes };
        let mut sets = Sets::default();
        while !numbers.bytes.is_empty() {
            for _ in 0..numbers.next()? {
                sets.items.push(numbers.next()?);
            }
            sets.ends.push(u32::try_from(sets.items.len()).ok()?);
        }
        Some(sets)
    }

    /// The same where every item is written as the difference to the one before.
    pub(crate) fn read_ascending(bytes: &[u8]) -> Option<Sets> {
        let mut sets = Sets::read(bytes)?;
        let mut start = 0;
        for end in &sets.ends {
            let mut last = 0_u32;
            for item in sets.items.get_mut(start..*end as usize)? {
                last = last.checked_add(*item)?;
                *item = last;
            }
            start = *end as usize;
        }
        Some(sets)
    }

    pub(crate) fn get(&self, idx: usize) -> &[u32] {
        let end = |idx: usize| self.ends.get(idx).map(|it| *it as usize);
        let start = idx.checked_sub(1).map_or(Some(0), end);
        start.zip(end(idx)).and_then(|(start, end)| self.items.get(start..end)).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn largest_item(&self) -> Option<u32> {
        self.items.iter().copied().max()
    }
}

/// Reads varints.
struct Numbers<'a> {
    bytes: &'a [u8],
}

impl Numbers<'_> {
    fn next(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in (0..32).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

/// All varints of a column.
pub(crate) fn read_numbers(bytes: &[u8]) -> Option<Vec<u32>> {
    let mut numbers = Numbers { bytes };
    let mut all = Vec::new();
    while !numbers.bytes.is_empty() {
        all.push(numbers.next()?);
    }
    Some(all)
}

/// Takes a file apart. `None` if it is not of this kind, or cut off.
pub(crate) fn read<'a, const N: usize>(bytes: &'a [u8], magic: [u8; 4]) -> Option<[&'a [u8]; N]> {
    let rest = bytes.strip_prefix(&magic)?;
    let (n_columns, rest) = rest.split_first()?;
    let (lengths, mut rest) = rest.split_at_checked(usize::from(*n_columns) * 4)?;
    let mut columns: Vec<&'a [u8]> = Vec::with_capacity(N);
    for length in lengths.chunks_exact(4) {
        let length = u32::from_le_bytes(length.try_into().ok()?);
        let (column, after) = rest.split_at_checked(length as usize)?;
        columns.push(column);
        rest = after;
    }
    rest.is_empty().then_some(())?;
    columns.try_into().ok()
}

/// Puts a file together.
pub(crate) fn write(magic: [u8; 4], columns: &[Vec<u8>]) -> Vec<u8> {
    let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut file = magic.to_vec();
    file.push(u8::try_from(columns.len()).unwrap_or(u8::MAX));
    file.extend(columns.iter().flat_map(|it| size(it.len()).to_le_bytes()));
    file.extend(columns.iter().flatten());
    file
}

pub(crate) fn push_number(column: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        column.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    column.push(value as u8);
}

pub(crate) fn push_set(column: &mut Vec<u8>, items: &[u32]) {
    push_number(column, u32::try_from(items.len()).unwrap_or(u32::MAX));
    items.iter().for_each(|it| push_number(column, *it));
}

pub(crate) fn push_ascending_set(column: &mut Vec<u8>, items: &[u32]) {
    let before = std::iter::once(&0).chain(items);
    let differences: Vec<u32> = items.iter().zip(before).map(|(item, before)| item - before).collect();
    push_set(column, &differences);
}

pub(crate) fn push_line(column: &mut Vec<u8>, line: &str) {
    column.extend(line.bytes());
    column.push(b'\n');
}
