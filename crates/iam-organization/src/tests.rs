//! Requests and calls in a small organization.

mod api_iam_authorization;
mod api_iam_calls;
mod api_iam_credentials;
mod api_iam_documents;
mod api_iam_policies;
mod api_iam_providers;
mod api_iam_roles;
mod api_iam_users;
mod applicable;
mod assume_role;
mod build;
mod edit;
mod entities;
mod principal_names;
mod sts_assume_role;
mod sts_call;
mod sts_delivered;
mod sts_front;
mod sts_identity;
mod sts_saml;
mod sts_time;
mod sts_tokens;
mod sts_web_identity;
mod time;
mod world;
