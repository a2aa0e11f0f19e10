//! Random policies and requests over a small vocabulary, so that they often meet.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{self, Policy};
use iam_evaluator::request::{
    Action, ContextValue, Facts, Principal, Request, RequestContext, Resource, derive_context,
};
use iam_evaluator::{
    Decision, Policies, PolicySet, PolicyType, ResourcePolicy, ResourcePolicyKind, evaluate,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const HERE: &str = "111122223333";
const THERE: &str = "444455556666";

/// Every policy of an evaluation, as statements in JSON without their principals.
#[derive(Clone, Debug)]
pub(crate) struct Situation {
    pub(crate) identity: Vec<String>,
    pub(crate) boundary: Option<Vec<String>>,
    pub(crate) session: Option<Vec<String>>,
    /// Each statement with the principals that it names.
    pub(crate) resource: Option<Vec<(String, Vec<&'static str>)>>,
    pub(crate) kind: ResourcePolicyKind,
    pub(crate) vpc_endpoint: Option<Vec<String>>,
    pub(crate) service_control: Vec<Vec<String>>,
    pub(crate) resource_control: Vec<Vec<String>>,
    pub(crate) request: Request,
}

const PRINCIPALS: [&str; 10] = [
    r#"{"AWS": "*"}"#,
    r#"{"AWS": "111122223333"}"#,
    r#"{"AWS": "arn:aws:iam::444455556666:root"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:user/ana"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:role/app"}"#,
    r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/app/s1"}"#,
    r#"{"AWS": "arn:aws:sts::111122223333:federated-user/fay"}"#,
    r#"{"Service": "ec2.amazonaws.com"}"#,
    r#"{"Federated": "accounts.google.com"}"#,
    r#"{"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}"#,
];

impl Situation {
    pub(crate) fn is_root(&self) -> bool {
        matches!(self.request.principal, Principal::Root { .. })
    }

    pub(crate) fn decision(&self) -> Decision {
        self.with(|policies, request| evaluate(policies, request).decision)
    }

    pub(crate) fn with<T>(&self, run: impl FnOnce(&Policies<'_>, &Request) -> T) -> T {
        let set = |policy_type, statements: &[String]| {
            PolicySet::compile(policy_type, [&read(&statements.join(", "))])
        };
        let named = |statements: &[String]| -> Vec<_> {
            statements.iter().map(|it| with_principals(it, &["{\"AWS\": \"*\"}"])).collect()
        };
        let levels = |policy_type, levels: &[Vec<String>]| -> Vec<_> {
            (0..)
                .zip(levels)
                .map(|(level, it)| PolicySet::compile_level(policy_type, level, [&read(&it.join(", "))]))
                .collect()
        };
        let identity = set(PolicyType::IdentityBased, &self.identity);
        let boundary = self.boundary.as_ref().map(|it| set(PolicyType::PermissionsBoundary, it));
        let session = self.session.as_ref().map(|it| set(PolicyType::Session, it));
        let resource = self.resource.as_ref().map(|it| {
            let statements: Vec<_> = it.iter().map(|(it, names)| with_principals(it, names)).collect();
            set(PolicyType::ResourceBased, &statements)
        });
        let vpc_endpoint = self.vpc_endpoint.as_ref().map(|it| set(PolicyType::VpcEndpoint, &named(it)));
        let service_control = levels(PolicyType::ServiceControl, &self.service_control);
        let resource_control: Vec<_> = self.resource_control.iter().map(|it| named(it)).collect();
        let resource_control = levels(PolicyType::ResourceControl, &resource_control);
        let policies = Policies {
            identity: &identity,
            boundary: boundary.as_ref(),
            session: session.as_ref(),
            resource: resource.as_ref().map(|policies| ResourcePolicy { kind: self.kind, policies }),
            vpc_endpoint: vpc_endpoint.as_ref(),
            service_control: &service_control,
            resource_control: &resource_control,
        };
        run(&policies, &self.request)
    }

    /// One more statement in the policies of a kind, where there are any.
    pub(crate) fn with_statement(&self, kind: usize, statement: &str) -> Situation {
        let mut changed = self.clone();
        let statement = statement.to_owned();
        match kind {
            0 => changed.identity.push(statement),
            1 => changed.boundary.iter_mut().for_each(|it| it.push(statement.clone())),
            2 => changed.session.iter_mut().for_each(|it| it.push(statement.clone())),
            3 => changed.resource.iter_mut().for_each(|it| it.push((statement.clone(), PRINCIPALS.to_vec()))),
            4 => changed.vpc_endpoint.iter_mut().for_each(|it| it.push(statement.clone())),
            5 => changed.service_control.iter_mut().for_each(|it| it.push(statement.clone())),
            _ => changed.resource_control.iter_mut().for_each(|it| it.push(statement.clone())),
        }
        changed
    }

    pub(crate) fn reversed(&self) -> Situation {
        let mut changed = self.clone();
        changed.identity.reverse();
        changed.boundary.iter_mut().for_each(|it| it.reverse());
        changed.session.iter_mut().for_each(|it| it.reverse());
        changed.resource.iter_mut().for_each(|it| it.reverse());
        changed.service_control.iter_mut().for_each(|it| it.reverse());
        changed.resource_control.iter_mut().for_each(|it| it.reverse());
        changed
    }

    /// Every Allow of the resource's policy names the caller's account too.
    pub(crate) fn with_principal_added(&self) -> Situation {
        let mut changed = self.clone();
        for (statement, names) in changed.resource.iter_mut().flatten() {
            if statement.contains("\"Allow\"") && !names.contains(&PRINCIPALS[1]) {
                names.push(PRINCIPALS[1]);
            }
        }
        changed
    }
}

fn read(statements: &str) -> Policy {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    policy::read(&text).0.unwrap()
}

/// Puts principals, which are given one by one, into a statement.
fn with_principals(statement: &str, principals: &[&str]) -> String {
    let mut values = [
        ("AWS", Vec::new()),
        ("Service", Vec::new()),
        ("Federated", Vec::new()),
        ("CanonicalUser", Vec::new()),
    ];
    let is_negated = statement.contains("\"Deny\"") && principals.len() == 2;
    let element = if is_negated { "NotPrincipal" } else { "Principal" };
    for it in principals {
        for (kind, names) in &mut values {
            if let Some(name) = it.strip_prefix(&format!("{{\"{kind}\": ")) {
                names.push(name.trim_end_matches('}').to_owned());
            }
        }
    }
    let members: Vec<_> = values
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| format!("\"{kind}\": [{}]", names.join(", ")))
        .collect();
    statement.replacen('{', &format!("{{\"{element}\": {{{}}}, ", members.join(", ")), 1)
}

pub(crate) fn statement(effect: &'static str) -> impl Strategy<Value = String> {
    let action = prop_oneof![
        4 => Just(r#""Action": "*""#),
        4 => Just(r#""Action": ["s3:*", "sts:AssumeRole", "kms:*"]"#),
        2 => Just(r#""Action": "s3:Get*""#),
        2 => Just(r#""Action": ["S3:putobject", "s3:GetObject"]"#),
        1 => Just(r#""NotAction": "s3:Get*""#),
        1 => Just(r#""NotAction": ["iam:*", "ec2:*"]"#),
        1 => Just(r#""Action": "ec2:*""#),
    ];
    let resource = prop_oneof![
        6 => Just(r#""Resource": "*""#),
        2 => Just(r#""Resource": "arn:aws:s3:::data/*""#),
        1 => Just(r#""Resource": "arn:aws:s3:::data/${aws:username}/*""#),
        1 => Just(r#""Resource": "arn:aws:s3:::other/${aws:PrincipalTag/team}""#),
        1 => Just(r#""Resource": ["arn:aws:s3:::other", "arn:*:444455556666:role/*"]"#),
        1 => Just(r#""NotResource": "arn:aws:s3:::data/${aws:PrincipalTag/team}""#),
        1 => Just(r#""NotResource": "arn:aws:s3:::other/*""#),
    ];
    let condition = prop_oneof![
        8 => Just(""),
        1 => Just(r#", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}}"#),
        1 => Just(r#", "Condition": {"StringNotLike": {"aws:PrincipalTag/team": ["r*", "g*"]}}"#),
        1 => Just(r#", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}"#),
        1 => Just(r#", "Condition": {"StringEquals": {"aws:TagKeys": "a"}}"#),
        1 => Just(r#", "Condition": {"Bool": {"aws:SecureTransport": "true"}, "Null": {"aws:TagKeys": true}}"#),
        1 => Just(r#", "Condition": {"Nonsense": {"a:b": "c"}}"#),
        1 => Just(r#", "Condition": {"ArnLike": {"aws:PrincipalArn": ["${aws:PrincipalArn}", "arn:*:*::${aws:PrincipalAccount}:*"]}}"#),
        1 => Just(r#", "Condition": {"StringEqualsIgnoreCase": {"aws:username": "${aws:PrincipalTag/team, 'ANA'}"}}"#),
        1 => Just(r#", "Condition": {"BinaryEquals": {"aws:username": "YW5h"}, "NumericLessThan": {"aws:userid": "7"}}"#),
        1 => Just(r#", "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "DateLessThan": {"aws:CurrentTime": "2026"}}"#),
    ];
    (action, resource, condition).prop_map(move |(action, resource, condition)| {
        format!(r#"{{"Effect": "{effect}", {action}, {resource}{condition}}}"#)
    })
}

/// Mostly allows.
fn statements(max: usize) -> impl Strategy<Value = Vec<String>> {
    vec(prop_oneof![7 => statement("Allow").boxed(), 1 => statement("Deny").boxed()], 0..=max)
}

pub(crate) fn statements_text() -> impl Strategy<Value = String> {
    statements(4).prop_map(|it| format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, it.join(", ")))
}

/// An Allow for everything, and sometimes more.
fn levels() -> impl Strategy<Value = Vec<Vec<String>>> {
    let everything = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#.to_owned();
    let level = (statements(1), prop::bool::weighted(0.9)).prop_map(move |(mut it, full)| {
        it.extend(full.then(|| everything.clone()));
        it
    });
    vec(level, 0..3)
}

fn request() -> impl Strategy<Value = Request> {
    let principal = prop::sample::select(principals());
    let target = prop_oneof![
        5 => Just(("s3:GetObject", "arn:aws:s3:::data/ana/k")),
        2 => Just(("s3:PutObject", "arn:aws:s3:::other")),
        1 => Just(("s3:PutBucketPolicy", "arn:aws:s3:::data")),
        1 => Just(("s3:ListAllMyBuckets", "*")),
        2 => Just(("sts:AssumeRole", "arn:aws:iam::444455556666:role/app")),
        1 => Just(("kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1")),
        1 => Just(("kms:ScheduleKeyDeletion", "arn:aws:kms:us-east-1:111122223333:key/1")),
        1 => Just(("iam:CreateUser", "arn:aws:iam::111122223333:user/new")),
    ];
    let owner = prop_oneof![3 => Just(HERE), 1 => Just(THERE)];
    let facts = prop::bool::weighted(0.1);
    (principal, target, owner, option::of("red|blue|r[*]"), vec("[abc]", 0..3), any::<bool>(), facts)
        .prop_map(|(principal, (action, resource), owner, team, tag_keys, secure, is_management)| {
            let mut context = RequestContext::new();
            context.set_single("aws:SecureTransport", secure.to_string());
            if let Some(team) = team {
                context.set_single("aws:PrincipalTag/team", team);
                if !secure && tag_keys.len() == 2 {
                    context.add("aws:PrincipalTag/TEAM", ContextValue::Single("red".to_owned()));
                }
            }
            if !tag_keys.is_empty() {
                context.set("aws:TagKeys", ContextValue::Multi(tag_keys));
            }
            let facts = Facts { principal_account_is_management: is_management, ..Facts::default() };
            let mut request = Request {
                principal,
                action: Action::parse(action).unwrap(),
                resource: Arn::parse(resource).map_or(Resource::Any, Resource::Arn),
                resource_account: AccountId::parse(owner).ok(),
                context,
                facts,
            };
            derive_context(&mut request);
            request
        })
}

fn principals() -> Vec<Principal> {
    let arn = |text: &str| Arn::parse(text).unwrap();
    let user = arn("arn:aws:iam::111122223333:user/ana");
    vec![
        Principal::User { arn: user.clone(), unique_id: None },
        Principal::User { arn: user.clone(), unique_id: None },
        Principal::RoleSession {
            session_arn: arn("arn:aws:sts::111122223333:assumed-role/app/s1"),
            role_arn: arn("arn:aws:iam::111122223333:role/app"),
            unique_id: None,
        },
        Principal::FederatedUser {
            arn: arn("arn:aws:sts::111122223333:federated-user/fay"),
            user_arn: Some(user),
        },
        Principal::Root { account: AccountId::parse(HERE).unwrap(), partition: "aws".to_owned() },
        Principal::Service { name: "ec2.amazonaws.com".to_owned() },
        Principal::Federated { provider: "accounts.google.com".to_owned() },
        Principal::Anonymous,
    ]
}

pub(crate) fn situation() -> impl Strategy<Value = Situation> {
    let named = (
        prop_oneof![7 => statement("Allow").boxed(), 1 => statement("Deny").boxed()],
        prop::sample::subsequence(PRINCIPALS.to_vec(), 1..4),
    );
    let resource = option::weighted(0.6, vec(named, 0..3));
    let kind = prop_oneof![
        5 => Just(ResourcePolicyKind::Generic),
        1 => Just(ResourcePolicyKind::RoleTrust),
        1 => Just(ResourcePolicyKind::KmsKey),
    ];
    (
        statements(3),
        option::weighted(0.3, statements(2)),
        option::weighted(0.2, statements(2)),
        resource,
        kind,
        option::weighted(0.1, statements(2)),
        levels(),
        levels(),
        request(),
    )
        .prop_map(
            |(
                identity,
                boundary,
                session,
                resource,
                kind,
                vpc_endpoint,
                service_control,
                resource_control,
                request,
            )| {
                Situation {
                    identity,
                    boundary,
                    session,
                    resource,
                    kind,
                    vpc_endpoint,
                    service_control,
                    resource_control,
                    request,
                }
            },
        )
}

pub(crate) fn glob() -> impl Strategy<Value = String> {
    "[ab*?é]{0,10}"
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    "[abé]{0,12}"
}

pub(crate) fn arn_pattern() -> impl Strategy<Value = String> {
    "[ab*?:]{0,4}(:[ab*?]{0,2}){0,7}"
}

pub(crate) fn arn_text() -> impl Strategy<Value = String> {
    "[ab]{0,2}(:[ab]{0,2}){0,8}"
}

/// A pattern of six fields or fewer, and a text that it probably matches: its wildcards filled in.
pub(crate) fn arn_pattern_with_match() -> impl Strategy<Value = (String, String)> {
    let pattern = "arn(:[ab*]{0,2}){4}(:(a{0,30}[b*?:/]?){0,4})?";
    let fills = vec(prop::sample::select(vec!["", "a", "b", ":", "a:b", "/", "a:a:a"]), 0..12);
    (pattern, fills).prop_map(|(pattern, fills)| {
        let mut fills = fills.into_iter();
        let fill = |it: char| match it {
            '*' => fills.next().unwrap_or_default().to_owned(),
            '?' => "a".to_owned(),
            it => it.to_string(),
        };
        let mut text: String = pattern.chars().map(fill).collect();
        while text.matches(':').count() < 5 {
            text.push(':');
        }
        (pattern, text)
    })
}

/// Ana, who wants to read an object.
pub(crate) fn user_request(resource: &str) -> Request {
    let mut request = Request {
        principal: principals().remove(0),
        action: Action::parse("s3:GetObject").unwrap(),
        resource: Resource::Arn(Arn::parse(resource).unwrap()),
        resource_account: AccountId::parse(HERE).ok(),
        context: RequestContext::new(),
        facts: Facts::default(),
    };
    derive_context(&mut request);
    request
}

/// Statements that test one absent key several times over, and values that it could have.
#[derive(Clone, Debug)]
pub(crate) struct OneKey {
    pub(crate) statements: String,
    pub(crate) values: Vec<ContextValue>,
}

pub(crate) fn one_key() -> impl Strategy<Value = OneKey> {
    const RANGES: [&str; 7] = [
        "10.0.0.0/8",
        "10.0.0.0/9",
        "10.128.0.0/9",
        "10.0.0.0/30",
        "10.0.0.0/31",
        "10.0.0.2",
        "2001:db8::/32",
    ];
    let any_of = |items: Vec<String>| prop::sample::select(items);
    let numbers = any_of((-2..8).map(|it| it.to_string()).collect());
    let dates = any_of((1..6).map(|it| format!("2026-0{it}-01")).collect());
    let letters = any_of(["a", "b", "c", "d"].map(str::to_owned).to_vec());
    let ordered = |kind: &str| -> Vec<String> {
        ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]
            .map(|it| format!("{kind}{it}"))
            .to_vec()
    };
    let texts = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"].map(str::to_owned);
    let sets: Vec<String> = texts
        .iter()
        .flat_map(|it| ["ForAnyValue", "ForAllValues"].map(|set| format!("{set}:{it}")))
        .collect();
    let single =
        |values: Vec<String>| -> Vec<ContextValue> { values.into_iter().map(ContextValue::Single).collect() };
    let all_texts: Vec<String> = (0..4_u32)
        .flat_map(|len| {
            let letter = move |text: u32, place: u32| if text >> place & 1 == 0 { 'a' } else { 'b' };
            (0..1 << len).map(move |text| (0..len).map(|place| letter(text, place)).collect())
        })
        .collect();
    let all_sets = (1..16_u32).map(|it| {
        let has = |(idx, _): &(u32, &str)| it >> idx & 1 == 1;
        ContextValue::Multi((0..).zip(["a", "b", "c", "d"]).filter(has).map(|it| it.1.to_owned()).collect())
    });
    let all_numbers = (-8..28).map(|it| format!("{}", f64::from(it) / 2.0)).collect();
    let all_dates = (1..7).flat_map(|it| [format!("2026-0{it}-01"), format!("2026-0{it}-15")]).collect();
    let all_addresses =
        ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.200.0.0", "11.0.0.0", "2001:db8::9"]
            .map(str::to_owned)
            .to_vec();
    prop_oneof![
        family(ordered("Numeric"), numbers.boxed(), single(all_numbers)),
        family(ordered("Date"), dates.boxed(), single(all_dates)),
        family(
            ["IpAddress", "NotIpAddress"].map(str::to_owned).to_vec(),
            any_of(RANGES.map(str::to_owned).to_vec()).boxed(),
            single(all_addresses)
        ),
        family(texts.to_vec(), "[ab*?]{0,3}".boxed(), single(all_texts)),
        family(sets, letters.boxed(), all_sets.collect()),
    ]
}

fn family(
    operators: Vec<String>,
    value: BoxedStrategy<String>,
    values: Vec<ContextValue>,
) -> impl Strategy<Value = OneKey> {
    let condition = (prop::sample::select(operators), vec(value, 1..3)).prop_map(|(operator, values)| {
        let values: Vec<String> = values.iter().map(|it| format!("\"{it}\"")).collect();
        format!(r#""{operator}": {{"k:k": [{}]}}"#, values.join(","))
    });
    let statement = (any::<bool>(), vec(condition, 1..4)).prop_map(|(denies, conditions)| {
        let effect = if denies { "Deny" } else { "Allow" };
        format!(
            r#"{{"Effect": "{effect}", "Action": "*", "Resource": "*", "Condition": {{{}}}}}"#,
            conditions.join(",")
        )
    });
    vec(statement, 1..3)
        .prop_map(move |statements| OneKey { statements: statements.join(","), values: values.clone() })
}
