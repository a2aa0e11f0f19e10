//! Whose credentials a question or step is signed with.

use iam_evaluator::arn::Arn;
use iam_organization::{
    AccessKeyPair, ApiError, Called, Caller, Credentials, FederatedSession, Fields, Session, Value, World,
};

use crate::run::{Problem, not_made, problem};
use crate::scenario::Who;
use crate::steps::{Run, StepOutcome};

const PARTITION: &str = "aws";

/// Why nobody can act.
pub(crate) enum NoCaller {
    /// The step that should have given the credentials failed.
    NoSession { step: String, error: ApiError },
    /// It makes no sense.
    Unreadable(Problem),
}

/// The credentials that are meant; `field` is what the field is called in the file.
pub(crate) fn credentials(
    world: &World,
    run: &Run,
    who: &Who,
    field: &'static str,
) -> Result<Credentials, NoCaller> {
    match who {
        Who::Anonymous => Ok(Credentials::Of(Caller::Anonymous)),
        Who::Service(name) => Ok(Credentials::Of(Caller::Service { name: name.clone() })),
        Who::Arn(text) => {
            caller_by_arn(world, text, field).map(Credentials::Of).map_err(NoCaller::Unreadable)
        }
        Who::Step(id) => credentials_of(run, id, field),
    }
}

/// What is wrong with calls by whoever is of an account that is not in the world: nobody knows who that is, or what it may
/// do. Questions can be about them.
pub(crate) fn account_is_missing(
    world: &World,
    credentials: &Credentials,
    field: &'static str,
) -> Option<Problem> {
    let Credentials::Of(caller) = credentials else { return None };
    let account = caller.account().filter(|it| !world.accounts.contains_key(it))?;
    let message = format!("the account {account} is not in this world");
    Some(problem(field, &message, "add the account, or let somebody call who is there"))
}

/// What is wrong with a question after a step as the session that a later step makes.
pub(crate) fn comes_later(run: &Run, who: &Who, after: Option<&str>, field: &'static str) -> Option<Problem> {
    let (Who::Step(step), Some(after)) = (who, after) else { return None };
    run.is_before(after, step).then(|| {
        let message = format!("the session is made by the step `{step}`, which comes after `{after}`");
        problem(field, &message, "ask after that step, or as somebody else")
    })
}

/// The session or access key that a step gave.
fn credentials_of(run: &Run, id: &str, field: &'static str) -> Result<Credentials, NoCaller> {
    let unreadable = |message: &str, help: &str| Err(NoCaller::Unreadable(problem(field, message, help)));
    let failed = |error: &ApiError| Err(NoCaller::NoSession { step: id.to_owned(), error: error.clone() });
    match run.steps.get(id) {
        Some(StepOutcome::Called(hop)) => match &hop.result {
            Ok(session) => Ok(Credentials::Of(Caller::RoleSession(Box::new(session.clone())))),
            Err(error) => failed(error),
        },
        Some(StepOutcome::Api(called)) => match &called.result {
            Ok(_) => match access_key(called) {
                Some(keys) => Ok(Credentials::Keys(keys)),
                None => unreadable(
                    &format!("the step `{id}` gives neither a session nor an access key"),
                    "name a step that does, such as `sts:AssumeRole` or `iam:CreateAccessKey`",
                ),
            },
            Err(error) => failed(error),
        },
        Some(StepOutcome::NoSession { error, .. }) => failed(error),
        Some(StepOutcome::Unreadable(_)) => {
            unreadable(&format!("the step `{id}` cannot be called as it stands"), "repair that step first")
        }
        Some(StepOutcome::NotRun) => Err(NoCaller::Unreadable(not_made(id))),
        None => {
            unreadable(&format!("no step before this has the id `{id}`"), "name a step that comes earlier")
        }
    }
}

/// The access key in the result of a call.
fn access_key(called: &Called) -> Option<AccessKeyPair> {
    let fields = &called.result.as_ref().ok()?.fields;
    let keys = |name: &str| fields.get(name).and_then(Value::as_map);
    let keys: &Fields = keys("Credentials").or_else(|| keys("AccessKey"))?;
    Some(AccessKeyPair {
        access_key_id: keys.text("AccessKeyId")?.to_owned(),
        secret_access_key: keys.text("SecretAccessKey")?.to_owned(),
        session_token: keys.text("SessionToken").map(str::to_owned),
    })
}

/// The caller that an ARN names.
fn caller_by_arn(world: &World, text: &str, field: &'static str) -> Result<Caller, Problem> {
    let help = "name a user, a root user or a session, such as \
                `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`";
    let arn = Arn::parse(text).map_err(|it| problem(field, &it.to_string(), help))?;
    let unfit = |what: &str| problem(field, &format!("`{text}` is {what}"), help);
    // S1: there is nobody of another partition here.
    if arn.partition() != PARTITION {
        return Err(unfit("of another partition: everybody here is of `aws`"));
    }
    let account = arn.account_id().ok_or_else(|| unfit("an ARN without an account"))?;
    let resource = arn.resource();
    match (arn.service(), resource.split('/').next().unwrap_or_default()) {
        ("iam", "root") if resource == "root" => Ok(Caller::Root { account }),
        ("iam", "user") => Ok(Caller::User { arn }),
        ("iam", "role") => Err(unfit("a role: only its sessions make requests")),
        ("iam", "group") => Err(unfit("a user group: groups are never principals")),
        ("sts", "assumed-role") => Session::named(world, &arn)
            .or_else(|| Session::of_unknown_role(&arn, world.clock))
            .map(|it| Caller::RoleSession(Box::new(it)))
            .ok_or_else(|| unfit("a session ARN without a session name")),
        ("sts", "federated-user") => Ok(Caller::FederatedUser(Box::new(FederatedSession::named(arn)))),
        _ => Err(unfit("no principal that makes requests")),
    }
}
