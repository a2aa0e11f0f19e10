//! Unique ids of IAM entities (S3).

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const N_GENERATED: usize = 10;

/// What a unique id starts with (S3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdPrefix {
    /// `AIDA`
    User,
    /// `AGPA`
    Group,
    /// `AROA`
    Role,
    /// `ANPA`
    ManagedPolicy,
    /// `AIPA`
    InstanceProfile,
    /// `AKIA`
    AccessKey,
    /// `ASIA`
    TemporaryKey,
}

impl IdPrefix {
    /// The four letters.
    pub fn as_str(self) -> &'static str {
        match self {
            IdPrefix::User => "AIDA",
            IdPrefix::Group => "AGPA",
            IdPrefix::Role => "AROA",
            IdPrefix::ManagedPolicy => "ANPA",
            IdPrefix::InstanceProfile => "AIPA",
            IdPrefix::AccessKey => "AKIA",
            IdPrefix::TemporaryKey => "ASIA",
        }
    }
}

/// The unique id that an entity gets in a world with this seed: the prefix, ten letters or digits, and `EXAMPLE`, so
/// that no secret scanner takes it for a key.
pub fn unique_id(seed: u64, prefix: IdPrefix, arn: &str) -> String {
    let mut id = prefix.as_str().to_owned();
    let mut bits = hash(seed, arn);
    for _ in 0..N_GENERATED {
        id.push(letter(bits));
        bits >>= 5;
    }
    id.push_str("EXAMPLE");
    id
}

fn letter(bits: u64) -> char {
    ALPHABET.get((bits & 31) as usize).map_or('A', |it| char::from(*it))
}

/// FNV-1a over the text, mixed with the seed by the finalizer of SplitMix64.
fn hash(seed: u64, text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = fnv ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A secret that follows from the seed and what it is the secret of: 40 characters, as AWS's own examples look.
pub(crate) fn secret(seed: u64, of: &str) -> String {
    let mut secret = String::new();
    for part in ["a", "b", "c"] {
        let mut bits = hash(seed, &format!("{part} {of}"));
        for _ in 0..N_GENERATED {
            secret.push(letter(bits));
            bits >>= 5;
        }
    }
    secret + "EXAMPLEKEY"
}

/// An id of CloudTrail: the form of a UUID, from the seed and a number.
pub(crate) fn event_id(seed: u64, number: u64) -> String {
    let high = hash(seed, &format!("event {number}"));
    let low = hash(seed, &format!("event {number} low"));
    let parts = [high >> 32, high >> 16 & 0xffff, high & 0xfff, low >> 48 & 0x3fff, low & 0xffff_ffff_ffff];
    let [a, b, c, d, e] = parts;
    format!("{a:08x}-{b:04x}-4{c:03x}-{:04x}-{e:012x}", d | 0x8000)
}
