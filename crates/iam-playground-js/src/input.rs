//! What `evaluate` takes. `types.d.ts` says the same to TypeScript.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Policies and a request.
#[derive(Clone, Debug, Deserialize)]
pub struct EvaluateInput {
    /// The policies that apply.
    pub policies: PoliciesInput,
    /// What is asked.
    pub request: RequestInput,
    /// Whether the gates are wanted too.
    #[serde(default, deserialize_with = "or_default")]
    pub trace: bool,
}

/// Policies by kind, each as JSON text. A kind that is left out does not limit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PoliciesInput {
    /// Of the user and its groups, or of the role.
    #[serde(deserialize_with = "or_default")]
    pub identity: Vec<String>,
    /// The permissions boundary.
    pub boundary: Option<String>,
    /// The session policies.
    #[serde(deserialize_with = "or_default")]
    pub session: Vec<String>,
    /// The policy of the resource.
    pub resource: Option<String>,
    /// What the resource is.
    #[serde(deserialize_with = "or_default")]
    pub resource_kind: ResourceKindInput,
    /// The policy of the VPC endpoint that the request came through.
    pub vpc_endpoint: Option<String>,
    /// The SCPs of the caller's account, level by level from the root.
    #[serde(deserialize_with = "or_default")]
    pub scps: Vec<Vec<String>>,
    /// The RCPs of the resource's account, level by level from the root.
    #[serde(deserialize_with = "or_default")]
    pub rcps: Vec<Vec<String>>,
    /// What the boundary does where a trust policy names the user (A2).
    #[serde(deserialize_with = "or_default")]
    pub boundary_of_trusted_user: BoundaryOfTrustedUserInput,
}

/// What a boundary does where a trust policy names its user: AWS's pages disagree (A2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BoundaryOfTrustedUserInput {
    /// It must allow the call.
    #[default]
    Limits,
    /// It need not.
    IsBypassed,
}

/// What a resource-based policy belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ResourceKindInput {
    /// Anything but a role or a key.
    #[default]
    Generic,
    /// A role, whose policy is its trust policy.
    Role,
    /// A KMS key.
    KmsKey,
}

/// Who wants to do what to which resource, in which context.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestInput {
    /// Who.
    pub principal: PrincipalInput,
    /// What, such as `s3:GetObject`.
    pub action: String,
    /// To what: an ARN, or `*`.
    pub resource: String,
    /// Who owns the resource; the account in its ARN if this is left out.
    pub resource_account: Option<String>,
    /// Context keys. Those that follow from the principal are added.
    #[serde(default, deserialize_with = "or_default")]
    pub context: BTreeMap<String, ContextInput>,
    /// What no ARN shows.
    #[serde(default, deserialize_with = "or_default")]
    pub facts: FactsInput,
}

/// Who asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PrincipalInput {
    /// An IAM user, by ARN.
    User(String),
    /// A role session.
    RoleSession {
        /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
        session: String,
        /// `arn:aws:iam::ACCOUNT:role/PATH/ROLE`.
        role: String,
    },
    /// A federated user.
    FederatedUser {
        /// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
        session: String,
        /// The ARN of the user who made the session.
        user: Option<String>,
    },
    /// The root user of an account, by account id.
    Root(String),
    /// An AWS service, such as `ec2.amazonaws.com`.
    Service(String),
    /// Somebody with a token of this identity provider.
    Federated(String),
    /// Nobody: the request is not signed.
    Anonymous,
}

/// The value or values of a context key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextInput {
    /// A text, a number or a boolean.
    Single(String),
    /// A list of them.
    Multi(Vec<String>),
}

/// What no ARN shows; all of it is false if left out.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FactsInput {
    /// The caller is in the management account.
    #[serde(deserialize_with = "or_default")]
    pub principal_account_is_management: bool,
    /// The resource is in the management account.
    #[serde(deserialize_with = "or_default")]
    pub resource_account_is_management: bool,
    /// The caller is a session of a service-linked role.
    #[serde(deserialize_with = "or_default")]
    pub principal_is_service_linked_role: bool,
    /// The resource is an AWS managed KMS key.
    #[serde(deserialize_with = "or_default")]
    pub aws_managed_kms_key: bool,
    /// Only `Resource: "*"` works for the action.
    #[serde(deserialize_with = "or_default")]
    pub action_takes_no_resource: bool,
}

/// What is `undefined` or `null` counts as left out.
fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// By hand, because what serde derives for such an enum keeps whatever it is given, however deeply nested, before it
/// looks at it.
impl<'de> Deserialize<'de> for ContextInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ContextInput, D::Error> {
        deserializer.deserialize_any(ContextVisitor)
    }
}

struct ContextVisitor;

impl<'de> Visitor<'de> for ContextVisitor {
    type Value = ContextInput;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, a boolean or a list of them")
    }

    fn visit_str<E>(self, text: &str) -> Result<ContextInput, E> {
        Ok(ContextInput::Single(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<ContextInput, E> {
        Ok(ContextInput::Single(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<ContextInput, E> {
        Ok(ContextInput::Single(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<ContextInput, E> {
        Ok(ContextInput::Single(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<ContextInput, E> {
        Ok(ContextInput::Single(value.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<ContextInput, A::Error> {
        let mut all = Vec::new();
        while let Some(Scalar(value)) = values.next_element()? {
            all.push(value);
        }
        Ok(ContextInput::Multi(all))
    }
}

/// One value in a list.
struct Scalar(String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number or a boolean")
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
        Ok(Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar, E> {
        Ok(Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar, E> {
        Ok(Scalar(value.to_string()))
    }
}
