use super::{Action, ContextValue, RequestContext};

#[test]
fn an_action_is_a_service_and_a_name() {
    for (text, service, name) in [
        ("s3:GetObject", "s3", "GetObject"),
        ("EC2:RunInstances", "ec2", "RunInstances"),
        (
            "vpc-lattice:AssociateViaAWSService-EventsAndStates",
            "vpc-lattice",
            "AssociateViaAWSService-EventsAndStates",
        ),
    ] {
        let action = Action::parse(text).unwrap();
        assert_eq!((action.service(), action.name()), (service, name));
    }
    for text in ["", "s3GetObject", "s3:", ":GetObject", "s3:Get*", "s3:Get Object", "s3:Get:Object", "*"] {
        assert!(Action::parse(text).is_err(), "{text}");
    }
}

#[test]
fn keys_ignore_case() {
    let mut context = RequestContext::new();
    context.set_single("aws:SourceIp", "203.0.113.1");
    context.set_single("AWS:SOURCEIP", "203.0.113.2");
    context.set("aws:TagKeys", ContextValue::Multi(Vec::new()));
    assert_eq!(context.iter().count(), 2);
    assert_eq!(context.get("Aws:sourceip"), Some(&ContextValue::Single("203.0.113.2".to_owned())));
    context.remove("AWS:tagkeys");
    assert_eq!(context.get("aws:TagKeys"), None);
}
