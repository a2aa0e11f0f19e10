//! What holds for every sequence of calls to Organizations, STS and the services of resources.

use proptest::prelude::*;

use super::api_calls::{call_with, root};
use super::world::*;
use crate::*;

/// The operations that the law calls: all but those of IAM, which have a law of their own.
fn called() -> Vec<&'static Operation> {
    operations().filter(|it| it.service != "iam").collect()
}

/// What a parameter of that name may be. What calls made is found in the world.
fn pool(world: &World, name: &str) -> Vec<Value> {
    let texts = |it: &[&str]| it.iter().map(|it| Value::text(*it)).collect::<Vec<_>>();
    let organization = world.organization.as_ref();
    let policies = organization.iter().flat_map(|it| it.policies.keys()).map(Value::text);
    let mut units = Vec::new();
    organization.iter().for_each(|it| collect(&it.root.units, &mut units));
    let places = units.iter().map(|it| Value::text(&it.id)).chain(texts(&["r-exam"]));
    let accounts = world.accounts.keys().map(|it| Value::text(it.to_string()));
    let arns = world.accounts.values().flat_map(|it| it.resources.keys()).map(|it| Value::text(it.as_str()));
    match name {
        "PolicyId" => policies.chain(texts(&["p-FullAWSAccess", "p-RCPFullAWSAccess"])).collect(),
        "TargetId" => places.chain(accounts).collect(),
        "ParentId" | "SourceParentId" | "DestinationParentId" | "RootId" => places.collect(),
        "OrganizationalUnitId" => {
            units.iter().map(|it| Value::text(&it.id)).chain(texts(&["ou-x"])).collect()
        }
        "AccountId" => accounts.collect(),
        "Type" | "PolicyType" | "Filter" => texts(&["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]),
        "Content" | "Policy" | "PolicyDocument" => texts(&[
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:*","Resource":"*"}}"#,
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#,
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}}"#,
            "{",
        ]),
        "Email" => texts(&["one@example.com", "two@example.com"]),
        "Bucket" | "QueueName" | "FunctionName" | "TableName" => {
            texts(&["amzn-s3-demo-bucket", "orders", "O"])
        }
        "RoleArn" | "Role" => texts(&["arn:aws:iam::444455556666:role/App"]),
        "ResourceArn" | "Resource" | "SecretId" | "KeyId" | "QueueUrl" | "TopicArn" => {
            arns.chain(texts(&["arn:aws:sqs:us-east-1:444455556666:none"])).collect()
        }
        _ => texts(&["One", "Two", "amzn-s3-demo-bucket"]),
    }
}

fn collect<'a>(units: &'a [OrganizationalUnit], all: &mut Vec<&'a OrganizationalUnit>) {
    for unit in units {
        all.push(unit);
        collect(&unit.units, all);
    }
}

/// Makes the call that the numbers pick in this world.
fn make(world: &mut World, step: &[usize]) -> Called {
    let operations = called();
    let operation = operations[step[0] % operations.len()];
    let mut fields = Fields::new();
    for (nth, parameter) in operation.parameters.iter().enumerate() {
        let pick = step[1 + nth % (step.len() - 1)];
        let values = pool(world, parameter.name);
        let value = || values[pick % values.len()].clone();
        let value = match parameter.kind {
            ParameterKind::Number { min, .. } => Value::Number(min),
            ParameterKind::Bool => Value::Bool(pick.is_multiple_of(2)),
            ParameterKind::Word(words) => Value::text(words[pick % words.len()]),
            ParameterKind::Tags => Value::tags(&Tags::from([("team".to_owned(), "red".to_owned())])),
            ParameterKind::Map => {
                Value::Map(Fields::of([("Id", Value::text(PARTNER)), ("Type", Value::text("ACCOUNT"))]))
            }
            ParameterKind::Maps(_) => Value::List(Vec::new()),
            ParameterKind::Texts(_)
            | ParameterKind::SomeTexts(_)
            | ParameterKind::TextsMatching { .. }
            | ParameterKind::Arns(_) => Value::List(vec![value()]),
            ParameterKind::Text { .. } | ParameterKind::Matching { .. } => value(),
        };
        if parameter.required || pick.is_multiple_of(3) {
            fields.set(parameter.name, value);
        }
    }
    let caller = root([MANAGEMENT, PROD, MANAGEMENT, PARTNER][step[1] % 4]);
    call_with(world, &caller, &format!("{}:{}", operation.service, operation.name), fields)
}

/// What AWS keeps whatever is called (S141, S143, S147, S149); `None` if all of it holds.
fn broken(world: &World) -> Option<String> {
    let mut owners = std::collections::BTreeMap::new();
    for (id, account) in &world.accounts {
        for arn in account.resources.keys() {
            if let Some(other) = owners.insert(arn.as_str(), id) {
                return Some(format!("{arn} is in {other} and in {id}"));
            }
            if arn.account_id().is_some_and(|it| it != *id) {
                return Some(format!("{arn} is in {id}"));
            }
        }
    }
    let organization = world.organization.as_ref()?;
    let mut units = Vec::new();
    collect(&organization.root.units, &mut units);
    let is_place = |id: &str| id == organization.root.id || units.iter().any(|it| it.id == id);
    if !organization.accounts.contains_key(&organization.management_account) {
        return Some("the management account has left".to_owned());
    }
    for (id, placement) in &organization.accounts {
        if !is_place(&placement.parent) || !world.accounts.contains_key(id) {
            return Some(format!("{id} is nowhere"));
        }
        if organization.levels(*id).len() > 7 {
            return Some(format!("{id} lies too deep"));
        }
    }
    let attached = units.iter().map(|it| &it.attached).chain([&organization.root.attached]);
    for it in attached.chain(organization.accounts.values().map(|it| &it.attached)) {
        let is_known = |id: &String| *id == FULL_AWS_ACCESS || organization.policies.contains_key(id);
        if !it.service_control.iter().chain(&it.resource_control).all(is_known) {
            return Some("a policy that is attached is not there".to_owned());
        }
        if it.service_control.is_empty() || it.service_control.len() > 10 || it.resource_control.len() > 4 {
            return Some(format!("{} SCPs and {} RCPs", it.service_control.len(), it.resource_control.len()));
        }
    }
    None
}

fn start() -> World {
    let mut world = world();
    world.n_ids = 0;
    prod(&mut world)
        .roles
        .insert("App".to_owned(), role(trust(r#"{"Service": "lambda.amazonaws.com"}"#, "sts:AssumeRole")));
    world
}

fn steps() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..10_000_usize, 9), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn constraints_hold_what_is_refused_changes_nothing_and_the_same_calls_make_the_same_world(
        steps in steps()
    ) {
        let (mut world, mut again) = (start(), start());
        for step in &steps {
            let mut before = world.clone();
            let called = make(&mut world, step);
            if called.result.is_err() {
                before.trail.clone_from(&world.trail);
                before.n_ids = world.n_ids;
                prop_assert_eq!(&world, &before);
            }
            prop_assert_eq!(broken(&world), None);
            make(&mut again, step);
        }
        prop_assert_eq!(format!("{world:?}"), format!("{again:?}"));
    }
}

/// The law says something only if calls succeed in it.
#[test]
fn many_operations_succeed_somewhere_in_the_law() {
    let mut done = std::collections::BTreeSet::new();
    let mut number = 1_usize;
    let mut next = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) % 10_000
    };
    for _ in 0..60 {
        let mut world = start();
        for _ in 0..40 {
            let step: Vec<usize> = (0..9).map(|_| next()).collect();
            let called = make(&mut world, &step);
            if called.result.is_ok() {
                let operations = called_names();
                done.insert(operations[step[0] % operations.len()].clone());
            }
        }
    }
    let n_all = called_names().len();
    assert!(done.len() >= 35, "{} of {n_all}: {done:?}", done.len());
}

fn called_names() -> Vec<String> {
    called().iter().map(|it| format!("{}:{}", it.service, it.name)).collect()
}
