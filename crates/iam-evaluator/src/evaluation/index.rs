//! Which statements can be about a service, so that a decision touches no others.

use std::collections::BTreeMap;

use super::compiled::{CompiledAction, CompiledStatement};

/// Statement numbers by service, in the order of the statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ServiceIndex {
    by_service: Box<[OfService]>,
    /// Those that are about every service, or about services by a pattern.
    any_service: Box<[u32]>,
}

/// The statements that can be about a service.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OfService {
    service: Box<str>,
    statements: Box<[u32]>,
}

impl ServiceIndex {
    pub(super) fn build(statements: &[CompiledStatement]) -> ServiceIndex {
        let mut by_service: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for it in statements {
            for service in services(it).into_iter().flatten() {
                by_service.entry(service).or_default();
            }
        }
        let mut any_service = Vec::new();
        for (idx, it) in (0..).zip(statements) {
            match services(it) {
                Some(services) => {
                    for service in services {
                        let list = by_service.entry(service).or_default();
                        if list.last() != Some(&idx) {
                            list.push(idx);
                        }
                    }
                }
                None => {
                    any_service.push(idx);
                    by_service.values_mut().for_each(|list| list.push(idx));
                }
            }
        }
        let by_service = by_service
            .into_iter()
            .map(|(service, list)| OfService { service: service.into(), statements: list.into() });
        ServiceIndex { by_service: by_service.collect(), any_service: any_service.into() }
    }

    /// The statements that can be about a service, given in lower case.
    pub(super) fn candidates(&self, service: &str) -> &[u32] {
        match self.by_service.binary_search_by(|it| (*it.service).cmp(service)) {
            Ok(idx) => self.by_service.get(idx).map_or(&[], |it| &it.statements),
            Err(_) => &self.any_service,
        }
    }
}

/// The services that a statement names; `None` if it can be about any.
fn services(statement: &CompiledStatement) -> Option<Vec<&str>> {
    if statement.actions.negated {
        return None;
    }
    let services = statement.actions.patterns.iter().filter_map(|(it, _)| match it {
        CompiledAction::Any => Some(None),
        CompiledAction::Of { service, .. } => Some(service.literal()),
        CompiledAction::Nothing => None,
    });
    services.collect()
}
