//! Unique ids of IAM entities (S3).

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const N_GENERATED: usize = 10;

/// What a unique id starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdPrefix {
    /// `AIDA`
    User,
    /// `AROA`
    Role,
}

/// The unique id that an entity gets in a world with this seed: the prefix, ten letters or digits, and `EXAMPLE`, so
/// that no secret scanner takes it for a key.
pub fn unique_id(seed: u64, prefix: IdPrefix, arn: &str) -> String {
    let mut id = match prefix {
        IdPrefix::User => "AIDA".to_owned(),
        IdPrefix::Role => "AROA".to_owned(),
    };
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
