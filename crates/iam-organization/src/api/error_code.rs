//! AWS's error codes.

use std::fmt;

/// AWS's error codes of the calls that are modelled (S22, S23, S105, S140–S153).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorCode {
    /// Not allowed, or refused for who the caller is.
    AccessDenied,
    /// The same, from services that answer in JSON.
    AccessDeniedException,
    /// The same, from EC2.
    UnauthorizedOperation,
    /// The session has expired.
    ExpiredToken,
    /// The request is not signed.
    MissingAuthenticationToken,
    /// The access key is not there, or inactive.
    InvalidClientTokenId,
    /// The secret is wrong.
    SignatureDoesNotMatch,
    /// There is no such operation.
    InvalidAction,
    /// A parameter is malformed or out of its range.
    ValidationError,
    /// A parameter is well formed and contradicts another, or what was inherited.
    InvalidParameterValue,
    /// The same, from IAM.
    InvalidInput,
    /// The policy does not parse, or has what its kind cannot have.
    MalformedPolicyDocument,
    /// Session policy and tags are too long together.
    PackedPolicyTooLarge,
    /// AWS failed by itself.
    ServiceFailure,
    /// What the call names is not there.
    NoSuchEntity,
    /// There is one with that name.
    EntityAlreadyExists,
    /// It is still used, or not empty.
    DeleteConflict,
    /// A quota is full.
    LimitExceeded,
    /// Only AWS changes it.
    UnmodifiableEntity,
    /// The policy cannot be attached there.
    PolicyNotAttachable,
    /// The codes of the MFA device are wrong.
    InvalidAuthenticationCode,
    /// The token of the identity provider has expired.
    ExpiredTokenException,
    /// The token of the identity provider is not one that the role's account takes.
    InvalidIdentityToken,
    /// The identity provider says no.
    IdpRejectedClaim,
    /// The account is in no organization.
    AwsOrganizationsNotInUseException,
    /// The account is in an organization already.
    AlreadyInOrganizationException,
    /// The organization has no such account.
    AccountNotFoundException,
    /// There is no such OU or account.
    ChildNotFoundException,
    /// A limit of Organizations.
    ConstraintViolationException,
    /// The account is there already.
    DuplicateAccountException,
    /// There is an OU with that name.
    DuplicateOrganizationalUnitException,
    /// There is a policy with that name.
    DuplicatePolicyException,
    /// The policy is attached there already.
    DuplicatePolicyAttachmentException,
    /// A parameter that Organizations does not take.
    InvalidInputException,
    /// The policy does not parse.
    MalformedPolicyDocumentException,
    /// The management account stays.
    MasterCannotLeaveOrganizationException,
    /// There is something in the OU.
    OrganizationalUnitNotEmptyException,
    /// There is no such OU.
    OrganizationalUnitNotFoundException,
    /// There are other accounts in it.
    OrganizationNotEmptyException,
    /// There is no such root or OU.
    ParentNotFoundException,
    /// The account is not there.
    SourceParentNotFoundException,
    /// There is no such root or OU to move to.
    DestinationParentNotFoundException,
    /// The policy is attached.
    PolicyInUseException,
    /// The policy is not attached there.
    PolicyNotAttachedException,
    /// There is no such policy.
    PolicyNotFoundException,
    /// The type is enabled already.
    PolicyTypeAlreadyEnabledException,
    /// The type is not enabled.
    PolicyTypeNotEnabledException,
    /// There is no such root.
    RootNotFoundException,
    /// There is no such root, OU or account.
    TargetNotFoundException,
    /// A parameter is malformed or out of its range, from services that answer in JSON.
    ValidationException,
    /// The caller may not make the service-linked role that the operation needs.
    AccessDeniedForDependencyException,
    /// The organization has one bill only, and no policies.
    PolicyTypeNotAvailableForOrganizationException,
    /// There is no such invitation.
    HandshakeNotFoundException,
    /// The invitation is in that state already.
    HandshakeAlreadyInStateException,
    /// The invitation has been answered, or has expired.
    InvalidHandshakeTransitionException,
    /// The account cannot be invited, or cannot join.
    HandshakeConstraintViolationException,
    /// The account is invited already.
    DuplicateHandshakeException,
    /// There is no such bucket.
    NoSuchBucket,
    /// Another account has a bucket of that name: names are unique in the world.
    BucketAlreadyExists,
    /// The account has a bucket of that name.
    BucketAlreadyOwnedByYou,
    /// There are objects in the bucket.
    BucketNotEmpty,
    /// The text cannot be the name of a bucket.
    InvalidBucketName,
    /// The bucket has no policy.
    NoSuchBucketPolicy,
    /// S3 does not take the policy.
    MalformedPolicy,
    /// S3 does not take the tags.
    InvalidTag,
    /// Only the bucket owner's account may do it.
    MethodNotAllowed,
    /// There is no such queue.
    QueueDoesNotExist,
    /// There is a queue of that name with other attributes.
    QueueNameExists,
    /// SQS does not take the value of an attribute.
    InvalidAttributeValue,
    /// There is no such topic.
    NotFound,
    /// There is no such topic to tag.
    ResourceNotFound,
    /// SNS does not take a parameter.
    InvalidParameter,
    /// There is no such key.
    NotFoundException,
    /// KMS does not take the tags.
    TagException,
    /// A quota is full, from services that answer in JSON.
    LimitExceededException,
    /// There is a function or statement of that name.
    ResourceConflictException,
    /// There is no such function, secret or table.
    ResourceNotFoundException,
    /// Lambda does not take a parameter.
    InvalidParameterValueException,
    /// The policy of the function would be too long.
    PolicyLengthExceededException,
    /// There is a secret of that name.
    ResourceExistsException,
    /// Secrets Manager does not take a parameter.
    InvalidParameterException,
    /// There is a table of that name.
    ResourceInUseException,
    /// There is no such instance.
    InvalidInstanceIdNotFound,
    /// There is no such VPC endpoint.
    InvalidVpcEndpointIdNotFound,
    /// EC2 does not take the policy of the endpoint.
    InvalidPolicyDocument,
    /// The instance has a profile already.
    IncorrectState,
    /// ECS does not take a parameter.
    ClientException,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [ErrorCode; 87] = [
        ErrorCode::AccessDenied,
        ErrorCode::AccessDeniedException,
        ErrorCode::UnauthorizedOperation,
        ErrorCode::ExpiredToken,
        ErrorCode::MissingAuthenticationToken,
        ErrorCode::InvalidClientTokenId,
        ErrorCode::SignatureDoesNotMatch,
        ErrorCode::InvalidAction,
        ErrorCode::ValidationError,
        ErrorCode::InvalidParameterValue,
        ErrorCode::InvalidInput,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::PackedPolicyTooLarge,
        ErrorCode::ServiceFailure,
        ErrorCode::NoSuchEntity,
        ErrorCode::EntityAlreadyExists,
        ErrorCode::DeleteConflict,
        ErrorCode::LimitExceeded,
        ErrorCode::UnmodifiableEntity,
        ErrorCode::PolicyNotAttachable,
        ErrorCode::InvalidAuthenticationCode,
        ErrorCode::ExpiredTokenException,
        ErrorCode::InvalidIdentityToken,
        ErrorCode::IdpRejectedClaim,
        ErrorCode::AwsOrganizationsNotInUseException,
        ErrorCode::AlreadyInOrganizationException,
        ErrorCode::AccountNotFoundException,
        ErrorCode::ChildNotFoundException,
        ErrorCode::ConstraintViolationException,
        ErrorCode::DuplicateAccountException,
        ErrorCode::DuplicateOrganizationalUnitException,
        ErrorCode::DuplicatePolicyException,
        ErrorCode::DuplicatePolicyAttachmentException,
        ErrorCode::InvalidInputException,
        ErrorCode::MalformedPolicyDocumentException,
        ErrorCode::MasterCannotLeaveOrganizationException,
        ErrorCode::OrganizationalUnitNotEmptyException,
        ErrorCode::OrganizationalUnitNotFoundException,
        ErrorCode::OrganizationNotEmptyException,
        ErrorCode::ParentNotFoundException,
        ErrorCode::SourceParentNotFoundException,
        ErrorCode::DestinationParentNotFoundException,
        ErrorCode::PolicyInUseException,
        ErrorCode::PolicyNotAttachedException,
        ErrorCode::PolicyNotFoundException,
        ErrorCode::PolicyTypeAlreadyEnabledException,
        ErrorCode::PolicyTypeNotEnabledException,
        ErrorCode::RootNotFoundException,
        ErrorCode::TargetNotFoundException,
        ErrorCode::ValidationException,
        ErrorCode::AccessDeniedForDependencyException,
        ErrorCode::PolicyTypeNotAvailableForOrganizationException,
        ErrorCode::HandshakeNotFoundException,
        ErrorCode::HandshakeAlreadyInStateException,
        ErrorCode::InvalidHandshakeTransitionException,
        ErrorCode::HandshakeConstraintViolationException,
        ErrorCode::DuplicateHandshakeException,
        ErrorCode::NoSuchBucket,
        ErrorCode::BucketAlreadyExists,
        ErrorCode::BucketAlreadyOwnedByYou,
        ErrorCode::BucketNotEmpty,
        ErrorCode::InvalidBucketName,
        ErrorCode::NoSuchBucketPolicy,
        ErrorCode::MalformedPolicy,
        ErrorCode::InvalidTag,
        ErrorCode::MethodNotAllowed,
        ErrorCode::QueueDoesNotExist,
        ErrorCode::QueueNameExists,
        ErrorCode::InvalidAttributeValue,
        ErrorCode::NotFound,
        ErrorCode::ResourceNotFound,
        ErrorCode::InvalidParameter,
        ErrorCode::NotFoundException,
        ErrorCode::TagException,
        ErrorCode::LimitExceededException,
        ErrorCode::ResourceConflictException,
        ErrorCode::ResourceNotFoundException,
        ErrorCode::InvalidParameterValueException,
        ErrorCode::PolicyLengthExceededException,
        ErrorCode::ResourceExistsException,
        ErrorCode::InvalidParameterException,
        ErrorCode::ResourceInUseException,
        ErrorCode::InvalidInstanceIdNotFound,
        ErrorCode::InvalidVpcEndpointIdNotFound,
        ErrorCode::InvalidPolicyDocument,
        ErrorCode::IncorrectState,
        ErrorCode::ClientException,
    ];

    /// The code as AWS writes it.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorCode::AccessDenied => "AccessDenied",
            ErrorCode::AccessDeniedException => "AccessDeniedException",
            ErrorCode::UnauthorizedOperation => "UnauthorizedOperation",
            ErrorCode::ExpiredToken => "ExpiredToken",
            ErrorCode::MissingAuthenticationToken => "MissingAuthenticationToken",
            ErrorCode::InvalidClientTokenId => "InvalidClientTokenId",
            ErrorCode::SignatureDoesNotMatch => "SignatureDoesNotMatch",
            ErrorCode::InvalidAction => "InvalidAction",
            ErrorCode::ValidationError => "ValidationError",
            ErrorCode::InvalidParameterValue => "InvalidParameterValue",
            ErrorCode::InvalidInput => "InvalidInput",
            ErrorCode::MalformedPolicyDocument => "MalformedPolicyDocument",
            ErrorCode::PackedPolicyTooLarge => "PackedPolicyTooLarge",
            ErrorCode::ServiceFailure => "ServiceFailure",
            ErrorCode::NoSuchEntity => "NoSuchEntity",
            ErrorCode::EntityAlreadyExists => "EntityAlreadyExists",
            ErrorCode::DeleteConflict => "DeleteConflict",
            ErrorCode::LimitExceeded => "LimitExceeded",
            ErrorCode::UnmodifiableEntity => "UnmodifiableEntity",
            ErrorCode::PolicyNotAttachable => "PolicyNotAttachable",
            ErrorCode::InvalidAuthenticationCode => "InvalidAuthenticationCode",
            ErrorCode::ExpiredTokenException => "ExpiredTokenException",
            ErrorCode::InvalidIdentityToken => "InvalidIdentityToken",
            ErrorCode::IdpRejectedClaim => "IDPRejectedClaim",
            ErrorCode::AwsOrganizationsNotInUseException => "AWSOrganizationsNotInUseException",
            ErrorCode::AlreadyInOrganizationException => "AlreadyInOrganizationException",
            ErrorCode::AccountNotFoundException => "AccountNotFoundException",
            ErrorCode::ChildNotFoundException => "ChildNotFoundException",
            ErrorCode::ConstraintViolationException => "ConstraintViolationException",
            ErrorCode::DuplicateAccountException => "DuplicateAccountException",
            ErrorCode::DuplicateOrganizationalUnitException => "DuplicateOrganizationalUnitException",
            ErrorCode::DuplicatePolicyException => "DuplicatePolicyException",
            ErrorCode::DuplicatePolicyAttachmentException => "DuplicatePolicyAttachmentException",
            ErrorCode::InvalidInputException => "InvalidInputException",
            ErrorCode::MalformedPolicyDocumentException => "MalformedPolicyDocumentException",
            ErrorCode::MasterCannotLeaveOrganizationException => "MasterCannotLeaveOrganizationException",
            ErrorCode::OrganizationalUnitNotEmptyException => "OrganizationalUnitNotEmptyException",
            ErrorCode::OrganizationalUnitNotFoundException => "OrganizationalUnitNotFoundException",
            ErrorCode::OrganizationNotEmptyException => "OrganizationNotEmptyException",
            ErrorCode::ParentNotFoundException => "ParentNotFoundException",
            ErrorCode::SourceParentNotFoundException => "SourceParentNotFoundException",
            ErrorCode::DestinationParentNotFoundException => "DestinationParentNotFoundException",
            ErrorCode::PolicyInUseException => "PolicyInUseException",
            ErrorCode::PolicyNotAttachedException => "PolicyNotAttachedException",
            ErrorCode::PolicyNotFoundException => "PolicyNotFoundException",
            ErrorCode::PolicyTypeAlreadyEnabledException => "PolicyTypeAlreadyEnabledException",
            ErrorCode::PolicyTypeNotEnabledException => "PolicyTypeNotEnabledException",
            ErrorCode::RootNotFoundException => "RootNotFoundException",
            ErrorCode::TargetNotFoundException => "TargetNotFoundException",
            ErrorCode::ValidationException => "ValidationException",
            ErrorCode::AccessDeniedForDependencyException => "AccessDeniedForDependencyException",
            ErrorCode::PolicyTypeNotAvailableForOrganizationException => {
                "PolicyTypeNotAvailableForOrganizationException"
            }
            ErrorCode::HandshakeNotFoundException => "HandshakeNotFoundException",
            ErrorCode::HandshakeAlreadyInStateException => "HandshakeAlreadyInStateException",
            ErrorCode::InvalidHandshakeTransitionException => "InvalidHandshakeTransitionException",
            ErrorCode::HandshakeConstraintViolationException => "HandshakeConstraintViolationException",
            ErrorCode::DuplicateHandshakeException => "DuplicateHandshakeException",
            ErrorCode::NoSuchBucket => "NoSuchBucket",
            ErrorCode::BucketAlreadyExists => "BucketAlreadyExists",
            ErrorCode::BucketAlreadyOwnedByYou => "BucketAlreadyOwnedByYou",
            ErrorCode::BucketNotEmpty => "BucketNotEmpty",
            ErrorCode::InvalidBucketName => "InvalidBucketName",
            ErrorCode::NoSuchBucketPolicy => "NoSuchBucketPolicy",
            ErrorCode::MalformedPolicy => "MalformedPolicy",
            ErrorCode::InvalidTag => "InvalidTag",
            ErrorCode::MethodNotAllowed => "MethodNotAllowed",
            ErrorCode::QueueDoesNotExist => "QueueDoesNotExist",
            ErrorCode::QueueNameExists => "QueueNameExists",
            ErrorCode::InvalidAttributeValue => "InvalidAttributeValue",
            ErrorCode::NotFound => "NotFound",
            ErrorCode::ResourceNotFound => "ResourceNotFound",
            ErrorCode::InvalidParameter => "InvalidParameter",
            ErrorCode::NotFoundException => "NotFoundException",
            ErrorCode::TagException => "TagException",
            ErrorCode::LimitExceededException => "LimitExceededException",
            ErrorCode::ResourceConflictException => "ResourceConflictException",
            ErrorCode::ResourceNotFoundException => "ResourceNotFoundException",
            ErrorCode::InvalidParameterValueException => "InvalidParameterValueException",
            ErrorCode::PolicyLengthExceededException => "PolicyLengthExceededException",
            ErrorCode::ResourceExistsException => "ResourceExistsException",
            ErrorCode::InvalidParameterException => "InvalidParameterException",
            ErrorCode::ResourceInUseException => "ResourceInUseException",
            ErrorCode::InvalidInstanceIdNotFound => "InvalidInstanceID.NotFound",
            ErrorCode::InvalidVpcEndpointIdNotFound => "InvalidVpcEndpointId.NotFound",
            ErrorCode::InvalidPolicyDocument => "InvalidPolicyDocument",
            ErrorCode::IncorrectState => "IncorrectState",
            ErrorCode::ClientException => "ClientException",
        }
    }

    /// The code that AWS writes so.
    pub fn from_aws(text: &str) -> Option<ErrorCode> {
        ErrorCode::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
