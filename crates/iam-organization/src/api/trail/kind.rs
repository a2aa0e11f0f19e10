//! What kind of event a call is: whether it only reads, and whether it is about data.

use crate::api::call::ApiCall;
use crate::api::operation::Operation;

/// Whether the call changes nothing. Of a call that the playground has no code for the verb says so.
pub(super) fn is_read_only(call: &ApiCall, operation: Option<&Operation>) -> bool {
    const VERBS: [&str; 10] =
        ["Get", "List", "Describe", "Head", "BatchGet", "Query", "Scan", "Lookup", "Search", "Simulate"];
    match operation {
        Some(operation) => operation.read_only,
        None => VERBS.iter().any(|it| call.name().starts_with(it)),
    }
}

/// Whether the call works with what is inside a resource: objects, items, functions that run, messages. CloudTrail records
/// such calls only for who asks for it.
pub(super) fn is_data_event(call: &ApiCall) -> bool {
    let name = call.name();
    match call.service() {
        "s3" => (name.contains("Object") && !name.contains("BucketObject")) || S3.contains(&name),
        "dynamodb" => name.ends_with("Item") || name.ends_with("Items") || DYNAMODB.contains(&name),
        "lambda" => name.starts_with("Invoke"),
        "sqs" => name.contains("Message") && !name.contains("MessageMove"),
        "sns" => name.starts_with("Publish"),
        _ => false,
    }
}

/// Actions and operations on objects that do not say so in their name.
const S3: [&str; 12] = [
    "ListBucket",
    "ListBucketVersions",
    "ListBucketMultipartUploads",
    "ListMultipartUploadParts",
    "ListMultipartUploads",
    "ListParts",
    "AbortMultipartUpload",
    "CreateMultipartUpload",
    "CompleteMultipartUpload",
    "UploadPart",
    "UploadPartCopy",
    "HeadBucket",
];

const DYNAMODB: [&str; 6] =
    ["Query", "Scan", "PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"];
