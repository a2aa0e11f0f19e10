//! What comes out.

use super::policies::StatementRef;

/// The answer to a request (E1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Every policy that must allow, allows, and none denies.
    Allowed,
    /// A statement denies.
    ExplicitDeny,
    /// No statement denies, but an allow that is needed is missing.
    ImplicitDeny,
}

/// Which policy, or fact, decided (E234).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecidedBy {
    /// Identity-based policies.
    Identity,
    /// The resource's policy.
    Resource,
    /// The role's trust policy.
    Trust,
    /// The permissions boundary.
    Boundary,
    /// The session policies.
    Session,
    /// Service control policies.
    ServiceControl,
    /// Resource control policies.
    ResourceControl,
    /// The VPC endpoint policy.
    VpcEndpoint,
    /// The principal is the root user of the resource's account.
    Root,
    /// A rule of the service itself, which no policy can change.
    Service,
}

/// A decision and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The answer.
    pub decision: Decision,
    /// What decided.
    pub decided_by: DecidedBy,
    /// The statement that denied, or that granted; `None` where a missing allow or no policy decided.
    pub deciding_statement: Option<StatementRef>,
    /// What a reader must know beside the answer.
    pub caveats: Caveats,
}

/// Reservations about an answer: a set, empty by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caveats(u32);

/// One reservation about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caveat {
    /// A2: the caller's boundary is required although the trust policy names the user.
    TrustPolicyAndBoundary,
    /// A2, by the other reading: the caller's boundary is bypassed, because the trust policy names the user.
    TrustPolicyBypassesBoundary,
    /// A10: an action without resource type was judged by the resource control policies that were given.
    ResourceControlWithoutResource,
    /// A12: a `NotResource` with an unresolved or misplaced variable matched.
    UnresolvedNotResource,
    /// L79: a key with several values was tested without a set operator, which AWS does not define.
    MultivaluedWithoutSetOperator,
    /// E36: a substituted value held `*` or `?`, taken as literal text.
    WildcardInVariable,
    /// E55: only some of the levels that a `NotPrincipal` must list were listed.
    PartialNotPrincipal,
    /// A statement with a part that could not be read was left out: an unknown operator, say.
    UnreadableStatement,
    /// A1: an SCP allows by naming resources, which one of AWS's pages still says it cannot.
    ServiceControlAllowsResource,
    /// A3: a federated user without a session policy was given no permissions.
    FederatedSessionWithoutPolicy,
    /// A4: `s3:ListAllMyBuckets` was granted or denied by an ARN, though it has no resource type.
    ListBucketsOnResource,
    /// A6: a variable stands under `Bool`.
    VariableInBool,
    /// A8: a grant to everyone was taken to bypass the caller's boundary or session policy.
    EveryoneBypassesLimits,
    /// A16: a grant to everyone was taken to include an AWS service.
    EveryoneIncludesServices,
    /// L35: a statement names a canonical user id, and whose it is is not known.
    UnknownCanonicalUser,
    /// L77: a key that a statement looks at stands for two tags, whose keys differ in case only.
    AmbiguousTagKey,
    /// A5: `ForAllValues:StringNotLike` was decided by its definition, against the results that one page prints.
    ForAllValuesStringNotLike,
    /// A9: a role session was asked about MFA.
    MfaInRoleSession,
    /// A15: an ARN matched that has a wildcard in its partition or service.
    WildcardInArnHead,
    /// A19: an SCP without Version counted.
    ServiceControlWithoutVersion,
    /// A22: the root user of the management account was exempt from SCPs that would have stopped it.
    ExemptRootOfManagementAccount,
    /// A23: a deny meant for services matched a caller that is none.
    ServiceNameOfCallerThatIsNone,
    /// E30: an ARN of fewer than six fields stands where AWS does not say what it means.
    ShortArn,
}

impl Caveats {
    /// None of them.
    pub const NONE: Caveats = Caveats(0);

    /// Every caveat, in the order they are shown.
    pub const ALL: [Caveat; 23] = [
        Caveat::TrustPolicyAndBoundary,
        Caveat::TrustPolicyBypassesBoundary,
        Caveat::ResourceControlWithoutResource,
        Caveat::UnresolvedNotResource,
        Caveat::MultivaluedWithoutSetOperator,
        Caveat::WildcardInVariable,
        Caveat::PartialNotPrincipal,
        Caveat::UnreadableStatement,
        Caveat::ServiceControlAllowsResource,
        Caveat::FederatedSessionWithoutPolicy,
        Caveat::ListBucketsOnResource,
        Caveat::VariableInBool,
        Caveat::EveryoneBypassesLimits,
        Caveat::EveryoneIncludesServices,
        Caveat::UnknownCanonicalUser,
        Caveat::AmbiguousTagKey,
        Caveat::ForAllValuesStringNotLike,
        Caveat::MfaInRoleSession,
        Caveat::WildcardInArnHead,
        Caveat::ServiceControlWithoutVersion,
        Caveat::ExemptRootOfManagementAccount,
        Caveat::ServiceNameOfCallerThatIsNone,
        Caveat::ShortArn,
    ];

    /// Adds one.
    pub fn insert(&mut self, caveat: Caveat) {
        self.0 |= 1 << caveat as u32;
    }

    /// Adds all of another set.
    pub fn extend(&mut self, others: Caveats) {
        self.0 |= others.0;
    }

    /// These and those of another set.
    #[must_use]
    pub fn and(self, others: Caveats) -> Caveats {
        Caveats(self.0 | others.0)
    }

    /// Whether it is there.
    pub fn contains(self, caveat: Caveat) -> bool {
        self.0 & (1 << caveat as u32) != 0
    }

    /// Those that are there.
    pub fn iter(self) -> impl Iterator<Item = Caveat> {
        Caveats::ALL.into_iter().filter(move |&it| self.contains(it))
    }
}
