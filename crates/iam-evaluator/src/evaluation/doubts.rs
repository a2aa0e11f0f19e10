//! Which reservations an answer carries: those on which it hangs.

use super::decision::{Caveats, Decision};
use super::trace::GateOutcome;

/// What is to say about the statements of a gate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Doubts {
    /// About those that deny, or would.
    pub(super) of_denies: Caveats,
    /// About those that allow, or would, where none allows that leaves nothing to say.
    pub(super) of_allows: Caveats,
    /// A statement denies that leaves nothing to say.
    pub(super) sure_deny: bool,
}

impl Doubts {
    pub(super) fn and(self, other: Doubts) -> Doubts {
        Doubts {
            of_denies: self.of_denies.and(other.of_denies),
            of_allows: self.of_allows.and(other.of_allows),
            sure_deny: self.sure_deny || other.sure_deny,
        }
    }
}

/// A gate, as far as doubts are concerned.
#[derive(Clone, Copy, Debug)]
pub(super) struct DoubtedGate {
    pub(super) doubts: Doubts,
    pub(super) outcome: GateOutcome,
    /// Whether a grant of the resource's policy makes it needless, or another one would (E60).
    pub(super) bypass: Bypass,
}

/// How a gate stands to the grants of the resource's policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bypass {
    /// No grant makes it needless.
    Never,
    /// Some grants do, and there is none.
    Possible,
    /// There is such a grant.
    Granted,
}

impl DoubtedGate {
    fn stops(&self) -> bool {
        matches!(self.outcome, GateOutcome::NotAllowed | GateOutcome::Denied)
    }
}

/// What counts for a decision. A sure deny decides whatever else is disputed; an allow takes every gate that no sure
/// grant makes needless; and where some gate stops the request for sure, no disputed allow would help.
pub(super) fn relevant(decision: Decision, gates: &[DoubtedGate], resource: Doubts) -> Caveats {
    let of_denies = gates.iter().fold(Caveats::NONE, |all, it| all.and(it.doubts.of_denies));
    let of_allows = |wanted: &dyn Fn(&DoubtedGate) -> bool| {
        let wanted = gates.iter().filter(|it| wanted(it));
        wanted.fold(Caveats::NONE, |all, it| all.and(it.doubts.of_allows))
    };
    match decision {
        Decision::ExplicitDeny if gates.iter().any(|it| it.doubts.sure_deny) => Caveats::NONE,
        Decision::ExplicitDeny => of_denies,
        Decision::Allowed => {
            let is_granted_for_sure = resource.of_allows == Caveats::NONE;
            let is_needed = |it: &DoubtedGate| !(is_granted_for_sure && it.bypass == Bypass::Granted);
            of_denies.and(of_allows(&is_needed))
        }
        Decision::ImplicitDeny => {
            let may_be_granted = resource.of_allows != Caveats::NONE;
            let stops_for_sure = |it: &DoubtedGate| {
                let may_open =
                    it.doubts.of_allows != Caveats::NONE || (it.bypass != Bypass::Never && may_be_granted);
                it.stops() && !may_open
            };
            match gates.iter().any(stops_for_sure) {
                true => of_denies,
                false => of_denies.and(of_allows(&DoubtedGate::stops)).and(resource.of_allows),
            }
        }
    }
}
