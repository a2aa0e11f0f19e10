//! What to take where AWS's pages contradict each other and leave a choice (section 17 of the evaluation rules).

/// The readings of an evaluation. The default is the one that the rules recommend; an answer that rests on a choice
/// carries a [`Caveat`](super::Caveat).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// A2.
    pub named_in_trust_policy: NamedInTrustPolicy,
}

/// Whether the boundary of a user limits it where a trust policy of its account names it (A2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NamedInTrustPolicy {
    /// As the page on trust policies says: the boundary must allow `sts:AssumeRole`.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html>
    #[default]
    BoundaryLimits,
    /// As the page on boundaries says of all resource-based policies that name a user.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
    BoundaryIsBypassed,
}
