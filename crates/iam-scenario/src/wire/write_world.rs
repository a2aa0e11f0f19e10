//! The world → file.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::{NamedInTrustPolicy, Readings};
use iam_organization::{
    AttachedPolicies, FeatureSet, Handshake, IdPrefix, Organization, OrganizationPolicy, OrganizationalUnit,
    Placement, PolicyText, Root, Tags, Timestamp, World, unique_id,
};
use sorted::SortedMap;

use super::fields::IS_BYPASSED;
use super::json::Json;
use super::read_organization::type_name;
use super::write::TextStyle;
use super::write_sessions::trail_json;

pub(super) struct WorldWriter<'w> {
    style: TextStyle,
    seed: u64,
    pub(super) clock: Timestamp,
    /// The accounts directly in the root or in an OU, by its id.
    placed: SortedMap<&'w str, Vec<(AccountId, &'w Placement)>>,
}

impl<'w> WorldWriter<'w> {
    pub(super) fn new(style: TextStyle, world: &'w World) -> WorldWriter<'w> {
        let mut placed: SortedMap<&str, Vec<_>> = SortedMap::new();
        let placements = world.organization.iter().flat_map(|it| &it.accounts);
        for (id, placement) in placements {
            placed.or_default(placement.parent.as_str()).push((*id, placement));
        }
        WorldWriter { style, seed: world.seed, clock: world.clock, placed }
    }

    pub(super) fn world(&self, world: &World) -> Json {
        let World {
            clock,
            seed,
            organization,
            accounts,
            aws_managed_versions,
            n_ids,
            sessions,
            trail,
            readings: Readings { named_in_trust_policy },
        } = world;
        let is_bypassed = *named_in_trust_policy == NamedInTrustPolicy::BoundaryIsBypassed;
        let versions =
            aws_managed_versions.iter().map(|(arn, it)| (arn.to_string(), Json::text(it.to_string())));
        let accounts = accounts.iter().map(|(id, it)| self.account(*id, it)).collect();
        Json::object(vec![
            ("clock", Some(Json::text(clock.to_string()))),
            ("seed", (*seed != 0).then_some(Json::Number(*seed))),
            ("generatedIds", (*n_ids != 0).then_some(Json::Number(*n_ids))),
            ("organization", organization.as_ref().map(|it| self.organization(it))),
            ("accounts", Some(Json::Array(accounts))),
            ("boundaryOfTrustedUser", is_bypassed.then(|| Json::text(IS_BYPASSED))),
            ("sessions", self.sessions(sessions)),
            ("trail", trail_json(trail)),
            ("awsManagedPolicyVersions", Json::Object(versions.collect()).unless_empty()),
        ])
    }

    fn organization(&self, organization: &Organization) -> Json {
        let Organization {
            id,
            management_account,
            feature_set,
            enabled_policy_types,
            policies,
            root,
            // They are written where they are.
            accounts: _,
            handshakes,
        } = organization;
        let policy = |(id, policy): (&String, &OrganizationPolicy)| {
            let OrganizationPolicy { policy_type, name, description, text } = policy;
            Json::object(vec![
                ("id", Some(Json::text(id))),
                ("type", Some(Json::text(type_name(*policy_type)))),
                ("name", Some(Json::text(name))),
                ("description", (!description.is_empty()).then(|| Json::text(description))),
                ("policy", Some(self.policy(text))),
            ])
        };
        let types = enabled_policy_types.iter().map(|it| type_name(*it));
        Json::object(vec![
            ("id", Some(Json::text(id))),
            ("managementAccount", Some(Json::text(management_account.to_string()))),
            ("featureSet", (*feature_set != FeatureSet::All).then(|| Json::text(feature_set.as_str()))),
            ("enabledPolicyTypes", Json::texts(types).unless_empty()),
            ("policies", Json::Array(policies.iter().map(policy).collect()).unless_empty()),
            ("root", Some(self.root(root))),
            ("handshakes", Json::Array(handshakes.iter().map(handshake).collect()).unless_empty()),
        ])
    }

    fn root(&self, root: &Root) -> Json {
        let Root { id, attached, units } = root;
        let mut fields = vec![("id", Some(Json::text(id)))];
        fields.extend(attached_fields(attached));
        fields.extend(self.content_fields(id, units));
        Json::object(fields)
    }

    fn unit(&self, unit: &OrganizationalUnit) -> Json {
        let OrganizationalUnit { id, name, attached, units } = unit;
        let mut fields = vec![("id", Some(Json::text(id))), ("name", Some(Json::text(name)))];
        fields.extend(attached_fields(attached));
        fields.extend(self.content_fields(id, units));
        Json::object(fields)
    }

    /// What is in the root or in an OU.
    fn content_fields(&self, id: &str, units: &[OrganizationalUnit]) -> [(&'static str, Option<Json>); 2] {
        let account = |(id, placement): &(AccountId, &Placement)| {
            // The parent is where it stands.
            let Placement { parent: _, attached, email, created } = placement;
            let mut fields = vec![
                ("id", Some(Json::text(id.to_string()))),
                ("email", email.as_ref().map(Json::text)),
                ("created", created.map(|it| Json::text(it.to_string()))),
            ];
            fields.extend(attached_fields(attached));
            Json::object(fields)
        };
        let accounts = self.placed.get(id).into_iter().flatten().map(account).collect();
        let units = units.iter().map(|it| self.unit(it)).collect();
        [
            ("accounts", Json::Array(accounts).unless_empty()),
            ("organizationalUnits", Json::Array(units).unless_empty()),
        ]
    }

    pub(super) fn unless_derived(&self, prefix: IdPrefix, arn: &str, id: &str) -> Option<Json> {
        (unique_id(self.seed, prefix, arn) != id).then(|| Json::text(id))
    }

    pub(super) fn policy(&self, policy: &PolicyText) -> Json {
        let text = self.style.text(policy.text());
        match policy.last_valid() {
            Some(last_valid) => {
                let last_valid = self.style.text(last_valid);
                Json::object(vec![("text", Some(text)), ("lastValidText", Some(last_valid))])
            }
            None => text,
        }
    }
}

fn handshake((id, handshake): (&String, &Handshake)) -> Json {
    let Handshake { account, state, requested } = handshake;
    Json::object(vec![
        ("id", Some(Json::text(id))),
        ("account", Some(Json::text(account.to_string()))),
        ("state", Some(Json::text(state.as_str()))),
        ("requested", Some(Json::text(requested.to_string()))),
    ])
}

fn attached_fields(attached: &AttachedPolicies) -> [(&'static str, Option<Json>); 2] {
    let AttachedPolicies { service_control, resource_control } = attached;
    let is_changed = *service_control != AttachedPolicies::full_access().service_control;
    [
        ("scps", is_changed.then(|| Json::texts(service_control))),
        ("rcps", Json::texts(resource_control).unless_empty()),
    ]
}

pub(super) fn tags_json(tags: &Tags) -> Option<Json> {
    let tags = tags.iter().map(|(key, value)| (key.clone(), Json::text(value)));
    Json::Object(tags.collect()).unless_empty()
}

pub(super) fn arn_json(arn: &Arn) -> Json {
    Json::text(arn.to_string())
}
