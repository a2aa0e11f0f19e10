//! What is decided before policies are read: by the kind of credentials and the call (E60, first line).

use super::facts::{changes_alias_of_aws, changes_what_aws_keeps, takes_anonymous_requests};
use super::trace::GateReason;
use crate::request::{Principal, Request};
use crate::rule::Rule;

/// What the service decides by itself.
pub(super) enum ServiceVerdict {
    /// The call always works.
    Allowed(GateReason, Rule),
    /// These credentials can never make the call.
    Refused(GateReason, Rule),
}

/// The verdict of the service, if it does not leave the decision to policies.
pub(super) fn service_verdict(request: &Request) -> Option<ServiceVerdict> {
    let action = request.action.lower();
    let refused = |reason, rule| Some(ServiceVerdict::Refused(reason, rule));
    if action == "sts:getcalleridentity" {
        return match request.principal {
            Principal::Anonymous | Principal::Federated { .. } => {
                refused(GateReason::CredentialsMayNotCall, Rule::E205)
            }
            Principal::User { .. }
            | Principal::RoleSession { .. }
            | Principal::FederatedUser { .. }
            | Principal::Root { .. }
            | Principal::Service { .. } => {
                Some(ServiceVerdict::Allowed(GateReason::AlwaysAllowed, Rule::E205))
            }
        };
    }
    let only_aws = match request.action.service() {
        "iam" => changes_what_aws_keeps(request),
        "kms" => changes_alias_of_aws(request),
        _ => false,
    };
    if only_aws {
        return refused(GateReason::OnlyAwsChanges, Rule::S98);
    }
    let with_token = matches!(action, "sts:assumerolewithsaml" | "sts:assumerolewithwebidentity");
    // What is authorized beside them in the same call (E125).
    let with_token_or_beside =
        with_token || matches!(action, "sts:tagsession" | "sts:setsourceidentity" | "sts:setcontext");
    match &request.principal {
        // Its caller is whom the token speaks of, never an AWS principal.
        Principal::User { .. } | Principal::RoleSession { .. } | Principal::Root { .. } if with_token => {
            refused(GateReason::CredentialsMayNotCall, Rule::E124)
        }
        Principal::Federated { .. } if !with_token_or_beside => {
            refused(GateReason::CredentialsMayNotCall, Rule::E124)
        }
        // A SAML assertion is no web identity token, nor the other way round (L139).
        Principal::Federated { provider }
            if with_token && provider.contains(":saml-provider/") != (action == "sts:assumerolewithsaml") =>
        {
            refused(GateReason::CredentialsMayNotCall, Rule::E124)
        }
        Principal::Root { .. } if matches!(action, "sts:assumerole" | "sts:assumeroot") => {
            refused(GateReason::RootCannotAssumeRoles, Rule::E180)
        }
        Principal::User { .. } | Principal::Root { .. } if action == "sts:getsessiontoken" => {
            Some(ServiceVerdict::Allowed(GateReason::NoPermissionNeeded, Rule::E184))
        }
        Principal::FederatedUser { .. } if matches!(request.action.service(), "iam" | "sts") => {
            refused(GateReason::CredentialsMayNotCall, Rule::E185)
        }
        Principal::RoleSession { .. }
            if matches!(action, "sts:getfederationtoken" | "sts:getsessiontoken") =>
        {
            refused(GateReason::CredentialsMayNotCall, Rule::E186)
        }
        Principal::Anonymous if !takes_anonymous_requests(&request.action) => {
            refused(GateReason::CredentialsMayNotCall, Rule::E183)
        }
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => None,
    }
}
