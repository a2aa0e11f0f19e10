//! The explanation: the same evaluation, written down (design invariant 3).
//!
//! A tree: gate → level → policy → statement → element → condition operator. Every node has an outcome, and the
//! nodes that stand for text have its span. Words are made elsewhere, from these codes.

use super::decision::Evaluation;
use super::policies::{PolicyType, StatementRef};
use super::principal::PrincipalMatch;
use crate::condition::ConditionOutcome;
use crate::policy::Effect;
use crate::rule::Rule;
use crate::span::Span;

/// Everything that a decision went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The answer, the same as the silent evaluation gives.
    pub evaluation: Evaluation,
    /// The gates in AWS's order (E58). Gates that do not apply are there too, and say so.
    pub gates: Vec<GateTrace>,
    /// Whether caller and resource are in different accounts, so that both sides must allow (E80).
    pub cross_account: bool,
}

/// One stage of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gate {
    /// What the service decides before it reads policies: root cannot assume a role, and the like.
    Service,
    /// A deny in any policy that applies (E59).
    ExplicitDeny,
    /// Resource control policies of the resource's account.
    ResourceControl,
    /// Service control policies of the principal's account.
    ServiceControl,
    /// The VPC endpoint policy.
    VpcEndpoint,
    /// The resource's policy.
    ResourceBased,
    /// The principal's identity-based policies.
    IdentityBased,
    /// The principal's permissions boundary.
    PermissionsBoundary,
    /// The session's policies.
    Session,
}

/// What a gate said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GateOutcome {
    /// There is nothing to check here, or it does not bind this request. The reason says which.
    NotApplicable,
    /// The gate lets the request through, or grants it.
    Passed,
    /// An allow that this gate could give is missing, but another gate makes it unnecessary.
    NotNeeded,
    /// The allow that this gate must give is missing.
    NotAllowed,
    /// A statement here denies.
    Denied,
}

/// Which account's side of a cross-account request a gate belongs to (E80).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The principal's account.
    Caller,
    /// The resource's account.
    Resource,
    /// Both, or neither.
    Both,
}

/// Why a gate has its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GateReason {
    /// No policy of this kind exists for the request.
    NoPolicies,
    /// No statement denies.
    NoDeny,
    /// A statement denies.
    StatementDenies,
    /// A statement of every level that must allow, allows.
    StatementAllows,
    /// No statement allows.
    NoStatementAllows,
    /// An SCP or RCP level, counted from the root, has no allow.
    LevelAllowsNothing {
        /// Which level.
        level: u32,
    },
    /// The management account is exempt (E155, E173).
    ManagementAccountExempt,
    /// Service-linked roles are exempt (E155, E173).
    ServiceLinkedRoleExempt,
    /// The caller has no account in this organization whose SCPs could bind it (E91, E124).
    CallerHasNoAccount,
    /// RCPs do not cover this service, this AWS managed key, or `kms:RetireGrant` (E173, E174).
    NotCoveredByResourceControl,
    /// The policy grants to the caller itself, which needs no other allow in the same account (E61–E67).
    GrantsCallerDirectly,
    /// The policy grants to the role or federating user; boundary and session policy still limit it (E64, E68).
    GrantsCallersEntity,
    /// The policy admits the caller's account: its identity-based policies decide (E69).
    DelegatesToAccount,
    /// The other account's policy admits the caller (E82).
    AdmitsOtherAccount,
    /// The root user holds what its account was granted (E70, E76, E83).
    RootUser,
    /// A grant in the resource's policy makes this unnecessary.
    GrantedByResourcePolicy,
    /// The identity-based policies alone are enough: the resource's policy need not allow (E75).
    IdentityPolicyIsEnough,
    /// A federated user without a session policy has no permissions (E185).
    NoSessionPolicyPassed,
    /// The caller has no identity-based policies: a service, an anonymous or an external caller.
    CallerHasNoPolicies,
    /// `sts:GetCallerIdentity` always works (E205).
    AlwaysAllowed,
    /// `sts:GetSessionToken` needs no permission (E184).
    NoPermissionNeeded,
    /// The root user cannot assume roles (E180).
    RootCannotAssumeRoles,
    /// These credentials may not make this call (E185, E186).
    CredentialsMayNotCall,
    /// Only AWS changes this policy or role (S98).
    OnlyAwsChanges,
    /// KMS does not offer this operation to other accounts (E129).
    KmsNotCrossAccount,
    /// The bucket owner's root user can always repair its bucket policy (E213).
    BucketPolicyLockoutGuard,
}

/// A gate with what it looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateTrace {
    /// Which stage.
    pub gate: Gate,
    /// Whose side.
    pub side: Side,
    /// What it said.
    pub outcome: GateOutcome,
    /// Why.
    pub reason: GateReason,
    /// The rule that this follows.
    pub rule: Rule,
    /// The statement that made this outcome, where one did.
    pub statement: Option<StatementRef>,
    /// What was read: one level, or one for each level of an SCP or RCP. Empty for
    /// [`Gate::ExplicitDeny`], whose statements stand at their own gates.
    pub levels: Vec<LevelTrace>,
}

/// The policies of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelTrace {
    /// The kind of policy.
    pub policy_type: PolicyType,
    /// The level, root first.
    pub level: u32,
    /// Whether the level allows, denies or says nothing.
    pub outcome: PolicyOutcome,
    /// Its policies, in the order they were given.
    pub policies: Vec<PolicyTrace>,
}

/// What a policy, or a set of them, says about the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyOutcome {
    /// A statement denies.
    Denies,
    /// None denies and one allows.
    Allows,
    /// No statement matches.
    Silent,
}

impl PolicyOutcome {
    /// What statements with these effects say together: a deny beats any allow (E1).
    pub(super) fn of(matched: impl Iterator<Item = Effect>) -> PolicyOutcome {
        matched.fold(PolicyOutcome::Silent, |outcome, effect| match (outcome, effect) {
            (PolicyOutcome::Denies, _) | (_, Effect::Deny) => PolicyOutcome::Denies,
            (PolicyOutcome::Allows | PolicyOutcome::Silent, Effect::Allow) => PolicyOutcome::Allows,
        })
    }
}

/// One policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyTrace {
    /// Which of the level, counted from 0.
    pub policy: u32,
    /// What it says.
    pub outcome: PolicyOutcome,
    /// Its statements, in order.
    pub statements: Vec<StatementTrace>,
}

/// One statement, with its four elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementTrace {
    /// Which one.
    pub statement: StatementRef,
    /// Where it stands in its policy's text.
    pub span: Span,
    /// Allow or Deny.
    pub effect: Effect,
    /// Whether all its elements match.
    pub matched: bool,
    /// Whom it names. `None` if the policy type has no principals.
    pub principal: Option<PrincipalTrace>,
    /// Its actions.
    pub action: ElementTrace,
    /// Its resources.
    pub resource: ElementTrace,
    /// Its conditions; empty if it has none.
    pub conditions: Vec<ConditionTrace>,
    /// Whether all conditions hold.
    pub condition_outcome: ElementOutcome,
}

/// What an element said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElementOutcome {
    /// It matches.
    Matched,
    /// It does not.
    NotMatched,
    /// The statement has no such element, so it does not limit.
    Absent,
    /// It was not looked at: the statement is about other services.
    NotReached,
}

/// The principal element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalTrace {
    /// Whether the element applies to the caller.
    pub outcome: ElementOutcome,
    /// How the caller was named; `None` for no match and for `NotPrincipal`.
    pub principal_match: Option<PrincipalMatch>,
    /// The entry that matched, or the whole element.
    pub span: Span,
}

/// An action or resource element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementTrace {
    /// Whether the element applies.
    pub outcome: ElementOutcome,
    /// The entry that matched, or the whole element.
    pub span: Span,
    /// A variable in the element that had no value (E34).
    pub unresolved: Option<Span>,
}

/// One operator with one key of a condition block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionTrace {
    /// The operator as written.
    pub operator: String,
    /// The key as written.
    pub key: String,
    /// The values in the policy, with variables resolved; `None` for a variable without a value.
    pub policy_values: Vec<Option<String>>,
    /// The values in the request; `None` if the key is absent.
    pub request_values: Option<Vec<String>>,
    /// Whether it holds.
    pub outcome: ConditionOutcome,
    /// The rule that gave this outcome.
    pub rule: Rule,
    /// Where the key and its values stand.
    pub span: Span,
}
