//! Laws that hold for every policy and request, tried on random ones.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what is wrong by failing")]

mod arbitrary;
mod oracle;

use std::hint::black_box;

use allocation_counter::measure;
use iam_evaluator::pattern::{ArnMode, ArnPattern, ArnText, Case, NoVariables, Pattern, Syntax};
use iam_evaluator::policy::{self, print};
use iam_evaluator::request::{ContextKey, ContextValue, never_has};
use iam_evaluator::{Decision, Policies, PolicySet, PolicyType, evaluate, explain, missing_keys};
use proptest::prelude::*;

use arbitrary::{
    Situation, arn_pattern, arn_pattern_with_match, arn_text, glob, one_key, situation, statement,
    statements_text, text, user_request,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_explanation_is_the_evaluation(situation in situation()) {
        situation.with(|policies, request| {
            assert_eq!(explain(policies, request).evaluation, evaluate(policies, request));
        });
    }

    #[test]
    fn a_first_look_turns_away_no_resource_that_matches((pattern, text) in arn_pattern_with_match()) {
        let request = user_request(&text);
        for element in ["Resource", "NotResource"] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "{element}": "{pattern}"}}}}"#
            );
            let identity = PolicySet::compile(PolicyType::IdentityBased, &policy::read(&text).0);
            let policies = Policies::of_identity(&identity);
            let evaluation = evaluate(&policies, &request);
            prop_assert_eq!(explain(&policies, &request).evaluation, evaluation, "{}", pattern);
        }
    }

    #[test]
    fn a_silent_decision_allocates_nothing(situation in situation()) {
        situation.with(|policies, request| {
            let counted = measure(|| { black_box(evaluate(policies, request)); });
            assert_eq!(counted.count_total, 0, "{counted:?}");
            // The trace is on the heap: what counts allocations counts these.
            assert_ne!(measure(|| { black_box(explain(policies, request)); }).count_total, 0);
        });
    }

    #[test]
    fn a_missing_key_is_named_exactly_where_it_could_change_the_decision(situation in situation()) {
        situation.with(|policies, request| {
            let now = evaluate(policies, request).decision;
            let missing = missing_keys(policies, request).keys;
            let decide = |keys: &[(&ContextKey, &ContextValue)]| {
                let mut request = request.clone();
                keys.iter().for_each(|(key, value)| request.context.set(key.as_str(), (*value).clone()));
                evaluate(policies, &request).decision
            };
            for it in &missing {
                let mut keys: Vec<_> = it.together_with.iter().map(|(key, value)| (key, value)).collect();
                let without = decide(&keys);
                let helps = it.decision == Decision::Allowed && without != Decision::Allowed;
                assert!(without == now || helps, "{without:?} without {:?}", it.key);
                keys.push((&it.key, &it.value));
                assert_eq!(decide(&keys), it.decision);
                assert_ne!(it.decision, now);
            }
            let single = |it: &str| ContextValue::Single(it.to_owned());
            for (key, value) in [
                ("aws:PrincipalTag/team", single("red")),
                ("aws:PrincipalTag/team", single("blue")),
                ("aws:TagKeys", ContextValue::Multi(vec!["c".to_owned()])),
                ("aws:SourceIp", single("10.1.2.3")),
                ("aws:CurrentTime", single("2025-12-31")),
            ] {
                let key = ContextKey::new(key);
                let is_free = request.context.get(key.as_str()).is_none() && !never_has(request, &key);
                let changes = is_free && decide(&[(&key, &value)]) != now;
                assert!(!changes || missing.iter().any(|it| it.key == key), "{key:?} = {value:?}");
            }
        });
    }

    #[test]
    fn a_key_that_is_tested_several_times_over_is_named_if_some_value_of_it_counts(one_key in one_key()) {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, one_key.statements);
        let identity = PolicySet::compile(PolicyType::IdentityBased, &policy::read(&text).0);
        let policies = Policies::of_identity(&identity);
        let request = user_request("arn:aws:s3:::b/k");
        let now = evaluate(&policies, &request).decision;
        let found = missing_keys(&policies, &request);
        prop_assert!(found.is_complete);
        let changes = |value: &ContextValue| {
            let mut request = request.clone();
            request.context.set("k:k", value.clone());
            evaluate(&policies, &request).decision != now
        };
        let found: Vec<&ContextValue> = found.keys.iter().map(|it| &it.value).collect();
        prop_assert!(found.iter().all(|it| changes(it)), "{found:?}");
        let missed = one_key.values.iter().find(|it| changes(it));
        prop_assert!(!found.is_empty() || missed.is_none(), "{missed:?}");
    }

    #[test]
    fn every_gate_passes_exactly_when_the_answer_is_allowed(situation in situation()) {
        situation.with(|policies, request| {
            use iam_evaluator::GateOutcome::{Denied, NotAllowed};
            let trace = explain(policies, request);
            let stopped = trace.gates.iter().any(|it| matches!(it.outcome, Denied | NotAllowed));
            assert_eq!(stopped, trace.evaluation.decision != Decision::Allowed, "{trace:#?}");
        });
    }

    #[test]
    fn a_deny_added_never_allows(situation in situation(), kind in 0..7usize, extra in statement("Deny")) {
        let before = situation.decision();
        let after = situation.with_statement(kind, &extra).decision();
        prop_assert!(before == Decision::Allowed || after != Decision::Allowed);
    }

    #[test]
    fn an_allow_in_a_limiting_policy_alone_grants_nothing(situation in situation()) {
        let mut situation = situation;
        situation.identity.clear();
        situation.resource = None;
        prop_assume!(!situation.is_root());
        prop_assert_ne!(situation.decision(), Decision::Allowed);
    }

    #[test]
    fn the_order_of_statements_never_matters(situation in situation()) {
        let reversed = situation.reversed();
        prop_assert_eq!(situation.decision(), reversed.decision());
    }

    #[test]
    fn naming_one_more_principal_never_takes_a_grant_away(situation in situation()) {
        let widened = situation.with_principal_added();
        prop_assert!(situation.decision() != Decision::Allowed || widened.decision() == Decision::Allowed);
    }

    #[test]
    fn reading_what_was_printed_gives_the_same_policy(text in statements_text()) {
        let policy = policy::read(&text).0.unwrap();
        prop_assert_eq!(policy::read(&print(&policy)).0, Some(policy));
    }

    #[test]
    fn reading_never_panics(text in "[\\[\\]{}\",:a-zA-Z0-9\\\\ \\n$*?é-]{0,80}") {
        let (_, diagnostics) = policy::read(&text);
        prop_assert!(diagnostics.iter().all(|it| it.span.start <= it.span.end));
    }

    #[test]
    fn a_pattern_matches_as_the_definition_says(pattern in glob(), text in text()) {
        let syntax = Syntax { wildcards: true, variables: false };
        let found = Pattern::new(&pattern, syntax, Case::Sensitive).matches(&text, &NoVariables);
        prop_assert_eq!(found, oracle::glob(&pattern, &text));
    }

    #[test]
    fn a_resource_matches_as_the_definition_says(pattern in arn_pattern(), text in arn_text()) {
        let found = ArnPattern::new(&pattern, false, ArnMode::Resource).matches(&ArnText::new(&text), &NoVariables);
        prop_assert_eq!(found, oracle::resource(&pattern, &text), "{} against {}", pattern, text);
    }

    #[test]
    fn an_arn_condition_matches_as_the_definition_says(pattern in arn_pattern(), text in arn_text()) {
        let found = ArnPattern::new(&pattern, false, ArnMode::Condition).matches(&ArnText::new(&text), &NoVariables);
        prop_assert_eq!(found, oracle::condition(&pattern, &text), "{} against {}", pattern, text);
    }
}

#[test]
fn situations_are_not_all_alike() {
    // The laws would hold trivially if every random situation were denied.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts = [0; 3];
    for _ in 0..500 {
        let tree = situation().new_tree(&mut runner).unwrap();
        let situation: Situation = proptest::strategy::ValueTree::current(&tree);
        counts[situation.decision() as usize] += 1;
    }
    assert!(counts.iter().all(|&it| it > 25), "{counts:?}");
}
