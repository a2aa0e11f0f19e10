//! The managed policies that can be attached: the account's own, and AWS's.

use iam_aws_data::AwsData;
use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    AwsPublished, EntityRef, IamEntity, ManagedPolicyLookup, PolicyVersion, World, WorldEdit,
};

use super::building::removed_words;
use super::json_text::{JsonLine, json_lines};

/// More than anybody reads; the filter finds the others.
const MAX_ROWS: usize = 200;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickerView {
    /// For whom.
    pub title: String,
    /// The policies that fit the filter.
    pub rows: Vec<PickerRow>,
    /// How many more fit.
    pub n_more: usize,
}

/// A managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerRow {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Whose it is, and of when.
    pub about: String,
    /// Whether it is attached already.
    pub is_attached: bool,
}

/// The policy that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedView {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its text, where it is loaded.
    pub lines: Option<Vec<JsonLine>>,
    /// Attaches it, unless it is attached.
    pub attach: Option<WorldEdit>,
    /// Makes it the permissions boundary: users and roles have one.
    pub bound: Option<WorldEdit>,
}

/// A policy before it is a row.
struct Listed {
    arn: String,
    name: String,
    about: String,
    is_first: bool,
}

/// The list for a user, group or role.
pub fn picker_view(world: &World, aws: &AwsData, entity: &EntityRef, filter: &str) -> PickerView {
    let Some((account, iam)) = identity(entity) else { return PickerView::default() };
    let filter = filter.trim().to_ascii_lowercase();
    let fits = |it: &Listed| {
        let text = format!("{} {}", it.arn, it.about).to_ascii_lowercase();
        filter.split_whitespace().all(|word| text.contains(word))
    };
    let attached =
        world.accounts.get(&account).and_then(|it| it.identity_policies(iam)).map(|it| &it.attached);
    let is_attached = |arn: &str| attached.is_some_and(|it| it.iter().any(|it| it.as_str() == arn));
    let own = world.accounts.get(&account).into_iter().flat_map(|it| &it.managed_policies);
    let own = own.map(|(name, it)| Listed {
        arn: format!("arn:aws:iam::{account}:policy{}{name}", it.path),
        name: name.clone(),
        about: "customer managed".to_owned(),
        is_first: true,
    });
    let aws = aws.managed_policies.iter().flat_map(|it| it.iter());
    let aws = aws.map(|it| {
        let path = it.path.trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("{path} · ") };
        Listed {
            arn: it.arn("aws"),
            name: it.name.to_owned(),
            about: format!("{path}{} of {}", it.version, it.updated),
            // Those that are read most come with the index.
            is_first: match filter.is_empty() {
                true => it.document.is_some(),
                false => it.name.to_ascii_lowercase().starts_with(&filter),
            },
        }
    });
    let (mut fitting, rest): (Vec<Listed>, Vec<Listed>) =
        own.chain(aws).filter(fits).partition(|it| it.is_first);
    fitting.extend(rest);
    let n_more = fitting.len().saturating_sub(MAX_ROWS);
    let row =
        |Listed { arn, name, about, .. }| PickerRow { is_attached: is_attached(&arn), arn, name, about };
    PickerView {
        title: removed_words(world, entity),
        rows: fitting.into_iter().take(MAX_ROWS).map(row).collect(),
        n_more,
    }
}

/// The policy with this ARN, as it can be attached to the user, group or role.
pub fn picked_view(world: &World, aws: &AwsData, entity: &EntityRef, arn: &str) -> Option<PickedView> {
    let (account, iam) = identity(entity)?;
    let policy = Arn::parse(arn).ok()?;
    let (text, version) = text_and_version(world, aws, &policy);
    let attached = world.accounts.get(&account)?.identity_policies(iam)?.attached.contains(&policy);
    let attach =
        WorldEdit::AttachManagedPolicy { account, entity: iam.clone(), policy: policy.clone(), version };
    let can_have_boundary = matches!(iam, IamEntity::User(_) | IamEntity::Role(_));
    let bound =
        WorldEdit::SetPermissionsBoundary { account, entity: iam.clone(), policy: policy.clone(), version };
    Some(PickedView {
        name: policy.resource().rsplit('/').next().unwrap_or_default().to_owned(),
        arn: arn.to_owned(),
        lines: text.map(|it| json_lines(&it)),
        attach: (!attached).then_some(attach),
        bound: can_have_boundary.then_some(bound),
    })
}

fn text_and_version(world: &World, aws: &AwsData, policy: &Arn) -> (Option<String>, Option<PolicyVersion>) {
    if let Some(own) = world.managed_policy(policy) {
        let account = world.accounts.get(&own.account);
        let text =
            account.and_then(|it| it.managed_policies.get(own.name)).map(|it| it.text.text().to_owned());
        return (text, None);
    }
    match aws.managed_policy(policy) {
        ManagedPolicyLookup::Found(it) => (Some(it.text.text().to_owned()), Some(it.version)),
        ManagedPolicyLookup::NotLoaded { version } => (None, version),
        ManagedPolicyLookup::NoSuchPolicy { .. } => (None, None),
    }
}

fn identity(entity: &EntityRef) -> Option<(AccountId, &IamEntity)> {
    match entity {
        EntityRef::Iam { account, entity } => Some((*account, entity)),
        _ => None,
    }
}
