//! How the services differ whose resources have policies and tags.

use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;

/// The resources of a service.
pub(super) struct Kind {
    /// As actions name it: `sqs`.
    pub(super) service: &'static str,
    /// What stands before the name in the ARN: `table/`.
    pub(super) before_name: &'static str,
    /// Whether its ARN has a region and an account.
    pub(super) has_place: bool,
    /// Where the last part of the ARN comes from.
    pub(super) id: Id,
    /// The parameters that name it, by name, ARN or URL.
    pub(super) parameters: &'static [&'static str],
    /// What else must be allowed to create it with tags.
    pub(super) tag_action: &'static str,
    /// What else must be allowed to create it with a policy.
    pub(super) policy_action: Option<&'static str>,
    /// How many bytes a policy has at most, if the service says so.
    pub(super) max_policy_size: usize,
    pub(super) codes: Codes,
}

/// Where the last part of an ARN comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    /// The caller names it.
    Name,
    /// The caller names it, and six characters are appended.
    NameAndSuffix,
    /// The service makes it.
    Generated,
}

/// The error codes of a service.
pub(super) struct Codes {
    /// It is not there.
    pub(super) missing: ErrorCode,
    /// It is there already.
    pub(super) exists: ErrorCode,
    /// The policy cannot be saved.
    pub(super) policy: ErrorCode,
    /// The policy is too long.
    pub(super) policy_size: ErrorCode,
    /// It has no policy to show; `None` where that is no error.
    pub(super) no_policy: Option<ErrorCode>,
    /// The tags cannot be saved.
    pub(super) tags: ErrorCode,
    /// The caller is of another account than the owner; `None` where the policy of the resource may allow it.
    pub(super) foreign: Option<ErrorCode>,
}

/// Twenty kilobytes (L174).
const KB_20: usize = 20 * 1024;
const NO_LIMIT: usize = usize::MAX;

const KINDS: [Kind; 7] = [
    Kind {
        service: "s3",
        before_name: "",
        has_place: false,
        id: Id::Name,
        parameters: &["Bucket"],
        tag_action: "s3:TagResource",
        policy_action: None,
        max_policy_size: KB_20,
        codes: Codes {
            missing: ErrorCode::NoSuchBucket,
            exists: ErrorCode::BucketAlreadyExists,
            policy: ErrorCode::MalformedPolicy,
            policy_size: ErrorCode::MalformedPolicy,
            no_policy: Some(ErrorCode::NoSuchBucketPolicy),
            tags: ErrorCode::InvalidTag,
            foreign: Some(ErrorCode::MethodNotAllowed),
        },
    },
    Kind {
        service: "sqs",
        before_name: "",
        has_place: true,
        id: Id::Name,
        parameters: &["QueueUrl", "QueueName"],
        tag_action: "sqs:TagQueue",
        policy_action: None,
        max_policy_size: NO_LIMIT,
        codes: Codes {
            missing: ErrorCode::QueueDoesNotExist,
            exists: ErrorCode::QueueNameExists,
            policy: ErrorCode::InvalidAttributeValue,
            policy_size: ErrorCode::InvalidAttributeValue,
            no_policy: None,
            tags: ErrorCode::InvalidParameterValue,
            foreign: Some(ErrorCode::AccessDenied),
        },
    },
    Kind {
        service: "sns",
        before_name: "",
        has_place: true,
        id: Id::Name,
        parameters: &["TopicArn", "ResourceArn", "Name"],
        tag_action: "sns:TagResource",
        policy_action: None,
        max_policy_size: NO_LIMIT,
        codes: Codes {
            missing: ErrorCode::NotFound,
            exists: ErrorCode::InvalidParameter,
            policy: ErrorCode::InvalidParameter,
            policy_size: ErrorCode::InvalidParameter,
            no_policy: None,
            tags: ErrorCode::InvalidParameter,
            foreign: None,
        },
    },
    Kind {
        service: "kms",
        before_name: "key/",
        has_place: true,
        id: Id::Generated,
        parameters: &["KeyId"],
        tag_action: "kms:TagResource",
        policy_action: None,
        max_policy_size: 32 * 1024,
        codes: Codes {
            missing: ErrorCode::NotFoundException,
            exists: ErrorCode::LimitExceededException,
            policy: ErrorCode::MalformedPolicyDocumentException,
            policy_size: ErrorCode::LimitExceededException,
            no_policy: Some(ErrorCode::NotFoundException),
            tags: ErrorCode::TagException,
            foreign: Some(ErrorCode::AccessDeniedException),
        },
    },
    Kind {
        service: "lambda",
        before_name: "function:",
        has_place: true,
        id: Id::Name,
        parameters: &["FunctionName", "Resource"],
        tag_action: "lambda:TagResource",
        policy_action: None,
        max_policy_size: KB_20,
        codes: Codes {
            missing: ErrorCode::ResourceNotFoundException,
            exists: ErrorCode::ResourceConflictException,
            policy: ErrorCode::InvalidParameterValueException,
            policy_size: ErrorCode::PolicyLengthExceededException,
            no_policy: Some(ErrorCode::ResourceNotFoundException),
            tags: ErrorCode::InvalidParameterValueException,
            foreign: None,
        },
    },
    Kind {
        service: "secretsmanager",
        before_name: "secret:",
        has_place: true,
        id: Id::NameAndSuffix,
        parameters: &["SecretId", "Name"],
        tag_action: "secretsmanager:TagResource",
        policy_action: None,
        max_policy_size: KB_20,
        codes: Codes {
            missing: ErrorCode::ResourceNotFoundException,
            exists: ErrorCode::ResourceExistsException,
            policy: ErrorCode::MalformedPolicyDocumentException,
            policy_size: ErrorCode::InvalidParameterException,
            no_policy: None,
            tags: ErrorCode::InvalidParameterException,
            foreign: None,
        },
    },
    Kind {
        service: "dynamodb",
        before_name: "table/",
        has_place: true,
        id: Id::Name,
        parameters: &["TableName", "ResourceArn"],
        tag_action: "dynamodb:TagResource",
        policy_action: Some("dynamodb:PutResourcePolicy"),
        max_policy_size: KB_20,
        codes: Codes {
            missing: ErrorCode::ResourceNotFoundException,
            exists: ErrorCode::ResourceInUseException,
            policy: ErrorCode::ValidationException,
            policy_size: ErrorCode::ValidationException,
            no_policy: Some(ErrorCode::PolicyNotFoundException),
            tags: ErrorCode::ValidationException,
            foreign: None,
        },
    },
];

static ALL: [Kind; 7] = KINDS;

/// The kind that an operation is about: each service has one. The first stands in for services without one, whose
/// operations do not ask.
pub(super) fn kind_of(call: &Incoming<'_>) -> &'static Kind {
    let [first, ..] = &ALL;
    ALL.iter().find(|it| it.service == call.operation.service).unwrap_or(first)
}
