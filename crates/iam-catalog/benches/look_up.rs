//! How long look-ups take: `cargo bench -p iam-catalog`.

use divan::{Bencher, black_box};
use iam_catalog::build::{self, Texts};
use iam_catalog::{Catalog, ManagedPolicies};

fn main() {
    divan::main();
}

fn catalog_file() -> Vec<u8> {
    build::catalog(&Texts::COMMITTED).unwrap_or_default()
}

#[divan::bench]
fn read_catalog(bencher: Bencher<'_, '_>) {
    let file = catalog_file();
    bencher.bench(|| Catalog::from_bytes(black_box(&file)));
}

fn bench_with(bencher: Bencher<'_, '_>, look_up: impl Fn(&Catalog) -> usize + Sync) {
    let Ok(catalog) = Catalog::from_bytes(&catalog_file()) else { return };
    bencher.bench(|| look_up(black_box(&catalog)));
}

#[divan::bench(args = ["s3:GetObject", "ec2:RunInstances", "zzz:NoSuchAction"])]
fn exact(bencher: Bencher<'_, '_>, action: &str) {
    bench_with(bencher, |it| usize::from(it.action(black_box(action)).is_some()));
}

#[divan::bench(args = ["s3:Get*", "*:Get*", "*:*Describe*Instance*"])]
fn wildcards(bencher: Bencher<'_, '_>, pattern: &str) {
    bench_with(bencher, |it| it.matching_actions(black_box(pattern)).count());
}

#[divan::bench(args = ["s3:Ge", "e"])]
fn completion(bencher: Bencher<'_, '_>, typed: &str) {
    bench_with(bencher, |it| it.complete_action(black_box(typed)).take(50).count());
}

#[divan::bench(args = ["s3:prefix", "aws:RequestTag/team", "aws:NoSuchKey"])]
fn condition_key(bencher: Bencher<'_, '_>, key: &str) {
    bench_with(bencher, |it| usize::from(it.condition_key(black_box(key)).is_some()));
}

#[divan::bench]
fn managed_policy_by_name(bencher: Bencher<'_, '_>) {
    let Ok(files) = build::managed_policies(&Texts::COMMITTED) else { return };
    let Ok(policies) = ManagedPolicies::from_bytes(&files.top) else { return };
    bencher.bench(|| policies.find(black_box("ReadOnlyAccess")).is_some());
}
