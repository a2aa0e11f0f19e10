//! The fields of scenario, world, organization and accounts.

use super::form::Form::{
    Choice, Number, Object, Objects, Policy, Tags, Text, TextOrTexts, Texts, Word, Words,
};
use super::form::{self, ChoiceForm, Field, ObjectForm, optional, required};
use super::question_fields::{QUESTION, STEP};
use super::session_fields::{SESSION, TRAIL_EVENT};

/// The version that this form is.
pub(super) const SCENARIO_VERSION: u64 = 0;

pub(super) static SCENARIO: ObjectForm = ObjectForm {
    name: "Scenario",
    doc: "a scenario of the IAM Playground, draft format",
    fields: &[
        optional("$schema", Text, "where the schema of this file is, for editors; it is not kept"),
        required("scenarioVersion", Number(u32::MAX as u64), "the version of the form: 0, a draft"),
        required("title", Text, "the name of the scenario"),
        optional("description", Text, "one line about it"),
        optional("concepts", Texts, "the concepts that it teaches"),
        optional("notes", TextOrTexts, "what the author has to say, as a string or as an array of lines"),
        required(
            "world",
            Object(&WORLD),
            "the organization, accounts, policies and resources, and the clock",
        ),
        optional("steps", Objects(&STEP), "API calls, in order"),
        optional("questions", Objects(&QUESTION), "requests to decide; the first one is shown first"),
    ],
};

/// Every JSON reader keeps whole numbers up to this one, and nobody gives out more ids.
const MAX_IDS: u64 = 1 << 53;

static WORLD: ObjectForm = ObjectForm {
    name: "World",
    doc: "everything that requests are made against",
    fields: &[
        required("clock", Text, "the simulated time in UTC, such as `2026-01-01T10:00:00Z`"),
        optional("seed", Number(u64::MAX), "what generated ids come from"),
        optional(
            "generatedIds",
            Number(MAX_IDS),
            "how many ids were given out or taken back so far, so that none comes twice",
        ),
        optional("organization", Object(&ORGANIZATION), "the organization, if there is one"),
        optional("accounts", Objects(&ACCOUNT), "the accounts, in the organization or not"),
        optional(
            "boundaryOfTrustedUser",
            Word(&BOUNDARY_OF_TRUSTED_USER),
            "what the boundary of a user does where a trust policy names the user (A2); `limits` if not given",
        ),
        optional("sessions", Objects(&SESSION), "the temporary credentials that calls gave"),
        optional("trail", Objects(&TRAIL_EVENT), "what CloudTrail recorded"),
        optional(
            "awsManagedPolicyVersions",
            Tags,
            "the versions of AWS managed policies that the scenario was written with, by ARN or name, such as `v3`: \
             where AWS has another one, answers say so",
        ),
    ],
};

pub(super) const IS_BYPASSED: &str = "isBypassed";

static BOUNDARY_OF_TRUSTED_USER: [form::Word; 2] =
    [("limits", "it must allow the call"), (IS_BYPASSED, "it need not")];

static ORGANIZATION: ObjectForm = ObjectForm {
    name: "Organization",
    doc: "an organization",
    fields: &[
        required("id", Text, "its id, `o-…`"),
        required("managementAccount", Text, "the id of the management account"),
        optional("featureSet", Word(&FEATURE_SETS), "whether it has policies; `ALL` if not given"),
        optional("enabledPolicyTypes", Words(&POLICY_TYPES), "the policy types that are enabled"),
        optional(
            "policies",
            Objects(&ORGANIZATION_POLICY),
            "the customer's SCPs and RCPs; `p-FullAWSAccess` and `p-RCPFullAWSAccess` are there without being listed",
        ),
        required("root", Object(&ROOT), "the root of the tree"),
        optional("handshakes", Objects(&HANDSHAKE), "the invitations to join it"),
    ],
};

pub(super) const CONSOLIDATED_BILLING: &str = "CONSOLIDATED_BILLING";

static FEATURE_SETS: [form::Word; 2] =
    [("ALL", "everything, policies among it"), (CONSOLIDATED_BILLING, "one bill, and no policies")];

static HANDSHAKE_STATES: [form::Word; 4] = [
    ("OPEN", "nobody has answered"),
    ("ACCEPTED", "the account has joined"),
    ("DECLINED", "the account does not want to"),
    ("CANCELED", "the organization has taken it back"),
];

static HANDSHAKE: ObjectForm = ObjectForm {
    name: "Handshake",
    doc: "an invitation to join the organization",
    fields: &[
        required("id", Text, "its id, `h-…`"),
        required("account", Text, "the id of the account that is invited"),
        required("state", Word(&HANDSHAKE_STATES), "what came of it"),
        required("requested", Text, "when it was made, as `2026-01-15T10:00:00Z`"),
    ],
};

pub(super) const SERVICE_CONTROL_POLICY: &str = "SERVICE_CONTROL_POLICY";
pub(super) const RESOURCE_CONTROL_POLICY: &str = "RESOURCE_CONTROL_POLICY";

/// In the words of the Organizations API.
static POLICY_TYPES: [form::Word; 2] = [(SERVICE_CONTROL_POLICY, "SCP"), (RESOURCE_CONTROL_POLICY, "RCP")];

static ORGANIZATION_POLICY: ObjectForm = ObjectForm {
    name: "OrganizationPolicy",
    doc: "an SCP or RCP",
    fields: &[
        required("id", Text, "its id, `p-…`"),
        required("type", Word(&POLICY_TYPES), "SCP or RCP"),
        required("name", Text, "its name"),
        optional("description", Text, "what it is for"),
        required("policy", Policy, "its text"),
    ],
};

const SCPS: Field =
    optional("scps", Texts, "the ids of the SCPs attached to it; `p-FullAWSAccess` alone if not given");
const RCPS: Field = optional("rcps", Texts, "the ids of the customer's RCPs attached to it");
const ACCOUNTS: Field = optional("accounts", Objects(&PLACED_ACCOUNT), "the accounts directly in it");

static ROOT: ObjectForm = ObjectForm {
    name: "Root",
    doc: "the root of an organization",
    fields: &[
        required("id", Text, "its id, `r-…`"),
        SCPS,
        RCPS,
        ACCOUNTS,
        optional("organizationalUnits", Objects(&ORGANIZATIONAL_UNIT), "the OUs directly in it"),
    ],
};

static ORGANIZATIONAL_UNIT: ObjectForm = ObjectForm {
    name: "OrganizationalUnit",
    doc: "an organizational unit",
    fields: &[
        required("id", Text, "its id, `ou-…`"),
        required("name", Text, "its name"),
        SCPS,
        RCPS,
        ACCOUNTS,
        optional("organizationalUnits", Objects(&ORGANIZATIONAL_UNIT), "the OUs directly in it"),
    ],
};

static PLACED_ACCOUNT: ObjectForm = ObjectForm {
    name: "PlacedAccount",
    doc: "an account at its place in the organization",
    fields: &[
        required("id", Text, "its id"),
        optional("email", Text, "the email address of its root user"),
        optional("created", Text, "when the organization made it, as `2026-01-15T10:00:00Z`"),
        SCPS,
        RCPS,
    ],
};

static ACCOUNT: ObjectForm = ObjectForm {
    name: "Account",
    doc: "an AWS account",
    fields: &[
        required("id", Text, "twelve digits"),
        NAME,
        optional("users", Objects(&USER), "IAM users"),
        optional("groups", Objects(&GROUP), "user groups"),
        optional("roles", Objects(&ROLE), "roles"),
        optional("managedPolicies", Objects(&MANAGED_POLICY), "customer managed policies"),
        optional("instanceProfiles", Objects(&INSTANCE_PROFILE), "instance profiles"),
        optional("rootAccessKeys", Objects(&ACCESS_KEY), "the access keys of the root user"),
        optional("mfaDevices", Objects(&MFA_DEVICE), "MFA devices"),
        optional("samlProviders", Objects(&SAML_PROVIDER), "SAML identity providers"),
        optional("oidcProviders", Objects(&OIDC_PROVIDER), "OpenID Connect identity providers"),
        optional("resources", Objects(&RESOURCE), "resources that the account owns"),
        optional("vpcEndpoints", Objects(&VPC_ENDPOINT), "VPC endpoints"),
    ],
};

// Users, groups and roles have most of their fields in common.
const NAME: Field = required("name", Text, "its name");
const DESCRIPTION: Field = optional("description", Text, "what it is for");
const PATH: Field = optional("path", Text, "its path; `/` if not given");
const TAGS: Field = optional("tags", Tags, "its tags");
const ATTACHED_POLICIES: Field = optional(
    "attachedPolicies",
    Texts,
    "the managed policies attached to it: each by its ARN, by the name of one of this account, or by what follows \
     `policy/` in the ARN of one of AWS's, such as `ReadOnlyAccess` or `service-role/AWSLambdaBasicExecutionRole`",
);
const INLINE_POLICIES: Field = optional("inlinePolicies", Objects(&INLINE_POLICY), "its inline policies");
const PERMISSIONS_BOUNDARY: Field =
    optional("permissionsBoundary", Text, "the ARN of the managed policy that is its permissions boundary");

static USER: ObjectForm = ObjectForm {
    name: "User",
    doc: "an IAM user",
    fields: &[
        NAME,
        PATH,
        optional("uniqueId", Text, "`AIDA…`; made from the seed if not given"),
        TAGS,
        optional("groups", Texts, "the names of the groups that it is in"),
        ATTACHED_POLICIES,
        INLINE_POLICIES,
        PERMISSIONS_BOUNDARY,
        optional("accessKeys", Objects(&ACCESS_KEY), "its access keys"),
    ],
};

static GROUP: ObjectForm = ObjectForm {
    name: "Group",
    doc: "a user group",
    fields: &[
        NAME,
        PATH,
        optional("uniqueId", Text, "`AGPA…`; made from the seed if not given"),
        ATTACHED_POLICIES,
        INLINE_POLICIES,
    ],
};

static ROLE: ObjectForm = ObjectForm {
    name: "Role",
    doc: "a role",
    fields: &[
        NAME,
        PATH,
        optional("uniqueId", Text, "`AROA…`; made from the seed if not given"),
        DESCRIPTION,
        required("trustPolicy", Policy, "who may assume it"),
        optional(
            "maxSessionDuration",
            Number(u32::MAX as u64),
            "the longest session in seconds, 3600 to 43200; 3600 if not given",
        ),
        TAGS,
        ATTACHED_POLICIES,
        INLINE_POLICIES,
        PERMISSIONS_BOUNDARY,
    ],
};

static INLINE_POLICY: ObjectForm = ObjectForm {
    name: "InlinePolicy",
    doc: "a policy embedded in a user, group or role",
    fields: &[NAME, required("policy", Policy, "its text")],
};

static MANAGED_POLICY: ObjectForm = ObjectForm {
    name: "ManagedPolicy",
    doc: "a customer managed policy",
    fields: &[
        NAME,
        PATH,
        DESCRIPTION,
        TAGS,
        optional("uniqueId", Text, "`ANPA…`; made from the seed if not given"),
        required("policy", Policy, "the text of its default version"),
        optional("defaultVersion", Number(u32::MAX as u64), "the number of that version; 1 if not given"),
        optional("otherVersions", Objects(&POLICY_VERSION), "the versions that are not the default"),
        optional(
            "newestVersion",
            Number(u32::MAX as u64),
            "the highest number that a version ever had; that of the newest one if not given",
        ),
    ],
};

static POLICY_VERSION: ObjectForm = ObjectForm {
    name: "PolicyVersion",
    doc: "a version of a managed policy",
    fields: &[
        required("number", Number(u32::MAX as u64), "2 for `v2`"),
        required("policy", Policy, "its text"),
    ],
};

static INSTANCE_PROFILE: ObjectForm = ObjectForm {
    name: "InstanceProfile",
    doc: "an instance profile",
    fields: &[
        NAME,
        PATH,
        optional("uniqueId", Text, "`AIPA…`; made from the seed if not given"),
        optional("role", Text, "the name of its role"),
        TAGS,
    ],
};

static ACCESS_KEY: ObjectForm = ObjectForm {
    name: "AccessKey",
    doc: "an access key",
    fields: &[
        required("id", Text, "`AKIA…`"),
        optional("status", Word(&KEY_STATUS), "whether it signs requests; active if not given"),
        optional("created", Text, "when it was made; the world's time if not given"),
    ],
};

pub(super) const ACTIVE: &str = "Active";
pub(super) const INACTIVE: &str = "Inactive";
static KEY_STATUS: [form::Word; 2] = [(ACTIVE, "it signs"), (INACTIVE, "it is refused")];

static MFA_DEVICE: ObjectForm = ObjectForm {
    name: "MfaDevice",
    doc: "an MFA device",
    fields: &[
        required("serialNumber", Text, "its serial number: an ARN, but for hardware tokens"),
        optional("kind", Word(&MFA_KINDS), "what kind it is; virtual if not given"),
        optional("owner", Choice(&MFA_OWNER), "who has it"),
        TAGS,
    ],
};

static MFA_OWNER: ChoiceForm = ChoiceForm {
    name: "MfaOwner",
    doc: "who has an MFA device",
    word: Some((ROOT_USER, "the root user")),
    fields: &[required("user", Text, "a user, by name")],
};

pub(super) const ROOT_USER: &str = "root";

pub(super) const VIRTUAL: &str = "virtual";
pub(super) const HARDWARE: &str = "hardware";
pub(super) const PASSKEY: &str = "passkey";
static MFA_KINDS: [form::Word; 3] = [
    (VIRTUAL, "an app with codes"),
    (HARDWARE, "a token with codes"),
    (PASSKEY, "a passkey or security key"),
];

static SAML_PROVIDER: ObjectForm =
    ObjectForm { name: "SamlProvider", doc: "a SAML identity provider", fields: &[NAME, TAGS] };

static OIDC_PROVIDER: ObjectForm = ObjectForm {
    name: "OidcProvider",
    doc: "an OpenID Connect identity provider",
    fields: &[
        required("issuer", Text, "its address without `https://`"),
        optional("clientIds", Texts, "the audiences that tokens may be for"),
        TAGS,
    ],
};

static RESOURCE: ObjectForm = ObjectForm {
    name: "Resource",
    doc: "a resource",
    fields: &[
        required("arn", Text, "its ARN"),
        TAGS,
        optional("policy", Policy, "its resource-based policy"),
        optional(
            "runsAs",
            Text,
            "what it runs as, by ARN: a function's execution role, an instance's profile, a task's role",
        ),
    ],
};

static VPC_ENDPOINT: ObjectForm = ObjectForm {
    name: "VpcEndpoint",
    doc: "a VPC endpoint",
    fields: &[
        required("id", Text, "its id, `vpce-…`"),
        required("vpc", Text, "the VPC that it is in, `vpc-…`"),
        optional("policy", Policy, "its policy"),
    ],
};

/// What stands in the place of a policy whose text does not parse.
pub(super) static BROKEN_POLICY: ObjectForm = ObjectForm {
    name: "BrokenPolicy",
    doc: "a policy whose text does not parse",
    fields: &[
        required("text", TextOrTexts, "the text as typed"),
        required("lastValidText", TextOrTexts, "the last text that parsed"),
    ],
};
