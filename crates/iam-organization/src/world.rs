//! Everything there is.

use iam_evaluator::Readings;
use iam_evaluator::arn::{AccountId, Arn};
use sorted::SortedMap;

use crate::account::{Account, Group, ManagedPolicy, Resource, Role, User};
use crate::api::TrailEvent;
use crate::caller::Caller;
use crate::organization::Organization;
use crate::published::{PolicyVersion, is_same_policy};
use crate::resource;
use crate::time::Timestamp;

/// The state that requests are made against: an organization, or none, and accounts in it or outside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct World {
    /// The simulated clock.
    pub clock: Timestamp,
    /// What generated ids come from, so that the same events make the same world.
    pub seed: u64,
    /// The organization. Accounts that are not in it stand alone.
    pub organization: Option<Organization>,
    /// The accounts by id.
    pub accounts: SortedMap<AccountId, Account>,
    /// The versions of AWS managed policies that the world was made with, by ARN, as far as somebody recorded them. When
    /// AWS has another version, answers say so.
    pub aws_managed_versions: SortedMap<Arn, PolicyVersion>,
    /// How many ids were given out and taken back: part of what new ids come from, so that none comes twice (S3).
    pub n_ids: u64,
    /// The sessions that calls gave, by access key id. A session that has expired stays, and is refused.
    pub sessions: SortedMap<String, Caller>,
    /// What CloudTrail recorded, the oldest first (S166).
    pub trail: Vec<TrailEvent>,
    /// What AWS does where its pages disagree and leave a choice (A2).
    pub readings: Readings,
}

/// The partition of every account of a world: an ARN of another one names nothing that is in it (S1).
pub(crate) const PARTITION: &str = "aws";

/// Something of an account that was found by its ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a, T> {
    /// The account that it is in.
    pub account: AccountId,
    /// Its name.
    pub name: &'a str,
    /// The thing itself.
    pub it: &'a T,
}

impl World {
    /// The number that the next id comes from.
    pub(crate) fn next_id(&self) -> u64 {
        // What is read from a file is far smaller: see the wire form.
        self.n_ids.saturating_add(1)
    }

    /// Counts an id that was given out, or one that shall not come again (S3).
    pub(crate) fn count_id(&mut self) -> u64 {
        self.n_ids = self.next_id();
        self.n_ids
    }

    /// The user with this ARN. Names and paths are compared as written (E31).
    pub fn user(&self, arn: &Arn) -> Option<Found<'_, User>> {
        self.find(arn, "user", |it| &it.users, |it| &it.path)
    }

    /// The group with this ARN.
    pub fn group(&self, arn: &Arn) -> Option<Found<'_, Group>> {
        self.find(arn, "group", |it| &it.groups, |it| &it.path)
    }

    /// The role with this ARN.
    pub fn role(&self, arn: &Arn) -> Option<Found<'_, Role>> {
        self.find(arn, "role", |it| &it.roles, |it| &it.path)
    }

    /// The customer managed policy with this ARN.
    pub fn managed_policy(&self, arn: &Arn) -> Option<Found<'_, ManagedPolicy>> {
        self.find(arn, "policy", |it| &it.managed_policies, |it| &it.path)
    }

    /// The role that a session ARN (`arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`) is a session of, and the
    /// session's name.
    pub fn role_of_session<'a>(&'a self, arn: &'a Arn) -> Option<(Found<'a, Role>, &'a str)> {
        let (role_name, session_name) = session_names(arn)?;
        let account = arn.account_id()?;
        let (name, it) = self.accounts.get(&account)?.roles.get_key_value(role_name)?;
        Some((Found { account, name, it }, session_name))
    }

    /// The version that was recorded of an AWS managed policy, whether with its path or without.
    pub fn recorded_version(&self, policy: &Arn) -> Option<PolicyVersion> {
        let exact = self.aws_managed_versions.get(policy).copied();
        let same = || self.aws_managed_versions.iter().find(|(it, _)| is_same_policy(it, policy));
        exact.or_else(|| same().map(|(_, version)| *version))
    }

    /// The resource with exactly this ARN, and its owner.
    pub fn resource(&self, arn: &Arn) -> Option<(AccountId, &Resource)> {
        self.accounts.iter().find_map(|(id, account)| Some((*id, account.resources.get(arn)?)))
    }

    /// The account that owns what the ARN names: where the world keeps it or what it is part of (a bucket's object),
    /// else the account that the ARN says. `None` for a bucket that is not in the world.
    pub fn owner(&self, arn: &Arn) -> Option<AccountId> {
        let parent = || resource::policy_holder(arn);
        let kept = self.resource(arn).or_else(|| self.resource(&parent()?));
        kept.map(|(account, _)| account).or_else(|| arn.account_id())
    }

    /// The organization, if the account is in it.
    pub fn organization_of(&self, account: AccountId) -> Option<&Organization> {
        self.organization.as_ref().filter(|it| it.accounts.contains_key(&account))
    }

    fn find<'a, T>(
        &'a self,
        arn: &Arn,
        kind: &str,
        entities: impl Fn(&'a Account) -> &'a SortedMap<String, T>,
        path: impl Fn(&T) -> &str,
    ) -> Option<Found<'a, T>> {
        let account = arn.account_id()?;
        let (arn_path, name) = path_and_name(arn, kind)?;
        let (name, it) = entities(self.accounts.get(&account)?).get_key_value(name)?;
        (path(it) == arn_path).then_some(Found { account, name, it })
    }
}

/// The ARN of an IAM entity: `kind` is `user`, `group`, `role` or `policy`.
pub(crate) fn iam_arn(account: AccountId, kind: &str, path: &str, name: &str) -> Option<Arn> {
    Arn::parse(&format!("arn:aws:iam::{account}:{kind}{path}{name}")).ok()
}

/// Splits `kind/path/name` of an IAM ARN; the path keeps both its slashes.
fn path_and_name<'a>(arn: &'a Arn, kind: &str) -> Option<(&'a str, &'a str)> {
    let rest = arn.resource().strip_prefix(kind)?;
    if arn.service() != "iam" || arn.partition() != PARTITION || !rest.starts_with('/') {
        return None;
    }
    rest.rfind('/').map(|it| rest.split_at(it + 1))
}

/// The role name and the session name of a session ARN.
pub(crate) fn session_names(arn: &Arn) -> Option<(&str, &str)> {
    let names = arn.resource().strip_prefix("assumed-role/")?.split_once('/')?;
    (arn.service() == "sts" && arn.partition() == PARTITION).then_some(names)
}
