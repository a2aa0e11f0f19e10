//! CloudTrail's records (S166–S171).

use iam_evaluator::request::{ContextValue, RequestContext};

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const MARIA: &[(&str, &str)] = &[("UserName", "maria")];
const APP: &str = "arn:aws:iam::444455556666:role/App";

/// Prod with maria, who may do all, and the role App, which may too and trusts everybody.
fn with_app() -> World {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    let all = [("PolicyName", "all"), ("PolicyDocument", ALLOW_ALL)];
    make(&mut world, "PutUserPolicy", &[MARIA, &all].concat());
    let trust = policy(
        "Allow",
        r#""Principal": "*", "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]"#,
    );
    make(&mut world, "CreateRole", &[("RoleName", "App"), ("AssumeRolePolicyDocument", trust.text())]);
    make(&mut world, "PutRolePolicy", &[&[("RoleName", "App")], &all[..]].concat());
    world.trail.clear();
    world
}

fn record_of(world: &mut World, caller: &Caller, operation: &str, parameters: &[(&str, &str)]) -> Fields {
    make_as(world, caller, operation, parameters);
    world.trail.last().unwrap().record.clone()
}

fn field(record: &Fields, name: &str) -> String {
    record.get(name).map(shown).unwrap_or_else(|| "–".to_owned())
}

/// What `userIdentity` says, with the ids cut.
#[track_caller]
fn check_identity(world: &mut World, caller: &Caller, expected: &str) {
    let record = record_of(world, caller, "ListUsers", &[]);
    let shown = field(&record, "userIdentity");
    let id = &prod(world).roles["App"].unique_id;
    assert_eq!(shown.replace(id.as_str(), "AROA"), expected);
}

#[test]
fn s166_a_record_has_awss_fields_in_awss_order() {
    let mut world = with_app();
    let mut context = RequestContext::new();
    context.set("aws:SourceIp", ContextValue::Single("203.0.113.7".to_owned()));
    context.set("aws:UserAgent", ContextValue::Single("aws-cli/2".to_owned()));
    let create = api_call("CreateUser", &[("UserName", "ana"), ("Path", "/x/")]);
    call(&mut world, &Published, &Credentials::Of(user_caller("maria")), &create, &context);
    let event = world.trail.last().unwrap();
    assert_eq!(event.recipient, account(PROD));
    let names: Vec<&str> = event.record.iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "sourceIPAddress",
            "userAgent",
            "requestParameters",
            "responseElements",
            "requestID",
            "eventID",
            "readOnly",
            "eventType",
            "managementEvent",
            "recipientAccountId",
            "eventCategory",
        ]
    );
    for (name, expected) in [
        ("eventTime", "2026-01-15T10:00:00Z"),
        ("eventSource", "iam.amazonaws.com"),
        ("eventName", "CreateUser"),
        ("awsRegion", "us-east-1"),
        ("sourceIPAddress", "203.0.113.7"),
        ("userAgent", "aws-cli/2"),
        ("requestParameters", "{userName: ana, path: /x/}"),
        (
            "responseElements",
            "{user: {path: /x/, userName: ana, userId: AIDA, arn: arn:aws:iam::444455556666:user/x/ana}}",
        ),
        ("readOnly", "false"),
        ("eventType", "AwsApiCall"),
        ("managementEvent", "true"),
        ("recipientAccountId", PROD),
        ("eventCategory", "Management"),
    ] {
        assert_eq!(field(&event.record, name), expected, "{name}");
    }
    assert_ne!(field(&event.record, "requestID"), field(&event.record, "eventID"));
}

#[test]
fn s166_every_call_is_recorded_once_and_who_is_nobody_is_not() {
    let mut world = with_app();
    make(&mut world, "CreateUser", &[("UserName", "ben")]);
    world.trail.clear();
    make_as(&mut world, &user_caller("maria"), "GetUser", MARIA);
    make_as(&mut world, &user_caller("ben"), "GetUser", MARIA);
    make_as(&mut world, &user_caller("maria"), "GetUser", &[("UserName", "no")]);
    make_as(&mut world, &user_caller("maria"), "s3:ListBucket", &[("Resource", "arn:aws:s3:::b")]);
    make_as(&mut world, &user_caller("maria"), "CreateUser", &[("UserName", "no name")]);
    assert_eq!(world.trail.len(), 5);
    assert_eq!(field(&world.trail[4].record, "errorCode"), "ValidationError");
    let wrong = AccessKeyPair {
        access_key_id: "AKIANOBODYEXAMPLE".to_owned(),
        secret_access_key: String::new(),
        session_token: None,
    };
    let list = api_call("ListUsers", &[]);
    call(&mut world, &Published, &Credentials::Keys(wrong), &list, &RequestContext::new());
    make_as(&mut world, &user_caller("nobody"), "GetUser", MARIA);
    assert_eq!(world.trail.len(), 5);
}

#[test]
fn s166_a_call_that_only_reads_has_no_response_and_says_so() {
    let mut world = with_app();
    let record = record_of(&mut world, &root(), "GetUser", MARIA);
    let fields = ["readOnly", "requestParameters", "responseElements"].map(|it| field(&record, it));
    assert_eq!(fields, ["true", "{userName: maria}", "–"]);
    let record = record_of(&mut world, &root(), "ListUsers", &[]);
    assert_eq!(field(&record, "requestParameters"), "–");
    // Of calls that the playground has no code for the verb says it.
    for (operation, expected) in [
        ("ec2:DescribeInstances", "true"),
        ("s3:GetObject", "true"),
        ("s3:ListBucket", "true"),
        ("s3:HeadObject", "true"),
        ("dynamodb:Query", "true"),
        ("ec2:RunInstances", "false"),
        ("s3:PutObject", "false"),
        ("iam:CreateNothing", "false"),
    ] {
        let record = record_of(&mut world, &root(), operation, &[("Resource", "*")]);
        assert_eq!(field(&record, "readOnly"), expected, "{operation}");
    }
}

#[test]
fn s166_what_is_inside_a_resource_is_data() {
    let mut world = with_app();
    for (operation, expected) in [
        ("s3:GetObject", "Data"),
        ("s3:DeleteObject", "Data"),
        ("s3:ListBucket", "Data"),
        ("s3:AbortMultipartUpload", "Data"),
        ("s3:CreateBucket", "Management"),
        ("s3:GetBucketPolicy", "Management"),
        ("s3:GetBucketObjectLockConfiguration", "Management"),
        ("dynamodb:PutItem", "Data"),
        ("dynamodb:BatchGetItem", "Data"),
        ("dynamodb:Scan", "Data"),
        ("dynamodb:DescribeTable", "Management"),
        ("lambda:InvokeFunction", "Data"),
        ("lambda:GetFunction", "Management"),
        ("sqs:SendMessage", "Data"),
        ("sns:Publish", "Data"),
        ("kms:Decrypt", "Management"),
        ("secretsmanager:GetSecretValue", "Management"),
    ] {
        let record = record_of(&mut world, &root(), operation, &[("Resource", "*")]);
        let is_management = (expected == "Management").to_string();
        assert_eq!(field(&record, "eventCategory"), expected, "{operation}");
        assert_eq!(field(&record, "managementEvent"), is_management, "{operation}");
    }
}

#[test]
fn s167_root_and_users_are_said_by_their_kind() {
    let mut world = with_app();
    check_identity(
        &mut world,
        &root(),
        "{type: Root, principalId: 444455556666, arn: arn:aws:iam::444455556666:root, accountId: 444455556666}",
    );
    let maria = "{type: IAMUser, principalId: AIDA, arn: arn:aws:iam::444455556666:user/maria, accountId: 444455556666, \
                 userName: maria";
    check_identity(&mut world, &user_caller("maria"), &format!("{maria}}}"));
    let (issued, expires) = (world.clock, world.clock.plus_seconds(900));
    let owner = TokenOwner::User(user_arn(PROD, "maria"));
    let token =
        Caller::SessionToken(Box::new(SessionToken { owner, owner_id: None, issued, expires, mfa: true }));
    let context =
        "sessionContext: {attributes: {creationDate: 2026-01-15T10:00:00Z, mfaAuthenticated: true}}";
    check_identity(&mut world, &token, &format!("{maria}, {context}}}"));
    world.sessions.insert("ASIAMARIA".to_owned(), token.clone());
    let with_key = maria.replace(", userName", ", accessKeyId: ASIAMARIA, userName");
    check_identity(&mut world, &token, &format!("{with_key}, {context}}}"));
}

#[test]
fn s167_sessions_say_who_issued_them() {
    let mut world = with_app();
    let mut session = Session::named(&world, &arn("arn:aws:sts::444455556666:assumed-role/App/s")).unwrap();
    session.source_identity = Some("ann".to_owned());
    let issuer = format!(
        "sessionIssuer: {{type: Role, principalId: AROA, arn: {APP}, accountId: {PROD}, userName: App}}"
    );
    let attributes = "attributes: {creationDate: 2026-01-15T10:00:00Z, mfaAuthenticated: false}";
    let identity = format!(
        "type: AssumedRole, principalId: AROA:s, arn: arn:aws:sts::444455556666:assumed-role/App/s, accountId: {PROD}"
    );
    check_identity(
        &mut world,
        &Caller::RoleSession(Box::new(session.clone())),
        &format!("{{{identity}, sessionContext: {{{issuer}, {attributes}, sourceIdentity: ann}}}}"),
    );
    session.source_identity = None;
    let single = |it: &str| ContextValue::Single(it.to_owned());
    session.keys = vec![
        ("aws:FederatedProvider".to_owned(), single("login.example.com")),
        ("ec2:RoleDelivery".to_owned(), single("2.0")),
    ];
    check_identity(
        &mut world,
        &Caller::RoleSession(Box::new(session)),
        &format!(
            "{{{identity}, sessionContext: {{{issuer}, webIdFederationData: {{federatedProvider: login.example.com}}, \
             {attributes}, ec2RoleDelivery: 2.0}}}}"
        ),
    );
    let mut federated = FederatedSession::named(arn("arn:aws:sts::444455556666:federated-user/f"));
    federated.user_arn = Some(user_arn(PROD, "maria"));
    federated.issued = Some(world.clock);
    check_identity(
        &mut world,
        &Caller::FederatedUser(Box::new(federated)),
        &format!(
            "{{type: FederatedUser, principalId: 444455556666:f, arn: arn:aws:sts::444455556666:federated-user/f, \
             accountId: {PROD}, sessionContext: {{sessionIssuer: {{type: IAMUser, principalId: AIDA, \
             arn: arn:aws:iam::444455556666:user/maria, accountId: {PROD}, userName: maria}}, {attributes}}}}}"
        ),
    );
}

#[test]
fn s167_services_and_unsigned_callers_are_seen_by_the_owner() {
    let mut world = with_app();
    let bucket = arn("arn:aws:s3:::amzn-s3-demo-bucket");
    prod(&mut world).resources.insert(bucket.clone(), Resource::default());
    let get = [("Resource", "arn:aws:s3:::amzn-s3-demo-bucket/x")];
    let service = Caller::Service { name: "cloudtrail.amazonaws.com".to_owned() };
    let record = record_of(&mut world, &service, "s3:PutObject", &get);
    assert_eq!(field(&record, "userIdentity"), "{type: AWSService, invokedBy: cloudtrail.amazonaws.com}");
    assert_eq!(field(&record, "sourceIPAddress"), "cloudtrail.amazonaws.com");
    let record = record_of(&mut world, &Caller::Anonymous, "s3:GetObject", &get);
    assert_eq!(
        field(&record, "userIdentity"),
        "{type: AWSAccount, principalId: anonymous, accountId: ANONYMOUS_PRINCIPAL}"
    );
    assert_eq!(field(&record, "recipientAccountId"), PROD);
}

/// Who signed is said as it was when it signed.
#[test]
fn s167_a_caller_that_changes_itself_is_who_it_was() {
    let mut world = with_app();
    let rename = [("UserName", "maria"), ("NewUserName", "ana")];
    let record = record_of(&mut world, &user_caller("maria"), "UpdateUser", &rename);
    let identity = field(&record, "userIdentity");
    assert!(identity.contains("principalId: AIDA") && identity.contains("userName: maria"), "{identity}");
}

fn assume(world: &mut World, caller: &Caller, more: &[(&str, &str)]) -> Called {
    let parameters = [&[("RoleArn", APP), ("RoleSessionName", "test")], more].concat();
    make_as(world, caller, "sts:AssumeRole", &parameters)
}

fn key_of(called: &Called) -> String {
    text_at(&called.result.as_ref().unwrap().fields, "Credentials.AccessKeyId")
}

#[test]
fn s168_an_assumed_role_is_recorded_with_its_session_and_without_its_secret() {
    let mut world = with_app();
    let more = [
        ("DurationSeconds", "900"),
        ("ExternalId", "e-1"),
        ("SourceIdentity", "ann"),
        ("Tags", "Team=web"),
        ("TransitiveTagKeys", "Team"),
        ("PolicyArns", READ_ONLY),
        ("SerialNumber", "arn:aws:iam::444455556666:mfa/m"),
        ("TokenCode", "123456"),
    ];
    let called = assume(&mut world, &user_caller("maria"), &more);
    let fields = &called.result.as_ref().unwrap().fields;
    let (key, token) = (key_of(&called), text_at(fields, "Credentials.SessionToken"));
    let event = world.trail.last().unwrap().record.clone();
    assert_eq!(
        field(&event, "requestParameters"),
        format!(
            "{{roleArn: {APP}, roleSessionName: test, durationSeconds: 900, externalId: e-1, sourceIdentity: ann, \
             tags: [{{key: Team, value: web}}], transitiveTagKeys: [Team], policyArns: [{{arn: {READ_ONLY}}}], \
             serialNumber: arn:aws:iam::444455556666:mfa/m}}"
        )
    );
    let id = &prod(&mut world).roles["App"].unique_id;
    let response = event.get("responseElements").and_then(Value::as_map).unwrap();
    assert_eq!(text_at(response, "credentials.accessKeyId"), key);
    assert_eq!(text_at(response, "credentials.sessionToken"), token);
    assert_eq!(text_at(response, "credentials.expiration"), "Jan 15, 2026, 10:15:00 AM");
    assert_eq!(text_at(response, "assumedRoleUser.assumedRoleId"), format!("{id}:test"));
    assert_eq!(text_at(response, "sourceIdentity"), "ann");
    assert_eq!(
        field(&event, "resources"),
        format!("[{{accountId: {PROD}, type: AWS::IAM::Role, ARN: {APP}}}]")
    );
    assert_eq!(field(&event, "readOnly"), "true");
    assert_eq!(field(&event, "sharedEventID"), "–");
}

#[test]
fn s168_hours_are_those_of_a_clock_with_two_halves() {
    let mut world = with_app();
    for (clock, expected) in [
        ("2026-07-18T15:07:39Z", "Jul 18, 2026, 4:07:39 PM"),
        ("2026-12-01T23:30:00Z", "Dec 2, 2026, 12:30:00 AM"),
        ("2026-12-01T11:00:05Z", "Dec 1, 2026, 12:00:05 PM"),
    ] {
        world.clock = Timestamp::parse(clock).unwrap();
        assume(&mut world, &user_caller("maria"), &[]);
        let response = world.trail.last().unwrap().record.get("responseElements").unwrap().clone();
        assert_eq!(text_at(response.as_map().unwrap(), "credentials.expiration"), expected);
    }
}

#[test]
fn s168_a_chain_says_which_tags_came_with_it() {
    let mut world = with_app();
    let first = assume(
        &mut world,
        &user_caller("maria"),
        &[("Tags", "Team=web,cost=1"), ("TransitiveTagKeys", "Team")],
    );
    let session = world.sessions[key_of(&first).as_str()].clone();
    let second = assume(&mut world, &session, &[]);
    assert!(second.result.is_ok());
    let parameters = field(&world.trail.last().unwrap().record, "requestParameters");
    assert!(parameters.ends_with("incomingTransitiveTags: {Team: web}}"), "{parameters}");
}

#[test]
fn s168_two_accounts_share_an_event_and_one_sees_who_it_was() {
    let mut world = with_app();
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user_with("all", allow("*")));
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    assume(&mut world, &eve, &[]);
    let [full, seen] = world.trail.as_slice() else { panic!("{:?}", world.trail) };
    assert_eq!((full.recipient, seen.recipient), (account(PARTNER), account(PROD)));
    assert_eq!(field(&full.record, "recipientAccountId"), PARTNER);
    assert_eq!(field(&seen.record, "recipientAccountId"), PROD);
    let shared = field(&full.record, "sharedEventID");
    assert!(shared.len() == 36 && shared == field(&seen.record, "sharedEventID"));
    assert_ne!(field(&full.record, "eventID"), field(&seen.record, "eventID"));
    assert!(field(&full.record, "userIdentity").contains("userName: eve"));
    assert_eq!(
        field(&seen.record, "userIdentity"),
        format!("{{type: AWSAccount, principalId: AIDATESTEXAMPLE, accountId: {PARTNER}}}")
    );
    for it in [full, seen] {
        assert_eq!(
            field(&it.record, "resources"),
            format!("[{{accountId: {PROD}, type: AWS::IAM::Role, ARN: {APP}}}]")
        );
    }
    // A denied one is the caller's alone (S169).
    world.trail.clear();
    prod(&mut world).roles.get_mut("App").unwrap().trust_policy =
        trust(r#"{"AWS": "444455556666"}"#, "sts:AssumeRole");
    assume(&mut world, &eve, &[]);
    assert_eq!(world.trail.iter().map(|it| it.recipient).collect::<Vec<_>>(), [account(PARTNER)]);
}

#[test]
fn s168_no_secret_is_written_anywhere() {
    let mut world = with_app();
    let mut secrets = vec!["246802".to_owned(), "135791".to_owned(), "hunter2-hunter2".to_owned()];
    let key = make(&mut world, "CreateAccessKey", MARIA);
    secrets.push(text_at(&key, "AccessKey.SecretAccessKey"));
    let device = make(&mut world, "CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")]);
    secrets.push(text_at(&device, "VirtualMFADevice.Base32StringSeed"));
    let serial = text_at(&device, "VirtualMFADevice.SerialNumber");
    let codes = [("AuthenticationCode1", "246802"), ("AuthenticationCode2", "135791")];
    make(&mut world, "EnableMFADevice", &[MARIA, &[("SerialNumber", &*serial)], &codes].concat());
    let called =
        assume(&mut world, &user_caller("maria"), &[("SerialNumber", &serial), ("TokenCode", "246802")]);
    secrets.push(text_at(&called.result.unwrap().fields, "Credentials.SecretAccessKey"));
    // Calls that the playground has no code for may have secrets too, inside of anything.
    let nested = Value::List(vec![Value::Map(Fields::of([("password", Value::text("hunter2-hunter2"))]))]);
    let other = Fields::of([
        ("Resource", Value::text("*")),
        ("Password", Value::text("hunter2-hunter2")),
        ("SecretString", Value::text("hunter2-hunter2")),
        ("Users", nested),
    ]);
    let other = ApiCall::new("mq:CreateBroker", other);
    call(&mut world, &Published, &Credentials::Of(root()), &other, &RequestContext::new());
    assert!(world.trail.len() >= 5);
    let written = format!("{:?}", world.trail);
    for secret in secrets {
        assert!(!written.contains(&secret), "{secret} is written");
    }
}

/// The keys of tags are no names of parameters.
#[test]
fn s168_tags_by_name_keep_their_case() {
    let mut world = with_app();
    let tags = Value::Map(Fields::of([("Team", Value::text("web"))]));
    let create =
        ApiCall::new("iam:CreateUser", Fields::of([("UserName", Value::text("ana")), ("Tags", tags)]));
    call(&mut world, &Published, &Credentials::Of(root()), &create, &RequestContext::new());
    let record = &world.trail.last().unwrap().record;
    assert_eq!(field(record, "requestParameters"), "{userName: ana, tags: [{key: Team, value: web}]}");
}

#[test]
fn s169_a_denied_call_says_who_may_not_what_and_nothing_else() {
    let mut world = with_app();
    prod(&mut world).users.insert("ben".to_owned(), user());
    let record = record_of(&mut world, &user_caller("ben"), "CreateUser", &[("UserName", "ana")]);
    assert_eq!(field(&record, "errorCode"), "AccessDenied");
    assert!(field(&record, "errorMessage").starts_with(
        "User: arn:aws:iam::444455556666:user/ben is not authorized to perform: iam:CreateUser \
         on resource: arn:aws:iam::444455556666:user/ana"
    ));
    assert_eq!(["requestParameters", "responseElements"].map(|it| field(&record, it)), ["–", "–"]);
    let names: Vec<&str> = record.iter().map(|(name, _)| name).collect();
    assert_eq!(names[7..10], ["userAgent", "errorCode", "errorMessage"]);
    // A call that was allowed and failed says what it wanted.
    let record = record_of(&mut world, &root(), "DeleteUser", &[("UserName", "nobody")]);
    let fields = ["errorCode", "requestParameters", "responseElements"].map(|it| field(&record, it));
    assert_eq!(fields, ["NoSuchEntity", "{userName: nobody}", "–"]);
}

#[test]
fn s171_the_way_back_leads_over_access_keys_to_who_asked() {
    let mut world = with_app();
    let first = assume(&mut world, &user_caller("maria"), &[]);
    let session = world.sessions[key_of(&first).as_str()].clone();
    let second = assume(&mut world, &session, &[("SourceIdentity", "ann")]);
    let keys = Credentials::Keys(AccessKeyPair::temporary(&world, &key_of(&second)));
    let called = call(&mut world, &Published, &keys, &api_call("ListUsers", &[]), &RequestContext::new());
    assert_eq!(called.access_key_id, Some(key_of(&second)));
    let [of_maria, of_first, listed] = world.trail.as_slice() else { panic!("{:?}", world.trail) };
    assert_eq!(text_at(&listed.record, "userIdentity.accessKeyId"), key_of(&second));
    assert_eq!(issuer_of(&world.trail, listed), Some(of_first));
    assert_eq!(issuer_of(&world.trail, of_first), Some(of_maria));
    assert_eq!(issuer_of(&world.trail, of_maria), None);
}

#[test]
fn s171_the_way_back_leads_out_of_the_account_of_the_role() {
    let mut world = with_app();
    let first = assume(&mut world, &user_caller("maria"), &[]);
    let session = world.sessions[key_of(&first).as_str()].clone();
    let theirs = trust(r#""*""#, "sts:AssumeRole");
    world.accounts.get_mut(&account(PARTNER)).unwrap().roles.insert("Far".to_owned(), role(theirs));
    let far = [("RoleArn", "arn:aws:iam::777788889999:role/Far"), ("RoleSessionName", "test")];
    assert!(make_as(&mut world, &session, "sts:AssumeRole", &far).result.is_ok());
    let [of_maria, _, seen] = world.trail.as_slice() else { panic!("{:?}", world.trail) };
    assert_eq!(seen.recipient, account(PARTNER));
    assert_eq!(issuer_of(&world.trail, seen), Some(of_maria));
}
