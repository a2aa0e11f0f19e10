//! Names of managed policies: an ARN, or what is shorter to write.

use iam_evaluator::arn::Arn;
use iam_organization::is_iam_name;

/// The ARN of the AWS managed policy that the text names: by its ARN, or by what follows `policy/` in it, such as
/// `ReadOnlyAccess` or `service-role/AWSLambdaBasicExecutionRole`. Whether AWS has such a policy is seen when it is
/// needed: the name says everything that its ARN does, and AWS's data need not be there to read a file.
pub(crate) fn aws_managed_policy_arn(text: &str) -> Option<Arn> {
    match text.contains(':') {
        true => Arn::parse(text).ok(),
        false if text.split('/').all(is_iam_name) => {
            Arn::parse(&format!("arn:aws:iam::aws:policy/{text}")).ok()
        }
        false => None,
    }
}
