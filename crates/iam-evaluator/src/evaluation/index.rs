//! Which statements can be about an action, so that a decision touches no others.

use sorted::{SortedMap, SortedSet};

use super::compiled::{CompiledAction, CompiledStatement};

/// Statement numbers by service and action name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ActionIndex {
    services: Box<[(Box<str>, OfService)]>,
    /// Statements that are about every service, or about services by a pattern.
    any_service: Box<[u32]>,
}

/// What the index knows about a statement's actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// They match.
    Certain,
    /// They have to be compared.
    Possible,
}

/// The statements that name a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfService {
    /// By whole action names.
    exact: NameTable,
    /// By the text before the star that ends an action name.
    prefixes: NameTable,
    /// The lengths of those texts, ascending.
    prefix_lengths: Box<[usize]>,
    /// By a star: every action.
    any: Box<[u32]>,
    /// By any other pattern.
    others: Box<[u32]>,
}

/// Names with the statements that have them, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NameTable(Box<[Named]>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    name: Box<str>,
    statements: Box<[u32]>,
}

impl NameTable {
    fn get(&self, name: &str) -> &[u32] {
        let found = self.0.binary_search_by(|it| (*it.name).cmp(name)).ok().and_then(|idx| self.0.get(idx));
        found.map_or(&[], |it| &it.statements)
    }
}

impl ActionIndex {
    pub(super) fn build(statements: &[CompiledStatement]) -> ActionIndex {
        let mut services: SortedMap<&str, Drafted> = SortedMap::new();
        let mut any_service = Vec::new();
        for (idx, it) in (0..).zip(statements) {
            if !names_only_services(it) {
                any_service.push(idx);
                continue;
            }
            for (action, _) in &it.actions.patterns {
                if let CompiledAction::Of { service, name } = action
                    && let Some(service) = service.literal()
                {
                    let drafted = services.or_default(service);
                    match (name.literal(), name.prefix()) {
                        (Some(name), _) => drafted.exact.or_default(name).push(idx),
                        (None, Some(prefix)) => drafted.prefixes.or_default(prefix).push(idx),
                        (None, None) if name.is_any() => drafted.any.push(idx),
                        (None, None) => drafted.others.push(idx),
                    }
                }
            }
        }
        let services = services.into_iter().map(|(service, it)| (service.into(), it.finish()));
        ActionIndex { services: services.collect(), any_service: any_service.into() }
    }

    /// Visits every statement that can be about an action, given in lower case. A statement may come more than once,
    /// and in any order.
    pub(super) fn visit(&self, service: &str, name: &str, mut visit: impl FnMut(u32, Certainty)) {
        self.any_service.iter().for_each(|&it| visit(it, Certainty::Possible));
        let found = self.services.binary_search_by(|(it, _)| (**it).cmp(service)).ok();
        let Some((_, of_service)) = found.and_then(|idx| self.services.get(idx)) else { return };
        of_service.others.iter().for_each(|&it| visit(it, Certainty::Possible));
        of_service.any.iter().for_each(|&it| visit(it, Certainty::Certain));
        of_service.exact.get(name).iter().for_each(|&it| visit(it, Certainty::Certain));
        for prefix in of_service.prefix_lengths.iter().map_while(|&len| name.get(..len)) {
            of_service.prefixes.get(prefix).iter().for_each(|&it| visit(it, Certainty::Certain));
        }
    }
}

/// A service while the index is built.
#[derive(Default)]
struct Drafted<'s> {
    exact: SortedMap<&'s str, Vec<u32>>,
    prefixes: SortedMap<&'s str, Vec<u32>>,
    any: Vec<u32>,
    others: Vec<u32>,
}

impl Drafted<'_> {
    fn finish(mut self) -> OfService {
        let prefix_lengths: SortedSet<_> = self.prefixes.keys().map(|it| it.len()).collect();
        self.any.dedup();
        self.others.dedup();
        OfService {
            exact: table(self.exact),
            prefixes: table(self.prefixes),
            prefix_lengths: prefix_lengths.into_iter().collect(),
            any: self.any.into(),
            others: self.others.into(),
        }
    }
}

fn table(names: SortedMap<&str, Vec<u32>>) -> NameTable {
    let named = |(name, mut statements): (&str, Vec<u32>)| {
        statements.dedup();
        Named { name: name.into(), statements: statements.into() }
    };
    NameTable(names.into_iter().map(named).collect())
}

/// Whether every pattern of a statement names its service outright.
fn names_only_services(statement: &CompiledStatement) -> bool {
    !statement.actions.negated
        && statement.actions.patterns.iter().all(|(it, _)| match it {
            CompiledAction::Any => false,
            CompiledAction::Of { service, .. } => service.literal().is_some(),
            CompiledAction::Nothing => true,
        })
}
