//! Access keys and MFA devices.

use iam_evaluator::request::RequestContext;

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const MARIA: &[(&str, &str)] = &[("UserName", "maria")];

fn with_maria() -> World {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    let policy = [MARIA, &[("PolicyName", "all"), ("PolicyDocument", ALLOW_ALL)]].concat();
    make(&mut world, "PutUserPolicy", &policy);
    world
}

fn new_key(world: &mut World, owner: &[(&str, &str)]) -> AccessKeyPair {
    let made = make(world, "CreateAccessKey", owner);
    AccessKeyPair {
        access_key_id: text_at(&made, "AccessKey.AccessKeyId"),
        secret_access_key: text_at(&made, "AccessKey.SecretAccessKey"),
        session_token: None,
    }
}

fn signed(world: &mut World, key: &AccessKeyPair) -> Option<ErrorCode> {
    let credentials = Credentials::Keys(key.clone());
    let list = api_call("ListUsers", &[]);
    call(world, &Published, &credentials, &list, &RequestContext::new()).result.err().map(|it| it.code)
}

const UNKNOWN_KEY: Option<ErrorCode> = Some(ErrorCode::InvalidClientTokenId);

#[test]
fn s126_a_user_has_two_keys_and_its_secrets_are_shown_once() {
    let mut world = with_maria();
    let made = make(&mut world, "CreateAccessKey", MARIA);
    let key = made.get("AccessKey").and_then(Value::as_map).unwrap();
    let names: Vec<&str> = key.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["UserName", "AccessKeyId", "Status", "SecretAccessKey", "CreateDate"]);
    assert!(key.text("AccessKeyId").unwrap().starts_with("AKIA"));
    assert_eq!(key.text("SecretAccessKey").map(str::len), Some(40));
    let id = key.text("AccessKeyId").unwrap();
    check(
        &mut world,
        &[
            ("UpdateAccessKey", &[MARIA, &[("AccessKeyId", id), ("Status", "Inactive")]].concat(), None),
            ("CreateAccessKey", MARIA, None),
            // The inactive one counts.
            ("CreateAccessKey", MARIA, FULL),
            ("CreateAccessKey", &[("UserName", "nobody")], MISSING),
        ],
    );
    let listed = make(&mut world, "ListAccessKeys", MARIA);
    let keys = listed.get("AccessKeyMetadata").unwrap().items();
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|it| it.as_map().unwrap().get("SecretAccessKey").is_none()));
}

#[test]
fn s126_without_a_name_the_keys_are_the_callers() {
    let mut world = with_maria();
    let of_root = new_key(&mut world, &[]);
    assert_eq!(signed(&mut world, &of_root), None);
    assert!(prod(&mut world).root_access_keys.contains_key(&of_root.access_key_id));
    check(&mut world, &[("CreateAccessKey", &[], None), ("CreateAccessKey", &[], FULL)]);
    check_as(
        &mut world,
        &user_caller("maria"),
        &[("CreateAccessKey", &[], None), ("ListAccessKeys", &[], None)],
    );
    assert_eq!(prod(&mut world).users["maria"].access_keys.len(), 1);
    prod(&mut world).roles.insert("App".to_owned(), role(allow("*")));
    let session = Session::named(&world, &arn("arn:aws:sts::444455556666:assumed-role/App/s")).unwrap();
    check_as(&mut world, &Caller::RoleSession(Box::new(session)), &[("CreateAccessKey", &[], INVALID)]);
}

#[test]
fn s127_a_key_signs_while_it_is_active_and_there() {
    let mut world = with_maria();
    let key = new_key(&mut world, MARIA);
    let on = |more: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> {
        [MARIA, &[("AccessKeyId", &*key.access_key_id)], more].concat()
    };
    assert_eq!(signed(&mut world, &key), None);
    make(&mut world, "UpdateAccessKey", &on(&[("Status", "Inactive")]));
    assert_eq!(signed(&mut world, &key), UNKNOWN_KEY);
    make(&mut world, "UpdateAccessKey", &on(&[("Status", "Active")]));
    assert_eq!(signed(&mut world, &key), None);
    let wrong = AccessKeyPair { secret_access_key: "wrong".to_owned(), ..key.clone() };
    assert_eq!(signed(&mut world, &wrong), Some(ErrorCode::SignatureDoesNotMatch));
    let none: &[(&str, &str)] = &[("AccessKeyId", "AKIANOSUCHKEYEXAMPLE")];
    check(
        &mut world,
        &[
            ("UpdateAccessKey", &on(&[("Status", "Expired")]), INPUT),
            ("UpdateAccessKey", &on(&[("Status", "Lost")]), INVALID),
            ("UpdateAccessKey", &[MARIA, none, &[("Status", "Active")]].concat(), MISSING),
            ("DeleteAccessKey", &[MARIA, none].concat(), MISSING),
            ("DeleteAccessKey", &[MARIA, &[("AccessKeyId", "short")]].concat(), INVALID),
            ("ListAccessKeys", &[("UserName", "nobody")], MISSING),
            ("DeleteAccessKey", &on(&[]), None),
        ],
    );
    assert_eq!(signed(&mut world, &key), UNKNOWN_KEY);
}

#[test]
fn s128_a_rotation_never_leaves_a_user_without_a_key() {
    let mut world = with_maria();
    let old = new_key(&mut world, MARIA);
    let new = new_key(&mut world, MARIA);
    assert_ne!(old.access_key_id, new.access_key_id);
    assert_eq!((signed(&mut world, &old), signed(&mut world, &new)), (None, None));
    let id = [("AccessKeyId", &*old.access_key_id)];
    make(&mut world, "UpdateAccessKey", &[MARIA, &id, &[("Status", "Inactive")]].concat());
    assert_eq!((signed(&mut world, &old), signed(&mut world, &new)), (UNKNOWN_KEY, None));
    make(&mut world, "DeleteAccessKey", &[MARIA, &id].concat());
    let next = new_key(&mut world, MARIA);
    assert!(![&old, &new].iter().any(|it| it.access_key_id == next.access_key_id));
}

const DEVICE: &str = "arn:aws:iam::444455556666:mfa/phone";

fn codes(first: &'static str, second: &'static str) -> Vec<(&'static str, &'static str)> {
    let codes = [("AuthenticationCode1", first), ("AuthenticationCode2", second)];
    [MARIA, &[("SerialNumber", DEVICE)], &codes].concat()
}

#[test]
fn s131_a_virtual_device_is_made_enabled_deactivated_and_deleted() {
    let mut world = with_maria();
    let made = make(&mut world, "CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")]);
    assert_eq!(text_at(&made, "VirtualMFADevice.SerialNumber"), DEVICE);
    assert_eq!(text_at(&made, "VirtualMFADevice.Base32StringSeed").len(), 40);
    let serial: &[(&str, &str)] = &[("SerialNumber", DEVICE)];
    let wrong_codes = Some(ErrorCode::InvalidAuthenticationCode);
    check(
        &mut world,
        &[
            ("CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")], EXISTS),
            ("CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone"), ("Path", "/x/")], None),
            ("EnableMFADevice", &codes("123456", "123456"), wrong_codes),
            ("EnableMFADevice", &codes("000000", "123456"), wrong_codes),
            ("EnableMFADevice", &codes("123456", "000000"), wrong_codes),
            ("EnableMFADevice", &codes("12345", "123456"), INVALID),
            ("EnableMFADevice", &codes("123456", "abcdef"), INVALID),
            ("ResyncMFADevice", &codes("123456", "654321"), MISSING),
            ("DeactivateMFADevice", &[MARIA, serial].concat(), MISSING),
            ("EnableMFADevice", &codes("123456", "654321"), None),
            ("EnableMFADevice", &codes("123456", "654321"), EXISTS),
            ("ResyncMFADevice", &codes("123456", "654321"), None),
            ("ResyncMFADevice", &codes("123456", "123456"), wrong_codes),
            ("DeleteVirtualMFADevice", serial, CONFLICT),
        ],
    );
    check_shown(
        &mut world,
        "ListMFADevices",
        MARIA,
        &format!("{{MFADevices: [{{UserName: maria, SerialNumber: {DEVICE}}}], IsTruncated: false}}"),
    );
    check_shown(
        &mut world,
        "ListVirtualMFADevices",
        &[("AssignmentStatus", "Unassigned")],
        "{VirtualMFADevices: [{SerialNumber: arn:aws:iam::444455556666:mfa/x/phone}], IsTruncated: false}",
    );
    let assigned = make(&mut world, "ListVirtualMFADevices", &[("AssignmentStatus", "Assigned")]);
    assert!(shown(&Value::Map(assigned)).contains("UserName: maria"));
    check(
        &mut world,
        &[
            ("DeactivateMFADevice", &[MARIA, serial].concat(), None),
            ("DeactivateMFADevice", &[MARIA, serial].concat(), MISSING),
            ("DeleteVirtualMFADevice", serial, None),
            ("DeleteVirtualMFADevice", serial, MISSING),
            ("EnableMFADevice", &codes("123456", "654321"), MISSING),
            ("ListMFADevices", &[("UserName", "nobody")], MISSING),
        ],
    );
}

#[test]
fn s131_a_user_has_eight_devices_of_any_kind() {
    let mut world = with_maria();
    for idx in 0..9 {
        let serial = format!("GAHT0000000{idx}");
        let parameters = [
            ("UserName", "maria"),
            ("SerialNumber", &*serial),
            ("AuthenticationCode1", "123456"),
            ("AuthenticationCode2", "654321"),
        ];
        check(&mut world, &[("EnableMFADevice", &parameters, if idx < 8 { None } else { FULL })]);
    }
    // A hardware token is gone when it is deactivated.
    make(&mut world, "DeactivateMFADevice", &[MARIA, &[("SerialNumber", "GAHT00000000")]].concat());
    assert_eq!(prod(&mut world).mfa_devices.len(), 7);
    check(&mut world, &[("TagMFADevice", &[("SerialNumber", "GAHT00000001"), ("Tags", "a=1")], MISSING)]);
}

#[test]
fn s131_the_root_user_has_devices_too() {
    let mut world = with_maria();
    make(&mut world, "CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")]);
    prod(&mut world).mfa_devices.get_mut(DEVICE).unwrap().owner = Some(MfaOwner::Root);
    let listed = make(&mut world, "ListMFADevices", &[]);
    assert_eq!(
        shown(&Value::Map(listed)),
        format!("{{MFADevices: [{{SerialNumber: {DEVICE}}}], IsTruncated: false}}")
    );
    make(&mut world, "DeactivateMFADevice", &[("SerialNumber", DEVICE)]);
    assert_eq!(prod(&mut world).mfa_devices[DEVICE].owner, None);
}
