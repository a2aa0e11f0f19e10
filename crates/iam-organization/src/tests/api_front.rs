//! What every call goes through before it does something (S1, S20, S96).

use super::api_calls::*;
use super::world::*;
use crate::*;

/// S96: a call that is about nothing is not let through as one that nobody needs to allow.
#[test]
fn s20_a_list_that_says_what_the_call_is_about_is_not_empty() {
    let mut world = world();
    let nobody = with_user(&mut world, PROD, "maria", allow("s3:ListBucket"));
    let none = || Value::List(Vec::new());
    for (operation, list) in [
        ("ec2:TerminateInstances", "InstanceIds"),
        ("ec2:DeleteVpcEndpoints", "VpcEndpointIds"),
        ("ec2:CreateTags", "Resources"),
    ] {
        let mut parameters = Fields::of([(list, none())]);
        if operation == "ec2:CreateTags" {
            parameters.set("Tags", Value::Map(fields(&[("Team", "blue")])));
        }
        for caller in [&nobody, &root(PROD)] {
            let code = ErrorCode::InvalidParameterValue;
            refused_with(&mut world, caller, operation, parameters.clone(), code);
        }
    }
}
