//! Finds the policies that apply to a request.

mod caller;
mod organization;
mod resource;

use crate::applicable::PolicySource;
use crate::incomplete::Incompleteness;
use crate::managed::AwsManagedPolicies;
use crate::policy_text::PolicyText;
use crate::world::World;

/// A policy that applies, not yet parsed.
pub(crate) struct Candidate<'w> {
    pub(crate) source: PolicySource,
    pub(crate) text: CandidateText<'w>,
}

pub(crate) enum CandidateText<'w> {
    Kept(&'w PolicyText),
    AwsManaged(PolicyText),
    Missing,
}

/// What the caller brings along.
#[derive(Default)]
pub(crate) struct CallerPolicies<'w> {
    pub(crate) identity: Vec<Candidate<'w>>,
    pub(crate) boundary: Vec<Candidate<'w>>,
    pub(crate) session: Vec<Candidate<'w>>,
}

pub(crate) struct Collector<'w> {
    pub(crate) world: &'w World,
    pub(crate) aws_managed: &'w dyn AwsManagedPolicies,
    pub(crate) incomplete: Vec<Incompleteness>,
}
