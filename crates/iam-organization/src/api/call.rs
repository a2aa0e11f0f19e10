//! A call from beginning to end: parameters, credentials, kind of session, policies, and then what it does (S20, S96).

use iam_evaluator::request::RequestContext;

use super::credentials::Credentials;
use super::error::ApiError;
use super::error_code::ErrorCode;
use super::incoming::{Incoming, resource};
use super::operation::{Body, Needed, Operation};
use super::operations::operation;
use super::parameters::validate;
use super::refused::Refused;
use super::session_gate::{may_call, must_sign};
use super::surroundings::without_parameters;
use super::trail;
use super::value::Fields;
use crate::authorize::{Authorization, authenticate_call};
use crate::caller::Caller;
use crate::published::AwsPublished;
use crate::world::World;

/// A call of an operation, with its parameters under AWS's names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiCall {
    /// `iam:CreateUser`. An operation that the playground has no code for is authorized as an action of that name on the
    /// parameter `Resource`, and changes nothing: its answer is not final.
    pub operation: String,
    /// The parameters.
    pub parameters: Fields,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub struct Called {
    /// Who called, if the credentials were good.
    pub caller: Option<Caller>,
    /// The access key that signed, if it is known.
    pub access_key_id: Option<String>,
    /// The requests that were decided, in order. The last one is the one that was denied, if one was.
    pub authorizations: Vec<Authorization>,
    /// Whether it was authorized and nothing else: there is no code for the operation.
    pub only_authorized: bool,
    /// What it gave, or why it failed.
    pub result: Result<Response, ApiError>,
    /// How far it came: every check up to the one that failed.
    pub checks: Vec<(Check, CheckOutcome)>,
}

/// What a call gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The result under AWS's names.
    pub fields: Fields,
}

/// A check that every call goes through (S20, S96).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    /// The parameters have the right form.
    Parameters,
    /// The credentials are known, active and not expired.
    Credentials,
    /// This kind of credentials may make such a call at all (S78).
    SessionKind,
    /// The policies allow it.
    Policies,
    /// The operation itself: what it names is there, quotas and conflicts.
    Operation,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckOutcome {
    /// It passed.
    Passed,
    /// The call failed here.
    Failed,
}

/// Makes a call at the world's time. `surroundings` holds what the caller's surroundings add to the request, such as
/// `aws:SourceIp`. A call that fails changes nothing but CloudTrail's records.
pub fn call(
    world: &mut World,
    aws: &dyn AwsPublished,
    credentials: &Credentials,
    call: &ApiCall,
    surroundings: &RequestContext,
) -> Called {
    let mut checks = Checks::default();
    let mut authorizations = Vec::new();
    let mut known = None;
    let access_key_id = trail::access_key_id(world, credentials);
    // Who it is counts after the parameters, and is recorded in any case.
    let authenticated = credentials.authenticate(world);
    let authenticated = authenticated.and_then(|it| authenticate_call(world, &it).map(|()| it));
    let authenticated = authenticated.and_then(|it| must_sign(&it, &call.operation).map(|()| it));
    let mut caller = authenticated.as_ref().ok().cloned();
    let signed = caller.as_ref().map(|it| trail::signer(world, it, access_key_id.as_deref()));
    let result = (|| {
        known = checks.note(Check::Parameters, operation(call))?;
        if let Some(it) = known {
            checks.note(Check::Parameters, validate(it, &call.parameters))?;
        }
        let signer = checks.note(Check::Credentials, authenticated)?;
        checks.note(Check::SessionKind, may_call(&signer, &call.operation))?;
        let account = signer.account();
        let operation = known.unwrap_or(&OTHER);
        // What an operation without code takes is not known: its keys are set by hand.
        let surroundings = match known {
            Some(_) => &without_parameters(surroundings),
            None => surroundings,
        };
        let mut incoming = Incoming {
            aws,
            operation,
            caller: signer,
            account,
            parameters: &call.parameters,
            surroundings,
            authorizations: Vec::new(),
        };
        let result = match &operation.body {
            Body::Authorized { requests, execute } => {
                let needed = match known {
                    Some(_) => requests(world, &incoming),
                    None => Ok(vec![Needed::new(&call.operation, resource(incoming.text("Resource")))]),
                };
                let needed = checks.note(Check::Operation, needed);
                let allowed = needed.and_then(|it| incoming.authorize(world, it));
                checks.note(Check::Policies, allowed).and_then(|()| execute(world, &incoming))
            }
            Body::Session(run) => {
                let given = run(world, &mut incoming);
                // Whom a token speaks of is known only now.
                caller = Some(incoming.caller.clone());
                given.map_err(|it| checks.refuse(it))
            }
        };
        authorizations = incoming.authorizations;
        result
    })();
    checks.finish(&result);
    let called = Called {
        caller,
        access_key_id,
        authorizations,
        only_authorized: known.is_none() && result.is_ok(),
        result: result.map(|fields| Response { fields }),
        checks: checks.passed,
    };
    let event = trail::Event { call, operation: known, called: &called, signer: signed, surroundings };
    trail::record(world, &event);
    called
}

/// An operation that the playground has no code for.
static OTHER: Operation = Operation {
    service: "",
    name: "",
    parameters: &[],
    read_only: true,
    body: Body::Authorized { requests: |_, _| Ok(Vec::new()), execute: |_, _| Ok(Fields::new()) },
};

/// The checks so far.
#[derive(Default)]
struct Checks {
    passed: Vec<(Check, CheckOutcome)>,
}

impl Checks {
    /// Notes how a check came out, and hands its result on. A check of several parts is noted once.
    fn note<T>(&mut self, check: Check, result: Result<T, ApiError>) -> Result<T, ApiError> {
        let outcome = if result.is_ok() { CheckOutcome::Passed } else { CheckOutcome::Failed };
        self.passed.retain(|(it, _)| *it != check);
        self.passed.push((check, outcome));
        result
    }

    /// The call failed at this check, and not at those before it.
    fn refuse(&mut self, refused: Refused) -> ApiError {
        self.passed.retain(|(it, _)| *it < refused.check);
        if refused.check == Check::Operation {
            self.passed.push((Check::Policies, CheckOutcome::Passed));
        }
        self.passed.push((refused.check, CheckOutcome::Failed));
        refused.error
    }

    /// What is left: a failure that no check noted is one of policies if they decided, else of the operation itself.
    fn finish<T>(&mut self, result: &Result<T, ApiError>) {
        let has_failed = self.passed.iter().any(|(_, it)| *it == CheckOutcome::Failed);
        match result {
            Ok(_) => {
                self.passed.retain(|(it, _)| *it < Check::Policies);
                self.passed.push((Check::Policies, CheckOutcome::Passed));
                self.passed.push((Check::Operation, CheckOutcome::Passed));
            }
            Err(_) if has_failed => {}
            Err(error) if error.authorization.is_some() => {
                self.passed.push((Check::Policies, CheckOutcome::Failed));
            }
            Err(_) => {
                self.passed.retain(|(it, _)| *it < Check::Operation);
                self.passed.push((Check::Operation, CheckOutcome::Failed));
            }
        }
    }
}

impl ApiCall {
    /// A call with these parameters.
    pub fn new(operation: &str, parameters: Fields) -> ApiCall {
        ApiCall { operation: operation.to_owned(), parameters }
    }

    /// `iam` of `iam:CreateUser`.
    pub(super) fn service(&self) -> &str {
        self.operation.split_once(':').map_or("", |(service, _)| service)
    }

    /// `CreateUser` of `iam:CreateUser`.
    pub(super) fn name(&self) -> &str {
        self.operation.split_once(':').map_or("", |(_, name)| name)
    }

    pub(super) fn malformed(&self) -> ApiError {
        let message = format!("`{}` is no operation: write `iam:CreateUser`, with one colon", self.operation);
        ApiError::new(ErrorCode::InvalidAction, message)
    }
}
