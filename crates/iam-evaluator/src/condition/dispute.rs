//! Conditions about which AWS's pages disagree (section 17 of the evaluation rules).

use super::value::ConditionValue;
use crate::policy::{Comparison, ConditionOperator, SetOperator};
use crate::request::ContextKey;

/// What is disputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dispute {
    /// A5: one page prints the opposite of what `ForAllValues:StringNotLike` is defined to give.
    ForAllValuesStringNotLike,
    /// A6: whether variables are replaced under `Bool`.
    VariableInBool,
    /// A9: whether sessions of AssumeRole carry MFA information.
    Mfa,
    /// A23: whether a negated test of `aws:PrincipalServiceName` with `IfExists` is about services alone.
    ServiceName,
}

/// What is disputed in a condition: a set, mostly empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Disputes(u8);

impl Disputes {
    pub(super) fn of(operator: ConditionOperator, key: &ContextKey, values: &[ConditionValue]) -> Disputes {
        let is_text = matches!(
            operator.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike
        );
        let is_like = operator.comparison == Comparison::StringLike;
        let has_variable = || values.iter().any(|it| it.variables().next().is_some());
        let mut disputes = Disputes::default();
        let mut add_if = |is_disputed: bool, dispute: Dispute| {
            disputes.0 |= u8::from(is_disputed) << dispute as u8;
        };
        add_if(
            is_like && operator.negated && operator.set == Some(SetOperator::ForAllValues),
            Dispute::ForAllValuesStringNotLike,
        );
        add_if(operator.comparison == Comparison::Bool && has_variable(), Dispute::VariableInBool);
        add_if(matches!(key.lower(), "aws:multifactorauthpresent" | "aws:multifactorauthage"), Dispute::Mfa);
        add_if(
            is_text && operator.negated && operator.if_exists && key.lower() == "aws:principalservicename",
            Dispute::ServiceName,
        );
        disputes
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Dispute> {
        Dispute::ALL.into_iter().filter(move |&it| self.0 & (1 << it as u8) != 0)
    }
}

impl Dispute {
    const ALL: [Dispute; 4] =
        [Dispute::ForAllValuesStringNotLike, Dispute::VariableInBool, Dispute::Mfa, Dispute::ServiceName];
}
