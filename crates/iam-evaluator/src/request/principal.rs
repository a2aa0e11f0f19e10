//! Who makes the request.

use crate::arn::{AccountId, Arn};

/// The principal of a request, by kind (E8). Nothing here comes from a policy: that is
/// [`PrincipalElement`](crate::policy::PrincipalElement).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// An IAM user with long-term or `GetSessionToken` credentials (E184).
    User {
        /// `arn:aws:iam::ACCOUNT:user/PATH/NAME`.
        arn: Arn,
        /// The unique id, `AIDA…`, if the state has one.
        unique_id: Option<String>,
    },
    /// A role session, from any of the AssumeRole operations.
    RoleSession {
        /// `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`.
        session_arn: Arn,
        /// `arn:aws:iam::ACCOUNT:role/PATH/NAME`. Kept beside the session ARN, which has no path (E49).
        role_arn: Arn,
        /// The role's unique id, `AROA…`, if the state has one.
        unique_id: Option<String>,
    },
    /// A `GetFederationToken` session (E185).
    FederatedUser {
        /// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
        arn: Arn,
        /// The IAM user (or root) that made the session; it decides class Entity (E68).
        user_arn: Option<Arn>,
    },
    /// The root user of an account.
    Root {
        /// The account.
        account: AccountId,
        /// The partition of the account: `aws`, `aws-cn`, `aws-us-gov`, …
        partition: String,
    },
    /// An AWS service that calls for itself, such as `cloudtrail.amazonaws.com`.
    Service {
        /// The service principal name.
        name: String,
    },
    /// A caller of `AssumeRoleWithSAML` or `AssumeRoleWithWebIdentity` (E124).
    Federated {
        /// The provider: its ARN, or the name of a built-in one such as `accounts.google.com`.
        provider: String,
    },
    /// An unsigned request (E183).
    Anonymous,
}

impl Principal {
    /// The account whose policies bind the principal; `None` for services, external identities and anonymous.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => arn.account_id(),
            Principal::RoleSession { session_arn, .. } => session_arn.account_id(),
            Principal::Root { account, .. } => Some(*account),
            Principal::Service { .. } | Principal::Federated { .. } | Principal::Anonymous => None,
        }
    }

    /// The partition of that account; `None` where there is none.
    pub fn partition(&self) -> Option<&str> {
        match self {
            Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => Some(arn.partition()),
            Principal::RoleSession { session_arn, .. } => Some(session_arn.partition()),
            Principal::Root { partition, .. } => Some(partition),
            Principal::Service { .. } | Principal::Federated { .. } | Principal::Anonymous => None,
        }
    }

    /// The name that AWS prints in an AccessDenied message (E235).
    pub fn display_arn(&self) -> String {
        match self {
            Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => arn.to_string(),
            Principal::RoleSession { session_arn, .. } => session_arn.to_string(),
            Principal::Root { account, partition } => format!("arn:{partition}:iam::{account}:root"),
            Principal::Service { name } => name.clone(),
            Principal::Federated { provider } => provider.clone(),
            Principal::Anonymous => "anonymous".to_owned(),
        }
    }

    /// The value of `aws:PrincipalType` where AWS documents one (E14).
    pub fn principal_type(&self) -> Option<&'static str> {
        match self {
            Principal::User { .. } => Some("User"),
            Principal::RoleSession { .. } => Some("AssumedRole"),
            Principal::FederatedUser { .. } => Some("FederatedUser"),
            Principal::Root { .. } => Some("Account"),
            Principal::Anonymous => Some("Anonymous"),
            Principal::Service { .. } | Principal::Federated { .. } => None,
        }
    }
}
