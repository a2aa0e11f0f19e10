//! What came of calls, as a text between the two modules of the app. It is never kept: it has no version.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::json;
use iam_evaluator::request::{Action, ContextValue, Principal, RequestContext, Resource};
use iam_organization::{
    ApiError, Ask, Authorization, AwsPublished, Called, Caller, Check, CheckOutcome, Credentials, ErrorCode,
    Fields, Response, World, authorize,
};

use super::error::Errors;
use super::json::Json;
use super::node::Node;
use super::parameters::{fields, fields_json};
use super::read::world;
use super::read_questions::context_value;
use super::write::TextStyle;
use super::write_questions::context_value_json;
use super::write_world::WorldWriter;

/// What came of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedCall {
    /// Whether nobody knew who called.
    is_by_nobody: bool,
    only_authorized: bool,
    asks: Vec<RecordedAsk>,
    result: Result<Fields, RecordedError>,
    checks: Vec<(Check, CheckOutcome)>,
    /// Whether `after` is the world as a whole: its organization has changed.
    is_whole: bool,
    /// Of the world after it, the accounts that it changed, the session that it gave, and how many ids there are.
    after: World,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordedError {
    code: ErrorCode,
    message: String,
    /// Whether policies denied the last of the requests.
    denied: bool,
}

/// A request that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordedAsk {
    action: Action,
    resource: Resource,
    account: Option<AccountId>,
    context: RequestContext,
    /// The identity provider, where it vouched for the caller.
    provider: Option<String>,
}

impl RecordedCall {
    /// Makes the world what the call made it, and decides again what was decided on the way.
    pub(crate) fn again(
        &self,
        world: &mut World,
        aws: &dyn AwsPublished,
        credentials: &Credentials,
    ) -> Called {
        let signer = credentials.authenticate(world).ok();
        let mut caller = signer.filter(|_| !self.is_by_nobody);
        let mut authorizations = Vec::new();
        for it in &self.asks {
            if let Some(provider) = &it.provider {
                caller = Some(Caller::Federated { provider: provider.clone() });
            }
            let ask = Ask {
                caller: caller.as_ref().unwrap_or(&Caller::Anonymous),
                action: it.action.clone(),
                resource: it.resource.clone(),
                resource_account: it.account,
                context: it.context.clone(),
            };
            authorizations.push(authorize(world, aws, ask));
        }
        let result = match &self.result {
            Ok(fields) => Ok(Response { fields: fields.clone() }),
            Err(RecordedError { code, message, denied }) => {
                let denial = authorizations.last().filter(|_| *denied);
                let authorization = denial.cloned().map(Box::new);
                Err(ApiError { code: *code, message: message.clone(), authorization })
            }
        };
        self.change(world);
        let access_key_id = match credentials {
            Credentials::Keys(keys) => Some(keys.access_key_id.clone()),
            Credentials::Of(_) => None,
        };
        let only_authorized = self.only_authorized;
        Called { caller, access_key_id, authorizations, only_authorized, result, checks: self.checks.clone() }
    }
}

impl RecordedCall {
    /// Makes the world what the call made it.
    fn change(&self, world: &mut World) {
        if self.is_whole {
            *world = World { clock: world.clock, ..self.after.clone() };
            return;
        }
        for (id, account) in &self.after.accounts {
            world.accounts.insert(*id, account.clone());
        }
        for (id, session) in &self.after.sessions {
            world.sessions.insert(id.clone(), session.clone());
        }
        world.n_ids = self.after.n_ids;
    }
}

/// What a call changed of a world, as a world, and whether that is all of it. Without a world before it, it changed no
/// account. CloudTrail's records stay behind: they grow with every call.
fn changed(before: Option<&World>, after: &World, called: &Called) -> (World, bool) {
    let before = before.filter(|_| called.result.is_ok());
    let has_same_rest = |it: &World| {
        it.organization == after.organization && it.aws_managed_versions == after.aws_managed_versions
    };
    if before.is_some_and(|it| !has_same_rest(it)) {
        return (World { trail: Vec::new(), ..after.clone() }, true);
    }
    let World { clock, seed, n_ids, .. } = *after;
    let mut part = World { clock, seed, n_ids, ..World::default() };
    if let Some(before) = before {
        let new = after.accounts.iter().filter(|(id, it)| before.accounts.get(id) != Some(it));
        part.accounts.extend(new.map(|(id, it)| (*id, it.clone())));
    }
    let credentials = called.result.as_ref().ok().and_then(|it| it.fields.get("Credentials")?.as_map());
    let id = credentials.and_then(|it| it.text("AccessKeyId"));
    let session = id.and_then(|it| after.sessions.get_key_value(it));
    part.sessions.extend(session.map(|(id, it)| (id.clone(), it.clone())));
    (part, false)
}

/// Writes down what came of calls.
#[derive(Default)]
pub(crate) struct CallWriter {
    calls: Vec<Json>,
}

impl CallWriter {
    /// A call, and what it changed of the world, if it may have changed something.
    pub(crate) fn add(&mut self, before: Option<&World>, after: &World, called: &Called) {
        let error = called.result.as_ref().err();
        let (after, is_whole) = changed(before, after, called);
        let checks = called.checks.iter().map(|(check, outcome)| {
            let mark = if *outcome == CheckOutcome::Passed { "" } else { "!" };
            format!("{mark}{}", check_name(*check))
        });
        self.calls.push(Json::object(vec![
            ("byNobody", called.caller.is_none().then(|| Json::text("yes"))),
            ("onlyAuthorized", called.only_authorized.then(|| Json::text("yes"))),
            ("asks", Some(Json::Array(called.authorizations.iter().map(ask_json).collect()))),
            ("response", called.result.as_ref().ok().map(|it| fields_json(&it.fields))),
            ("code", error.map(|it| Json::text(it.code.as_str()))),
            ("message", error.map(|it| Json::text(&it.message))),
            ("denied", error.and_then(|it| it.authorization.as_ref()).map(|_| Json::text("yes"))),
            ("checks", Some(Json::texts(checks))),
            ("isWhole", is_whole.then(|| Json::text("yes"))),
            ("after", Some(WorldWriter::new(TextStyle::Whole, &after).world(&after))),
        ]));
    }

    pub(crate) fn into_text(self) -> String {
        Json::object(vec![("calls", Some(Json::Array(self.calls)))]).compact()
    }
}

fn ask_json(authorization: &Authorization) -> Json {
    let request = &authorization.request;
    let context = request.context.iter();
    let context = context.map(|(key, value)| (key.as_str().to_owned(), context_value_json(value)));
    let provider = match &request.principal {
        Principal::Federated { provider } => Some(Json::text(provider)),
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Anonymous => None,
    };
    Json::object(vec![
        ("action", Some(Json::text(request.action.to_string()))),
        ("resource", Some(Json::text(request.resource.as_str()))),
        ("account", request.resource_account.map(|it| Json::text(it.to_string()))),
        ("context", Some(Json::Object(context.collect()))),
        ("provider", provider),
    ])
}

const CHECKS: [(Check, &str); 5] = [
    (Check::Parameters, "parameters"),
    (Check::Credentials, "credentials"),
    (Check::SessionKind, "sessionKind"),
    (Check::Policies, "policies"),
    (Check::Operation, "operation"),
];

fn check_name(check: Check) -> &'static str {
    CHECKS.iter().find(|(it, _)| *it == check).map_or("", |(_, name)| name)
}

/// Reads what [`CallWriter`] wrote.
pub(crate) fn read_calls(text: &str) -> Option<Vec<RecordedCall>> {
    let value = json::parse(text).0?;
    let top = Node::top(&value);
    let mut errors = Errors::new(text);
    let list = top.field("calls");
    let calls: Option<Vec<_>> = list.items().map(|it| recorded_call(&mut errors, it)).collect();
    calls.filter(|_| errors.is_empty())
}

fn recorded_call(errors: &mut Errors<'_>, node: Node<'_>) -> Option<RecordedCall> {
    let response = node.field("response");
    let result = match response.is_there() {
        true => Ok(fields(response)),
        false => Err(RecordedError {
            code: ErrorCode::from_aws(node.field("code").text()?)?,
            message: node.field("message").string(),
            denied: node.field("denied").is_there(),
        }),
    };
    let asks: Option<Vec<_>> = node.field("asks").items().map(recorded_ask).collect();
    let checks = node.field("checks").strings();
    let checks = checks.iter().filter_map(|it| check_named(it)).collect();
    Some(RecordedCall {
        is_by_nobody: node.field("byNobody").is_there(),
        only_authorized: node.field("onlyAuthorized").is_there(),
        asks: asks?,
        result,
        checks,
        is_whole: node.field("isWhole").is_there(),
        after: world(errors, node.field("after")),
    })
}

fn check_named(text: &str) -> Option<(Check, CheckOutcome)> {
    let (name, outcome) = match text.strip_prefix('!') {
        Some(name) => (name, CheckOutcome::Failed),
        None => (text, CheckOutcome::Passed),
    };
    CHECKS.iter().find(|(_, it)| *it == name).map(|(check, _)| (*check, outcome))
}

fn recorded_ask(node: Node<'_>) -> Option<RecordedAsk> {
    let mut context = RequestContext::new();
    for (key, value) in node.field("context").members() {
        let value: ContextValue = context_value(value);
        context.set(key, value);
    }
    let resource = match node.field("resource").text()? {
        "*" => Resource::Any,
        arn => Resource::Arn(Arn::parse(arn).ok()?),
    };
    Some(RecordedAsk {
        action: Action::parse(node.field("action").text()?).ok()?,
        resource,
        account: node.field("account").text().and_then(|it| AccountId::parse(it).ok()),
        context,
        provider: node.field("provider").optional_string(),
    })
}
