//! Finds the policies that apply to a request.

mod caller;
mod organization;
mod resource;

use iam_evaluator::arn::Arn;

use crate::applicable::PolicySource;
use crate::incomplete::Incompleteness;
use crate::policy_text::PolicyText;
use crate::published::{AwsPublished, PolicyVersion};
use crate::world::World;

/// A policy that applies, not yet parsed.
pub(crate) struct Candidate<'w> {
    pub(crate) source: PolicySource,
    pub(crate) text: CandidateText<'w>,
}

pub(crate) enum CandidateText<'w> {
    Kept(&'w PolicyText),
    AwsManaged {
        text: PolicyText,
        /// The version that the world recorded, and the present one, where they differ.
        changed: Option<(PolicyVersion, PolicyVersion)>,
    },
    Missing(Absence),
}

/// Why there is no text.
pub(crate) enum Absence {
    /// The world should keep it, and does not.
    Lost,
    /// AWS publishes no such policy; perhaps another one was meant.
    NotPublished { suggestion: Option<Arn> },
    /// AWS's policies are not loaded.
    NotLoaded,
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
    pub(crate) aws: &'w dyn AwsPublished,
    pub(crate) incomplete: Vec<Incompleteness>,
}
