//! A first look at the resources of statements: most of those that name the request's action are about other
//! resources, and are turned away here, by a few bytes that lie side by side in memory.

use sorted::SortedMap;

use super::compiled::{CompiledResource, CompiledStatement};
use crate::pattern::{ArnPattern, ArnText, Resolve, Variable};
use crate::request::RequestContext;

/// How many bytes are compared.
const LEN: usize = 16;

/// The last place from which they are compared.
const FARTHEST: usize = 64;

/// What the resources of each statement begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ResourceHeads {
    /// For each statement, the end of its heads.
    ends: Box<[u32]>,
    heads: Box<[Head]>,
    /// The variables of all resources, each once.
    variables: Box<[Variable]>,
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The beginning of the resource field, filled up with zeros.
    bytes: [u8; FARTHEST + LEN],
    has_more_colons: bool,
    has_resource: bool,
}

impl Wanted {
    /// `None`: the request has no resource that an ARN could match.
    pub(super) fn new(resource: Option<&ArnText<'_>>) -> Wanted {
        let field = resource.and_then(ArnText::resource).unwrap_or_default();
        Wanted {
            bytes: first_bytes(field.as_bytes()),
            has_more_colons: field.contains(':'),
            has_resource: resource.is_some(),
        }
    }

    fn bytes_from(&self, start: u8) -> u128 {
        let window = self.bytes.get(usize::from(start)..usize::from(start) + LEN);
        u128::from_le_bytes(window.and_then(|it| it.try_into().ok()).unwrap_or_default())
    }
}

impl Head {
    const EVERYTHING: Head =
        Head { bytes: [0; LEN], len: 0, start: 0, reach: Reach::Everything, has_variables: false };

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
        }
    }

    fn may_match(&self, wanted: &Wanted) -> bool {
        match self.reach {
            Reach::Everything => return true,
            Reach::Head => {}
            Reach::HeadOrColons if wanted.has_more_colons => return wanted.has_resource,
            Reach::HeadOrColons => {}
        }
        let differing = u128::from_le_bytes(self.bytes) ^ wanted.bytes_from(self.start);
        // The bytes that do not count are pushed out; with none that counts nothing is left.
        let counted = differing.checked_shl(128 - 8 * u32::from(self.len)).unwrap_or_default();
        wanted.has_resource && counted == 0
    }
}

impl ResourceHeads {
    pub(super) fn build(statements: &[CompiledStatement]) -> ResourceHeads {
        let (mut ends, mut heads) = (Vec::new(), Vec::new());
        let mut variables = SortedMap::new();
        for it in statements {
            match &it.resources {
                Some(resources) if !resources.negated => {
                    heads.extend(resources.patterns.iter().map(|(it, _)| match it {
                        CompiledResource::Any => Head::EVERYTHING,
                        CompiledResource::Arn(pattern) => Head::of(pattern),
                    }));
                }
                Some(_) | None => heads.push(Head::EVERYTHING),
            }
            ends.push(u32::try_from(heads.len()).unwrap_or(u32::MAX));
            for it in it.variables_in_resources() {
                variables.insert((&it.key, &it.default), it);
            }
        }
        let variables = variables.into_iter().map(|(_, it)| it.clone()).collect();
        ResourceHeads { ends: ends.into(), heads: heads.into(), variables }
    }

    /// Whether a look beyond the resources is needed: where a variable has a value that is worth a caveat.
    pub(super) fn look_anyway(&self, context: &RequestContext) -> LookAnyway {
        let may_surprise = context.has_wildcards() || context.has_ambiguous_keys();
        let surprises = |it: &Variable| {
            context.is_ambiguous(&it.key) || context.resolve(it).is_some_and(|it| it.contains(['*', '?']))
        };
        match may_surprise && self.variables.iter().any(surprises) {
            true => LookAnyway::AtVariables,
            false => LookAnyway::Never,
        }
    }

    /// Whether the resources of a statement may match. `false` is sure.
    pub(super) fn may_match(&self, statement: u32, wanted: &Wanted) -> bool {
        self.of(statement).iter().any(|it| it.may_match(wanted))
    }

    /// Whether the resources of a statement have variables.
    #[cold]
    pub(super) fn have_variables(&self, statement: u32) -> bool {
        self.of(statement).iter().any(|it| it.has_variables)
    }

    fn of(&self, statement: u32) -> &[Head] {
        let end_of = |it: Option<u32>| it.and_then(|it| self.ends.get(it as usize)).copied();
        let start = end_of(statement.checked_sub(1)).unwrap_or_default();
        let end = end_of(Some(statement)).unwrap_or_default();
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
