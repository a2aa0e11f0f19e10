//! One small world, changed a little for each rule.

use iam_evaluator::Gate;
use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{
    AwsManagedPolicy, AwsPublished, ManagedPolicyLookup, NothingPublished, PolicyVersion,
};
use iam_scenario::{Who, read, run_steps};

use crate::{Flip, flips};

const ALLOW_ALL: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// A world of two accounts in an organization, and a question. Policies are texts; an empty one is not there.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) scps: &'static str,
    pub(super) scp: String,
    pub(super) identity: String,
    pub(super) boundary: String,
    pub(super) bucket: String,
    pub(super) trust: String,
    pub(super) session: String,
    pub(super) vpce: String,
    pub(super) rcp: String,
    pub(super) reader: &'static str,
    pub(super) context: &'static str,
    pub(super) who: Who,
    pub(super) action: &'static str,
    pub(super) resource: &'static str,
}

const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const OBJECT: &str = "arn:aws:s3:::amzn-s3-demo-bucket/a";

pub(super) fn case() -> Case {
    Case {
        scps: r#"["p-FullAWSAccess"]"#,
        scp: ALLOW_ALL.to_owned(),
        identity: ALLOW_ALL.to_owned(),
        boundary: String::new(),
        bucket: String::new(),
        trust: statement(r#""Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole""#),
        session: String::new(),
        vpce: String::new(),
        rcp: String::new(),
        reader: "",
        context: "",
        who: Who::Arn(ANA.to_owned()),
        action: "s3:GetObject",
        resource: OBJECT,
    }
}

fn statement(elements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{{elements}}}]}}"#)
}

fn allow(action: &str, condition: &str) -> String {
    statement(&format!(
        r#""Sid":"S","Effect":"Allow","Action":"{action}","Resource":"*","Condition":{{{condition}}}"#
    ))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A member with a policy text, if there is one.
fn member(name: &str, text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!(r#", "{name}": {}"#, quoted(text)),
    }
}

impl Case {
    pub(super) fn scenario(&self) -> String {
        let who = match &self.who {
            Who::Arn(arn) => format!(r#"{{"arn": "{arn}"}}"#),
            Who::Step(id) => format!(r#"{{"step": "{id}"}}"#),
            Who::Service(name) => format!(r#"{{"service": "{name}"}}"#),
            Who::Anonymous => r#""anonymous""#.to_owned(),
        };
        let inline = match self.identity.as_str() {
            "" => String::new(),
            text => format!(r#", "inlinePolicies": [{{"name": "own", "policy": {}}}]"#, quoted(text)),
        };
        let boundary = match self.boundary.as_str() {
            "" => "",
            _ => r#", "permissionsBoundary": "arn:aws:iam::111122223333:policy/Cap""#,
        };
        let attached = match self.reader {
            "" => String::new(),
            arn => format!(r#", "attachedPolicies": ["{arn}"]"#),
        };
        let context = match self.vpce.as_str() {
            "" => self.context,
            _ => r#""aws:SourceVpce": "vpce-1""#,
        };
        let rcp = match self.rcp.as_str() {
            "" => String::new(),
            text => format!(
                r#", {{"id": "p-rcp", "type": "RESOURCE_CONTROL_POLICY", "name": "Perimeter", "policy": {}}}"#,
                quoted(text)
            ),
        };
        let cap = if self.boundary.is_empty() { ALLOW_ALL } else { &self.boundary };
        format!(
            r#"{{
  "scenarioVersion": 0, "title": "t",
  "world": {{
    "clock": "2026-01-15T10:00:00Z",
    "organization": {{
      "id": "o-exampleorgid", "managementAccount": "999999999999", "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
      "policies": [{{"id": "p-limits", "type": "SERVICE_CONTROL_POLICY", "name": "Limits", "policy": {scp}}}{rcp}],
      "root": {{"id": "r-exam", "accounts": [{{"id": "999999999999"}}, {{"id": "111122223333", "scps": {scps}{rcps}}},
        {{"id": "444455556666"}}]}}
    }},
    "accounts": [
      {{"id": "999999999999", "name": "management"}},
      {{"id": "111122223333", "name": "prod",
        "managedPolicies": [{{"name": "Cap", "policy": {cap}}}],
        "users": [{{"name": "ana"{inline}{boundary}}}],
        "roles": [{{"name": "Reader", "trustPolicy": {trust}{inline}{reader}}}],
        "resources": [{{"arn": "arn:aws:s3:::amzn-s3-demo-bucket"{bucket}}}],
        "vpcEndpoints": [{{"id": "vpce-1", "vpc": "vpc-1"{vpce}}}]}},
      {{"id": "444455556666", "name": "other", "users": [{{"name": "ben"}},
        {{"name": "eve", "inlinePolicies": [{{"name": "own", "policy": {all}}}]}}]}}
    ]
  }},
  "steps": [{{"id": "assume", "title": "", "caller": {{"arn": "arn:aws:iam::444455556666:user/eve"}}, "call": {{"assumeRole": {{
    "roleArn": "arn:aws:iam::111122223333:role/Reader", "roleSessionName": "eve"{session}}}}}}}],
  "questions": [{{"id": "q", "title": "", "principal": {who}, "action": "{action}", "resource": "{resource}", "context": {{{context}}}}}]
}}"#,
            scp = quoted(&self.scp),
            scps = self.scps,
            cap = quoted(cap),
            trust = quoted(&self.trust),
            all = quoted(ALLOW_ALL),
            bucket = member("policy", &self.bucket),
            session = member("policy", &self.session),
            vpce = member("policy", &self.vpce),
            context = context,
            reader = attached,
            rcp = rcp,
            rcps = if self.rcp.is_empty() { "" } else { r#", "rcps": ["p-rcp"]"# },
            action = self.action,
            resource = self.resource,
        )
    }
}

/// The gates that stop the question, and what would flip it. ARNs are written short.
#[track_caller]
fn check(case: &Case, stopped_by: &[Gate], expected: &[&str]) {
    check_with(&NothingPublished, case, stopped_by, expected);
}

#[track_caller]
fn check_with(aws: &dyn AwsPublished, case: &Case, stopped_by: &[Gate], expected: &[&str]) {
    let scenario = read(&case.scenario()).unwrap_or_else(|it| panic!("{it:?}\n{}", case.scenario()));
    let run = run_steps(&scenario, aws, None);
    let found = flips(&scenario, aws, None, &run, &scenario.questions[0]).unwrap();
    let short = |it: &Flip| {
        let words = it.change.to_string();
        words.replace("arn:aws:s3:::amzn-s3-demo-bucket", "BUCKET").replace("arn:aws:iam::111122223333:", "")
    };
    let words: Vec<String> = found.flips.iter().map(short).collect();
    assert_eq!(
        (found.stopped_by.as_slice(), words),
        (stopped_by, expected.iter().map(ToString::to_string).collect())
    );
}

fn own(action: &str, condition: &str) -> Case {
    Case { identity: allow(action, condition), ..case() }
}

#[test]
fn both_accounts_must_allow() {
    let ben = Who::Arn("arn:aws:iam::444455556666:user/ben".to_owned());
    check(&Case { who: ben.clone(), ..case() }, &[Gate::ResourceBased, Gate::IdentityBased], &[]);
    let bucket =
        statement(r#""Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*""#);
    check(
        &Case { who: ben, bucket, ..case() },
        &[Gate::IdentityBased],
        &["add an inline policy `AllowGetObject` to the user `ben` that allows `s3:GetObject` on `BUCKET/a`"],
    );
}

#[test]
fn scp_and_boundary_both_stand_in_the_way() {
    check(
        &Case { scps: r#"["p-limits"]"#, scp: allow("sqs:*", ""), boundary: allow("sqs:*", ""), ..case() },
        &[Gate::ServiceControl, Gate::PermissionsBoundary],
        &[],
    );
}

#[test]
fn a_level_without_an_scp_that_allows() {
    check(
        &Case { scps: r#"["p-limits"]"#, scp: allow("sqs:*", ""), ..case() },
        &[Gate::ServiceControl],
        &[
            "attach the SCP `p-FullAWSAccess` to the account `111122223333`",
            "add a statement to the organization's policy `p-limits` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}

#[test]
fn an_scp_that_denies() {
    let scp = statement(
        r#""Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"},"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1"]}}"#,
    );
    check(
        &Case { scps: r#"["p-FullAWSAccess", "p-limits"]"#, scp, ..case() },
        &[Gate::ServiceControl],
        &[
            "set the context key `aws:RequestedRegion` to `eu-west-1`",
            "detach the SCP `p-limits` from the account `111122223333`",
        ],
    );
}

#[test]
fn a_context_key_that_is_missing() {
    check(
        &own("s3:*", r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#),
        &[Gate::IdentityBased],
        &[
            "set the context key `aws:MultiFactorAuthPresent` to `true`",
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
    check(
        &own(
            "s3:*",
            r#""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"},"Null":{"aws:MultiFactorAuthAge":"false"}"#,
        ),
        &[Gate::IdentityBased],
        &[
            "set the context key `aws:MultiFactorAuthAge` to `3599`",
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
    check(
        &own(
            "s3:*",
            r#""IpAddress":{"aws:SourceIp":["203.0.113.0/24"]},"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}"#,
        ),
        &[Gate::IdentityBased],
        &[
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
    check(
        &own("s3:*", r#""ForAnyValue:StringEquals":{"aws:TagKeys":["team","cost"]}"#),
        &[Gate::IdentityBased],
        &[
            "set the context key `aws:TagKeys` to [`team`]",
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
    check(
        &own("s3:*", r#""StringEquals":{"aws:username":"ben"}"#),
        &[Gate::IdentityBased],
        &[
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}

#[test]
fn a_boundary_that_allows_nothing_here() {
    check(
        &Case { boundary: allow("sqs:*", ""), ..case() },
        &[Gate::PermissionsBoundary],
        &[
            "remove the permissions boundary `policy/Cap` from the user `ana`",
            "add a statement to the policy `Cap` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}

#[test]
fn a_role_that_does_not_trust_the_caller() {
    let assume =
        Case { action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/Reader", ..case() };
    check(
        &assume,
        &[Gate::ResourceBased],
        &[
            "add a statement to the trust policy of the role `Reader` that allows `sts:AssumeRole`",
            "add the principal `user/ana` to statement 1 of the trust policy of the role `Reader`",
        ],
    );
    check(
        &Case { who: Who::Service("ec2.amazonaws.com".to_owned()), ..assume },
        &[Gate::ResourceBased],
        &[
            "add a statement to the trust policy of the role `Reader` that allows `sts:AssumeRole`",
            "add the principal `ec2.amazonaws.com` to statement 1 of the trust policy of the role `Reader`",
        ],
    );
}

#[test]
fn a_session_policy_limits() {
    let session = allow("sqs:*", "");
    check(
        &Case { who: Who::Step("assume".to_owned()), session, ..case() },
        &[Gate::Session],
        &[
            "add a statement to the session policy of the step `assume` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}

/// AWS publishes one policy, which allows everything.
struct Administrator;

impl AwsPublished for Administrator {
    fn managed_policy(&self, arn: &Arn) -> ManagedPolicyLookup {
        let version = PolicyVersion::parse("v1").unwrap();
        ManagedPolicyLookup::Found(AwsManagedPolicy {
            arn: arn.clone(),
            text: iam_organization::PolicyText::new(ALLOW_ALL),
            version,
        })
    }

    fn takes_no_resource(&self, _action: &Action) -> Option<bool> {
        Some(false)
    }
}

#[test]
fn an_aws_managed_policy_that_somebody_else_has() {
    let case =
        Case { identity: String::new(), reader: "arn:aws:iam::aws:policy/AdministratorAccess", ..case() };
    let own = "attach the policy `policy/Cap` to the user `ana`";
    let of_aws = "attach the policy `arn:aws:iam::aws:policy/AdministratorAccess` to the user `ana`";
    let inline =
        "add an inline policy `AllowGetObject` to the user `ana` that allows `s3:GetObject` on `BUCKET/a`";
    let bucket = "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`";
    check(&case, &[Gate::IdentityBased], &[own, inline, bucket]);
    check_with(&Administrator, &case, &[Gate::IdentityBased], &[own, of_aws, inline, bucket]);
}

#[test]
fn an_rcp_that_denies() {
    let rcp = statement(
        r#""Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NumericGreaterThan":{"s3:TlsVersion":"1"},"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#,
    );
    check(
        &Case { rcp, context: r#""s3:TlsVersion": "1.1""#, ..case() },
        &[Gate::ResourceControl],
        &[
            "set the context key `s3:TlsVersion` to `0`",
            "set the context key `aws:SourceVpc` to `vpc-1`",
            "detach the RCP `p-rcp` from the account `111122223333`",
        ],
    );
}

#[test]
fn a_vpc_endpoint_that_does_not_allow() {
    let vpce = statement(r#""Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*""#);
    check(
        &Case { vpce, ..case() },
        &[Gate::VpcEndpoint],
        &[
            "take the context key `aws:SourceVpce` out of the request",
            "add a statement to the policy of the VPC endpoint `vpce-1` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}

#[test]
fn not_principal_spares_who_is_listed() {
    let bucket = statement(
        r#""Effect":"Deny","NotPrincipal":{"AWS":["111122223333"]},"Action":"s3:*","Resource":"*""#,
    );
    check(
        &Case { bucket, ..case() },
        &[Gate::ResourceBased],
        &[
            "delete the policy of `BUCKET`",
            "add the principal `user/ana` to statement 1 of the policy of `BUCKET`",
        ],
    );
}

#[test]
fn an_allow_that_everybody_or_nobody_gave() {
    let who = Who::Arn("arn:aws:iam::111122223333:root".to_owned());
    check(
        &Case { who, ..case() },
        &[],
        &["add a policy to `BUCKET` that denies `s3:GetObject` on `BUCKET/a`"],
    );
    let bucket = statement(r#""Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*""#);
    check(&Case { bucket, who: Who::Anonymous, ..case() }, &[], &["delete the policy of `BUCKET`"]);
}

#[test]
fn a_rule_of_the_service_cannot_be_flipped() {
    let who = Who::Arn("arn:aws:iam::111122223333:root".to_owned());
    let resource = "arn:aws:iam::111122223333:role/Reader";
    check(&Case { who, action: "sts:AssumeRole", resource, ..case() }, &[Gate::Service], &[]);
}

#[test]
fn a_tag_can_be_set() {
    let identity = allow("s3:*", r#""StringEquals":{"aws:PrincipalTag/team":"web"}"#);
    check(
        &Case { identity, ..case() },
        &[Gate::IdentityBased],
        &[
            "set the context key `aws:PrincipalTag/team` to `web`",
            "attach the policy `policy/Cap` to the user `ana`",
            "add a statement to the inline policy `own` of the user `ana` that allows `s3:GetObject` on `BUCKET/a`",
            "add a policy to `BUCKET` that allows `s3:GetObject` on `BUCKET/a`",
        ],
    );
}
