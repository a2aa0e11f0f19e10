//! Requests and calls in a small organization.

mod api_calls;
mod api_organization_policies;
mod api_organizations;
mod api_passing;
mod api_resources;
mod applicable;
mod assume_role;
mod build;
mod edit;
mod entities;
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
