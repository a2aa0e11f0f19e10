//! Customer managed policies (S118, S123).

use iam_evaluator::arn::Arn;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::{Incoming, resource};
use super::super::operation::{
    ARN, Body, DOCUMENT, Needed, Operation, Parameter, ParameterKind, TAGS, name, optional, required, text,
};
use super::super::texts;
use super::super::value::Fields;
use super::document::{check_identity_policy, check_size};
use super::entity::{SameKey, account, account_mut, arn, edit_error, new_tags, with_request_tags};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{PATH_PREFIX, POLICY_PATH};
use super::show;
use super::users::{conflict, listing};
use super::{aws_managed, policy_uses};
use crate::account::ManagedPolicy;
use crate::edit::{WorldEdit, WorldEditError};
use crate::policy_text::PolicyText;
use crate::published::is_aws_managed;
use crate::world::{World, iam_arn};

pub(super) const POLICY_ARN: Parameter = required("PolicyArn", ARN);
pub(super) const POLICY_DOCUMENT: Parameter = required("PolicyDocument", DOCUMENT);
const POLICY_NAME: Parameter = required("PolicyName", name(128));

/// How long one is at most, without white space (L166).
pub(super) const MAX_POLICY_SIZE: usize = 6144;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreatePolicy",
        parameters: &[
            POLICY_NAME,
            POLICY_PATH,
            POLICY_DOCUMENT,
            optional("Description", text(0, 1000)),
            TAGS,
        ],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetPolicy",
        parameters: &[POLICY_ARN],
        read_only: true,
        body: Body::Authorized { requests: on_policy, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListPolicies",
        parameters: &[
            optional("Scope", ParameterKind::Word(&["All", "AWS", "Local"])),
            optional("OnlyAttached", ParameterKind::Bool),
            PATH_PREFIX,
            policy_uses::USAGE_FILTER,
            MARKER,
            MAX_ITEMS,
        ],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list },
    },
    Operation {
        service: "iam",
        name: "DeletePolicy",
        parameters: &[POLICY_ARN],
        read_only: false,
        body: Body::Authorized { requests: on_policy, execute: delete },
    },
];

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    let resource = arn(call.account()?, "policy", path, call.text("PolicyName"));
    let tags = call.tags("Tags");
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource.clone()), &tags)];
    if !tags.is_empty() {
        needed.push(with_request_tags(Needed::new("iam:TagPolicy", resource), &tags));
    }
    Ok(needed)
}

/// The operation itself, on the policy that the call names.
pub(super) fn on_policy(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), resource(call.text("PolicyArn")))])
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let document = call.text("PolicyDocument");
    check_identity_policy(document)?;
    check_size(document, MAX_POLICY_SIZE, "PolicySize")?;
    let tags = new_tags(call, SameKey::Exactly)?;
    let name = call.text("PolicyName");
    let path = call.optional_text("Path").unwrap_or("/").to_owned();
    let edit = WorldEdit::CreateManagedPolicy { account: id, name: name.to_owned(), path };
    world.edit(edit).map_err(|it| match it {
        WorldEditError::Exists(_) => {
            ApiError::new(ErrorCode::EntityAlreadyExists, texts::text(texts::POLICY_EXISTS, &[name]))
        }
        it => edit_error(it),
    })?;
    if let Some(policy) = account_mut(world, id)?.managed_policies.get_mut(name) {
        policy.text = PolicyText::new(document);
        call.text("Description").clone_into(&mut policy.description);
        policy.tags = tags;
    }
    let policy = account(world, id)?.managed_policies.get(name);
    let arn = policy.and_then(|it| iam_arn(id, "policy", &it.path, name));
    let shown = policy.zip(arn).map(|(it, arn)| show::policy(world, id, &arn, it));
    let mut fields = Fields::new();
    fields.set_some("Policy", shown);
    Ok(fields)
}

/// The policy that the call names by its ARN, of the caller's account.
pub(super) fn the_policy<'w>(
    world: &'w World,
    call: &Incoming<'_>,
) -> Result<(Arn, &'w str, &'w ManagedPolicy), ApiError> {
    let text = call.text("PolicyArn");
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NO_SUCH_POLICY, &[text]));
    let arn = Arn::parse(text).map_err(|_| missing())?;
    let found = world.managed_policy(&arn).filter(|it| Some(it.account) == call.account);
    let found = found.ok_or_else(missing)?;
    Ok((arn, found.name, found.it))
}

/// The same, to change it. AWS's own cannot be changed.
pub(super) fn the_policy_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut ManagedPolicy, ApiError> {
    let text = call.text("PolicyArn");
    if Arn::parse(text).is_ok_and(|it| is_aws_managed(&it)) {
        return Err(ApiError::new(ErrorCode::AccessDenied, texts::text(texts::AWS_POLICY, &[text])));
    }
    let (_, name, _) = the_policy(world, call)?;
    let name = name.to_owned();
    let policy = account_mut(world, call.account()?)?.managed_policies.get_mut(&name);
    policy.ok_or_else(|| ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NO_SUCH_POLICY, &[text])))
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if let Some(policy) = aws_managed::named(call)? {
        return Ok(Fields::of([("Policy", policy.shown(world, call)?)]));
    }
    let (arn, _, policy) = the_policy(world, call)?;
    Ok(Fields::of([("Policy", show::policy(world, call.account()?, &arn, policy))]))
}

/// The account's own, and those of AWS's that the account uses: AWS's data is looked up, and cannot be listed.
fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let scope = call.optional_text("Scope").unwrap_or("All");
    let mut found = Vec::new();
    if scope != "AWS" {
        let own = account(world, id)?.managed_policies.iter();
        found.extend(own.filter_map(|(name, it)| {
            let arn = iam_arn(id, "policy", &it.path, name)?;
            let shown = show::policy(world, id, &arn, it);
            Some((arn, shown))
        }));
    }
    if scope != "Local" {
        for arn in policy_uses::aws_managed_arns(world, id) {
            if let Some(policy) = aws_managed::find(call, &arn) {
                found.push((policy.arn.clone(), policy.shown(world, call)?));
            }
        }
    }
    found.retain(|(arn, _)| policy_uses::is_asked_for(world, id, call, arn));
    page(call, "Policies", found.into_iter().map(|(_, shown)| shown).collect())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    the_policy_mut(world, call)?;
    let (arn, name, policy) = the_policy(world, call)?;
    let is_used = world.managed_policy_uses().iter().any(|it| *it.policy == arn);
    conflict(&[
        (is_used, texts::POLICY_ATTACHED),
        (!policy.other_versions.is_empty(), texts::MORE_VERSIONS),
    ])?;
    let edit = WorldEdit::DeleteManagedPolicy { account: call.account()?, name: name.to_owned() };
    world.edit(edit).map_err(edit_error)?;
    Ok(Fields::new())
}
