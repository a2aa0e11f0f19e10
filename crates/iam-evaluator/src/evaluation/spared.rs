//! Whether NotPrincipal leaves the caller out (E54–E56).

use super::principal::{Naming, PrincipalMatch};
use crate::policy::Effect;
use crate::request::Principal;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spared {
    Yes,
    /// Some of the levels that AWS may check are listed, not all.
    Partly,
    No,
}

/// The answer, given how the list of NotPrincipal names the caller. None spares a caller with a permissions boundary from
/// a deny (E56).
pub(super) fn spared(naming: Naming, effect: Effect, principal: &Principal, has_boundary: bool) -> Spared {
    if naming.is_empty() {
        return Spared::No;
    }
    match effect {
        Effect::Allow => return Spared::Yes,
        Effect::Deny if has_boundary => return Spared::No,
        Effect::Deny => {}
    }
    let has = |it| naming.contains(it);
    let itself_or_entity = has(PrincipalMatch::Itself) || has(PrincipalMatch::Entity);
    let complete = match principal {
        Principal::User { .. } => has(PrincipalMatch::Itself) && has(PrincipalMatch::Account),
        Principal::RoleSession { .. } | Principal::FederatedUser { .. } => {
            itself_or_entity && has(PrincipalMatch::Account)
        }
        Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => true,
    };
    if complete || has(PrincipalMatch::Any) { Spared::Yes } else { Spared::Partly }
}
