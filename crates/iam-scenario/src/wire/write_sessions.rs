//! Sessions and CloudTrail's records → file.

use iam_evaluator::request::ContextValue;
use iam_organization::{Caller, FederatedSession, Session, SessionToken, Timestamp, TokenOwner, TrailEvent};
use sorted::SortedMap;

use super::json::Json;
use super::parameters::fields_json;
use super::write_questions::context_value_json;
use super::write_world::{WorldWriter, arn_json, tags_json};

impl WorldWriter<'_> {
    pub(super) fn sessions(&self, sessions: &SortedMap<String, Caller>) -> Option<Json> {
        let session = |(id, caller): (&String, &Caller)| {
            let (kind, session) = match caller {
                Caller::RoleSession(it) => ("roleSession", self.role_session(it)),
                Caller::SessionToken(it) => ("sessionToken", self.session_token(it)),
                Caller::FederatedUser(it) => ("federatedUser", self.federated_user(it)),
                // Nobody else has temporary credentials.
                Caller::User { .. }
                | Caller::Root { .. }
                | Caller::Service { .. }
                | Caller::Federated { .. }
                | Caller::Anonymous => return None,
            };
            Some(Json::object(vec![("accessKeyId", Some(Json::text(id))), (kind, Some(session))]))
        };
        Json::Array(sessions.iter().filter_map(session).collect()).unless_empty()
    }

    fn role_session(&self, session: &Session) -> Json {
        let Session {
            label,
            arn,
            role_arn,
            role_id,
            name: _,
            issued,
            expires,
            policy,
            policy_arns,
            tags,
            transitive_tag_keys,
            source_identity,
            chained,
            federated,
            keys,
        } = session;
        let keys =
            keys.iter().map(|(key, value): &(String, ContextValue)| (key.clone(), context_value_json(value)));
        Json::object(vec![
            ("arn", Some(arn_json(arn))),
            ("roleArn", Some(arn_json(role_arn))),
            ("label", (*label != arn.to_string()).then(|| Json::text(label))),
            ("uniqueId", role_id.as_ref().map(Json::text)),
            ("issued", self.time(*issued)),
            ("expires", expires.map(|it| Json::text(it.to_string()))),
            ("policy", policy.as_ref().map(|it| self.policy(it))),
            ("policyArns", Json::texts(policy_arns).unless_empty()),
            ("tags", tags_json(tags)),
            ("transitiveTagKeys", Json::texts(transitive_tag_keys).unless_empty()),
            ("sourceIdentity", source_identity.as_ref().map(Json::text)),
            ("chained", flag(*chained)),
            ("federated", flag(*federated)),
            ("keys", Json::Object(keys.collect()).unless_empty()),
        ])
    }

    fn session_token(&self, session: &SessionToken) -> Json {
        let SessionToken { owner, owner_id, issued, expires, mfa } = session;
        let owner = match owner {
            TokenOwner::User(arn) => arn.to_string(),
            TokenOwner::Root(account) => format!("arn:aws:iam::{account}:root"),
        };
        Json::object(vec![
            ("owner", Some(Json::Text(owner))),
            ("uniqueId", owner_id.as_ref().map(Json::text)),
            ("issued", self.time(*issued)),
            ("expires", Some(Json::text(expires.to_string()))),
            ("mfa", flag(*mfa)),
        ])
    }

    fn federated_user(&self, session: &FederatedSession) -> Json {
        let FederatedSession { arn, user_arn, user_id, policy, policy_arns, tags, issued, expires } = session;
        let time = |it: &Option<Timestamp>| it.map(|it| Json::text(it.to_string()));
        Json::object(vec![
            ("arn", Some(arn_json(arn))),
            ("owner", user_arn.as_ref().map(arn_json)),
            ("uniqueId", user_id.as_ref().map(Json::text)),
            ("issued", time(issued)),
            ("expires", time(expires)),
            ("policy", policy.as_ref().map(|it| self.policy(it))),
            ("policyArns", Json::texts(policy_arns).unless_empty()),
            ("tags", tags_json(tags)),
        ])
    }

    fn time(&self, time: Timestamp) -> Option<Json> {
        (time != self.clock).then(|| Json::text(time.to_string()))
    }
}

fn flag(flag: bool) -> Option<Json> {
    flag.then(|| Json::Literal("true".to_owned()))
}

pub(super) fn trail_json(trail: &[TrailEvent]) -> Option<Json> {
    let event = |it: &TrailEvent| {
        let TrailEvent { recipient, record } = it;
        Json::object(vec![
            ("recipient", Some(Json::text(recipient.to_string()))),
            ("record", Some(fields_json(record))),
        ])
    };
    Json::Array(trail.iter().map(event).collect()).unless_empty()
}
