//! Operations that AWS has and the playground has no code for, of the services whose other operations it has.

/// By service, in one text each.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html>
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html>
const NOT_BUILT: [(&str, &str); 3] = [
    (
        "iam",
        "AcceptDelegationRequest AcquireRole AssociateDelegationRequest ChangePassword CreateAccountAlias \
         CreateDelegationRequest CreateLoginProfile CreateServiceSpecificCredential DeleteAccountAlias \
         DeleteAccountPasswordPolicy DeleteLoginProfile DeleteSSHPublicKey DeleteServerCertificate \
         DeleteServiceSpecificCredential DeleteSigningCertificate \
         DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions \
         DisableOutboundWebIdentityFederation EnableOrganizationsRootCredentialsManagement \
         EnableOrganizationsRootSessions EnableOutboundWebIdentityFederation GenerateCredentialReport \
         GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails GetAccessKeyLastUsed \
         GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountProperties GetAccountSummary \
         GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy GetCredentialReport \
         GetDelegationRequest GetHumanReadableSummary GetLoginProfile GetMFADevice \
         GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo GetRoleTemplateVersion \
         GetSAMLProvider GetSSHPublicKey GetServerCertificate GetServiceLastAccessedDetails \
         GetServiceLastAccessedDetailsWithEntities ListAccountAliases ListDelegationRequests \
         ListOrganizationsFeatures ListPoliciesGrantingServiceAccess ListSSHPublicKeys \
         ListServerCertificateTags ListServerCertificates ListServiceSpecificCredentials \
         ListSigningCertificates PutAccountProperties RejectDelegationRequest ResetServiceSpecificCredential \
         SendDelegationToken SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy \
         TagServerCertificate UntagServerCertificate UpdateAccountPasswordPolicy UpdateDelegationRequest \
         UpdateLoginProfile UpdateOpenIDConnectProvider UpdateSSHPublicKey UpdateServerCertificate \
         UpdateServiceSpecificCredential UpdateSigningCertificate UploadSSHPublicKey UploadServerCertificate \
         UploadSigningCertificate",
    ),
    (
        "sts",
        "AssumeRoot DecodeAuthorizationMessage GetDelegatedAccessToken GetScopedCredentials \
         GetWebIdentityToken",
    ),
    (
        "organizations",
        "CloseAccount CreateGovCloudAccount DeleteResourcePolicy DeregisterDelegatedAdministrator \
         DescribeCreateAccountStatus DescribeEffectivePolicy DescribeResourcePolicy \
         DescribeResponsibilityTransfer DisableAWSServiceAccess EnableAWSServiceAccess EnableAllFeatures \
         InviteOrganizationToTransferResponsibility ListAWSServiceAccessForOrganization \
         ListAccountsWithInvalidEffectivePolicy ListChildren ListCreateAccountStatus \
         ListDelegatedAdministrators ListDelegatedServicesForAccount ListEffectivePolicyValidationErrors \
         ListHandshakesForAccount ListHandshakesForOrganization ListInboundResponsibilityTransfers \
         ListOutboundResponsibilityTransfers ListParents ListTagsForResource PutResourcePolicy \
         RegisterDelegatedAdministrator TagResource TerminateResponsibilityTransfer UntagResource \
         UpdateResponsibilityTransfer",
    ),
];

/// Whether there is no such operation at all: of a service that is not listed here nobody can say.
pub(super) fn is_unknown(service: &str, name: &str) -> bool {
    let listed = NOT_BUILT.iter().find(|(it, _)| *it == service);
    listed.is_some_and(|(_, names)| names.split(' ').all(|it| it != name))
}
