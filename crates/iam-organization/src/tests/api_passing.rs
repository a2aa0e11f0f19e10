//! Roles that are handed to services (S134, M32), and the permissions of a function.

use super::api_calls::*;
use super::world::*;
use crate::*;

const ROLE: &str = "arn:aws:iam::444455556666:role/Worker";
const FUNCTION: &str = "arn:aws:lambda:us-east-1:444455556666:function:resize";

/// Prod with a role that the service may assume, in a profile of the same name.
fn with_role(service: &str) -> World {
    let mut world = world();
    let trust_policy = trust(&format!(r#"{{"Service": "{service}"}}"#), "sts:AssumeRole");
    let account = prod(&mut world);
    account.roles.insert("Worker".to_owned(), role(trust_policy));
    let profile = InstanceProfile {
        path: "/".to_owned(),
        unique_id: "AIPATESTEXAMPLE".to_owned(),
        role: Some("Worker".to_owned()),
        tags: Tags::new(),
    };
    account.instance_profiles.insert("Worker".to_owned(), profile);
    world
}

/// A user who may do everything with the service, and pass the role to `passed_to`.
fn passer(world: &mut World, service: &str, passed_to: Option<&str>) -> Caller {
    let mut statements = vec![format!(r#"{{"Effect": "Allow", "Action": "{service}:*", "Resource": "*"}}"#)];
    statements.extend(passed_to.map(|it| {
        format!(
            r#"{{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "{ROLE}",
            "Condition": {{"StringEquals": {{"iam:PassedToService": "{it}"}}}}}}"#
        )
    }));
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(","));
    with_user(world, PROD, "passer", PolicyText::new(text))
}

/// The role is passed by who may pass it to this service, and by nobody else.
#[track_caller]
fn check_passing(operation: &str, service: &str, parameters: &Fields, denied: ErrorCode) -> World {
    let prefix = operation.split_once(':').unwrap().0;
    let other = "glue.amazonaws.com";
    for passed_to in [None, Some(other)] {
        let mut world = with_role(service);
        let caller = passer(&mut world, prefix, passed_to);
        let error = refused_with(&mut world, &caller, operation, parameters.clone(), denied);
        let request = error.authorization.as_ref().unwrap().request.clone();
        assert_eq!((request.action.to_string().as_str(), request.resource.as_str()), ("iam:PassRole", ROLE));
        assert!(
            error.message.contains("is not authorized to perform: iam:PassRole on resource: "),
            "{error}"
        );
    }
    let mut world = with_role(service);
    let caller = passer(&mut world, prefix, Some(service));
    done_with(&mut world, &caller, operation, parameters.clone());
    world
}

fn run_instances() -> Fields {
    let profile = Value::Map(fields(&[("Name", "Worker")]));
    let mut parameters = fields(&[("ImageId", "ami-12345678")]);
    parameters.set("MinCount", Value::Number(1));
    parameters.set("MaxCount", Value::Number(2));
    parameters.set("IamInstanceProfile", profile);
    parameters
}

#[test]
fn m32_launching_an_instance_with_a_profile_needs_the_right_to_pass_its_role_to_ec2() {
    let denied = ErrorCode::UnauthorizedOperation;
    let mut world = check_passing("ec2:RunInstances", "ec2.amazonaws.com", &run_instances(), denied);
    let profile = Some(arn("arn:aws:iam::444455556666:instance-profile/Worker"));
    let instances: Vec<_> = prod(&mut world).resources.values().map(|it| it.runs_as.clone()).collect();
    assert_eq!(instances, [profile.clone(), profile]);
    // Without a profile no role is passed.
    let mut world = with_role("ec2.amazonaws.com");
    let caller = passer(&mut world, "ec2", None);
    let mut parameters = fields(&[("ImageId", "ami-12345678")]);
    parameters.set("MinCount", Value::Number(1));
    parameters.set("MaxCount", Value::Number(1));
    done_with(&mut world, &caller, "ec2:RunInstances", parameters);
}

#[test]
fn every_part_of_an_instance_must_be_allowed() {
    let mut world = with_role("ec2.amazonaws.com");
    let mut parameters = fields(&[("ImageId", "ami-12345678"), ("SubnetId", "subnet-1")]);
    parameters.set("MinCount", Value::Number(1));
    parameters.set("MaxCount", Value::Number(1));
    let run = |resources: &str| {
        policy("Allow", &format!(r#""Action": "ec2:RunInstances", "Resource": [{resources}]"#))
    };
    let own = |kind: &str| format!("\"arn:aws:ec2:us-east-1:444455556666:{kind}/*\"");
    let image = "\"arn:aws:ec2:us-east-1::image/*\"".to_owned();
    let parts = ["instance", "network-interface", "volume", "subnet", "security-group"];
    let mut all: Vec<String> = parts.into_iter().map(own).collect();
    all.push(image);
    for left_out in 0..all.len() {
        let mut some = all.clone();
        some.remove(left_out);
        let caller = with_user(&mut world, PROD, "launcher", run(&some.join(",")));
        let code = ErrorCode::UnauthorizedOperation;
        refused_with(&mut world, &caller, "ec2:RunInstances", parameters.clone(), code);
    }
    let caller = with_user(&mut world, PROD, "launcher", run(&all.join(",")));
    done_with(&mut world, &caller, "ec2:RunInstances", parameters);
}

#[test]
fn an_instance_gets_its_tags_from_who_may_tag_while_launching() {
    let mut world = with_role("ec2.amazonaws.com");
    let tags = Value::List(vec![Value::Map(fields(&[("Key", "CostCenter"), ("Value", "Eng")]))]);
    let specification = Fields::of([("ResourceType", Value::text("instance")), ("Tags", tags)]);
    let mut parameters = fields(&[("ImageId", "ami-12345678")]);
    parameters.set("MinCount", Value::Number(1));
    parameters.set("MaxCount", Value::Number(1));
    parameters.set("TagSpecifications", Value::List(vec![Value::Map(specification)]));
    let caller = with_user(&mut world, PROD, "launcher", allow("ec2:RunInstances"));
    let code = ErrorCode::UnauthorizedOperation;
    refused_with(&mut world, &caller, "ec2:RunInstances", parameters.clone(), code);
    let text = PolicyText::new(
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*"},
        {"Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": {"StringEquals":
        {"ec2:CreateAction": "RunInstances", "aws:RequestTag/CostCenter": "Eng"}}}]}"#,
    );
    let caller = with_user(&mut world, PROD, "launcher", text);
    let launched = done_with(&mut world, &caller, "ec2:RunInstances", parameters);
    let id = at(&launched, "Instances.0.InstanceId");
    let instance = arn(&format!("arn:aws:ec2:us-east-1:444455556666:instance/{id}"));
    assert_eq!(prod(&mut world).resources[&instance].tags["CostCenter"], "Eng");
    // Afterwards it may not.
    let mut tagging = Fields::of([("Resources", Value::texts([id.as_str()]))]);
    tagging.set("Tags", Value::Map(fields(&[("CostCenter", "Eng")])));
    refused_with(&mut world, &caller, "ec2:CreateTags", tagging.clone(), code);
    done_with(&mut world, &root(PROD), "ec2:CreateTags", tagging);
    let ids = Fields::of([("InstanceIds", Value::texts([id.as_str()]))]);
    done_with(&mut world, &root(PROD), "ec2:TerminateInstances", ids.clone());
    let missing = ErrorCode::InvalidInstanceIdNotFound;
    refused_with(&mut world, &root(PROD), "ec2:TerminateInstances", ids, missing);
}

#[test]
fn s116_a_profile_that_is_not_there_or_has_no_role_cannot_be_used() {
    let mut world = with_role("ec2.amazonaws.com");
    let code = ErrorCode::InvalidParameterValue;
    prod(&mut world).instance_profiles.get_mut("Worker").unwrap().role = None;
    refused_with(&mut world, &root(PROD), "ec2:RunInstances", run_instances(), code);
    prod(&mut world).instance_profiles.remove("Worker");
    refused_with(&mut world, &root(PROD), "ec2:RunInstances", run_instances(), code);
}

#[test]
fn s20_who_may_not_launch_is_not_told_that_there_is_no_such_profile() {
    let mut world = with_role("ec2.amazonaws.com");
    let launched = done_with(&mut world, &root(PROD), "ec2:RunInstances", run_instances());
    let id = at(&launched, "Instances.0.InstanceId");
    prod(&mut world).instance_profiles.remove("Worker");
    let nobody = with_user(&mut world, PROD, "nobody", allow("sqs:*"));
    let mut associate = fields(&[("InstanceId", &id)]);
    associate.set("IamInstanceProfile", Value::Map(fields(&[("Name", "Worker")])));
    for (operation, parameters) in
        [("ec2:RunInstances", run_instances()), ("ec2:AssociateIamInstanceProfile", associate)]
    {
        let code = ErrorCode::UnauthorizedOperation;
        refused_with(&mut world, &nobody, operation, parameters.clone(), code);
        let code = ErrorCode::InvalidParameterValue;
        refused_with(&mut world, &root(PROD), operation, parameters, code);
    }
}

#[test]
fn s134_an_instance_gets_a_profile_later_from_who_may_pass_its_role() {
    let mut world = with_role("ec2.amazonaws.com");
    let mut parameters = run_instances();
    parameters.set("MaxCount", Value::Number(1));
    parameters = {
        let mut without = Fields::new();
        for (name, value) in parameters.iter().filter(|(name, _)| *name != "IamInstanceProfile") {
            without.set(name, value.clone());
        }
        without
    };
    let launched = done_with(&mut world, &root(PROD), "ec2:RunInstances", parameters);
    let id = at(&launched, "Instances.0.InstanceId");
    let mut associate = fields(&[("InstanceId", &id)]);
    let profile = fields(&[("Arn", "arn:aws:iam::444455556666:instance-profile/Worker")]);
    associate.set("IamInstanceProfile", Value::Map(profile));
    let operation = "ec2:AssociateIamInstanceProfile";
    let caller = passer(&mut world, "ec2", Some("lambda.amazonaws.com"));
    let code = ErrorCode::UnauthorizedOperation;
    refused_with(&mut world, &caller, operation, associate.clone(), code);
    let caller = passer(&mut world, "ec2", Some("ec2.amazonaws.com"));
    done_with(&mut world, &caller, operation, associate.clone());
    refused_with(&mut world, &caller, operation, associate, ErrorCode::IncorrectState);
}

fn create_function() -> Fields {
    fields(&[("FunctionName", "resize"), ("Role", ROLE)])
}

#[test]
fn s134_a_function_gets_its_role_from_who_may_pass_it_to_lambda() {
    let denied = ErrorCode::AccessDeniedException;
    let mut world =
        check_passing("lambda:CreateFunction", "lambda.amazonaws.com", &create_function(), denied);
    assert_eq!(prod(&mut world).resources[&arn(FUNCTION)].runs_as, Some(arn(ROLE)));
    let conflict = ErrorCode::ResourceConflictException;
    refused_with(&mut world, &root(PROD), "lambda:CreateFunction", create_function(), conflict);
    done(&mut world, &root(PROD), "lambda:DeleteFunction", &[("FunctionName", "resize")]);
}

#[test]
fn s134_lambda_must_be_trusted_by_the_role_and_the_role_be_of_the_same_account() {
    let mut world = with_role("ec2.amazonaws.com");
    let create = "lambda:CreateFunction";
    let invalid = ErrorCode::InvalidParameterValueException;
    refused_with(&mut world, &root(PROD), create, create_function(), invalid);
    let mut world = with_role("lambda.amazonaws.com");
    let missing = [("FunctionName", "resize"), ("Role", "arn:aws:iam::444455556666:role/None")];
    refused(&mut world, &root(PROD), create, &missing, invalid);
    let foreign = [("FunctionName", "resize"), ("Role", "arn:aws:iam::777788889999:role/Worker")];
    refused(&mut world, &root(PROD), create, &foreign, ErrorCode::AccessDeniedException);
    // Policies do not stop the builder of a world, and the service does.
    let before = world.clone();
    let call = ApiCall::new(create, fields(&foreign));
    let built = build(&mut world, &ActionsWithResources, account(PROD), &call);
    assert_eq!(built.unwrap_err().code, ErrorCode::AccessDeniedException);
    assert_eq!(world, before);
}

#[test]
fn s134_a_task_definition_gets_its_roles_from_who_may_pass_them_to_ecs() {
    let mut parameters = fields(&[("family", "web"), ("taskRoleArn", ROLE), ("executionRoleArn", ROLE)]);
    parameters.set("containerDefinitions", Value::List(vec![Value::Map(fields(&[("name", "web")]))]));
    let operation = "ecs:RegisterTaskDefinition";
    let denied = ErrorCode::AccessDeniedException;
    let mut world = check_passing(operation, "ecs-tasks.amazonaws.com", &parameters, denied);
    let second = done_with(&mut world, &root(PROD), operation, parameters.clone());
    assert_eq!(
        at(&second, "taskDefinition.taskDefinitionArn"),
        "arn:aws:ecs:us-east-1:444455556666:task-definition/web:2"
    );
    parameters.set("taskRoleArn", Value::text("arn:aws:iam::444455556666:role/None"));
    refused_with(&mut world, &root(PROD), operation, parameters, ErrorCode::ClientException);
}

#[test]
fn the_policy_of_a_function_is_written_statement_by_statement() {
    let mut world = with_role("lambda.amazonaws.com");
    done_with(&mut world, &root(PROD), "lambda:CreateFunction", create_function());
    let partner = with_user(&mut world, PARTNER, "caller", allow("lambda:*"));
    let invoke = [("Resource", FUNCTION)];
    refused(&mut world, &partner, "lambda:InvokeFunction", &invoke, ErrorCode::AccessDeniedException);
    let add = "lambda:AddPermission";
    let permission = |id: &'static str, principal: &'static str| {
        [
            ("FunctionName", "resize"),
            ("StatementId", id),
            ("Action", "lambda:InvokeFunction"),
            ("Principal", principal),
        ]
    };
    done(&mut world, &root(PROD), add, &permission("partner", PARTNER));
    done(&mut world, &root(PROD), add, &permission("s3", "s3.amazonaws.com"));
    done(&mut world, &partner, "lambda:InvokeFunction", &invoke);
    let s3 = Caller::Service { name: "s3.amazonaws.com".to_owned() };
    let decision = ask(&world, &s3, "lambda:InvokeFunction", FUNCTION).trace.evaluation.decision;
    assert_eq!(decision, iam_evaluator::Decision::Allowed);
    let conflict = ErrorCode::ResourceConflictException;
    refused(&mut world, &root(PROD), add, &permission("partner", PARTNER), conflict);
    let nobody = permission("nobody", "arn:aws:iam::444455556666:user/nobody");
    refused(&mut world, &root(PROD), add, &nobody, ErrorCode::InvalidParameterValueException);
    let remove = "lambda:RemovePermission";
    let of = |id: &'static str| [("FunctionName", "resize"), ("StatementId", id)];
    done(&mut world, &root(PROD), remove, &of("partner"));
    refused(&mut world, &partner, "lambda:InvokeFunction", &invoke, ErrorCode::AccessDeniedException);
    let missing = ErrorCode::ResourceNotFoundException;
    refused(&mut world, &root(PROD), remove, &of("partner"), missing);
    done(&mut world, &root(PROD), remove, &of("s3"));
    assert_eq!(prod(&mut world).resources[&arn(FUNCTION)].policy, None);
}

#[test]
fn a_permission_counts_for_its_source_only() {
    let mut world = with_role("lambda.amazonaws.com");
    done_with(&mut world, &root(PROD), "lambda:CreateFunction", create_function());
    let parameters = [
        ("FunctionName", FUNCTION),
        ("StatementId", "s3"),
        ("Action", "lambda:InvokeFunction"),
        ("Principal", "s3.amazonaws.com"),
        ("SourceArn", "arn:aws:s3:::amzn-s3-demo-bucket"),
        ("SourceAccount", PROD),
    ];
    done(&mut world, &root(PROD), "lambda:AddPermission", &parameters);
    let s3 = Caller::Service { name: "s3.amazonaws.com".to_owned() };
    let check = |bucket: &str, account: &str, expected| {
        let mut context = iam_evaluator::request::RequestContext::new();
        context.set_default("aws:SourceArn", format!("arn:aws:s3:::{bucket}"));
        context.set_default("aws:SourceAccount", account);
        let asked = ask_with(&world, &s3, "lambda:InvokeFunction", FUNCTION, context);
        assert_eq!(asked.trace.evaluation.decision, expected);
    };
    check("amzn-s3-demo-bucket", PROD, iam_evaluator::Decision::Allowed);
    check("other", PROD, iam_evaluator::Decision::ImplicitDeny);
    check("amzn-s3-demo-bucket", PARTNER, iam_evaluator::Decision::ImplicitDeny);
}
