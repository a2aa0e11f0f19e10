//! The fields of sessions and of CloudTrail's records: what calls leave in a world.

use super::form::Form::{Context, Flag, Object, Parameters, Policy, Tags, Text, Texts};
use super::form::{Field, ObjectForm, optional, required};

pub(super) static SESSION: ObjectForm = ObjectForm {
    name: "Session",
    doc: "temporary credentials, of one of the three kinds",
    fields: &[
        required("accessKeyId", Text, "`ASIA…`"),
        optional("roleSession", Object(&ROLE_SESSION), "a session of a role"),
        optional("sessionToken", Object(&SESSION_TOKEN), "what `sts:GetSessionToken` gave"),
        optional("federatedUser", Object(&FEDERATED_USER), "what `sts:GetFederationToken` gave"),
    ],
};

const ISSUED: Field = optional("issued", Text, "when it was made; the world's time if not given");
const EXPIRES: Field = optional("expires", Text, "from when on it is refused");
const POLICY: Field = optional("policy", Policy, "the session policy that was passed");
const POLICY_ARNS: Field =
    optional("policyArns", Texts, "the ARNs of the managed policies that were passed as session policies");
const TAGS: Field = optional("tags", Tags, "the session tags");
const OWNER_ID: Field = optional("uniqueId", Text, "the unique id that its owner had when it was made");

static ROLE_SESSION: ObjectForm = ObjectForm {
    name: "RoleSession",
    doc: "a session of a role",
    fields: &[
        required("arn", Text, "its ARN"),
        required("roleArn", Text, "the ARN of the role"),
        optional("label", Text, "what its holder calls it; its ARN if not given"),
        OWNER_ID,
        ISSUED,
        EXPIRES,
        POLICY,
        POLICY_ARNS,
        TAGS,
        optional("transitiveTagKeys", Texts, "the keys of the tags that later sessions inherit"),
        optional("sourceIdentity", Text, "the source identity"),
        optional("chained", Flag, "whether another role session assumed the role"),
        optional("federated", Flag, "whether an identity provider vouched for its holder"),
        optional("keys", Context, "the context keys that each of its requests has"),
    ],
};

static SESSION_TOKEN: ObjectForm = ObjectForm {
    name: "SessionToken",
    doc: "temporary credentials of a user or root user",
    fields: &[
        required("owner", Text, "the ARN of the user or root user"),
        OWNER_ID,
        ISSUED,
        required("expires", Text, "from when on it is refused"),
        optional("mfa", Flag, "whether the code of an MFA device was given"),
    ],
};

static FEDERATED_USER: ObjectForm = ObjectForm {
    name: "FederatedUser",
    doc: "a session of a federated user",
    fields: &[
        required("arn", Text, "its ARN"),
        optional("owner", Text, "the ARN of the user or root user who made it"),
        OWNER_ID,
        ISSUED,
        EXPIRES,
        POLICY,
        POLICY_ARNS,
        TAGS,
    ],
};

pub(super) static TRAIL_EVENT: ObjectForm = ObjectForm {
    name: "TrailEvent",
    doc: "a record of CloudTrail",
    fields: &[
        required("recipient", Text, "the id of the account in whose trail it is"),
        required("record", Parameters, "the record under AWS's names"),
    ],
};
