//! The error codes that each service has of its own for what every service refuses (S100).

use iam_evaluator::request::Action;

use super::error_code::ErrorCode;

/// The code of a denial. The service that is called gives it, whatever action was denied on the way; an operation that is
/// only authorized is of its action's service.
pub(super) fn denial_code(service: &str, action: &Action) -> ErrorCode {
    let service = if service.is_empty() { action.service() } else { service };
    match service {
        "organizations" if action.service() == "iam" => ErrorCode::AccessDeniedForDependencyException,
        "ec2" => ErrorCode::UnauthorizedOperation,
        it if answers_in_json(it) => ErrorCode::AccessDeniedException,
        _ => ErrorCode::AccessDenied,
    }
}

/// The code of parameters of a wrong form.
pub(super) fn parameter_code(service: &str) -> ErrorCode {
    match service {
        "organizations" => ErrorCode::InvalidInputException,
        "ec2" => ErrorCode::InvalidParameterValue,
        it if answers_in_json(it) => ErrorCode::ValidationException,
        _ => ErrorCode::ValidationError,
    }
}

/// Whether a tag may be a key without a value there.
pub(super) fn takes_key_alone(service: &str) -> bool {
    matches!(service, "ec2" | "secretsmanager")
}

/// Whether the service's protocol is JSON, of the services that the playground has operations for or that are often asked
/// about.
fn answers_in_json(service: &str) -> bool {
    matches!(
        service,
        "organizations"
            | "kms"
            | "lambda"
            | "dynamodb"
            | "secretsmanager"
            | "ecs"
            | "ecr"
            | "ssm"
            | "logs"
            | "events"
            | "states"
            | "glue"
            | "kinesis"
            | "athena"
            | "codebuild"
            | "sagemaker"
            | "bedrock"
            | "cloudtrail"
            | "access-analyzer"
            | "sso"
            | "account"
    )
}
