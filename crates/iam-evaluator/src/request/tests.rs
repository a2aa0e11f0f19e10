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

#[test]
fn a_key_is_found_among_few_and_among_many() {
    let mut context = RequestContext::new();
    for n in 0..100 {
        let key = |it: usize| format!("aws:ResourceTag/Key{it}");
        context.set_single(&key(n), n.to_string());
        for it in 0..=n {
            assert_eq!(context.get(&key(it)), Some(&ContextValue::Single(it.to_string())), "{it} of {n}");
        }
        assert_eq!(context.get(&key(n + 1)), None);
    }
}

#[test]
fn a_key_is_found_among_hundreds_and_where_others_were_added_or_removed() {
    let key = |it: usize| format!("aws:ResourceTag/Key{it}");
    let value = |it: usize| ContextValue::Single(it.to_string());
    let mut few = RequestContext::new();
    (0..3).for_each(|it| few.set(&key(it), value(it)));
    few.remove(&key(0));
    assert_eq!([0, 1, 2].map(|it| few.get(&key(it)).cloned()), [None, Some(value(1)), Some(value(2))]);

    let mut context = RequestContext::new();
    (200..300).for_each(|it| context.set(&key(it), value(it)));
    let mut others = RequestContext::new();
    (0..400).for_each(|it| others.set(&key(it), value(it)));
    context.set_defaults(others);
    for removed in 0..400 {
        assert_eq!(context.get(&key(removed)), Some(&value(removed)));
        assert_eq!(context.get(&key(399)), Some(&value(399)), "before {removed} goes");
        if removed < 399 {
            context.remove(&key(removed));
            assert_eq!(context.get(&key(removed)), None);
        }
    }
}
