//! A first look at the resources of statements: most of those that name the request's action are about other
//! resources, and are turned away here, by a few bytes that lie side by side in memory.

use std::cell::OnceCell;

use sorted::SortedMap;

use super::byte_pairs::BytePairs;
use super::compiled::{CompiledResource, CompiledStatement};
use super::index::Certainty;
use crate::pattern::{ArnPattern, ArnText, Resolve, Variable};
use crate::request::RequestContext;

/// How many bytes are compared.
const LEN: usize = 16;

/// The last place from which they are compared.
const FARTHEST: usize = 64;

/// What the resources of each statement begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ResourceHeads {
    /// For each statement, where its heads are.
    places: Box<[HeadsOf]>,
    heads: Box<[Head]>,
    /// The variables of all resources, each once.
    variables: Box<[Variable]>,
}

/// The heads of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadsOf {
    /// It is about every resource, and those that have none.
    Everything,
    /// It has NotResource, or neither element: the statement must be looked at.
    AllBut,
    /// From one place to another.
    Some(u32, u32),
}

/// What a resource must hold to be matched by a pattern that begins with plain text: the last bytes of that text, which
/// tell the resources of a service apart better than the first ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    /// The bytes, filled up with zeros.
    bytes: [u8; LEN],
    /// How many of them count.
    len: u8,
    /// Where in the resource field they stand.
    start: u8,
    reach: Reach,
    has_variables: bool,
    /// What stands further back, wherever that is.
    pairs: BytePairs,
}

/// Which statements are looked at in full although their resources do not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookAnyway {
    Never,
    /// Those with variables in their resources: some values are worth a caveat (E36, L77).
    AtVariables,
}

/// Which requests a pattern may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Any, also those without a resource.
    Everything,
    /// Those whose resource holds the bytes.
    Head,
    /// Those, and all whose resource holds further colons, which a star may take.
    HeadOrColons,
}

/// The resource of a request, as heads are compared with it.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    field: &'a str,
    pairs: OnceCell<BytePairs>,

    /// The beginning of the resource field, filled up with zeros.
    bytes: [u8; FARTHEST + LEN],
    has_more_colons: bool,
    has_resource: bool,
}

impl<'a> Wanted<'a> {
    /// `None`: the request has no resource that an ARN could match.
    pub(super) fn new(resource: Option<&ArnText<'a>>) -> Wanted<'a> {
        let field = resource.and_then(ArnText::resource).unwrap_or_default();
        Wanted {
            field,
            pairs: OnceCell::new(),
            bytes: first_bytes(field.as_bytes()),
            has_more_colons: field.contains(':'),
            has_resource: resource.is_some(),
        }
    }

    fn pairs(&self) -> BytePairs {
        *self.pairs.get_or_init(|| BytePairs::of(self.field))
    }

    fn bytes_from(&self, start: u8) -> u128 {
        let window = self.bytes.get(usize::from(start)..usize::from(start) + LEN);
        u128::from_le_bytes(window.and_then(|it| it.try_into().ok()).unwrap_or_default())
    }
}

impl Head {
    const EVERYTHING: Head = Head {
        bytes: [0; LEN],
        len: 0,
        start: 0,
        reach: Reach::Everything,
        has_variables: false,
        pairs: BytePairs::NONE,
    };

    fn of(pattern: &ArnPattern) -> Head {
        let text = pattern.resource_head().unwrap_or_default().as_bytes();
        let start = text.len().saturating_sub(LEN).min(FARTHEST);
        let window = text.get(start..).unwrap_or_default();
        let small = |it: usize| u8::try_from(it).unwrap_or_default();
        Head {
            bytes: first_bytes(window),
            len: small(window.len().min(LEN)),
            start: small(start),
            reach: if pattern.floats() { Reach::HeadOrColons } else { Reach::Head },
            has_variables: pattern.has_variables(),
            pairs: BytePairs::of_all(pattern.resource_texts()),
        }
    }

    fn may_match(&self, wanted: &Wanted<'_>) -> bool {
        match self.reach {
            Reach::Everything => return true,
            Reach::Head => {}
            Reach::HeadOrColons if wanted.has_more_colons => return wanted.has_resource,
            Reach::HeadOrColons => {}
        }
        let differing = u128::from_le_bytes(self.bytes) ^ wanted.bytes_from(self.start);
        // The bytes that do not count are pushed out; with none that counts nothing is left.
        let counted = differing.checked_shl(128 - 8 * u32::from(self.len)).unwrap_or_default();
        wanted.has_resource
            && counted == 0
            && (self.pairs.is_empty() || wanted.pairs().has_all_of(self.pairs))
    }
}

impl ResourceHeads {
    pub(super) fn build(statements: &[CompiledStatement]) -> ResourceHeads {
        let (mut places, mut heads) = (Vec::new(), Vec::new());
        let mut variables = SortedMap::new();
        for it in statements {
            places.push(match it.resources.as_ref().map(|it| (it.negated, &*it.patterns)) {
                Some((false, [(CompiledResource::Any, _)])) => HeadsOf::Everything,
                Some((false, patterns)) => {
                    let start = heads.len();
                    heads.extend(patterns.iter().map(|(it, _)| match it {
                        CompiledResource::Any => Head::EVERYTHING,
                        CompiledResource::Arn(pattern) => Head::of(pattern),
                        // Where it is turned away there is something to say, too.
                        CompiledResource::Short(_) => Head::EVERYTHING,
                    }));
                    let number = |it| u32::try_from(it).unwrap_or(u32::MAX);
                    HeadsOf::Some(number(start), number(heads.len()))
                }
                Some((true, _)) | None => HeadsOf::AllBut,
            });
            for it in it.variables_in_resources() {
                variables.insert((&it.key, &it.default), it);
            }
        }
        let variables = variables.into_iter().map(|(_, it)| it.clone()).collect();
        ResourceHeads { places: places.into(), heads: heads.into(), variables }
    }

    /// Whether a look beyond the resources is needed: where a variable has a value that is worth a caveat.
    pub(super) fn look_anyway(&self, context: &RequestContext) -> LookAnyway {
        let may_surprise = context.has_wildcards() || context.has_ambiguous_keys();
        let surprises = |it: &Variable| {
            context.is_ambiguous(it.key.lower())
                || context.resolve(it).is_some_and(|it| it.contains(['*', '?']))
        };
        match may_surprise && self.variables.iter().any(surprises) {
            true => LookAnyway::AtVariables,
            false => LookAnyway::Never,
        }
    }

    /// Whether the resources of a statement may match. `None`: they do not.
    pub(super) fn may_match(&self, statement: u32, wanted: &Wanted<'_>) -> Option<Certainty> {
        let (start, end) = match self.places.get(statement as usize)? {
            HeadsOf::Everything => return Some(Certainty::Certain),
            HeadsOf::AllBut => return Some(Certainty::Possible),
            HeadsOf::Some(start, end) => (*start, *end),
        };
        self.between(start, end).iter().any(|it| it.may_match(wanted)).then_some(Certainty::Possible)
    }

    /// Whether the resources of a statement have variables.
    #[cold]
    pub(super) fn have_variables(&self, statement: u32) -> bool {
        match self.places.get(statement as usize) {
            Some(&HeadsOf::Some(start, end)) => self.between(start, end).iter().any(|it| it.has_variables),
            Some(HeadsOf::Everything | HeadsOf::AllBut) | None => false,
        }
    }

    fn between(&self, start: u32, end: u32) -> &[Head] {
        self.heads.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// As many bytes as there is room for, and zeros.
fn first_bytes<const N: usize>(text: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    let len = text.len().min(N);
    if let (Some(to), Some(from)) = (bytes.get_mut(..len), text.get(..len)) {
        to.copy_from_slice(from);
    }
    bytes
}
