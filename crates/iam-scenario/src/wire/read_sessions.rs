//! File → sessions and CloudTrail's records.

use iam_evaluator::arn::Arn;
use iam_organization::{Caller, FederatedSession, Session, SessionToken, Timestamp, TokenOwner, TrailEvent};
use sorted::SortedMap;

use super::error::Errors;
use super::names::optional_policy;
use super::node::Node;
use super::parameters::fields;
use super::read::account_id;
use super::read_questions::context_value;

const WHOLE_ARN: &str = "write the whole ARN";

pub(super) fn sessions(
    errors: &mut Errors<'_>,
    list: Node<'_>,
    clock: Timestamp,
) -> SortedMap<String, Caller> {
    let mut sessions = SortedMap::new();
    for node in list.items() {
        let (role, token, federated) =
            (node.field("roleSession"), node.field("sessionToken"), node.field("federatedUser"));
        let session = match (role.is_there(), token.is_there(), federated.is_there()) {
            (true, false, false) => role_session(errors, role, clock),
            (false, true, false) => session_token(errors, token, clock),
            (false, false, true) => federated_user(errors, federated),
            _ => {
                let message = "a session is of exactly one kind";
                errors.add(node, message, "write one of `roleSession`, `sessionToken` and `federatedUser`");
                None
            }
        };
        let id = node.field("accessKeyId").string();
        if let Some(session) = session
            && sessions.insert(id.clone(), session).is_some()
        {
            errors.add(node, format!("the session `{id}` is there twice"), "leave one of the two out");
        }
    }
    sessions
}

pub(super) fn trail(errors: &mut Errors<'_>, list: Node<'_>) -> Vec<TrailEvent> {
    let mut events = Vec::new();
    for node in list.items() {
        let recipient = account_id(errors, node.field("recipient"));
        let record = fields(node.field("record"));
        events.extend(recipient.map(|recipient| TrailEvent { recipient, record }));
    }
    events
}

fn role_session(errors: &mut Errors<'_>, node: Node<'_>, clock: Timestamp) -> Option<Caller> {
    let arn = arn(errors, node.field("arn"))?;
    let role_arn = self::arn(errors, node.field("roleArn"))?;
    let name = arn.resource().rsplit('/').next().unwrap_or_default().to_owned();
    let keys = node.field("keys");
    let keys = keys.members().map(|(key, value)| (key.to_owned(), context_value(value))).collect();
    Some(Caller::RoleSession(Box::new(Session {
        label: node.field("label").optional_string().unwrap_or_else(|| arn.to_string()),
        arn,
        role_arn,
        role_id: node.field("uniqueId").optional_string(),
        name,
        issued: time(errors, node.field("issued")).unwrap_or(clock),
        expires: time(errors, node.field("expires")),
        policy: optional_policy(node.field("policy")),
        policy_arns: arns(errors, node.field("policyArns")),
        tags: node.field("tags").tags(),
        transitive_tag_keys: node.field("transitiveTagKeys").string_set(),
        source_identity: node.field("sourceIdentity").optional_string(),
        chained: node.field("chained").flag(),
        federated: node.field("federated").flag(),
        keys,
    })))
}

fn session_token(errors: &mut Errors<'_>, node: Node<'_>, clock: Timestamp) -> Option<Caller> {
    let owner = arn(errors, node.field("owner"))?;
    let root = owner.account_id().filter(|_| owner.resource() == "root");
    Some(Caller::SessionToken(Box::new(SessionToken {
        owner: root.map_or(TokenOwner::User(owner), TokenOwner::Root),
        owner_id: node.field("uniqueId").optional_string(),
        issued: time(errors, node.field("issued")).unwrap_or(clock),
        expires: time(errors, node.field("expires")).unwrap_or(clock),
        mfa: node.field("mfa").flag(),
    })))
}

fn federated_user(errors: &mut Errors<'_>, node: Node<'_>) -> Option<Caller> {
    let owner = node.field("owner");
    Some(Caller::FederatedUser(Box::new(FederatedSession {
        arn: arn(errors, node.field("arn"))?,
        user_arn: if owner.is_there() { arn(errors, owner) } else { None },
        user_id: node.field("uniqueId").optional_string(),
        policy: optional_policy(node.field("policy")),
        policy_arns: arns(errors, node.field("policyArns")),
        tags: node.field("tags").tags(),
        issued: time(errors, node.field("issued")),
        expires: time(errors, node.field("expires")),
    })))
}

fn arn(errors: &mut Errors<'_>, node: Node<'_>) -> Option<Arn> {
    errors.ok(node, WHOLE_ARN, Arn::parse(&node.string()))
}

fn arns(errors: &mut Errors<'_>, list: Node<'_>) -> Vec<Arn> {
    let mut arns = Vec::new();
    for node in list.items() {
        arns.extend(arn(errors, node));
    }
    arns
}

fn time(errors: &mut Errors<'_>, node: Node<'_>) -> Option<Timestamp> {
    errors.ok(node, "write it such as `2026-01-01T10:00:00Z`", Timestamp::parse(node.text()?))
}
