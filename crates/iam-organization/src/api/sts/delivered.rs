//! The sessions that services assume for what runs in them: an EC2 instance, a Lambda function, an ECS task (S90, S91).

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{ContextValue, RequestContext};

use super::assume_role::{AssumeRole, Hop};
use super::assume_role_parameters::validate;
use super::inherited::Inherited;
use super::role_session::{Asked, Duration, Keys, role_session};
use crate::api::call::Check;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::refused::{Refused, at};
use crate::api::texts::{self, text};
use crate::authorize::Authorization;
use crate::caller::{Caller, Session};
use crate::published::AwsPublished;
use crate::world::{World, iam_arn};

/// About six hours is seen with EC2; AWS promises no number, and renews in time.
const DURATION: Duration = Duration::Delivered(21_600);

/// The context keys of an instance's session that the world does not know (S14).
const PLACE_OF_INSTANCE: [&str; 2] = ["aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4"];

/// The session that what runs in a resource gets without asking: the service assumes the role that the resource runs as,
/// which its trust policy must admit (S134). No policy of a person takes part: who set the role needed `iam:PassRole` then.
///
/// `surroundings` is what the service's call brings along beside `aws:SourceArn` and `aws:SourceAccount`, which are the
/// resource and its owner. The VPC and the address of an instance, if they are there, stay with the session.
pub fn service_session(
    world: &World,
    aws: &dyn AwsPublished,
    resource: &Arn,
    surroundings: &RequestContext,
) -> Hop {
    let mut authorizations = Vec::new();
    let session = deliver(world, aws, resource, surroundings, &mut authorizations);
    Hop { authorizations, result: session.map_err(|it| it.error) }
}

fn deliver(
    world: &World,
    aws: &dyn AwsPublished,
    resource: &Arn,
    surroundings: &RequestContext,
    authorizations: &mut Vec<Authorization>,
) -> Result<Session, Refused> {
    let runtime =
        Runtime::of(resource).ok_or_else(|| error(ErrorCode::ValidationError, texts::RUNS_NOTHING, resource));
    let runtime = runtime.map_err(at(Check::Parameters))?;
    let found = world.resource(resource);
    let missing = || error(ErrorCode::NoSuchEntity, texts::NO_SUCH_RESOURCE, resource);
    let (account, kept) = found.ok_or_else(missing).map_err(at(Check::Operation))?;
    let role = kept.runs_as.as_ref().and_then(|it| role_of(world, it));
    let role = role.ok_or_else(|| error(ErrorCode::NoSuchEntity, texts::RUNS_AS_NOBODY, resource));
    let role = role.map_err(at(Check::Operation))?;

    let call = AssumeRole {
        role_arn: role.to_string(),
        role_session_name: runtime.session_name().to_owned(),
        ..AssumeRole::default()
    };
    let (role_arn, policy_arns) = validate(&call).map_err(at(Check::Parameters))?;
    let mut context = surroundings.clone();
    context.set_single("aws:SourceArn", resource.as_str());
    context.set_single("aws:SourceAccount", account.as_str());
    let caller = Caller::Service { name: runtime.service().to_owned() };
    let asked = Asked {
        action: "sts:AssumeRole",
        call: &call,
        role_arn: &role_arn,
        policy_arns,
        inherited: Inherited::default(),
        token: None,
        session_keys: runtime.keys(resource, surroundings),
        duration: DURATION,
    };
    role_session(world, aws, &caller, asked, &context, authorizations)
}

fn error(code: ErrorCode, template: &str, resource: &Arn) -> ApiError {
    ApiError::new(code, text(template, &[resource.as_str()]))
}

/// The role itself, or the one of an instance profile.
fn role_of(world: &World, runs_as: &Arn) -> Option<Arn> {
    let Some(rest) = runs_as.resource().strip_prefix("instance-profile/") else {
        return world.role(runs_as).map(|_| runs_as.clone());
    };
    let id = runs_as.account_id()?;
    let account = world.accounts.get(&id)?;
    let profile = account.instance_profiles.get(rest.rsplit('/').next()?)?;
    let name = profile.role.as_ref()?;
    iam_arn(id, "role", &account.roles.get(name)?.path, name)
}

/// What runs code with a role, by the name that its sessions have.
enum Runtime<'a> {
    Instance(&'a str),
    Function(&'a str),
    Task(&'a str),
}

impl<'a> Runtime<'a> {
    fn of(resource: &'a Arn) -> Option<Runtime<'a>> {
        let parts = resource.resource();
        match resource.service() {
            "ec2" => parts.strip_prefix("instance/").map(Runtime::Instance),
            "lambda" => {
                let name = parts.strip_prefix("function:")?.split(':').next()?;
                Some(Runtime::Function(name))
            }
            // A task definition stands for the tasks that are started from it.
            "ecs" => {
                let is_task = parts.starts_with("task/") || parts.starts_with("task-definition/");
                let name = parts.rsplit('/').next()?.split(':').next()?;
                is_task.then_some(Runtime::Task(name))
            }
            _ => None,
        }
    }

    fn service(&self) -> &'static str {
        match self {
            Runtime::Instance(_) => "ec2.amazonaws.com",
            Runtime::Function(_) => "lambda.amazonaws.com",
            Runtime::Task(_) => "ecs-tasks.amazonaws.com",
        }
    }

    fn session_name(&self) -> &'a str {
        match self {
            Runtime::Instance(name) | Runtime::Function(name) | Runtime::Task(name) => name,
        }
    }

    /// What requests of the session say about where they come from (S14, E15).
    fn keys(&self, resource: &Arn, surroundings: &RequestContext) -> Keys {
        let key = |name: &str, value: &str| (name.to_owned(), ContextValue::Single(value.to_owned()));
        match self {
            Runtime::Instance(_) => {
                let place = |name: &str| Some((name.to_owned(), surroundings.get(name)?.clone()));
                let mut keys =
                    vec![key("ec2:SourceInstanceARN", resource.as_str()), key("ec2:RoleDelivery", "2.0")];
                keys.extend(PLACE_OF_INSTANCE.into_iter().filter_map(place));
                keys
            }
            Runtime::Function(_) => vec![key("lambda:SourceFunctionArn", resource.as_str())],
            Runtime::Task(_) => Vec::new(),
        }
    }
}
