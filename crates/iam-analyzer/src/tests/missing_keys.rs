//! Context keys that a request lacks, asked of a whole scenario.

use iam_organization::NothingPublished;
use iam_scenario::{read, run_steps};

use super::world::{Case, case};
use crate::{missing_keys, with_key};

/// The keys that could change the answer, with the values and the decision.
#[track_caller]
fn check(case: &Case, expected: &[&str]) {
    let scenario = read(&case.scenario()).unwrap_or_else(|it| panic!("{it:?}\n{}", case.scenario()));
    let run = run_steps(&scenario, &NothingPublished, None);
    let question = &scenario.questions[0];
    let found = missing_keys(&scenario, &NothingPublished, &run, question).keys;
    let rows = found.iter().map(|it| {
        let context = with_key(question, it).context;
        let set = context.iter().map(|(key, value)| format!("{}={}", key.as_str(), value.values().join(",")));
        format!("{}: {:?} with {}", it.key.as_str(), it.decision, set.collect::<Vec<_>>().join(" "))
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

fn own(elements: &str) -> Case {
    Case { identity: format!(r#"{{"Version":"2012-10-17","Statement":[{elements}]}}"#), ..case() }
}

const ALLOW: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

#[test]
fn a_key_that_an_allow_asks_for() {
    check(
        &own(
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        ),
        &["aws:MultiFactorAuthPresent: Allowed with aws:MultiFactorAuthPresent=true"],
    );
}

#[test]
fn keys_that_are_asked_for_together_are_set_together() {
    check(
        &own(
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"s3:prefix":"a","s3:delimiter":"/"}}}"#,
        ),
        &[
            "s3:prefix: Allowed with s3:delimiter=/ s3:prefix=a",
            "s3:delimiter: Allowed with s3:delimiter=/ s3:prefix=a",
        ],
    );
}

#[test]
fn a_key_with_which_a_deny_would_apply() {
    check(
        &own(&format!(
            r#"{ALLOW},{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"StringEquals":{{"s3:x-amz-acl":"public-read"}}}}}}"#
        )),
        &["s3:x-amz-acl: ExplicitDeny with s3:x-amz-acl=public-read"],
    );
}

#[test]
fn none_where_the_answer_hangs_on_no_absent_key() {
    check(&case(), &[]);
    check(&Case { identity: String::new(), ..case() }, &[]);
    check(
        &own(
            r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
        ),
        &[],
    );
}

/// With the key, the request comes through the endpoint, whose policy allows nothing: the key alone would be allowed.
#[test]
fn what_follows_from_a_key_besides_counts_too() {
    let through = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}"#;
    let case = own(through);
    let closed = r#", "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}"}]"#;
    let text = case.scenario();
    let closed = text.replacen(r#""vpc": "vpc-1"}]"#, &format!(r#""vpc": "vpc-1"{closed}"#), 1);
    assert_ne!(text, closed);
    for (text, n_keys) in [(text, 1), (closed, 0)] {
        let scenario = read(&text).unwrap();
        let run = run_steps(&scenario, &NothingPublished, None);
        let found = missing_keys(&scenario, &NothingPublished, &run, &scenario.questions[0]).keys;
        assert_eq!(found.len(), n_keys, "{found:?}");
    }
}
