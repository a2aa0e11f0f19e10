//! The rules that answers cite: number, one sentence, AWS page (design invariant 12).

const GUIDE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const ORGANIZATIONS: &str = "https://docs.aws.amazon.com/organizations/latest/userguide/";
const KMS: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/";

macro_rules! rules {
    ($($number:ident: $sentence:literal, $site:expr, $page:literal;)*) => {
        /// A numbered rule of how AWS decides. E: evaluation, L: policy language, S: identities and STS.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = $sentence] $number,)*
        }

        impl Rule {
            /// Every rule, in order.
            pub const ALL: &'static [Rule] = &[$(Rule::$number,)*];

            /// Its number, such as `E59`.
            pub fn number(self) -> &'static str {
                match self { $(Rule::$number => stringify!($number),)* }
            }

            /// What it says, in one sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Rule::$number => $sentence,)* }
            }

            /// The AWS page it comes from.
            pub fn url(self) -> String {
                let (site, page) = match self { $(Rule::$number => ($site, $page),)* };
                format!("{site}{page}")
            }
        }
    };
}

rules! {
    E1: "Everything is denied unless a policy allows it, and an explicit deny beats any allow.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E5: "A statement applies only if its principal, action, resource and condition all match.", GUIDE, "reference_policies_evaluation-logic_policy-eval-reqcontext.html";
    E10: "Access across accounts works only inside one partition.", GUIDE, "access_policies-cross-account-resource-access.html";
    E12: "An absent key makes a positive operator false and a negated one true.", GUIDE, "reference_policies_elements_condition_operators.html";
    E34: "A variable without a value matches no resource, also in NotResource.", GUIDE, "reference_policies_variables.html";
    E37: "An action without a resource type is matched only by Resource \"*\".", GUIDE, "reference_policies_elements_resource.html";
    E39: "All operators and keys of a condition must hold; several values of a key are alternatives.", GUIDE, "reference_policies_elements_condition.html";
    E40: "IfExists makes an operator true when the key is absent.", GUIDE, "reference_policies_elements_condition_operators.html";
    E41: "ForAllValues is true and ForAnyValue false when the key is absent.", GUIDE, "reference_policies_condition-single-vs-multi-valued-context-keys.html";
    E55: "A NotPrincipal deny spares only a principal whose account is listed too.", GUIDE, "reference_policies_elements_notprincipal.html";
    E56: "A NotPrincipal deny always hits a principal that has a permissions boundary.", GUIDE, "reference_policies_elements_notprincipal.html";
    E59: "An explicit deny in any policy that applies ends the evaluation.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E61: "A resource policy that names the user grants by itself in the same account, whatever the boundary.", GUIDE, "access_policies_boundaries.html";
    E62: "A resource policy that allows everyone grants by itself in the same account.", GUIDE, "reference_policies_elements_principal.html";
    E63: "A resource policy that names the role session grants to the session itself.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E64: "A resource policy that names the role needs no identity policy, but boundary and session policy still limit it.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E65: "A resource policy that allows everyone grants to a role session itself in the same account.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E67: "A resource policy that names the federated user session grants to the session itself.", GUIDE, "id_credentials_temp_control-access_getfederationtoken.html";
    E68: "A grant to the federating user is still limited by boundary and session policy.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E69: "A resource policy that names the account delegates to it: identity policies decide.", GUIDE, "reference_policies_elements_principal.html";
    E70: "The root user holds what its account is granted.", GUIDE, "access_policies-cross-account-resource-access.html";
    E71: "A service principal needs only the resource's policy.", GUIDE, "reference_policies_elements_principal.html";
    E72: "An anonymous request needs a resource policy that allows everyone.", GUIDE, "reference_policies_elements_principal.html";
    E75: "In one account, an allow in either the identity policies or the resource's policy is enough.", GUIDE, "access_policies_identity-vs-resource.html";
    E76: "The root user is allowed everything in its own account that nothing denies.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E80: "Across accounts, the caller's side and the resource's side must both allow.", GUIDE, "reference_policies_evaluation-logic-cross-account.html";
    E82: "The resource's side may name the account, the user, the role, the session or everyone.", GUIDE, "reference_policies_evaluation-logic-cross-account.html";
    E83: "The root user of the trusted account needs no identity policy.", GUIDE, "access_policies-cross-account-resource-access.html";
    E84: "A resource without a policy cannot be reached from another account.", GUIDE, "access_policies-cross-account-resource-access.html";
    E91: "Service principals have no account whose SCPs could bind them.", ORGANIZATIONS, "orgs_manage_policies_scps.html";
    E120: "A role's trust policy must itself allow the caller.", GUIDE, "reference_policies_evaluation-logic_policy-eval-denyallow.html";
    E121: "In one account a trust policy that names the caller is enough, and one that names the account leaves it to identity policies; a user's boundary must allow the call.", GUIDE, "id_roles_update-role-trust-policy.html";
    E122: "Across accounts, the trust policy and the caller's identity policy must both allow.", GUIDE, "id_roles_update-role-trust-policy.html";
    E124: "AssumeRoleWithSAML and AssumeRoleWithWebIdentity are decided by the trust policy and RCPs alone.", GUIDE, "id_credentials_temp_control-access_assumerole.html";
    E126: "Nobody can use a KMS key unless its key policy says so, the root user included.", KMS, "key-policies.html";
    E127: "IAM policies count for a KMS key only if the key policy allows the account.", KMS, "key-policy-default.html";
    E129: "Other accounts can use a KMS key only for cryptographic operations and a few more.", KMS, "key-policy-modifying-external-accounts.html";
    E140: "A VPC endpoint policy must allow what passes through the endpoint.", "https://docs.aws.amazon.com/vpc/latest/privatelink/", "vpc-endpoints-access.html";
    E150: "Every level from the root to the account must have an SCP that allows.", ORGANIZATIONS, "orgs_manage_policies_scps_evaluation.html";
    E155: "SCPs do not bind the management account, service-linked roles and principals outside the organization.", ORGANIZATIONS, "orgs_manage_policies_scps.html";
    E171: "Every level from the root to the resource's account must have an RCP that allows; RCPFullAWSAccess always does.", ORGANIZATIONS, "orgs_manage_policies_rcps_evaluation.html";
    E173: "RCPs do not bind resources of the management account, service-linked roles, AWS managed KMS keys and kms:RetireGrant.", ORGANIZATIONS, "orgs_manage_policies_rcps.html";
    E174: "RCPs affect only the services that support them.", ORGANIZATIONS, "orgs_manage_policies_rcps.html";
    E180: "The root user cannot call AssumeRole or AssumeRoot.", GUIDE, "id_credentials_sts-comparison.html";
    E183: "Only some services take anonymous requests.", GUIDE, "reference_policies_evaluation-logic.html";
    E184: "sts:GetSessionToken needs no permission, and no policy can control it.", GUIDE, "id_credentials_temp_control-access_getsessiontoken.html";
    E185: "A federated user session has what the session policy and the user's policies both allow, and may call neither IAM nor STS.", GUIDE, "id_credentials_temp_control-access_getfederationtoken.html";
    E186: "Role sessions cannot call GetFederationToken or GetSessionToken.", "https://docs.aws.amazon.com/STS/latest/APIReference/", "API_AssumeRole.html";
    E190: "A permissions boundary caps what identity policies grant, and grants nothing itself.", GUIDE, "access_policies_boundaries.html";
    E201: "A session policy limits what the role's or user's policies grant, and grants nothing itself.", GUIDE, "access_policies.html";
    E205: "sts:GetCallerIdentity always works, even against a deny.", GUIDE, "id_credentials_sts-comparison.html";
    E213: "The bucket owner's root user can always read, replace and delete the bucket policy.", "https://docs.aws.amazon.com/AmazonS3/latest/API/", "API_PutBucketPolicy.html";
    L60: "An operator that AWS does not know never holds; names are case-sensitive.", GUIDE, "reference_policies_elements_condition_operators.html";
    L79: "A key with several values needs a set operator; without one AWS does not define the result.", GUIDE, "reference_policies_condition-single-vs-multi-valued-context-keys.html";
    L118: "Null asks whether the key is absent.", GUIDE, "reference_policies_elements_condition_operators.html";
    L120: "Null under ForAllValues is always true, under ForAnyValue always false.", GUIDE, "access-analyzer-reference-policy-checks.html";
    S98: "AWS managed policies, the roles that IAM Identity Center makes, and the aliases of AWS managed keys can be changed by AWS alone.", GUIDE, "access_policies_managed-vs-inline.html";
}
