//! AWS's error texts, all in one place. Those that AWS's pages do not print (○ and ? in the rules) come from posted output
//! and are never relied on: tests compare error codes.

pub(crate) const MISSING_AUTHENTICATION_TOKEN: &str = "Request is missing Authentication Token";
pub(crate) const INVALID_CLIENT_TOKEN_ID: &str = "The security token included in the request is invalid.";
pub(crate) const SIGNATURE_DOES_NOT_MATCH: &str = "The request signature we calculated does not match the signature you \
     provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
pub(crate) const NOT_YET_VALID: &str =
    "The security token included in the request is invalid: it is not issued yet.";
pub(crate) const EXPIRED_TOKEN: &str = "The security token included in the request is expired";

/// Every call is authorized for something.
pub(crate) const NOTHING_TO_AUTHORIZE: &str =
    "The playground does not know what the call must be allowed to do.";

pub(crate) const NO_SUCH_OPERATION: &str = "{} has no operation {}";

// What policies deny (S100).
pub(crate) const DENIED: &str = "User: {} is not authorized to perform: {}";
pub(crate) const ON_RESOURCE: &str = " on resource: {}";
pub(crate) const EXPLICIT_DENY: &str = " with an explicit deny in {} {}";
pub(crate) const NO_ALLOW: &str = " because no {} allows the {} action";

/// A text with its arguments put in for `{}`, in order.
pub(crate) fn text(template: &str, arguments: &[&str]) -> String {
    let mut parts = template.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (argument, part) in arguments.iter().zip(parts) {
        text.push_str(argument);
        text.push_str(part);
    }
    text
}

// IAM: what is not there (S107).
pub(crate) const NO_SUCH_ENTITY: &str = "The {} with name {} cannot be found.";
pub(crate) const NO_SUCH_POLICY: &str = "Policy {} was not found.";
pub(crate) const NO_SUCH_VERSION: &str = "Policy {} version {} does not exist or is not attachable.";
pub(crate) const NO_SUCH_INLINE_POLICY: &str = "The {} policy with name {} cannot be found.";
pub(crate) const NO_SUCH_KEY: &str = "The Access Key with id {} cannot be found.";
pub(crate) const NO_SUCH_MFA: &str = "MFA Device with serial number {} does not exist.";
pub(crate) const NO_SUCH_PROFILE: &str = "Instance Profile {} cannot be found.";
pub(crate) const NO_SUCH_PROVIDER: &str = "Provider {} cannot be found.";
pub(crate) const NO_SERVICE_ROLE: &str = "{} is not a service-linked role.";
pub(crate) const NOT_ATTACHABLE: &str = "Policy {} does not exist or is not attachable.";

// IAM: what is there already (S107).
pub(crate) const EXISTS: &str = "{} with name {} already exists.";
pub(crate) const POLICY_EXISTS: &str = "A policy called {} already exists. Duplicate names are not allowed.";
pub(crate) const PROFILE_EXISTS: &str = "Instance Profile {} already exists.";
pub(crate) const PROVIDER_EXISTS: &str = "Provider with this name or URL already exists.";
pub(crate) const MFA_EXISTS: &str = "MFADevice entity at the same path and name already exists.";
pub(crate) const MFA_IN_USE: &str = "MFA Device is already in use.";
pub(crate) const SERVICE_ROLE_TAKEN: &str =
    "Service role name {} has been taken in this account, please try a different suffix.";

// IAM: quotas (S103, S107).
pub(crate) const QUOTA: &str = "Cannot exceed quota for {}: {}";
pub(crate) const INLINE_TOO_LARGE: &str = "Maximum policy size of {} bytes exceeded for {} {}";
pub(crate) const TOO_MANY_VERSIONS: &str = "A managed policy can have up to 5 versions. Before you create a new version, you \
     must delete an existing version.";
pub(crate) const TOO_MANY_TAGS: &str = "The number of tags has reached the maximum limit.";

// IAM: what must be gone first (S108).
pub(crate) const DETACH_FIRST: &str = "Cannot delete entity, must detach all policies first.";
pub(crate) const DELETE_POLICIES_FIRST: &str = "Cannot delete entity, must delete policies first.";
pub(crate) const DELETE_KEYS_FIRST: &str = "Cannot delete entity, must delete access keys first.";
pub(crate) const DELETE_MFA_FIRST: &str = "Cannot delete entity, must delete MFA device first.";
pub(crate) const LEAVE_GROUPS_FIRST: &str = "Cannot delete entity, must remove users from group first.";
pub(crate) const LEAVE_PROFILES_FIRST: &str =
    "Cannot delete entity, must remove roles from instance profile first.";
pub(crate) const REMOVE_ROLES_FIRST: &str =
    "Cannot delete entity, must remove roles from instance profile first.";
pub(crate) const DEACTIVATE_MFA_FIRST: &str = "Cannot delete entity, must deactivate MFA device first.";
pub(crate) const POLICY_ATTACHED: &str = "Cannot delete a policy attached to entities.";
pub(crate) const MORE_VERSIONS: &str = "This policy has more than one version. Before you delete a policy, you must delete \
     the policy's versions. The default version is deleted with the policy.";
pub(crate) const DEFAULT_VERSION: &str = "Cannot delete the default version of a policy.";

// IAM: what cannot be.
pub(crate) const PROTECTED_ROLE: &str =
    "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS";
pub(crate) const AWS_POLICY: &str = "Policy {} is managed by AWS and cannot be changed.";
pub(crate) const USER_NAME_NEEDED: &str = "Must specify userName when calling with non-User credentials";
pub(crate) const EXPIRED_STATUS: &str = "An access key cannot be set to Expired.";
pub(crate) const WRONG_CODES: &str = "Authentication code for device is not valid.";
pub(crate) const URL_NEEDED: &str = "Invalid Open ID Connect Provider URL: it must begin with https://";
pub(crate) const DUPLICATE_TAG_KEYS: &str =
    "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
pub(crate) const NO_TAGS: &str = "A tag has a key and a value, and nothing else.";
pub(crate) const RESERVED_TAG_KEY: &str = "aws: prefixed tag key names are not allowed for external use.";

pub(crate) const INVALID_MARKER: &str = "Invalid Marker.";
pub(crate) const SERVICE_ROLE_PATH: &str =
    "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles";
pub(crate) const RESERVED_PATH: &str = "Path prefix '/aws-reserved/' is reserved for AWS";
pub(crate) const SERVICE_ROLE_POLICY: &str = "Cannot attach a Service Role Policy to a Customer Role.";
pub(crate) const TOO_MANY_THUMBPRINTS: &str = "Thumbprint list must contain fewer than 5 entries.";
pub(crate) const NO_DELETION_TASK: &str = "Deletion task {} cannot be found.";

// IAM: policies that cannot be saved (S45, S123).
pub(crate) const INVALID_JSON: &str = "This policy contains invalid Json";
pub(crate) const SYNTAX_ERRORS: &str = "Syntax errors in policy.";
pub(crate) const OLD_VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
pub(crate) const ACTIONS_NEEDED: &str = "Policy statement must contain actions.";
pub(crate) const RESOURCES_NEEDED: &str = "Policy statement must contain resources.";
pub(crate) const NO_PRINCIPAL_HERE: &str = "Policy document should not specify a principal.";
pub(crate) const SAME_SIDS: &str = "Statement IDs (SID) in a single policy must be unique.";
pub(crate) const VENDOR_NEEDED: &str =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
pub(crate) const ONE_COLON: &str = "Actions/Condition can contain only one colon.";
pub(crate) const NOT_AN_ARN: &str = "Resource {} must be in ARN format or \"*\".";
pub(crate) const NO_SUCH_PARTITION: &str = "Partition \"{}\" is not valid for resource \"{}\".";
pub(crate) const LEGACY_PARSING: &str = "The policy failed legacy parsing";
pub(crate) const RESOURCE_VENDOR: &str =
    "Resource vendor must be fully qualified and cannot contain regexes.";
pub(crate) const NO_SUCH_VENDOR: &str = "Vendor {} is not valid";
pub(crate) const IAM_PATH: &str = "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, \
     group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, \
     access-report/.";
pub(crate) const IAM_REGION: &str = "IAM resource {} cannot contain region information.";
pub(crate) const S3_REGION: &str = "Resource {} can not contain region information.";
pub(crate) const ACTION_NEEDED: &str = "Missing required field Action";
pub(crate) const TENANCY_CLAIM: &str =
    "Trusting {} without a condition on {} would let in tokens of all its tenants.";
pub(crate) const COGNITO_CONDITION: &str = "A condition block must be present for the Cognito provider";
pub(crate) const NO_RESOURCE_HERE: &str = "Has prohibited field Resource";
pub(crate) const PRINCIPAL_NEEDED: &str = "Missing required field Principal";
pub(crate) const NO_NOT_PRINCIPAL_HERE: &str = "Has prohibited field NotPrincipal";
pub(crate) const STS_ACTIONS_ONLY: &str = "AssumeRole policy may only specify STS AssumeRole actions.";
pub(crate) const INVALID_PRINCIPAL: &str = "Invalid principal in policy: \"{}\":\"{}\"";
pub(crate) const TRUST_SIDS: &str = "The Statement Ids in the policy are not unique";

// STS.
pub(crate) const WRONG_MFA_DEVICE: &str =
    "MultiFactorAuthentication failed, must provide valid MFA serial number and one time pass code.";
pub(crate) const WRONG_MFA_CODE: &str =
    "MultiFactorAuthentication failed with invalid MFA one time pass code.";
pub(crate) const CANNOT_CALL_WITH: &str = "Cannot call {} with {} credentials";
pub(crate) const ROOT_ASSUMES_NO_ROLE: &str = "Roles may not be assumed by root accounts.";
pub(crate) const NOT_AUTHORIZED_WITH_TOKEN: &str = "Not authorized to perform {}";
pub(crate) const TOO_LONG_FOR_CHAIN: &str = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed \
     by role chaining.";
pub(crate) const TOO_LONG_FOR_ROLE: &str =
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
pub(crate) const TAG_INHERITED: &str = "The tag key `{}` was inherited from the calling session.";
pub(crate) const TRANSITIVE_TAG_NOT_PASSED: &str =
    "The transitive tag key `{}` is not among the passed tags.";
pub(crate) const SOURCE_IDENTITY_STAYS: &str = "The source identity of a session cannot be changed.";
pub(crate) const PACKED_TOO_LARGE: &str =
    "Packed size of session policies and tags consumes {}% of allotted space.";
pub(crate) const SESSION_POLICY_OF_OTHERS: &str = "The policy `{}` is not a managed policy of the account.";
pub(crate) const CREDENTIALS_OF_DELETED: &str =
    "The security token included in the request is invalid: {} was deleted.";
pub(crate) const NO_ACCOUNT_OF_KEY: &str = "No account has the access key {}.";

// STS: tokens of identity providers (S50, S60).
pub(crate) const TOKEN_UNREADABLE: &str =
    "The ID Token provided is not a valid JWT. (It may also be the JSON text of the claims.)";
pub(crate) const CLAIM_MISSING: &str = "Missing a required claim: {}";
pub(crate) const NO_PROVIDER_FOR_ISSUER: &str = "No OpenIDConnect provider found in your account for {}";
pub(crate) const TOKEN_EXPIRED: &str =
    "Token expired: current date/time {} must be before the expiration date/time {}";
pub(crate) const WRONG_AUDIENCE: &str = "Incorrect token audience";
pub(crate) const INVALID_TAGS_IN_TOKEN: &str = "The session tags of the token are invalid: {}";
pub(crate) const INVALID_SOURCE_IDENTITY: &str =
    "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"";
pub(crate) const ASSERTION_UNREADABLE: &str =
    "Invalid SAML response: write the assertion as JSON text, or that text in base64";
pub(crate) const NO_SAML_PROVIDER: &str = "Specified provider doesn't exist.";
pub(crate) const SESSION_NAME_MISSING: &str = "RoleSessionName is required in AuthnResponse";
pub(crate) const SESSION_NAME_MALFORMED: &str =
    "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}";
pub(crate) const WRONG_SAML_AUDIENCE: &str = "Response does not contain the required audience.";

// Roles that services hand on (S90, S91).
pub(crate) const RUNS_NOTHING: &str =
    "{} runs no code with a role: an EC2 instance, a Lambda function or an ECS task does";
pub(crate) const NO_SUCH_RESOURCE: &str = "There is no resource {}.";
pub(crate) const RUNS_AS_NOBODY: &str = "{} has no role.";
pub(crate) const CODE_NEEDS_DIGITS: &str = "1 validation error detected: Value '{}' at 'tokenCode' failed to satisfy \
     constraint: Member must satisfy regular expression pattern: [\\d]*";

// Organizations: who may call, and what is not there.
pub(crate) const NOT_IN_ORGANIZATION: &str = "Your account is not a member of an organization.";
pub(crate) const IN_ORGANIZATION: &str = "The AWS account is already a member of an organization.";
pub(crate) const ONE_ORGANIZATION: &str =
    "A world of the playground holds one organization, and another account has it.";
pub(crate) const NOT_THE_MANAGEMENT_ACCOUNT: &str = "You don't have permissions to access this resource.";
pub(crate) const NO_SUCH_PLACE: &str = "You specified {} '{}' that doesn't exist.";
pub(crate) const MANAGEMENT_STAYS: &str = "You can't remove the management account from the organization.";
pub(crate) const MEMBERS_LEFT: &str =
    "To delete an organization you must first remove all member accounts (except the master).";

// Organizations: conflicts and limits. A reason comes first where AWS has one.
pub(crate) const BECAUSE: &str = "{}: {}";
pub(crate) const UNIT_EXISTS: &str = "An OU with the same name already exists.";
pub(crate) const UNIT_NOT_EMPTY: &str = "You can't delete an OU that contains accounts or other OUs.";
pub(crate) const ACCOUNT_THERE: &str = "That account is already in the destination.";
pub(crate) const ORGANIZATION_POLICY_EXISTS: &str = "A policy with the same name already exists.";
pub(crate) const ATTACHED_ALREADY: &str = "The policy is already attached to the target.";
pub(crate) const NOT_ATTACHED: &str = "The policy isn't attached to the target.";
pub(crate) const ATTACHED_SOMEWHERE: &str = "The policy is attached: detach it from all targets first.";
pub(crate) const TYPE_ENABLED: &str = "The policy type is already enabled.";
pub(crate) const TYPE_NOT_ENABLED: &str = "The policy type isn't enabled in this root.";
pub(crate) const NO_POLICIES_HERE: &str = "The organization has consolidated billing only, and no policies.";
pub(crate) const TOO_YOUNG: &str =
    "An account that the organization created can leave it four days later at the earliest.";
pub(crate) const CANNOT_DETACH: &str = "This policy of AWS can't be detached.";
pub(crate) const OF_AWS: &str = "You can't change a policy that AWS manages.";
pub(crate) const LAST_POLICY: &str = "You can't detach the last SCP: attach another one first.";
pub(crate) const RESERVED_ROLE_NAME: &str = "A role name can't begin with AWSServiceRoleFor.";
pub(crate) const INVITED_ALREADY: &str = "There is an open invitation to this account.";
pub(crate) const INVITATION_ANSWERED: &str = "The invitation is no longer open.";

// Organizations: policies that cannot be saved (S151).
pub(crate) const MALFORMED_ORGANIZATION_POLICY: &str = "The provided policy document does not meet the requirements of the \
     specified policy type: {}.";

// Resources.
pub(crate) const RESOURCE_EXISTS: &str = "{} already exists.";
pub(crate) const OTHER_ACCOUNTS_RESOURCE: &str = "The specified method is not allowed against this resource.";
pub(crate) const NO_BUCKET_NAME: &str = "The specified bucket is not valid: {}";
pub(crate) const BUCKET_NOT_EMPTY: &str = "The bucket you tried to delete is not empty.";
pub(crate) const NO_RESOURCE_POLICY: &str = "The resource does not have a policy.";
pub(crate) const POLICY_TOO_LARGE: &str = "The policy exceeds the maximum size.";
pub(crate) const KEY_POLICY_LOCKS_OUT: &str =
    "The new key policy will not allow you to update the key policy in the future.";
pub(crate) const CROSS_ACCOUNT_PASS_ROLE: &str = "Cross-account pass role is not allowed.";
pub(crate) const LAMBDA_CANNOT_ASSUME: &str =
    "The role defined for the function cannot be assumed by Lambda.";
pub(crate) const ROLE_NOT_VALID: &str = "Role is not valid: {}";
pub(crate) const STATEMENT_EXISTS: &str = "The statement id ({}) provided already exists.";
pub(crate) const NO_SUCH_STATEMENT: &str = "Statement {} is not found in resource policy.";
pub(crate) const NO_SUCH_INSTANCE: &str = "The instance ID '{}' does not exist";
pub(crate) const NO_SUCH_ENDPOINT: &str = "The VpcEndpoint Id '{}' does not exist";
pub(crate) const PROFILE_WITHOUT_ROLE: &str = "IAM Instance Profile {} has no associated IAM Roles";
pub(crate) const PROFILE_ASSOCIATED: &str = "There is an existing association for the instance";
pub(crate) const COUNTS_CONTRADICT: &str = "MinCount is greater than MaxCount";
