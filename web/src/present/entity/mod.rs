//! The selected entity: its facts and its policies.

mod account;
mod organization;
mod session;
mod view;

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{EntityRef, IamEntity, World};
use iam_scenario::{Run, Scenario};

pub use view::{EntityView, Fact, FactValue, Removal, ShownPolicy};

use super::building;
use super::hue::Hues;
use super::names;

/// The view of an entity; `None` if the world does not have it.
pub fn entity_view(scenario: &Scenario, run: &Run, hues: &Hues, entity: &EntityRef) -> Option<EntityView> {
    let world = &scenario.world;
    let name = names::entity_name(world, entity);
    let mut view = EntityView {
        kind: name.kind,
        icon: name.icon,
        name: name.name,
        account: name.account.map(|it| hues.chip(world, it)),
        id: None,
        facts: Vec::new(),
        policies: Vec::new(),
        additions: building::additions(world, entity),
        can_be_deleted: building::removal(world, entity).is_some(),
        empty: "",
    };
    let scene = Scene { world, hues };
    match entity {
        EntityRef::OrganizationRoot => scene.root(&mut view)?,
        EntityRef::OrganizationalUnit(id) => scene.unit(&mut view, id)?,
        EntityRef::OrganizationPolicy(id) => scene.organization_policy(&mut view, id)?,
        EntityRef::Account(id) => scene.account(&mut view, *id)?,
        EntityRef::Iam { account, entity: iam } => {
            scene.iam(&mut view, *account, scene.world.accounts.get(account)?, iam)?;
        }
        EntityRef::ManagedPolicy { account, name } => scene.managed_policy(&mut view, *account, name)?,
        EntityRef::Resource { account, arn } => scene.resource(&mut view, *account, arn)?,
        EntityRef::VpcEndpoint { account, id } => scene.vpc_endpoint(&mut view, *account, id)?,
        EntityRef::Session(label) => scene.session(&mut view, scenario, run, label)?,
    }
    view.facts.retain(|it| !it.values.is_empty());
    Some(view)
}

/// What all facts are read from.
struct Scene<'a> {
    world: &'a World,
    hues: &'a Hues,
}

impl Scene<'_> {
    fn iam_link(&self, account: AccountId, entity: IamEntity) -> FactValue {
        self.link(&EntityRef::Iam { account, entity })
    }

    fn managed_link(&self, arn: &Arn) -> FactValue {
        match self.world.managed_policy(arn) {
            Some(it) => {
                self.link(&EntityRef::ManagedPolicy { account: it.account, name: it.name.to_owned() })
            }
            None => FactValue::Code(arn.to_string()),
        }
    }

    fn link(&self, entity: &EntityRef) -> FactValue {
        let name = names::entity_name(self.world, entity);
        let hue = match entity {
            EntityRef::Account(account) => Some(self.hues.class(*account)),
            _ => None,
        };
        FactValue::Entity { entity: entity.clone(), icon: name.icon, name: name.name, hue }
    }
}

fn fact(label: &'static str, values: Vec<FactValue>) -> Fact {
    Fact { label, values }
}

fn or_words(values: Vec<FactValue>, words: &str) -> Vec<FactValue> {
    if values.is_empty() { vec![FactValue::Words(words.to_owned())] } else { values }
}
