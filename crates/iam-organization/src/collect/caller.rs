//! The policies that the caller brings along: identity-based ones, the boundary, session policies.

use iam_evaluator::arn::{AccountId, Arn};

use super::{Absence, CallerPolicies, Candidate, CandidateText, Collector};
use crate::account::{IdentityPolicies, Role};
use crate::applicable::{PolicySource, SourceKind};
use crate::built_in::FULL_AWS_ACCESS_TEXT;
use crate::caller::{Caller, FederatedSession, Session, TokenOwner};
use crate::entity::{EntityRef, IamEntity, PolicyLocation};
use crate::incomplete::Incompleteness;
use crate::policy_text::PolicyText;
use crate::published::{AwsManagedPolicy, ManagedPolicyLookup, is_aws_managed};
use crate::world::Found;

impl<'w> Collector<'w> {
    pub(crate) fn caller_policies(&mut self, caller: &'w Caller) -> CallerPolicies<'w> {
        match caller {
            Caller::User { arn } => self.user_policies(arn),
            Caller::RoleSession(session) => self.session_policies(session),
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => self.user_policies(arn),
                TokenOwner::Root(_) => CallerPolicies::default(),
            },
            Caller::FederatedUser(session) => self.federated_policies(session),
            Caller::Root { .. } | Caller::Service { .. } | Caller::Federated { .. } | Caller::Anonymous => {
                CallerPolicies::default()
            }
        }
    }

    /// Those of the user who made the session, and the session policies.
    fn federated_policies(&mut self, session: &'w FederatedSession) -> CallerPolicies<'w> {
        let mut policies = match &session.user_arn {
            Some(arn) if arn.resource() == "root" => {
                let identity = vec![root_permissions(arn, session)];
                CallerPolicies { identity, ..CallerPolicies::default() }
            }
            Some(user_arn) => self.user_policies(user_arn),
            None => {
                self.unknown_principal(&session.arn);
                CallerPolicies::default()
            }
        };
        let label = session.arn.to_string();
        policies.session = session.policy.iter().map(|it| inline_session(&label, it)).collect();
        for arn in &session.policy_arns {
            let attached_to = EntityRef::Session(label.clone());
            policies.session.push(self.managed_policy(arn, attached_to));
        }
        policies
    }

    /// Of the user and of its groups (E7).
    fn user_policies(&mut self, arn: &Arn) -> CallerPolicies<'w> {
        let Some(Found { account, name, it: user }) = self.world.user(arn) else {
            self.unknown_principal(arn);
            return CallerPolicies::default();
        };
        let owner = IamEntity::User(name.to_owned());
        let boundary = user.permissions_boundary.iter().collect();
        let boundary = self.managed(account, &owner, boundary);
        let mut identity = self.identity(account, owner, &user.policies);
        let groups = self.world.accounts.get(&account).map(|it| &it.groups);
        for name in &user.groups {
            match groups.and_then(|it| it.get(name)) {
                Some(group) => {
                    let owner = IamEntity::Group(name.clone());
                    identity.extend(self.identity(account, owner, &group.policies));
                }
                None => self.incomplete.push(Incompleteness::UnknownGroup { name: name.clone() }),
            }
        }
        CallerPolicies { identity, boundary, session: Vec::new() }
    }

    fn session_policies(&mut self, session: &'w Session) -> CallerPolicies<'w> {
        let mut policies = match self.world.role(&session.role_arn) {
            Some(role) => self.role_policies(role),
            None => {
                self.unknown_principal(&session.role_arn);
                CallerPolicies::default()
            }
        };
        let inline = session.policy.iter().map(|it| inline_session(&session.label, it));
        policies.session = inline.collect();
        for arn in &session.policy_arns {
            let attached_to = EntityRef::Session(session.label.clone());
            policies.session.push(self.managed_policy(arn, attached_to));
        }
        policies
    }

    fn role_policies(&mut self, role: Found<'w, Role>) -> CallerPolicies<'w> {
        let Found { account, name, it: role } = role;
        let owner = IamEntity::Role(name.to_owned());
        let boundary = self.managed(account, &owner, role.permissions_boundary.iter().collect());
        let identity = self.identity(account, owner, &role.policies);
        CallerPolicies { identity, boundary, session: Vec::new() }
    }

    fn unknown_principal(&mut self, arn: &Arn) {
        self.incomplete.push(Incompleteness::UnknownPrincipal { arn: arn.to_string() });
    }

    /// The policies of one user, group or role: inline ones first, then managed ones, each by name.
    fn identity(
        &self,
        account: AccountId,
        owner: IamEntity,
        policies: &'w IdentityPolicies,
    ) -> Vec<Candidate<'w>> {
        let inline = policies.inline.iter().map(|(name, text)| Candidate {
            source: PolicySource {
                name: name.clone(),
                arn: None,
                kind: SourceKind::Inline,
                attached_to: EntityRef::Iam { account, entity: owner.clone() },
                location: PolicyLocation::Inline { account, entity: owner.clone(), name: name.clone() },
                text: "".into(),
            },
            text: CandidateText::Kept(text),
        });
        let managed = self.managed(account, &owner, policies.attached.iter().collect());
        inline.chain(managed).collect()
    }

    fn managed(&self, account: AccountId, owner: &IamEntity, arns: Vec<&Arn>) -> Vec<Candidate<'w>> {
        let attached_to = EntityRef::Iam { account, entity: owner.clone() };
        arns.into_iter().map(|it| self.managed_policy(it, attached_to.clone())).collect()
    }

    fn managed_policy(&self, arn: &Arn, attached_to: EntityRef) -> Candidate<'w> {
        if is_aws_managed(arn) {
            return self.aws_managed_policy(arn, attached_to);
        }
        let (location, text) = match self.world.managed_policy(arn) {
            Some(Found { account, name, it: policy }) => (
                PolicyLocation::Managed { account, name: name.to_owned() },
                CandidateText::Kept(&policy.text),
            ),
            None => (PolicyLocation::AwsManaged(arn.to_string()), CandidateText::Missing(Absence::Lost)),
        };
        let source = managed_source(arn, SourceKind::CustomerManaged, attached_to, location);
        Candidate { source, text }
    }

    /// It may be attached by its name alone: its source has the ARN that AWS gave it, if that is known.
    fn aws_managed_policy(&self, arn: &Arn, attached_to: EntityRef) -> Candidate<'w> {
        let (arn, text) = match self.aws.managed_policy(arn) {
            ManagedPolicyLookup::Found(AwsManagedPolicy { arn, text, version }) => {
                let recorded = self.world.recorded_version(&arn).filter(|it| *it != version);
                let changed = recorded.map(|it| (it, version));
                (arn, CandidateText::AwsManaged { text, changed })
            }
            ManagedPolicyLookup::NoSuchPolicy { suggestion } => {
                (arn.clone(), CandidateText::Missing(Absence::NotPublished { suggestion }))
            }
            ManagedPolicyLookup::NotLoaded { version: _ } => {
                (arn.clone(), CandidateText::Missing(Absence::NotLoaded))
            }
        };
        let location = PolicyLocation::AwsManaged(arn.to_string());
        let source = managed_source(&arn, SourceKind::AwsManaged, attached_to, location);
        Candidate { source, text }
    }
}

fn managed_source(
    arn: &Arn,
    kind: SourceKind,
    attached_to: EntityRef,
    location: PolicyLocation,
) -> PolicySource {
    let name = arn.resource().rsplit('/').next().unwrap_or_default().to_owned();
    PolicySource { name, arn: Some(arn.to_string()), kind, attached_to, location, text: "".into() }
}

/// What the root user may do stands in no policy; its federated sessions are limited to a part of it, and need something
/// that they are a part of (S12, S70).
fn root_permissions<'w>(root: &Arn, session: &FederatedSession) -> Candidate<'w> {
    let source = PolicySource {
        name: "permissions of the root user".to_owned(),
        arn: None,
        kind: SourceKind::AwsManaged,
        attached_to: EntityRef::Session(session.arn.to_string()),
        location: PolicyLocation::AwsManaged(root.to_string()),
        text: "".into(),
    };
    let text = PolicyText::new(FULL_AWS_ACCESS_TEXT);
    Candidate { source, text: CandidateText::AwsManaged { text, changed: None } }
}

fn inline_session<'w>(label: &str, text: &'w PolicyText) -> Candidate<'w> {
    let source = PolicySource {
        name: "session policy".to_owned(),
        arn: None,
        kind: SourceKind::Session,
        attached_to: EntityRef::Session(label.to_owned()),
        location: PolicyLocation::Session(label.to_owned()),
        text: "".into(),
    };
    Candidate { source, text: CandidateText::Kept(text) }
}
