//! AWS Organizations: the root, its OUs, where the accounts are, and the policies that are attached to them.

use iam_evaluator::arn::AccountId;
use sorted::{SortedMap, SortedSet};

use crate::policy_text::PolicyText;
use crate::time::Timestamp;

/// The id of the SCP that allows everything. AWS attaches it to the root, to every OU and to every account when SCPs are
/// enabled (E151).
pub const FULL_AWS_ACCESS: &str = "p-FullAWSAccess";

/// The id of the RCP that allows everything. AWS attaches it everywhere when RCPs are enabled, and it cannot be
/// detached (E171).
pub const RCP_FULL_AWS_ACCESS: &str = "p-RCPFullAWSAccess";

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// `o-` and ten or more letters and digits.
    pub id: String,
    /// The account that the organization belongs to: no SCP or RCP binds it (E155, E173).
    pub management_account: AccountId,
    /// Whether it has policies at all (S140).
    pub feature_set: FeatureSet,
    /// The policy types that are enabled. While one is not, nothing of it is evaluated.
    pub enabled_policy_types: SortedSet<OrganizationPolicyType>,
    /// The customer's SCPs and RCPs by policy id, `p-…`.
    pub policies: SortedMap<String, OrganizationPolicy>,
    /// The root of the tree.
    pub root: Root,
    /// Where every account of the organization is, the management account included.
    pub accounts: SortedMap<AccountId, Placement>,
    /// The invitations to join it by id, `h-…`.
    pub handshakes: SortedMap<String, Handshake>,
}

/// What an organization can do (S140).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeatureSet {
    /// Everything, policies among it.
    #[default]
    All,
    /// One bill, and no policies.
    ConsolidatedBilling,
}

/// A kind of policy that Organizations attaches and that takes part in a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrganizationPolicyType {
    /// Limits what principals of the account may do.
    ServiceControl,
    /// Limits what anybody may do to resources of the account.
    ResourceControl,
}

/// An SCP or RCP that the customer wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationPolicy {
    /// SCP or RCP.
    pub policy_type: OrganizationPolicyType,
    /// Its friendly name.
    pub name: String,
    /// What it is for; empty if nobody said.
    pub description: String,
    /// Its text.
    pub text: PolicyText,
}

/// The root of the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// `r-` and four or more letters and digits.
    pub id: String,
    /// What is attached to the root itself.
    pub attached: AttachedPolicies,
    /// The OUs directly under the root.
    pub units: Vec<OrganizationalUnit>,
}

/// An organizational unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationalUnit {
    /// `ou-`, the root's letters, and its own.
    pub id: String,
    /// Its friendly name.
    pub name: String,
    /// What is attached to the OU itself.
    pub attached: AttachedPolicies,
    /// The OUs directly in it.
    pub units: Vec<OrganizationalUnit>,
}

/// Where an account is, and what is attached to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The id of the root or of an OU.
    pub parent: String,
    /// What is attached to the account itself.
    pub attached: AttachedPolicies,
    /// The email address of its root user, if it is known. No two accounts have the same (S142).
    pub email: Option<String>,
    /// When the organization made it; `None` for one that was invited, or was there before (S143).
    pub created: Option<Timestamp>,
}

/// An invitation to join an organization (S144).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// Who is invited.
    pub account: AccountId,
    /// What came of it. One that is open expires after 15 days.
    pub state: HandshakeState,
    /// When it was made.
    pub requested: Timestamp,
}

/// What came of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HandshakeState {
    /// Nobody has answered yet.
    Open,
    /// The account has joined.
    Accepted,
    /// The account does not want to.
    Declined,
    /// The organization has taken it back.
    Canceled,
}

/// The ids of the policies attached to one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedPolicies {
    /// SCPs, [`FULL_AWS_ACCESS`] among them unless somebody detached it.
    pub service_control: SortedSet<String>,
    /// The customer's RCPs. [`RCP_FULL_AWS_ACCESS`] is always attached and is not listed.
    pub resource_control: SortedSet<String>,
}

/// One level on the way from the root to an account: the root, an OU, or the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    /// What the policies are attached to.
    pub target: Target<'a>,
    /// The policies.
    pub attached: &'a AttachedPolicies,
}

/// What organization policies are attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// The root.
    Root(&'a Root),
    /// An OU.
    OrganizationalUnit(&'a OrganizationalUnit),
    /// An account.
    Account(AccountId),
}

impl AttachedPolicies {
    /// What AWS attaches by itself: FullAWSAccess, and no RCP of the customer's.
    pub fn full_access() -> AttachedPolicies {
        AttachedPolicies {
            service_control: SortedSet::from([FULL_AWS_ACCESS.to_owned()]),
            resource_control: SortedSet::new(),
        }
    }
}

impl Placement {
    /// An account that joins: with full access.
    pub fn new(parent: impl Into<String>) -> Placement {
        let attached = AttachedPolicies::full_access();
        Placement { parent: parent.into(), attached, email: None, created: None }
    }
}

impl Organization {
    /// All OUs, each before those in it.
    pub fn units(&self) -> Vec<&OrganizationalUnit> {
        fn collect<'a>(units: &'a [OrganizationalUnit], all: &mut Vec<&'a OrganizationalUnit>) {
            for unit in units {
                all.push(unit);
                collect(&unit.units, all);
            }
        }
        let mut all = Vec::new();
        collect(&self.root.units, &mut all);
        all
    }

    /// The root and the OUs from the outermost to the one with this id, as AWS writes a path: `o-…/r-…/ou-…/` (S5).
    pub fn place_path(&self, id: &str) -> String {
        let mut units = Vec::new();
        find_unit(&self.root.units, id, &mut units);
        let ids = [self.id.as_str(), &self.root.id].into_iter().chain(units.iter().map(|it| it.id.as_str()));
        ids.flat_map(|it| [it, "/"]).collect()
    }

    /// The ARN of something of the organization: `root`, `ou`, `account` or `handshake/invite`, and its id. It carries
    /// the management account (S4).
    pub fn arn(&self, kind: &str, id: &str) -> String {
        let (kind, sub_kind) =
            kind.split_once('/').map_or((kind, String::new()), |(kind, rest)| (kind, format!("{rest}/")));
        format!("arn:aws:organizations::{}:{kind}/{}/{sub_kind}{id}", self.management_account, self.id)
    }

    /// The levels from the root down to the account; empty if the account is not in the organization.
    pub fn levels(&self, account: AccountId) -> Vec<Level<'_>> {
        let Some(placement) = self.accounts.get(&account) else {
            return Vec::new();
        };
        let mut levels = vec![Level { target: Target::Root(&self.root), attached: &self.root.attached }];
        if placement.parent != self.root.id {
            let mut units = Vec::new();
            find_unit(&self.root.units, &placement.parent, &mut units);
            levels.extend(
                units
                    .into_iter()
                    .map(|it| Level { target: Target::OrganizationalUnit(it), attached: &it.attached }),
            );
        }
        levels.push(Level { target: Target::Account(account), attached: &placement.attached });
        levels
    }

    /// The value of `aws:PrincipalOrgPaths` for the account: `o-…/r-…/ou-…/`, with the slash at the end and without the
    /// account (E14). `None` if the account is not in the organization.
    pub fn path(&self, account: AccountId) -> Option<String> {
        self.accounts.get(&account).map(|it| self.place_path(&it.parent))
    }

    /// The ARN of one of its policies, as AccessDenied messages print it (E232).
    pub fn policy_arn(&self, id: &str, policy_type: OrganizationPolicyType) -> String {
        let policy_type = policy_type.arn_segment();
        if id == FULL_AWS_ACCESS || id == RCP_FULL_AWS_ACCESS {
            return format!("arn:aws:organizations::aws:policy/{policy_type}/{id}");
        }
        let Organization { id: organization, management_account, .. } = self;
        format!("arn:aws:organizations::{management_account}:policy/{organization}/{policy_type}/{id}")
    }
}

impl FeatureSet {
    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            FeatureSet::All => "ALL",
            FeatureSet::ConsolidatedBilling => "CONSOLIDATED_BILLING",
        }
    }
}

impl HandshakeState {
    /// Every state.
    pub const ALL: [HandshakeState; 4] =
        [HandshakeState::Open, HandshakeState::Accepted, HandshakeState::Declined, HandshakeState::Canceled];

    /// The state that AWS writes so.
    pub fn from_aws(text: &str) -> Option<HandshakeState> {
        HandshakeState::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            HandshakeState::Open => "OPEN",
            HandshakeState::Accepted => "ACCEPTED",
            HandshakeState::Declined => "DECLINED",
            HandshakeState::Canceled => "CANCELED",
        }
    }
}

impl OrganizationPolicyType {
    /// Both.
    pub const ALL: [OrganizationPolicyType; 2] =
        [OrganizationPolicyType::ServiceControl, OrganizationPolicyType::ResourceControl];

    /// As the API writes it (S145).
    pub fn as_str(self) -> &'static str {
        match self {
            OrganizationPolicyType::ServiceControl => "SERVICE_CONTROL_POLICY",
            OrganizationPolicyType::ResourceControl => "RESOURCE_CONTROL_POLICY",
        }
    }

    /// The id of the policy of this type that AWS attaches by itself.
    pub(crate) fn of_aws(self) -> &'static str {
        match self {
            OrganizationPolicyType::ServiceControl => FULL_AWS_ACCESS,
            OrganizationPolicyType::ResourceControl => RCP_FULL_AWS_ACCESS,
        }
    }

    /// The type that the API writes so.
    pub fn from_aws(text: &str) -> Option<OrganizationPolicyType> {
        OrganizationPolicyType::ALL.into_iter().find(|it| it.as_str() == text)
    }

    fn arn_segment(self) -> &'static str {
        match self {
            OrganizationPolicyType::ServiceControl => "service_control_policy",
            OrganizationPolicyType::ResourceControl => "resource_control_policy",
        }
    }
}

/// Puts the OUs that lead to `id`, outermost first, into `path`; leaves it alone if there is no such OU.
fn find_unit<'a>(units: &'a [OrganizationalUnit], id: &str, path: &mut Vec<&'a OrganizationalUnit>) -> bool {
    for unit in units {
        path.push(unit);
        if unit.id == id || find_unit(&unit.units, id, path) {
            return true;
        }
        path.pop();
    }
    false
}
