//! The fields of questions and steps.

use super::form::Form::{Choice, Context, Number, Object, Parameters, Tags, Text, TextOrTexts, Texts, Word};
use super::form::{self, ChoiceForm, Field, ObjectForm, optional, required};

const CONTEXT: Field = optional("context", Context, "context keys that are set by hand");

pub(super) static QUESTION: ObjectForm = ObjectForm {
    name: "Question",
    doc: "a request to decide",
    fields: &[
        required("id", Text, "unique among the questions"),
        optional("title", Text, "what it asks, in words"),
        required("principal", Choice(&WHO), "who asks"),
        required("action", Text, "what for, such as `s3:GetObject`"),
        required("resource", Text, "on what: an ARN, or `*`"),
        optional(
            "resourceAccount",
            Text,
            "who owns the resource, where neither the world nor the ARN says it",
        ),
        CONTEXT,
        optional("at", Text, "when it is asked; the world's time if not given"),
        optional("after", Text, "the id of the step after which it is asked; after all of them if not given"),
        optional("expected", Object(&EXPECTATION), "what the answer should be"),
    ],
};

pub(super) static STEP: ObjectForm = ObjectForm {
    name: "Step",
    doc: "an API call",
    fields: &[
        required("id", Text, "unique among the steps"),
        optional("title", Text, "what it does, in words"),
        required("caller", Choice(&WHO), "who calls"),
        required("call", Choice(&CALL), "what is called"),
        CONTEXT,
        optional("at", Text, "when it is called; the world's time if not given"),
        optional("expected", Choice(&STEP_EXPECTATION), "what should come of it"),
    ],
};

static WHO: ChoiceForm = ChoiceForm {
    name: "Who",
    doc: "who asks or calls",
    word: Some(("anonymous", "nobody")),
    fields: &[
        required("arn", Text, "a user, a root user, a role session or a federated user, by ARN"),
        required("step", Text, "the session or access key that a step gave, by the step's id"),
        required("service", Text, "an AWS service, such as `ec2.amazonaws.com`"),
    ],
};

static EXPECTATION: ObjectForm = ObjectForm {
    name: "Expectation",
    doc: "what an answer should be: a decision, or the error code of a call that fails before policies are read",
    fields: &[
        optional("decision", Word(&DECISIONS), "the decision, or `denied` for either denial"),
        optional("decidedBy", Word(&DECIDED_BY), "which kind of policy decides; any if not given"),
        optional("error", Text, "AWS's error code, such as `ExpiredToken`"),
    ],
};

static DECISIONS: [form::Word; 4] = [
    ("allowed", "allowed"),
    ("explicitDeny", "denied by a statement"),
    ("implicitDeny", "denied for want of an allow"),
    ("denied", "denied either way"),
];

static DECIDED_BY: [form::Word; 10] = [
    ("identity", "identity-based policies"),
    ("resource", "the policy of the resource"),
    ("trust", "the trust policy of the role"),
    ("boundary", "the permissions boundary"),
    ("session", "session policies"),
    ("scp", "service control policies"),
    ("rcp", "resource control policies"),
    ("vpce", "the policy of the VPC endpoint"),
    ("root", "that the caller is the root user"),
    ("service", "the service by itself"),
];

static CALL: ChoiceForm = ChoiceForm {
    name: "Call",
    doc: "a call with its parameters",
    word: None,
    fields: &[
        required("assumeRole", Object(&ASSUME_ROLE), "`sts:AssumeRole`"),
        required("api", Object(&API_CALL), "any operation"),
    ],
};

static API_CALL: ObjectForm = ObjectForm {
    name: "ApiCall",
    doc: "a call of an operation",
    fields: &[
        required("operation", Text, "such as `iam:CreateUser`"),
        optional(
            "parameters",
            Parameters,
            "its parameters under AWS's names; a policy can be an array of lines",
        ),
    ],
};

static ASSUME_ROLE: ObjectForm = ObjectForm {
    name: "AssumeRole",
    doc: "the parameters of `sts:AssumeRole`",
    fields: &[
        required("roleArn", Text, "the ARN of the role"),
        required("roleSessionName", Text, "the name of the session"),
        optional("externalId", Text, "`sts:ExternalId`"),
        optional(
            "durationSeconds",
            Number(u32::MAX as u64),
            "how long the session lasts, in seconds; 3600 if not given",
        ),
        optional("policy", TextOrTexts, "an inline session policy"),
        optional(
            "policyArns",
            Texts,
            "the managed policies that serve as session policies: each by its ARN, or by what follows `policy/` in the ARN of one of AWS's",
        ),
        optional("tags", Tags, "session tags"),
        optional("transitiveTagKeys", Texts, "the keys of the tags that later sessions inherit"),
        optional("sourceIdentity", Text, "the source identity"),
        optional("serialNumber", Text, "the MFA device whose code is given"),
    ],
};

static STEP_EXPECTATION: ChoiceForm = ChoiceForm {
    name: "StepExpectation",
    doc: "what should come of a call",
    word: Some(("succeeds", "it succeeds")),
    fields: &[required("error", Text, "it fails with this error code")],
};
