//! Files: read, refused with every place named, written again.

use std::collections::BTreeSet;

use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{AwsPublished, ManagedPolicyLookup, NothingPublished};
use serde_json::{Value, json};

use super::schema::schema;
use super::{problems, read, write, write_compact};
use crate::tests::sample::{SAMPLE, sample};

#[test]
fn what_is_read_is_written_and_what_is_written_is_read() {
    assert_eq!(read(&write(&sample())), Ok(sample()));
    assert_eq!(read(&write_compact(&sample())), Ok(sample()));
    let text = write(&sample());
    assert_eq!(write(&read(&text).unwrap()), text);
}

#[test]
fn nothing_of_a_file_is_lost_when_it_is_written() {
    let read_json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(read_json(&write(&sample())), read_json(SAMPLE));
}

#[test]
fn texts_are_lines_for_people_and_strings_for_links() {
    assert!(write(&sample()).contains("\"second line\"\n"));
    assert!(write_compact(&sample()).contains(r#""notes":"first line\nsecond line""#));
    assert!(!write_compact(&sample()).contains('\n'));
}

/// The sample with one value replaced; `pointer` is a JSON pointer.
fn changed(pointer: &str, value: Value) -> String {
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    *file.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    file.to_string()
}

/// The sample with one field added to an object.
fn with_field(pointer: &str, field: &str, value: Value) -> String {
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    let object = file.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
    object.insert(field.to_owned(), value);
    file.to_string()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let errors = read(text).unwrap_err().errors;
    let errors: Vec<String> = errors.iter().map(|it| format!("{}: {}", it.path, it.message)).collect();
    assert_eq!(errors, expected);
}

#[test]
fn a_file_that_is_not_json_is_refused_with_every_line() {
    let errors = read("{\n  \"scenarioVersion\": 0,\n  oops\n  \"title\": 01\n}").unwrap_err().errors;
    let places: Vec<_> = errors.iter().map(|it| (it.path.as_str(), it.line)).collect();
    assert_eq!(places, [("", Some(3)), ("", Some(4)), ("", Some(4)), ("", Some(4))]);
    assert_eq!(
        errors[0].message,
        "the file is not valid JSON: the name of a field is missing or not in double quotes, at `oops`"
    );
    assert_eq!(errors[0].help, "look at line 3, column 3");
    check("", &[": the file is empty"]);
    check("{\"world\": [", &[": the file is not valid JSON: it ends before its last bracket is closed"]);
    check("{} {}", &[": the file is not valid JSON: something follows the scenario, at `{}`"]);
    check("[]", &[": expected an object, found an array"]);
}

#[test]
fn a_byte_order_mark_says_nothing() {
    assert_eq!(read(&format!("\u{feff}{SAMPLE}")), Ok(sample()));
}

#[test]
fn a_file_that_is_made_to_harm_is_refused() {
    for open in ["[", "{\"world\":", "{\"scenarioVersion\": 0, \"world\": [{\"organizationalUnits\": "] {
        let errors = read(&open.repeat(100_000)).unwrap_err().errors;
        assert!(errors[0].message.contains("nested too deeply"), "{}", errors[0]);
    }
    let title =
        |text: &str| format!(r#"{{"scenarioVersion": 0, "title": "{text}", "world": {{"clock": "x"}}}}"#);
    for escape in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud800A", r"\u12", r"\x"] {
        let errors = read(&title(escape)).unwrap_err().errors;
        assert!(
            errors[0].message.starts_with("the file is not valid JSON: JSON does not know"),
            "{}",
            errors[0]
        );
    }
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    file["title"] = json!("\u{0}\u{1f}\u{7f}😀\u{2028}");
    assert_eq!(read(&write(&read(&file.to_string()).unwrap())).unwrap().title, file["title"]);
}

/// A browser gives a wasm module one megabyte.
#[test]
fn the_deepest_file_needs_little_stack() {
    let mut unit = json!({"id": "ou-exam-0", "name": "u"});
    for idx in 1..26 {
        unit = json!({"id": format!("ou-exam-{idx}"), "name": "u", "organizationalUnits": [unit]});
    }
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    file["world"]["organization"]["root"]["organizationalUnits"][0]["organizationalUnits"][0]["organizationalUnits"] =
        json!([unit]);
    let file = file.to_string();
    let read_and_write = move || {
        assert!(read(&"[".repeat(100_000)).is_err());
        let scenario = read(&file).unwrap_or_else(|it| panic!("{it}"));
        assert_eq!(read(&write(&scenario)), Ok(scenario));
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(read_and_write).unwrap().join().unwrap();
}

#[test]
fn a_large_file_ends_with_a_hundred_errors() {
    let large =
        |item: &str| format!(r#"{{"scenarioVersion": 0, {} "a": 1}}"#, item.repeat(2_000_000 / item.len()));
    for item in ["\"a\": 1,", "\"scps\": [[[[1]]]],", "\"world\": {\"accounts\": [1,2,3,4]},"] {
        assert_eq!(read(&large(item)).unwrap_err().errors.len(), 100, "{item}");
    }
}

#[test]
fn the_version_is_looked_at_first() {
    let no_version = "scenarioVersion: the file does not say which version of the scenario form it has";
    check("{}", &[no_version]);
    check(
        r#"{"scenarioVersion": "0"}"#,
        &["scenarioVersion: the scenario version must be a whole number, without quotes"],
    );
    check(
        r#"{"scenarioVersion": 7, "later": true}"#,
        &["scenarioVersion: the file has scenario version 7, and this playground reads version 0"],
    );
}

#[test]
fn an_unknown_field_is_refused_with_its_path() {
    let error = read(&with_field("/world/accounts/1/users/0", "colour", json!("red"))).unwrap_err();
    let error = &error.errors[0];
    assert_eq!(error.path, "world.accounts[1].users[0].colour");
    assert_eq!(error.message, "unknown field `colour`");
    assert!(error.help.starts_with("leave it out, or write one of `name`, `path`, "), "{error}");
    let error = read(&with_field("/questions/0", "who", json!("me"))).unwrap_err();
    assert_eq!(error.errors[0].path, "questions[0].who");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_with_its_path() {
    check(
        &changed("/world/accounts/1/roles/0/maxSessionDuration", json!("1h")),
        &["world.accounts[1].roles[0].maxSessionDuration: expected a whole number up to 4294967295, found \
           the string `1h`"],
    );
    let policy = "/world/accounts/1/managedPolicies/0/policy";
    let expected = "world.accounts[1].managedPolicies[0].policy: expected the text of a policy, as a string or as \
                    an array of lines, found";
    check(&changed(policy, json!(7)), &[&format!("{expected} the number `7`")]);
    check(&changed(policy, json!({"Version": "2012-10-17"})), &[&format!("{expected} an object")]);
    check(
        &changed(policy, json!({"text": "{", "lines": []})),
        &[
            "world.accounts[1].managedPolicies[0].policy.lastValidText: the field `lastValidText` is missing",
            "world.accounts[1].managedPolicies[0].policy.lines: unknown field `lines`",
        ],
    );
    check(
        &changed("/questions/0/principal", json!({"arn": "a", "step": "s"})),
        &["questions[0].principal: expected exactly one field, found 2"],
    );
    check(
        &changed("/questions/0/principal", json!("nobody")),
        &["questions[0].principal: unknown word `nobody`"],
    );
    check(
        &changed("/questions/0/expected/decision", json!("perhaps")),
        &["questions[0].expected.decision: unknown word `perhaps`"],
    );
    check(
        &changed("/questions/0/context", json!({"aws:SourceIp": 7})),
        &[
            "questions[0].context.aws:SourceIp: expected a string or an array of strings, found the number `7`",
        ],
    );
    check(
        &changed("/world/accounts/1/users/0/groups/0", json!(null)),
        &["world.accounts[1].users[0].groups[0]: expected a string, found `null`"],
    );
}

#[test]
fn an_optional_field_may_be_null() {
    let mut scenario = sample();
    scenario.questions[0].at = None;
    assert_eq!(read(&changed("/questions/0/at", json!(null))), Ok(scenario));
    check(&changed("/title", json!(null)), &["title: expected a string, found `null`"]);
}

#[test]
fn what_is_missing_or_there_twice_is_said_with_its_line() {
    let errors = read("{\n\"scenarioVersion\": 0,\n\"world\": {\n\"seed\": 1,\n\"seed\": 2}}").unwrap_err();
    assert_eq!(
        errors.to_string(),
        "line 1: title: the field `title` is missing (help: write it: the name of the scenario)\n\
         line 3: world.clock: the field `clock` is missing (help: write it: the simulated time in UTC, such as \
         `2026-01-01T10:00:00Z`)\n\
         line 5: world.seed: the field `seed` is there twice (help: leave one of the two out)"
    );
}

#[test]
fn a_bad_reference_is_said_with_its_line() {
    let pretty = SAMPLE.replace("\"Devs\"\n", "\"Ops\"\n");
    let line = 1 + pretty.lines().position(|it| it.contains("\"Ops\"")).unwrap();
    assert_eq!(read(&pretty).unwrap_err().errors[0].line, Some(line));
}

#[test]
fn a_reference_that_leads_nowhere_is_refused_with_its_path() {
    let user = "/world/accounts/1/users/0";
    check(
        &changed(&format!("{user}/groups/0"), json!("Ops")),
        &["world.accounts[1].users[0].groups[0]: there is no group `Ops` in account 444455556666"],
    );
    check(
        &changed(&format!("{user}/attachedPolicies/0"), json!("arn:aws:iam::444455556666:policy/Gone")),
        &["world.accounts[1].users[0].attachedPolicies[0]: there is no managed policy \
           `arn:aws:iam::444455556666:policy/Gone` in account 444455556666"],
    );
    check(
        &changed(&format!("{user}/permissionsBoundary"), json!("no policy")),
        &[
            "world.accounts[1].users[0].permissionsBoundary: `no policy` is neither the ARN nor the name of a \
           managed policy",
        ],
    );
    check(
        &changed("/world/organization/root/organizationalUnits/0/scps/1", json!("p-gone")),
        &["world.organization.root.organizationalUnits[0].scps[1]: there is no SERVICE_CONTROL_POLICY with \
           the id `p-gone`"],
    );
    check(
        &changed("/world/organization/root/organizationalUnits/0/scps/1", json!("p-perimeter")),
        &["world.organization.root.organizationalUnits[0].scps[1]: the policy `p-perimeter` is no \
           SERVICE_CONTROL_POLICY"],
    );
    check(
        &changed("/world/organization/root/accounts/0/id", json!("999999999999")),
        &[
            "world.organization.managementAccount: the management account 111122223333 is nowhere in the \
             organization",
            "world.organization.root.accounts[0].id: there is no account `999999999999`",
        ],
    );
    check(
        &changed("/world/organization/enabledPolicyTypes", json!(["RESOURCE_CONTROL_POLICY"])),
        &[
            "world.organization.root.organizationalUnits[0].organizationalUnits[0].accounts[0].scps: \
             SERVICE_CONTROL_POLICY is not enabled in this organization",
            "world.organization.root.organizationalUnits[0].scps: SERVICE_CONTROL_POLICY is not enabled in \
             this organization",
            "world.organization.root.scps: SERVICE_CONTROL_POLICY is not enabled in this organization",
        ],
    );
    check(
        &changed("/questions/1/expected/error", json!("NoSuchError")),
        &["questions[1].expected.error: unknown error code `NoSuchError`"],
    );
}

#[track_caller]
fn check_policy_name(name: &str, expected: &str) {
    let scenario = read(&changed("/world/accounts/1/users/0/permissionsBoundary", json!(name))).unwrap();
    let account = scenario.world.accounts.values().next_back().unwrap();
    let boundary = account.users["ana"].permissions_boundary.as_ref().map(|it| it.as_str());
    assert_eq!(boundary, Some(expected), "{name}");
}

#[test]
fn a_managed_policy_may_be_named_without_its_arn() {
    check_policy_name("Cap", "arn:aws:iam::444455556666:policy/bounds/Cap");
    check_policy_name("ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess");
    check_policy_name("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess");
    let with_path = "service-role/AWSLambdaBasicExecutionRole";
    check_policy_name(with_path, &format!("arn:aws:iam::aws:policy/{with_path}"));
    check_policy_name("NobodyKnowsThis", "arn:aws:iam::aws:policy/NobodyKnowsThis");
}

#[test]
fn versions_of_aws_managed_policies_are_read_by_name_or_arn() {
    let versions = |value: Value| changed("/world/awsManagedPolicyVersions", value);
    let scenario = read(&versions(json!({"ReadOnlyAccess": "v3"}))).unwrap();
    assert_eq!(scenario.world.aws_managed_versions, sample().world.aws_managed_versions);
    check(
        &versions(json!({"ReadOnlyAccess": "3", "arn:aws:iam::444455556666:policy/bounds/Cap": "v1"})),
        &[
            "world.awsManagedPolicyVersions.ReadOnlyAccess: `3` is not the version of a policy: write `v` and a \
             number, such as `v3`",
            "world.awsManagedPolicyVersions.arn:aws:iam::444455556666:policy/bounds/Cap: \
             `arn:aws:iam::444455556666:policy/bounds/Cap` is no AWS managed policy",
        ],
    );
}

#[test]
fn what_is_there_twice_is_refused_with_its_path() {
    let policy =
        json!([{"name": "Cap", "path": "/bounds/", "policy": "{}"}, {"name": "cap", "policy": "{}"}]);
    check(
        &changed("/world/accounts/1/managedPolicies", policy),
        &["world.accounts[1].managedPolicies[1].name: the managed policy `cap` is there twice"],
    );
    check(
        &changed("/world/accounts/0/id", json!("444455556666")),
        &[
            "world.accounts[1].id: the account `444455556666` is there twice",
            "world.organization.root.accounts[0].id: there is no account `111122223333`",
        ],
    );
    check(
        &changed("/questions/1/id", json!("read")),
        &["questions[1].id: the question `read` is there twice"],
    );
    check(
        &with_field(
            "/questions/0",
            "context",
            json!({"aws:SourceIp": "192.0.2.1", "AWS:sourceip": "192.0.2.2"}),
        ),
        &["questions[0].context.aws:SourceIp: the context key `aws:SourceIp` is there as `AWS:sourceip` too"],
    );
    check(&changed("/steps/1/id", json!("assume")), &["steps[1].id: the step `assume` is there twice"]);
    check(
        &with_field("/world/accounts/0", "resources", json!([{"arn": "arn:aws:s3:::amzn-s3-demo-bucket"}])),
        &["world.accounts[1].resources[0].arn: `arn:aws:s3:::amzn-s3-demo-bucket` is there twice; account \
           111122223333 has it already"],
    );
}

#[test]
fn a_malformed_value_is_refused_with_its_path() {
    check(
        &changed("/world/clock", json!("now")),
        &["world.clock: `now` is not a date and time: write it in UTC, such as `2026-01-31T09:30:00Z`"],
    );
    check(
        &changed("/world/accounts/1/roles/0/maxSessionDuration", json!(60)),
        &["world.accounts[1].roles[0].maxSessionDuration: 60 seconds cannot be a role's maximum"],
    );
    check(
        &changed("/world/accounts/1/resources/1/arn", json!("arn:aws:sqs:eu-west-1:111122223333:orders")),
        &[
            "world.accounts[1].resources[1].arn: `arn:aws:sqs:eu-west-1:111122223333:orders` says that another \
           account than 444455556666 owns it",
        ],
    );
    check(
        &changed("/world/accounts/1/groups/0/path", json!("g")),
        &["world.accounts[1].groups[0].path: `g` is not a path"],
    );
    check(
        &changed("/questions/0/expected", json!({"decision": "allowed", "error": "ExpiredToken"})),
        &["questions[0].expected: an expected answer is either a decision or an error"],
    );
    check(
        &changed("/questions/0/resourceAccount", json!("prod")),
        &["questions[0].resourceAccount: an account id is twelve digits, such as `111122223333`"],
    );
}

#[test]
fn all_errors_are_listed_at_once() {
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    *file.pointer_mut("/world/accounts/1/users/0/groups").unwrap() = json!(["Ops", "Devs", "Admins"]);
    *file.pointer_mut("/steps/0/at").unwrap() = json!("later");
    let errors = read(&file.to_string()).unwrap_err();
    let paths: Vec<&str> = errors.errors.iter().map(|it| it.path.as_str()).collect();
    let user = "world.accounts[1].users[0]";
    assert_eq!(paths, ["steps[0].at", &format!("{user}.groups[0]"), &format!("{user}.groups[2]")]);
    assert_eq!(errors.errors[1].help, "add it to `groups`, or name one of `Devs`");
}

#[test]
fn what_is_typed_into_a_question_is_kept_and_its_problems_are_listed() {
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    *file.pointer_mut("/questions/0/action").unwrap() = json!("s3GetObject");
    *file.pointer_mut("/questions/1/principal").unwrap() = json!({"step": "gone"});
    *file.pointer_mut("/steps/0/caller").unwrap() = json!({"step": "service"});
    let scenario = read(&file.to_string()).unwrap();
    assert_eq!(scenario.questions[0].action, "s3GetObject");
    let problems: Vec<String> = problems(&scenario, &NothingPublished, Some(&iam_organization::call))
        .iter()
        .map(|it| format!("{}: {}", it.path, it.message))
        .collect();
    assert_eq!(
        problems,
        [
            "steps[0].caller: no step before this has the id `service`",
            "questions[0].action: `s3GetObject` is not an action: write `service:Name`, such as \
             `s3:GetObject`",
            "questions[0].principal: the step `assume` cannot be called as it stands",
            "questions[1].principal: no step before this has the id `gone`",
        ]
    );
}

#[test]
fn a_policy_that_aws_does_not_have_is_a_problem_wherever_it_is_used() {
    struct Nothing;
    impl AwsPublished for Nothing {
        fn managed_policy(&self, _: &Arn) -> ManagedPolicyLookup {
            ManagedPolicyLookup::NoSuchPolicy { suggestion: None }
        }

        fn takes_no_resource(&self, _: &Action) -> Option<bool> {
            Some(false)
        }
    }
    let arns = json!(["ReadOnlyAccess", "arn:aws:iam::444455556666:policy/bounds/Cap"]);
    let scenario = read(&changed("/steps/0/call/assumeRole/policyArns", arns)).unwrap();
    let problems: Vec<String> =
        problems(&scenario, &Nothing, None).iter().map(|it| format!("{}: {}", it.path, it.message)).collect();
    let policy = "AWS has no managed policy `arn:aws:iam::aws:policy/ReadOnlyAccess`";
    assert_eq!(
        problems,
        [
            format!("world: {policy}, and the user `ana` in account 444455556666 has it"),
            format!("steps[0].call.assumeRole.policyArns[0]: {policy}, and it is passed here"),
        ]
    );
}

#[test]
fn a_cut_off_file_never_panics() {
    for (idx, _) in SAMPLE.trim_end().char_indices().step_by(5) {
        assert!(read(SAMPLE.get(..idx).unwrap()).is_err());
    }
}

/// The committed schema is the one of the form. Run with `UPDATE_SCHEMA=1` to write it.
#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenario.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, serde_json::to_string_pretty(&schema()).unwrap() + "\n").unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        serde_json::from_str(&committed).ok() == Some(schema()),
        "run `UPDATE_SCHEMA=1 cargo test -p iam-scenario schema`"
    );
}

/// Together with the tests that nothing of the sample is lost, this holds schema, reader and writer together.
#[test]
fn the_sample_has_every_field_of_the_schema() {
    let schema = schema();
    let mut seen = BTreeSet::new();
    visit(&schema, &schema, &serde_json::from_str(SAMPLE).unwrap(), &mut seen);
    let definitions = schema["$defs"].as_object().unwrap();
    for form in definitions.values().chain([&schema]) {
        let alternatives = form["oneOf"].as_array().into_iter().flatten();
        for form in alternatives.chain([form]) {
            for name in form["properties"].as_object().into_iter().flat_map(|it| it.keys()) {
                let field = (form["description"].as_str().unwrap().to_owned(), name.clone());
                assert!(name == "$schema" || seen.contains(&field), "{field:?}");
            }
        }
    }
}

/// Follows the value through the schema, and notes the fields on the way.
fn visit(schema: &Value, form: &Value, value: &Value, seen: &mut BTreeSet<(String, String)>) {
    if let Some(name) = form["$ref"].as_str() {
        visit(schema, &schema["$defs"][name.strip_prefix("#/$defs/").unwrap()], value, seen);
    }
    for alternative in ["anyOf", "oneOf"].iter().filter_map(|it| form[it].as_array()).flatten() {
        visit(schema, alternative, value, seen);
    }
    for item in value.as_array().into_iter().flatten() {
        visit(schema, &form["items"], item, seen);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        if let Some(property) = form["properties"].get(name) {
            seen.insert((form["description"].as_str().unwrap().to_owned(), name.clone()));
            visit(schema, property, value, seen);
        }
    }
}
