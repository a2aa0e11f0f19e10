//! Decisions to be measured: policies that are compiled once, with a request.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench stops where its input is wrong"
)]

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{self, Policy};
use iam_evaluator::request::{
    Action, ContextValue, Facts, Principal, Request, RequestContext, Resource, derive_context,
};
use iam_evaluator::{Policies, PolicySet, PolicyType};
use serde_json::Value;

/// Policies with the request that is asked of them.
pub(crate) struct Case {
    identity: PolicySet,
    pub(crate) request: Request,
}

/// What a statement beside the one that matches is about.
#[derive(Clone, Copy)]
enum Others {
    /// Other services, ten of them in turn.
    Services,
    /// The service of the request, other actions.
    Actions,
    /// The action of the request, other resources.
    Resources,
    /// The action of the request, other objects of the same folder.
    Objects,
}

const SERVICES: [&str; 10] = ["ec2", "sqs", "sns", "dynamodb", "lambda", "kms", "logs", "iam", "rds", "glue"];

impl Case {
    /// The case of a name; the names stand in `evaluate.rs`.
    pub(crate) fn named(name: &str) -> Case {
        match name {
            "1x1" | "10x20" => Case::corpus(name),
            "10x20, other services" => Case::grown(10, Others::Services),
            "1000x20, other services" => Case::grown(1000, Others::Services),
            "10x20, other actions" => Case::grown(10, Others::Actions),
            "1000x20, other actions" => Case::grown(1000, Others::Actions),
            "10x20, other resources" => Case::grown(10, Others::Resources),
            "1000x20, other resources" => Case::grown(1000, Others::Resources),
            "10x20, other objects" => Case::grown(10, Others::Objects),
            "1000x20, other objects" => Case::grown(1000, Others::Objects),
            "10x20, wildcard in the context" => {
                Case::grown(10, Others::Resources).with("aws:UserAgent", "Mozilla/5.0 (*)")
            }
            "10x20, wildcard inside the action" => {
                Case::failing(|it| format!(r#""Action": "s3:Put*Thing{it}", "Resource": "*""#))
            }
            "10x20, wildcard at the head" => Case::failing(|it| {
                format!(r#""Action": "s3:Get*", "Resource": "arn:aws:s3:::*-logs/{it}/*""#)
            }),
            "10x20, NotResource" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "NotResource": ["arn:aws:s3:::logs-{it}/*", "arn:aws:s3:::data-bucket/*"]"#
                )
            }),
            "10x20, StringEquals" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"StringEquals": {{"aws:username": "user-{it}"}}}}"#
                )
            }),
            "10x20, StringLike and IpAddress" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"StringLike": {{"aws:username": "al*"}},
                        "IpAddress": {{"aws:SourceIp": ["10.{it}.0.0/16", "2001:db8:{it}::/48"]}}}}"#
                )
            }),
            "10x20, StringLike of its own and IpAddress" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"StringLike": {{"aws:username": ["team-{it}/*", "al*"]}},
                        "IpAddress": {{"aws:SourceIp": ["10.{it}.0.0/16", "2001:db8:{it}::/48"]}}}}"#
                )
            }),
            "10x20, ArnLike" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"ArnLike": {{"aws:PrincipalArn": "arn:aws:iam::*:user/team-{it}/*"}}}}"#
                )
            }),
            "10x20, NumericLessThan" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"NumericLessThan": {{"s3:max-keys": "{it}"}}}}"#
                )
            }),
            "10x20, ForAnyValue" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"ForAnyValue:StringEquals": {{"aws:TagKeys": ["stage", "team-{it}"]}}}}"#
                )
            }),
            "10x20, Null" => Case::failing(|it| {
                format!(
                    r#""Action": "s3:*", "Resource": "*", "Condition": {{"Null": {{"aws:RequestTag/tag-{it}": "false"}}}}"#
                )
            }),
            "10x20, variable in the resource" => Case::failing(|it| {
                format!(r#""Action": "s3:*", "Resource": "arn:aws:s3:::*/${{aws:username}}/{it}/*""#)
            }),
            "10x20, wildcards inside the resource" => Case::failing(|it| {
                format!(r#""Action": "s3:*", "Resource": "arn:aws:s3:::data-*/reports/*/{it}.csv""#)
            }),
            "10x20, wildcard in the account" => {
                Case::failing(|it| format!(r#""Action": "s3:*", "Resource": "arn:aws:s3:*:*:data-{it}/*""#))
            }
            "10x20, NotAction" => {
                Case::failing(|it| format!(r#""NotAction": ["s3:Put{it}*", "s3:Get*"], "Resource": "*""#))
            }
            "10x20, DateGreaterThan" => Case::failing(|_| {
                r#""Action": "s3:*", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}"#.to_owned()
            }),
            "6144 bytes of wildcards" => Case::wildcards(),
            "pathological, 10" => Case::pathological(10),
            "pathological, 100" => Case::pathological(100),
            "pathological, 1000" => Case::pathological(1000),
            other => panic!("no case `{other}`"),
        }
    }

    pub(crate) fn policies(&self) -> Policies<'_> {
        Policies::of_identity(&self.identity)
    }

    /// The texts of the policies of a case of the corpus.
    pub(crate) fn documents(name: &str) -> Vec<String> {
        let file = corpus_file(name);
        file["identityPolicies"].as_array().unwrap().iter().map(Value::to_string).collect()
    }

    fn of(policies: &[Policy], request: Request) -> Case {
        Case { identity: PolicySet::compile(PolicyType::IdentityBased, policies), request }
    }

    /// The same with one more context key.
    fn with(mut self, key: &str, value: &str) -> Case {
        self.request.context.set_single(key, value);
        self
    }

    fn with_several(mut self, key: &str, values: &[&str]) -> Case {
        let values = values.iter().map(|&it| it.to_owned()).collect();
        self.request.context.set(key, ContextValue::Multi(values));
        self
    }

    /// A case of the corpus.
    fn corpus(name: &str) -> Case {
        let policies: Vec<_> = Case::documents(name).iter().map(|it| read(it)).collect();
        let asked = &corpus_file(name)["request"];
        let mut request = user_request(asked["resource"].as_str().unwrap());
        for (key, value) in asked["contextVariables"].as_object().unwrap() {
            request.context.set_single(key, value.as_str().unwrap());
        }
        Case::of(&policies, request)
    }

    /// As many policies of 20 statements as wished, of which only the last statement of the last matches.
    fn grown(n_policies: usize, others: Others) -> Case {
        let statement = |idx: usize| {
            let (service, actions) = match others {
                Others::Services => (SERVICES[idx % SERVICES.len()], "Get*"),
                Others::Actions => ("s3", "List*"),
                Others::Resources | Others::Objects => ("s3", "Get*"),
            };
            let first = match others {
                Others::Services | Others::Actions | Others::Resources => {
                    format!("arn:aws:{service}:*:123456789012:thing/{idx}/*")
                }
                Others::Objects => format!("arn:aws:s3:::data-bucket/reports/{idx}/*"),
            };
            format!(
                r#"{{"Effect": "Allow", "Action": ["{service}:Describe*", "{service}:{actions}", "{service}:PutThing{idx}"],
                    "Resource": ["{first}", "arn:aws:{service}:::other/${{aws:username}}/*"]}}"#
            )
        };
        Case::of_statements(n_policies, statement)
    }

    /// Ten policies of 20 statements that name the service and fail late, each with its own number, but for the last.
    fn failing(elements: impl Fn(usize) -> String) -> Case {
        let statement = |idx| format!(r#"{{"Effect": "Deny", {}}}"#, elements(idx));
        Case::of_statements(10, statement)
            .with("aws:SourceIp", "203.0.113.24")
            .with("aws:CurrentTime", "2026-06-01T12:00:00Z")
            .with("s3:max-keys", "1000")
            .with_several("aws:TagKeys", &["owner", "project", "cost-center"])
    }

    fn of_statements(n_policies: usize, statement: impl Fn(usize) -> String) -> Case {
        let last =
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data-bucket/*"}"#;
        let policies: Vec<_> = (0..n_policies)
            .map(|policy| {
                let mut statements: Vec<_> = (0..20).map(|it| statement(policy * 20 + it)).collect();
                if policy + 1 == n_policies {
                    statements.pop();
                    statements.push(last.to_owned());
                }
                read(&format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(",")))
            })
            .collect();
        Case::of(&policies, user_request("arn:aws:s3:::data-bucket/reports/2026/q3.csv"))
    }

    /// As many wildcards as a managed policy may hold.
    fn wildcards() -> Case {
        let pattern = |it| format!("\"arn:aws:s3:::*a*b*c{it}*d*e*f?*g*zz{it}\"");
        let mut patterns = pattern(0);
        for it in 1.. {
            let next = format!("{patterns},{}", pattern(it));
            if statement(&next).len() > 6144 {
                break;
            }
            patterns = next;
        }
        let resource = format!("arn:aws:s3:::{}", "abcdefg".repeat(20));
        Case::of(&[read(&statement(&patterns))], user_request(&resource))
    }

    /// A pattern of many stars, each of which could take any of many letters.
    fn pathological(len: usize) -> Case {
        let pattern = "*a".repeat(len.min(300));
        let resource = format!("arn:aws:s3:::{}", "a".repeat(len));
        Case::of(&[read(&statement(&format!("\"arn:aws:s3:::{pattern}b\"")))], user_request(&resource))
    }
}

fn corpus_file(name: &str) -> Value {
    let path = format!("{}/../../tests/corpus/bench/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A policy that allows all of S3 on some resources.
fn statement(resources: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": [{resources}]}}]}}"#
    )
}

fn read(text: &str) -> Policy {
    policy::read(text).0.unwrap()
}

fn user_request(resource: &str) -> Request {
    let mut request = Request {
        principal: Principal::User {
            arn: Arn::parse("arn:aws:iam::123456789012:user/alice").unwrap(),
            unique_id: None,
        },
        action: Action::parse("s3:GetObject").unwrap(),
        resource: Resource::Arn(Arn::parse(resource).unwrap()),
        resource_account: AccountId::parse("123456789012").ok(),
        context: RequestContext::new(),
        facts: Facts::default(),
    };
    derive_context(&mut request);
    request
}
