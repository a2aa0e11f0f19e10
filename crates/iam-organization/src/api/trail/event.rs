//! What is recorded of a call, and for whom (S166, S168, S169).

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::{ContextValue, RequestContext, Resource};

use super::{TrailEvent, identity, kind, logged};
use crate::api::call::{ApiCall, Called, Check, CheckOutcome};
use crate::api::error_code::ErrorCode;
use crate::api::operation::Operation;
use crate::api::value::{Fields, Value};
use crate::caller::Caller;
use crate::unique_id::event_id;
use crate::world::World;

/// What is recorded of a call.
pub(in crate::api) struct Event<'a> {
    pub(in crate::api) call: &'a ApiCall,
    /// What the playground knows of it; `None` for a call that is only authorized.
    pub(in crate::api) operation: Option<&'a Operation>,
    pub(in crate::api) called: &'a Called,
    /// Who called, as it was before the call: it may have changed that.
    pub(in crate::api) signer: Option<Fields>,
    pub(in crate::api) surroundings: &'a RequestContext,
}

/// The region of global services.
const SERVICE_REGION: &str = "us-east-1";

/// Records a call. One whose credentials nobody knows leaves no record: there is no account that it belongs to.
pub(in crate::api) fn record(world: &mut World, event: &Event<'_>) {
    let Some((caller, signer)) = event.called.caller.as_ref().zip(event.signer.as_ref()) else { return };
    let role_account = event.called.authorizations.first().and_then(|it| it.request.resource_account);
    let own = caller.account();
    let Some(recipient) = own.or(role_account) else { return };
    let is_foreign = own.is_some() && role_account.is_some_and(|it| Some(it) != own);
    let is_cross = is_foreign && event.assumes_role() && event.called.result.is_ok();
    let shared = is_cross.then(|| new_id(world));
    let identity = identity::with_claims(signer.clone(), event);
    let record = event.fields(world, identity, recipient, shared.as_deref());
    world.trail.push(TrailEvent { recipient, record });
    // The account of the role sees who it was by account only (S168).
    if let (Some(shared), Some(other)) = (shared, role_account) {
        let identity = identity::seen_from_outside(signer);
        let record = event.fields(world, identity, other, Some(&shared));
        world.trail.push(TrailEvent { recipient: other, record });
    }
}

impl Event<'_> {
    /// Whether the call asks for a session of a role.
    fn assumes_role(&self) -> bool {
        self.call.service() == "sts" && self.call.name().starts_with("AssumeRole")
    }

    fn fields(
        &self,
        world: &mut World,
        identity: Fields,
        recipient: AccountId,
        shared: Option<&str>,
    ) -> Fields {
        let surrounding = |key: &str| match self.surroundings.get(key).map(ContextValue::values) {
            Some([value, ..]) => Some(value.clone()),
            Some([]) | None => None,
        };
        let service = match &self.called.caller {
            Some(Caller::Service { name }) => Some(name.clone()),
            Some(_) | None => None,
        };
        let region = surrounding("aws:RequestedRegion");
        let address = service.clone().or_else(|| surrounding("aws:SourceIp"));
        let agent = service.or_else(|| surrounding("aws:UserAgent"));
        let is_data = kind::is_data_event(self.call);
        let mut record = Fields::of([
            ("eventVersion", Value::text("1.08")),
            ("userIdentity", Value::Map(identity)),
            ("eventTime", Value::text(world.clock.to_string())),
            ("eventSource", Value::text(format!("{}.amazonaws.com", self.call.service()))),
            ("eventName", Value::text(self.call.name())),
            ("awsRegion", Value::text(region.unwrap_or_else(|| SERVICE_REGION.to_owned()))),
            ("sourceIPAddress", Value::text(address.unwrap_or_else(|| "192.0.2.1".to_owned()))),
            ("userAgent", Value::text(agent.unwrap_or_else(|| "iam-playground".to_owned()))),
        ]);
        if let Err(error) = &self.called.result {
            record.set("errorCode", Value::text(error_code(error.code)));
            record.set("errorMessage", Value::text(&error.message));
        }
        record.set_some("requestParameters", self.request_parameters().map(Value::Map));
        record.set_some("responseElements", self.response_elements().map(Value::Map));
        record.set("requestID", Value::text(new_id(world)));
        record.set("eventID", Value::text(new_id(world)));
        record.set("readOnly", Value::Bool(kind::is_read_only(self.call, self.operation)));
        record.set_some("resources", self.resources());
        record.set("eventType", Value::text("AwsApiCall"));
        record.set("managementEvent", Value::Bool(!is_data));
        record.set("recipientAccountId", Value::text(recipient.to_string()));
        record.set_some("sharedEventID", shared.map(Value::text));
        record.set("eventCategory", Value::text(if is_data { "Data" } else { "Management" }));
        record
    }

    /// A call that was refused before anything was done has none (S169).
    fn request_parameters(&self) -> Option<Fields> {
        let came_far = match &self.called.result {
            Ok(_) => true,
            Err(error) => {
                error.code != ErrorCode::AccessDenied
                    && self.called.checks.contains(&(Check::Operation, CheckOutcome::Failed))
            }
        };
        let mut parameters = logged::fields(&self.call.parameters);
        if let Some(Caller::RoleSession(session)) = &self.called.caller
            && self.assumes_role()
            && !session.transitive_tag_keys.is_empty()
        {
            let inherited = session.tags.iter().filter(|(key, _)| session.transitive_tag_keys.contains(*key));
            let mut tags = Fields::new();
            inherited.for_each(|(key, value)| tags.set(key, Value::text(value)));
            parameters.set("incomingTransitiveTags", Value::Map(tags));
        }
        (came_far && !parameters.is_empty()).then_some(parameters)
    }

    /// What the call made: nothing if it only looked. Credentials are something that was made (S168).
    fn response_elements(&self) -> Option<Fields> {
        let response = &self.called.result.as_ref().ok()?.fields;
        let has_changed = self.operation.is_some_and(|it| !it.read_only);
        let gives_credentials = response.get("Credentials").is_some();
        let elements = logged::fields(response);
        ((has_changed || gives_credentials) && !elements.is_empty()).then_some(elements)
    }

    /// The role whose session was given (S168).
    fn resources(&self) -> Option<Value> {
        let request = &self.called.authorizations.first()?.request;
        let (Resource::Arn(arn), true, true) =
            (&request.resource, self.assumes_role(), self.called.result.is_ok())
        else {
            return None;
        };
        let resource = Fields::of([
            ("accountId", Value::text(arn.account())),
            ("type", Value::text("AWS::IAM::Role")),
            ("ARN", Value::text(arn.as_str())),
        ]);
        Some(Value::List(vec![Value::Map(resource)]))
    }
}

/// EC2 puts the side that failed before its codes (S169).
fn error_code(code: ErrorCode) -> String {
    match code {
        ErrorCode::UnauthorizedOperation => format!("Client.{code}"),
        other => other.to_string(),
    }
}

/// An id that no other record has.
fn new_id(world: &mut World) -> String {
    let number = world.count_id();
    event_id(world.seed, number)
}
