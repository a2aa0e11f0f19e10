//! How long a decision takes. `cargo bench -p iam-evaluator`; the table is in this crate's README.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench stops where its input is wrong")]

use divan::{Bencher, black_box};
use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{self, Policy};
use iam_evaluator::request::{Action, Facts, Principal, Request, RequestContext, Resource, derive_context};
use iam_evaluator::{Policies, PolicySet, PolicyType, evaluate, explain};
use serde_json::Value;

fn main() {
    divan::main();
}

/// Policies with the request that is asked of them.
struct Case {
    identity: PolicySet,
    request: Request,
}

impl Case {
    fn of(policies: &[Policy], request: Request) -> Case {
        Case { identity: PolicySet::compile(PolicyType::IdentityBased, policies), request }
    }

    /// A case of the corpus.
    fn corpus(name: &str) -> Case {
        let path = format!("{}/../../tests/corpus/bench/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let documents = case["identityPolicies"].as_array().unwrap();
        let policies: Vec<_> = documents.iter().map(|it| read(&it.to_string())).collect();
        Case::of(&policies, corpus_request(&case["request"]))
    }

    /// As many policies of 20 statements as wished, of which only the last statement of the last matches.
    fn grown(n_policies: usize, service: impl Fn(usize) -> &'static str) -> Case {
        let statement = |idx: usize| {
            let service = service(idx);
            format!(
                r#"{{"Effect": "Allow", "Action": ["{service}:Describe*", "{service}:List*", "{service}:PutThing{idx}"],
                    "Resource": ["arn:aws:{service}:*:123456789012:thing/{idx}/*", "arn:aws:{service}:::other/${{aws:username}}/*"]}}"#
            )
        };
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

    fn policies(&self) -> Policies<'_> {
        Policies::of_identity(&self.identity)
    }
}

const SERVICES: [&str; 10] = ["ec2", "sqs", "sns", "dynamodb", "lambda", "kms", "logs", "iam", "rds", "glue"];

fn read(text: &str) -> Policy {
    policy::read(text).0.unwrap()
}

fn corpus_request(request: &Value) -> Request {
    let mut asked = user_request(request["resource"].as_str().unwrap());
    for (key, value) in request["contextVariables"].as_object().unwrap() {
        asked.context.set_single(key, value.as_str().unwrap());
    }
    asked
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

fn silent(bencher: Bencher<'_, '_>, case: &Case) {
    let policies = case.policies();
    bencher.bench_local(|| evaluate(black_box(&policies), black_box(&case.request)));
}

#[divan::bench(sample_size = 100, args = ["1x1", "10x20"])]
fn corpus(bencher: Bencher<'_, '_>, name: &str) {
    silent(bencher, &Case::corpus(name));
}

#[divan::bench(sample_size = 100, args = ["1x1", "10x20"])]
fn corpus_traced(bencher: Bencher<'_, '_>, name: &str) {
    let case = Case::corpus(name);
    let policies = case.policies();
    bencher.bench_local(|| explain(black_box(&policies), black_box(&case.request)));
}

#[divan::bench(sample_size = 100, args = [10, 1000])]
fn other_services(bencher: Bencher<'_, '_>, n_policies: usize) {
    silent(bencher, &Case::grown(n_policies, |it| SERVICES[it % SERVICES.len()]));
}

#[divan::bench(sample_size = 100, args = [10, 1000])]
fn same_service(bencher: Bencher<'_, '_>, n_policies: usize) {
    silent(bencher, &Case::grown(n_policies, |_| "s3"));
}

#[divan::bench(sample_size = 100)]
fn six_thousand_bytes_of_wildcards(bencher: Bencher<'_, '_>) {
    let patterns: Vec<_> =
        (0..110).map(|it| format!("\"arn:aws:s3:::*a*b*c{it}*d*e*f?*g*zz{it}\"")).collect();
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": [{}]}}]}}"#,
        patterns.join(",")
    );
    let resource = format!("arn:aws:s3:::{}", "abcdefg".repeat(20));
    silent(bencher, &Case::of(&[read(&text)], user_request(&resource)));
}

#[divan::bench(sample_size = 100, args = [10, 100, 1000])]
fn pathological_pattern(bencher: Bencher<'_, '_>, len: usize) {
    let pattern = "*a".repeat(len.min(300));
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::{pattern}b"}}]}}"#
    );
    let resource = format!("arn:aws:s3:::{}", "a".repeat(len));
    silent(bencher, &Case::of(&[read(&text)], user_request(&resource)));
}

#[divan::bench(sample_size = 100, args = ["1x1", "10x20"])]
fn read_and_compile(bencher: Bencher<'_, '_>, name: &str) {
    let path = format!("{}/../../tests/corpus/bench/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let case: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let texts: Vec<_> = case["identityPolicies"].as_array().unwrap().iter().map(Value::to_string).collect();
    bencher.bench_local(|| {
        let policies: Vec<_> = texts.iter().map(|it| read(black_box(it))).collect();
        PolicySet::compile(PolicyType::IdentityBased, &policies)
    });
}
