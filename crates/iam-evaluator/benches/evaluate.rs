//! How long a decision takes. `cargo bench -p iam-evaluator`; the table is in this crate's README.

mod cases;

use cases::Case;
use divan::{Bencher, black_box};
use iam_evaluator::{PolicySet, PolicyType, evaluate, explain, policy};

/// The cases that are decided without a trace.
const CASES: [&str; 30] = [
    "1x1",
    "10x20",
    "10x20, other services",
    "1000x20, other services",
    "10x20, other actions",
    "1000x20, other actions",
    "10x20, other resources",
    "1000x20, other resources",
    "10x20, other objects",
    "1000x20, other objects",
    "10x20, wildcard in the context",
    "10x20, wildcard inside the action",
    "10x20, wildcard at the head",
    "10x20, NotResource",
    "10x20, StringEquals",
    "10x20, StringLike and IpAddress",
    "10x20, StringLike of its own and IpAddress",
    "10x20, ArnLike",
    "10x20, NumericLessThan",
    "10x20, ForAnyValue",
    "10x20, Null",
    "10x20, variable in the resource",
    "10x20, wildcards inside the resource",
    "10x20, wildcard in the account",
    "10x20, NotAction",
    "10x20, DateGreaterThan",
    "6144 bytes of wildcards",
    "pathological, 10",
    "pathological, 100",
    "pathological, 1000",
];

fn main() {
    divan::main();
}

fn silent(bencher: Bencher<'_, '_>, case: &Case) {
    let policies = case.policies();
    bencher.bench_local(|| evaluate(black_box(&policies), black_box(&case.request)));
}

fn traced(bencher: Bencher<'_, '_>, case: &Case) {
    let policies = case.policies();
    bencher.bench_local(|| explain(black_box(&policies), black_box(&case.request)));
}

#[divan::bench(sample_size = 100, args = CASES)]
fn decide(bencher: Bencher<'_, '_>, name: &str) {
    silent(bencher, &Case::named(name));
}

#[divan::bench(sample_size = 100, args = ["1x1", "10x20"])]
fn decide_with_trace(bencher: Bencher<'_, '_>, name: &str) {
    traced(bencher, &Case::named(name));
}

#[divan::bench(sample_size = 100, args = ["1x1", "10x20"])]
fn read_and_compile(bencher: Bencher<'_, '_>, name: &str) {
    let texts = Case::documents(name);
    bencher.bench_local(|| {
        let policies: Vec<_> = texts.iter().filter_map(|it| policy::read(black_box(it)).0).collect();
        PolicySet::compile(PolicyType::IdentityBased, &policies)
    });
}
