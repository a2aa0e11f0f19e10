//! What a reader must know beside an answer.

use iam_evaluator::Caveat;

/// What to say where nobody is known to own the resource, and the answer hangs on it.
pub fn unknown_resource_owner() -> &'static str {
    "The ARN of the resource does not say whose it is. It was taken to be the caller's own; in another account, the answer \
     would be another one."
}

/// One sentence or two for a caveat.
pub fn caveat(caveat: Caveat) -> &'static str {
    match caveat {
        Caveat::TrustPolicyAndBoundary => TRUST_POLICY_AND_BOUNDARY,
        Caveat::TrustPolicyBypassesBoundary => TRUST_POLICY_BYPASSES_BOUNDARY,
        Caveat::ResourceControlWithoutResource => RESOURCE_CONTROL_WITHOUT_RESOURCE,
        Caveat::UnresolvedNotResource => UNRESOLVED_NOT_RESOURCE,
        Caveat::MultivaluedWithoutSetOperator => MULTIVALUED_WITHOUT_SET_OPERATOR,
        Caveat::WildcardInVariable => WILDCARD_IN_VARIABLE,
        Caveat::PartialNotPrincipal => PARTIAL_NOT_PRINCIPAL,
        Caveat::UnreadableStatement => UNREADABLE_STATEMENT,
        Caveat::ServiceControlAllowsResource => SERVICE_CONTROL_ALLOWS_RESOURCE,
        Caveat::FederatedSessionWithoutPolicy => FEDERATED_SESSION_WITHOUT_POLICY,
        Caveat::ListBucketsOnResource => LIST_BUCKETS_ON_RESOURCE,
        Caveat::VariableInBool => VARIABLE_IN_BOOL,
        Caveat::EveryoneBypassesLimits => EVERYONE_BYPASSES_LIMITS,
        Caveat::EveryoneIncludesServices => EVERYONE_INCLUDES_SERVICES,
        Caveat::UnknownCanonicalUser => UNKNOWN_CANONICAL_USER,
        Caveat::AmbiguousTagKey => AMBIGUOUS_TAG_KEY,
        Caveat::ForAllValuesStringNotLike => FOR_ALL_VALUES_STRING_NOT_LIKE,
        Caveat::MfaInRoleSession => MFA_IN_ROLE_SESSION,
        Caveat::WildcardInArnHead => WILDCARD_IN_ARN_HEAD,
        Caveat::ServiceControlWithoutVersion => SERVICE_CONTROL_WITHOUT_VERSION,
        Caveat::ExemptRootOfManagementAccount => EXEMPT_ROOT_OF_MANAGEMENT_ACCOUNT,
        Caveat::ServiceNameOfCallerThatIsNone => SERVICE_NAME_OF_CALLER_THAT_IS_NONE,
        Caveat::ShortArn => SHORT_ARN,
    }
}

const TRUST_POLICY_AND_BOUNDARY: &str = "\
    AWS's pages disagree on whether a boundary limits a user that a trust policy names. This answer follows \
    the page on trust policies: the boundary must allow the call too (A2).";

const TRUST_POLICY_BYPASSES_BOUNDARY: &str = "\
    AWS's pages disagree on whether a boundary limits a user that a trust policy names. This answer follows \
    the page on boundaries: a policy that names the user is enough (A2).";

const RESOURCE_CONTROL_WITHOUT_RESOURCE: &str = "\
    AWS does not say which resource control policies apply to an action without a resource. This answer \
    applies those of the caller's account (A10).";

const UNRESOLVED_NOT_RESOURCE: &str = "\
    A variable in NotResource has no value, or stands before the fifth colon, so that its entry lists \
    nothing, and the statement applies to whatever no other entry lists (A12, E33).";

const MULTIVALUED_WITHOUT_SET_OPERATOR: &str = "\
    A condition tests a key with several values without ForAllValues or ForAnyValue. AWS does not define the \
    result; here the condition does not hold (L79).";

const WILDCARD_IN_VARIABLE: &str =
    "A variable's value holds * or ?. AWS does not say if that is a wildcard; here it is text (E36).";

const PARTIAL_NOT_PRINCIPAL: &str = "\
    NotPrincipal lists the caller, but not every identifier that AWS may check, so here it does not spare \
    the caller. List the account too, beside the user, the role or the session (E55, A7).";

const UNREADABLE_STATEMENT: &str =
    "A policy has a statement that AWS would not accept. It was left out of this answer.";

const SERVICE_CONTROL_ALLOWS_RESOURCE: &str = "\
    A service control policy allows this by naming resources. AWS has supported that since 2025, but one \
    page still says that an Allow takes only * (A1).";

const FEDERATED_SESSION_WITHOUT_POLICY: &str = "\
    AWS's pages disagree on a federated user session without a session policy. This answer follows the page \
    of GetFederationToken: it has no permissions of its own (A3).";

const LIST_BUCKETS_ON_RESOURCE: &str = "\
    s3:ListAllMyBuckets takes no resource, so that only * should match. This answer follows AWS's own \
    example, which uses an ARN (A4).";

const VARIABLE_IN_BOOL: &str =
    "A variable stands under Bool. AWS's pages disagree on whether it is replaced; here it is (A6).";

const EVERYONE_BYPASSES_LIMITS: &str = "\
    The resource's policy allows everyone. AWS says for some cases only that this bypasses a boundary and a \
    session policy; here it always does (A8).";

const EVERYONE_INCLUDES_SERVICES: &str =
    "AWS does not say whether a grant to everyone includes AWS services; here it does (A16).";

const UNKNOWN_CANONICAL_USER: &str = "\
    A statement names an S3 canonical user id. Whose it is is not known here, so that it names nobody; use \
    the account's ARN instead (L35).";

const AMBIGUOUS_TAG_KEY: &str = "\
    A statement looks at a tag of which there are two, with keys that differ in upper and lower case only. \
    AWS does not say which one counts; here it is the first in the order of characters (L77).";

const FOR_ALL_VALUES_STRING_NOT_LIKE: &str = "\
    A condition is ForAllValues:StringNotLike. One page of AWS's prints the opposite of what its definition \
    gives; this answer follows the definition: it holds if no value of the request matches, or if the key is \
    absent (A5).";

const MFA_IN_ROLE_SESSION: &str = "\
    AWS's pages disagree on whether a session of AssumeRole says anything about MFA. Here \
    aws:MultiFactorAuthPresent is what the question sets, false without that; true and [], for an absent \
    key, give the other readings (A9).";

const WILDCARD_IN_ARN_HEAD: &str = "\
    An ARN has a wildcard in its partition, service or resource type. AWS's pages do not agree on where it \
    may stand; here it matches (A15).";

const SERVICE_CONTROL_WITHOUT_VERSION: &str = "\
    An SCP has no Version. AWS says that it must, and gives examples without; here it counts, and its \
    variables are plain text (A19).";

const EXEMPT_ROOT_OF_MANAGEMENT_ACCOUNT: &str = "\
    Service control policies would stop this if they bound the management account. One page of AWS's exempts \
    its users and roles, another one every action of the account; here the root user is exempt too (A22).";

const SHORT_ARN: &str = "\
    An ARN has fewer than six fields, which AWS explains for identity policies only; here none is added \
    (E30).";

const SERVICE_NAME_OF_CALLER_THAT_IS_NONE: &str = "\
    A deny tests aws:PrincipalServiceName with IfExists. AWS presents that as a limit on services, but the \
    key is absent for all others, so that it denies them too; add Bool aws:PrincipalIsAWSService: true \
    (A23).";
