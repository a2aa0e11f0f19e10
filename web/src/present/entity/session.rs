//! A role session: what AssumeRole returned.

use iam_organization::{EntityRef, IamEntity, PolicyLocation};
use iam_scenario::{Call, Run, Scenario};

use super::{EntityView, FactValue, Scene, ShownPolicy, fact};

impl Scene<'_> {
    pub(super) fn session(
        &self,
        view: &mut EntityView,
        scenario: &Scenario,
        run: &Run,
        label: &str,
    ) -> Option<()> {
        let step = scenario.step(label)?;
        if let Some(session) = run.session(label) {
            view.name.clone_from(&session.name);
            view.id = Some(session.arn.to_string());
            let role = self.world.role(&session.role_arn);
            let role = role.map(|it| EntityRef::Iam {
                account: it.account,
                entity: IamEntity::Role(it.name.to_owned()),
            });
            view.facts.push(fact("Role", role.iter().map(|it| self.link(it)).collect()));
            view.account = session.arn.account_id().map(|it| self.hues.chip(self.world, it));
            let expires = session.expires.map(|it| FactValue::Words(it.to_string()));
            view.facts.push(fact("Expires", expires.into_iter().collect()));
            let tags = session.tags.iter().map(|(key, value)| FactValue::Code(format!("{key}={value}")));
            view.facts.push(fact("Session tags", tags.collect()));
        }
        let policy = match &step.call {
            Call::AssumeRole(call) => call.policy.as_ref(),
            Call::Api(_) => None,
        };
        view.policies.extend(policy.map(|_| ShownPolicy {
            location: PolicyLocation::Session(label.to_owned()),
            name: "Session policy".to_owned(),
            relation: "passed with the call".to_owned(),
            removal: None,
        }));
        view.empty = "No session policy was passed: the session has what its role has.";
        Some(())
    }
}
