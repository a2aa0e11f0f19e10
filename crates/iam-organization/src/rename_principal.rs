//! What happens to the policies that name a user or role as principal when it is deleted or gets another ARN (S8–S10).
//!
//! IAM keeps the unique id behind such a name. After a rename the policy shows the new ARN, and after a deletion the id:
//! somebody who gets the same name later is somebody else.

use iam_evaluator::policy::{Policy, PrincipalElement, PrincipalKind, PrincipalValue, parse};
use iam_evaluator::span::Span;

use crate::policy_text::PolicyText;
use crate::world::World;

impl World {
    /// Puts another name into every policy that names this one as principal.
    pub(crate) fn rename_principal(&mut self, arn: &str, name: &str) {
        for account in self.accounts.values_mut() {
            for role in account.roles.values_mut() {
                rename(&mut role.trust_policy, arn, name);
            }
            let resources = account.resources.values_mut().filter_map(|it| it.policy.as_mut());
            let endpoints = account.vpc_endpoints.values_mut().filter_map(|it| it.policy.as_mut());
            for policy in resources.chain(endpoints) {
                rename(policy, arn, name);
            }
        }
    }
}

/// What is typed and does not parse stays as it is; what is evaluated in its place follows.
fn rename(policy: &mut PolicyText, arn: &str, name: &str) {
    let text = renamed(policy.text(), arn, name);
    let last_valid = policy.last_valid().map(|it| renamed(it, arn, name).unwrap_or_else(|| it.to_owned()));
    match (text, last_valid) {
        (Some(text), _) => *policy = PolicyText::new(text),
        (None, Some(last_valid)) => {
            *policy = PolicyText::with_last_valid(policy.shared_text(), last_valid);
        }
        (None, None) => {}
    }
}

/// The text with the other name; `None` if nothing of it changes.
fn renamed(text: &str, arn: &str, name: &str) -> Option<String> {
    // A JSON text may write the ARN with escapes.
    if !text.contains(arn) && !text.contains('\\') {
        return None;
    }
    let policy = parse(text).0?;
    let places = places(&policy, arn);
    let mut renamed = String::with_capacity(text.len());
    let mut end = 0;
    for place in &places {
        renamed.push_str(text.get(end..place.start as usize)?);
        renamed.push_str(&format!("\"{name}\""));
        end = place.end as usize;
    }
    renamed.push_str(text.get(end..)?);
    (!places.is_empty()).then_some(renamed)
}

/// Where the ARN stands as a principal.
fn places(policy: &Policy, arn: &str) -> Vec<Span> {
    let mut places = Vec::new();
    for statement in &policy.statements {
        let Some(PrincipalElement::Principal(value) | PrincipalElement::NotPrincipal(value)) =
            &statement.principal
        else {
            continue;
        };
        let PrincipalValue::Map(values, _) = value else { continue };
        for values in values.iter().filter(|it| it.kind == PrincipalKind::Aws) {
            let named = values.names.entries.iter().filter(|it| it.value == arn);
            places.extend(named.map(|it| it.place.0));
        }
    }
    places
}
