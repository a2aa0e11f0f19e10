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

impl Dispute {
    pub(super) fn of(
        operator: ConditionOperator,
        key: &ContextKey,
        values: &[ConditionValue],
    ) -> Option<Dispute> {
        let is_negated_text = operator.negated
            && matches!(
                operator.comparison,
                Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike
            );
        let is_like = operator.comparison == Comparison::StringLike;
        match key.lower() {
            "aws:multifactorauthpresent" | "aws:multifactorauthage" => Some(Dispute::Mfa),
            "aws:principalservicename" if is_negated_text && operator.if_exists => Some(Dispute::ServiceName),
            _ if is_negated_text && is_like && operator.set == Some(SetOperator::ForAllValues) => {
                Some(Dispute::ForAllValuesStringNotLike)
            }
            _ if operator.comparison == Comparison::Bool => {
                let has_variable = values.iter().any(|it| it.variables().next().is_some());
                has_variable.then_some(Dispute::VariableInBool)
            }
            _ => None,
        }
    }
}
