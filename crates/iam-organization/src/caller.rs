//! Who makes a call.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{ContextValue, Principal};
use sorted::SortedSet;

use crate::account::Tags;
use crate::policy_text::PolicyText;
use crate::time::Timestamp;
use crate::world::{PARTITION, World, iam_arn, session_names};

/// Whoever signs a request, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// An IAM user with an access key.
    User {
        /// Its ARN. It need not be in the world: then its policies are unknown, and the answer says so.
        arn: Arn,
    },
    /// A role session.
    RoleSession(Box<Session>),
    /// The root user of an account.
    Root {
        /// The account.
        account: AccountId,
    },
    /// A session of `GetSessionToken`: the user or root user itself, with temporary credentials.
    SessionToken(Box<SessionToken>),
    /// A session of `GetFederationToken`.
    FederatedUser(Box<FederatedSession>),
    /// An AWS service that acts for itself.
    Service {
        /// Such as `ec2.amazonaws.com`.
        name: String,
    },
    /// Somebody with a token of an identity provider and no AWS credentials.
    Federated {
        /// The provider's ARN, or the name of a built-in one.
        provider: String,
    },
    /// Nobody: the request is not signed.
    Anonymous,
}

/// Temporary credentials of a role, and what AWS keeps in their token (E9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What the holder calls it. A scenario puts the id of the step here that made the session.
    pub label: String,
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    pub arn: Arn,
    /// `arn:aws:iam::ACCOUNT:role/PATH/ROLE`.
    pub role_arn: Arn,
    /// The unique id that the role had when the session was made: a role of the same name that comes later is another
    /// one (S9, S85). `None` for a session that nobody assumed in this world.
    pub role_id: Option<String>,
    /// The role session name.
    pub name: String,
    /// When it was made: `aws:TokenIssueTime`.
    pub issued: Timestamp,
    /// From when on it is refused. `None` for a session that nobody assumed in this world: one that a question names by
    /// its ARN.
    pub expires: Option<Timestamp>,
    /// The session policy that was passed inline.
    pub policy: Option<PolicyText>,
    /// The ARNs of the managed policies that were passed as session policies.
    pub policy_arns: Vec<Arn>,
    /// The session tags, inherited ones included; they override the role's tags (E220).
    pub tags: Tags,
    /// The keys of the tags that the next session in a chain inherits (E221).
    pub transitive_tag_keys: SortedSet<String>,
    /// The source identity, which no later session of the chain can change (S68).
    pub source_identity: Option<String>,
    /// Whether another role session assumed the role: then an hour is the limit (E207).
    pub chained: bool,
    /// Whether an identity provider vouched for its holder: such a session says nothing about MFA (A9).
    pub federated: bool,
    /// Further context keys of every request that is made with it: what an identity provider said (S51, S61), which
    /// instance it was delivered to (S14).
    pub keys: Vec<(String, ContextValue)>,
}

/// Temporary credentials of a user or root user (S69): they may do what it may, with or without a second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionToken {
    /// Whose.
    pub owner: TokenOwner,
    /// The unique id that the user had when the session was made; root users have none.
    pub owner_id: Option<String>,
    /// When it was made: `aws:TokenIssueTime`.
    pub issued: Timestamp,
    /// From when on it is refused.
    pub expires: Timestamp,
    /// Whether the code of an MFA device was given.
    pub mfa: bool,
}

/// Who has a session token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenOwner {
    /// An IAM user, by ARN.
    User(Arn),
    /// The root user of the account.
    Root(AccountId),
}

/// A session of `GetFederationToken` (S70).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederatedSession {
    /// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
    pub arn: Arn,
    /// Who made it: an IAM user or the root user.
    pub user_arn: Option<Arn>,
    /// The unique id that the user had when the session was made; root users have none.
    pub user_id: Option<String>,
    /// The session policy; without one the session has no permissions (E185).
    pub policy: Option<PolicyText>,
    /// The ARNs of the managed policies that were passed as session policies.
    pub policy_arns: Vec<Arn>,
    /// The session tags.
    pub tags: Tags,
    /// When it was made, if somebody made it in this world.
    pub issued: Option<Timestamp>,
    /// From when on it is refused.
    pub expires: Option<Timestamp>,
}

impl FederatedSession {
    /// A session as it would be with nothing passed, for a question that names it by its ARN.
    pub fn named(arn: Arn) -> FederatedSession {
        FederatedSession {
            arn,
            user_arn: None,
            user_id: None,
            policy: None,
            policy_arns: Vec::new(),
            tags: Tags::new(),
            issued: None,
            expires: None,
        }
    }
}

impl Session {
    /// A session of a role as it would be with nothing passed, for a question that names a session by its ARN. `None` if
    /// `arn` is not a session ARN or there is no such role.
    pub fn named(world: &World, arn: &Arn) -> Option<Session> {
        let (role, name) = world.role_of_session(arn)?;
        let role_arn = iam_arn(role.account, "role", &role.it.path, role.name)?;
        Some(Session::plain(arn.clone(), role_arn, name, world.clock))
    }

    /// The same for a role that is not in the world: its path is unknown and taken to be `/`.
    pub fn of_unknown_role(arn: &Arn, issued: Timestamp) -> Option<Session> {
        let (role_name, name) = session_names(arn)?;
        let role_arn = iam_arn(arn.account_id()?, "role", "/", role_name)?;
        Some(Session::plain(arn.clone(), role_arn, name, issued))
    }

    fn plain(arn: Arn, role_arn: Arn, name: &str, issued: Timestamp) -> Session {
        Session {
            label: arn.to_string(),
            name: name.to_owned(),
            arn,
            role_arn,
            role_id: None,
            issued,
            expires: None,
            policy: None,
            policy_arns: Vec::new(),
            tags: Tags::new(),
            transitive_tag_keys: SortedSet::new(),
            source_identity: None,
            chained: false,
            federated: false,
            keys: Vec::new(),
        }
    }
}

impl Caller {
    /// The account that the caller belongs to; `None` for services, outsiders and unsigned requests.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Caller::User { arn } => arn.account_id(),
            Caller::RoleSession(session) => session.arn.account_id(),
            Caller::Root { account } => Some(*account),
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => arn.account_id(),
                TokenOwner::Root(account) => Some(*account),
            },
            Caller::FederatedUser(session) => session.arn.account_id(),
            Caller::Service { .. } | Caller::Federated { .. } | Caller::Anonymous => None,
        }
    }

    /// From when on the credentials are refused; `None` for those that do not expire.
    pub fn expires(&self) -> Option<Timestamp> {
        match self {
            Caller::RoleSession(session) => session.expires,
            Caller::SessionToken(session) => Some(session.expires),
            Caller::FederatedUser(session) => session.expires,
            Caller::User { .. }
            | Caller::Root { .. }
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => None,
        }
    }

    /// When the credentials were made, if they are temporary and somebody made them.
    pub(crate) fn issued(&self) -> Option<Timestamp> {
        match self {
            Caller::RoleSession(session) => Some(session.issued),
            Caller::SessionToken(session) => Some(session.issued),
            Caller::FederatedUser(session) => session.issued,
            Caller::User { .. }
            | Caller::Root { .. }
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => None,
        }
    }

    /// The role or user that temporary credentials were made for, if it is gone (S85).
    ///
    /// AWS's pages say that such sessions lose all permissions. They are read as credentials that are not good any more: so
    /// no policy that names the role's ARN, or everybody, revives them, and neither does a role or user of the same name.
    pub(crate) fn deleted_owner(&self, world: &World) -> Option<Arn> {
        let (arn, is_there) = match self {
            Caller::RoleSession(session) => {
                let id = session.role_id.as_ref()?;
                let role = world.role(&session.role_arn);
                (&session.role_arn, role.is_some_and(|it| it.it.unique_id == *id))
            }
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => {
                    (arn, present_name(world, arn, session.owner_id.as_ref()?).is_some())
                }
                TokenOwner::Root(_) => return None,
            },
            Caller::FederatedUser(session) => {
                let arn = session.user_arn.as_ref()?;
                (arn, present_name(world, arn, session.user_id.as_ref()?).is_some())
            }
            Caller::User { .. }
            | Caller::Root { .. }
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => return None,
        };
        (!is_there).then(|| arn.clone())
    }

    /// Whether its account is in the world, and neither has nor had the user or role that it is.
    pub(crate) fn is_missing(&self, world: &World) -> bool {
        let is_known = |arn: &Arn| arn.account_id().is_some_and(|it| world.accounts.contains_key(&it));
        match self {
            Caller::User { arn } => is_known(arn) && world.user(arn).is_none(),
            Caller::RoleSession(session) => {
                is_known(&session.role_arn) && world.role(&session.role_arn).is_none()
            }
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => is_known(arn) && world.user(arn).is_none(),
                TokenOwner::Root(_) => false,
            },
            Caller::FederatedUser(_)
            | Caller::Root { .. }
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => false,
        }
    }

    /// The same caller under the name that its user has now: a rename keeps the unique id, and with it the sessions (S8).
    pub(crate) fn under_present_name(mut self, world: &World) -> Caller {
        let (arn, id) = match &mut self {
            Caller::SessionToken(session) => match &mut session.owner {
                TokenOwner::User(arn) => (Some(arn), session.owner_id.as_ref()),
                TokenOwner::Root(_) => (None, None),
            },
            Caller::FederatedUser(session) => (session.user_arn.as_mut(), session.user_id.as_ref()),
            Caller::User { .. }
            | Caller::RoleSession(_)
            | Caller::Root { .. }
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => (None, None),
        };
        if let (Some(arn), Some(id)) = (arn, id)
            && let Some(present) = present_name(world, arn, id)
        {
            *arn = present;
        }
        self
    }

    /// The caller as the evaluator sees it.
    pub(crate) fn principal(&self, world: &World) -> Principal {
        match self {
            Caller::User { arn } => Principal::User {
                arn: arn.clone(),
                unique_id: world.user(arn).map(|it| it.it.unique_id.clone()),
            },
            Caller::RoleSession(session) => Principal::RoleSession {
                session_arn: session.arn.clone(),
                role_arn: session.role_arn.clone(),
                unique_id: world.role(&session.role_arn).map(|it| it.it.unique_id.clone()),
            },
            Caller::Root { account } => {
                Principal::Root { account: *account, partition: PARTITION.to_owned() }
            }
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => Caller::User { arn: arn.clone() }.principal(world),
                TokenOwner::Root(account) => Caller::Root { account: *account }.principal(world),
            },
            Caller::FederatedUser(session) => {
                Principal::FederatedUser { arn: session.arn.clone(), user_arn: session.user_arn.clone() }
            }
            Caller::Service { name } => Principal::Service { name: name.clone() },
            Caller::Federated { provider } => Principal::Federated { provider: provider.clone() },
            Caller::Anonymous => Principal::Anonymous,
        }
    }
}

/// The ARN that the user with this unique id has now; `None` if there is none in the account.
fn present_name(world: &World, arn: &Arn, unique_id: &str) -> Option<Arn> {
    if world.user(arn).is_some_and(|it| it.it.unique_id == unique_id) {
        return Some(arn.clone());
    }
    let account = arn.account_id()?;
    let users = &world.accounts.get(&account)?.users;
    let (name, user) = users.iter().find(|(_, it)| it.unique_id == unique_id)?;
    iam_arn(account, "user", &user.path, name)
}
