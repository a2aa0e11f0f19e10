//! What kind of thing an ARN names, and whose policy it is judged by.

use iam_evaluator::ResourcePolicyKind;
use iam_evaluator::arn::Arn;

/// The kinds of resource that the playground knows by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceKind {
    /// An S3 bucket.
    S3Bucket,
    /// An object in an S3 bucket.
    S3Object,
    /// An SQS queue.
    SqsQueue,
    /// An SNS topic.
    SnsTopic,
    /// A KMS key.
    KmsKey,
    /// A Lambda function.
    LambdaFunction,
    /// A Secrets Manager secret.
    Secret,
    /// A DynamoDB table.
    DynamoDbTable,
    /// An EC2 instance.
    Ec2Instance,
    /// An IAM role.
    Role,
    /// Anything else.
    Other,
}

impl ResourceKind {
    /// The kind of what the ARN names.
    pub fn of(arn: &Arn) -> ResourceKind {
        let resource = arn.resource();
        match arn.service() {
            "s3" if resource.contains('/') => ResourceKind::S3Object,
            "s3" => ResourceKind::S3Bucket,
            "sqs" => ResourceKind::SqsQueue,
            "sns" => ResourceKind::SnsTopic,
            "kms" if resource.starts_with("key/") => ResourceKind::KmsKey,
            "lambda" if resource.starts_with("function:") => ResourceKind::LambdaFunction,
            "secretsmanager" if resource.starts_with("secret:") => ResourceKind::Secret,
            "dynamodb" if resource.starts_with("table/") => ResourceKind::DynamoDbTable,
            "ec2" if resource.starts_with("instance/") => ResourceKind::Ec2Instance,
            "iam" if resource.starts_with("role/") => ResourceKind::Role,
            _ => ResourceKind::Other,
        }
    }

    /// The rules that a policy of such a resource follows (E120, E126). KMS aliases are ordinary: the key decides.
    pub fn policy_kind(self) -> ResourcePolicyKind {
        match self {
            ResourceKind::Role => ResourcePolicyKind::RoleTrust,
            ResourceKind::KmsKey => ResourcePolicyKind::KmsKey,
            ResourceKind::S3Bucket
            | ResourceKind::S3Object
            | ResourceKind::SqsQueue
            | ResourceKind::SnsTopic
            | ResourceKind::LambdaFunction
            | ResourceKind::Secret
            | ResourceKind::DynamoDbTable
            | ResourceKind::Ec2Instance
            | ResourceKind::Other => ResourcePolicyKind::Generic,
        }
    }
}

/// The resource whose policy also covers what the ARN names: the bucket of an object, the function of a version or
/// alias, the table of an index or stream, the topic of a subscription, the log group of a log stream. `None` if the
/// ARN is no part of such a resource.
pub fn policy_holder(arn: &Arn) -> Option<Arn> {
    let resource = arn.resource();
    let n_bytes = match arn.service() {
        "s3" => resource.find('/')?,
        "lambda" => nth(resource, ':', 1)?,
        "dynamodb" => nth(resource, '/', 1)?,
        "sns" => resource.find(':')?,
        "logs" => nth(resource, ':', 1)?,
        _ => return None,
    };
    let text = arn.as_str();
    Arn::parse(text.get(..text.len() - resource.len() + n_bytes)?).ok()
}

/// Where the separator stands for the time after the first `n_before`.
fn nth(text: &str, separator: char, n_before: usize) -> Option<usize> {
    text.match_indices(separator).nth(n_before).map(|(idx, _)| idx)
}
