//! Stable texts for entities: in links, as ids of elements, and for the state of the tree.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{EntityRef, IamEntity, PolicyLocation};

/// The stable text of an entity.
pub fn entity_key(entity: &EntityRef) -> String {
    match entity {
        EntityRef::OrganizationRoot => "root".to_owned(),
        EntityRef::OrganizationalUnit(id) => format!("unit/{id}"),
        EntityRef::OrganizationPolicy(id) => format!("organization-policy/{id}"),
        EntityRef::Account(account) => format!("account/{account}"),
        EntityRef::Iam { account, entity: IamEntity::User(name) } => format!("user/{account}/{name}"),
        EntityRef::Iam { account, entity: IamEntity::Group(name) } => format!("group/{account}/{name}"),
        EntityRef::Iam { account, entity: IamEntity::Role(name) } => format!("role/{account}/{name}"),
        EntityRef::ManagedPolicy { account, name } => format!("policy/{account}/{name}"),
        EntityRef::Resource { account, arn } => format!("resource/{account}/{arn}"),
        EntityRef::VpcEndpoint { account, id } => format!("vpc-endpoint/{account}/{id}"),
        EntityRef::Session(label) => format!("session/{label}"),
    }
}

/// The entity with this text; whether the world has it is not asked.
pub fn entity_of_key(key: &str) -> Option<EntityRef> {
    let Some((kind, rest)) = key.split_once('/') else {
        return (key == "root").then_some(EntityRef::OrganizationRoot);
    };
    match kind {
        "unit" => return Some(EntityRef::OrganizationalUnit(rest.to_owned())),
        "organization-policy" => return Some(EntityRef::OrganizationPolicy(rest.to_owned())),
        "session" => return Some(EntityRef::Session(rest.to_owned())),
        "account" => return AccountId::parse(rest).ok().map(EntityRef::Account),
        _ => {}
    }
    let (account, name) = rest.split_once('/')?;
    let account = AccountId::parse(account).ok()?;
    let named = name.to_owned();
    match kind {
        "user" => Some(EntityRef::Iam { account, entity: IamEntity::User(named) }),
        "group" => Some(EntityRef::Iam { account, entity: IamEntity::Group(named) }),
        "role" => Some(EntityRef::Iam { account, entity: IamEntity::Role(named) }),
        "policy" => Some(EntityRef::ManagedPolicy { account, name: named }),
        "resource" => Some(EntityRef::Resource { account, arn: Arn::parse(name).ok()? }),
        "vpc-endpoint" => Some(EntityRef::VpcEndpoint { account, id: named }),
        _ => None,
    }
}

/// The entity that shows the policy that is kept there; AWS's own policies have none.
pub fn entity_of_policy(location: &PolicyLocation) -> Option<EntityRef> {
    match location.clone() {
        PolicyLocation::Managed { account, name } => Some(EntityRef::ManagedPolicy { account, name }),
        PolicyLocation::Inline { account, entity, .. } => Some(EntityRef::Iam { account, entity }),
        PolicyLocation::Trust { account, role } => {
            Some(EntityRef::Iam { account, entity: IamEntity::Role(role) })
        }
        PolicyLocation::Resource { account, arn } => Some(EntityRef::Resource { account, arn }),
        PolicyLocation::VpcEndpoint { account, id } => Some(EntityRef::VpcEndpoint { account, id }),
        PolicyLocation::Organization(id) => Some(EntityRef::OrganizationPolicy(id)),
        PolicyLocation::Session(label) => Some(EntityRef::Session(label)),
        PolicyLocation::AwsManaged(_) => None,
    }
}

/// An id for the element that shows a policy: letters, digits and hyphens.
pub fn policy_element_id(location: &PolicyLocation) -> String {
    let (kind, name) = match location {
        PolicyLocation::Managed { name, .. } => ("managed", name.as_str()),
        PolicyLocation::Inline { name, .. } => ("inline", name.as_str()),
        PolicyLocation::Trust { role, .. } => ("trust", role.as_str()),
        PolicyLocation::Resource { arn, .. } => ("resource", arn.as_str()),
        PolicyLocation::VpcEndpoint { id, .. } => ("endpoint", id.as_str()),
        PolicyLocation::Organization(id) => ("organization", id.as_str()),
        PolicyLocation::Session(label) => ("session", label.as_str()),
        PolicyLocation::AwsManaged(arn) => ("aws", arn.as_str()),
    };
    format!("policy-{kind}-{}", element_id(name))
}

/// A text as a part of an element's id.
pub fn element_id(text: &str) -> String {
    text.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str) {
        let entity = entity_of_key(key).expect("a key");
        assert_eq!(entity_key(&entity), key);
    }

    #[test]
    fn a_key_leads_to_its_entity_and_back() {
        check("root");
        check("unit/ou-abcd-11111111");
        check("organization-policy/p-1");
        check("account/111122223333");
        check("user/111122223333/maria");
        check("resource/111122223333/arn:aws:s3:::logs/a:b");
        check("vpc-endpoint/111122223333/vpce-1");
        check("session/audit");
    }

    #[test]
    fn other_texts_are_no_keys() {
        for key in
            ["", "user", "user/maria", "user/1/maria", "resource/111122223333/logs", "x/111122223333/y"]
        {
            assert_eq!(entity_of_key(key), None, "{key}");
        }
    }
}
