//! A large organization: how long it takes to open, how much memory it needs, and how long an answer takes then.
//! `cargo bench -p iam-scenario`; the table is in this crate's README.

use std::time::{Duration, Instant};

use iam_organization::NothingPublished;
use iam_scenario::{Answer, Question, Run, Scenario, Who, ask_after, read, write_compact};

const N_ACCOUNTS: usize = 1000;
/// Of each account; half of them users, half of them roles.
const N_PRINCIPALS: usize = 100;

fn main() {
    let text = file();
    println!("{N_ACCOUNTS} accounts x {N_PRINCIPALS} principals, a file of {} MB", text.len() / 1_000_000);
    let before = resident_megabytes();
    let start = Instant::now();
    let Ok(scenario) = read(&text) else { return println!("the file cannot be read") };
    let loaded = start.elapsed();
    println!("open:         {:>8.2} s", loaded.as_secs_f64());
    println!("memory:       {:>8} MB", resident_megabytes().saturating_sub(before));
    let run = Run::default();
    let first: Vec<Duration> = (0..1000).map(|it| answer(&scenario, &run, it)).collect();
    let again: Vec<Duration> = (0..1000).map(|it| answer(&scenario, &run, it)).collect();
    print("first answer", first);
    print("once more", again);
    let start = Instant::now();
    let written = write_compact(&scenario);
    println!("write:        {:>8.2} s ({} MB)", start.elapsed().as_secs_f64(), written.len() / 1_000_000);
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |idx: usize| times.get(idx).map_or(0.0, |it| it.as_secs_f64() * 1000.0);
    let (median, most, longest) = (at(times.len() / 2), at(times.len() * 99 / 100), at(times.len() - 1));
    println!(
        "{name:<13} {median:>8.3} ms median, 99 of 100 within {most:.3} ms, the longest {longest:.3} ms"
    );
}

/// How long the answer to a question about some principal of some account takes.
fn answer(scenario: &Scenario, run: &Run, nth: usize) -> Duration {
    let account = account_id(nth * 7 % N_ACCOUNTS);
    let question = Question {
        id: "q".to_owned(),
        title: String::new(),
        principal: Who::Arn(format!("arn:aws:iam::{account}:user/user{}", nth * 3 % (N_PRINCIPALS / 2))),
        action: "s3:GetObject".to_owned(),
        resource: format!("arn:aws:s3:::amzn-s3-demo-bucket-{account}/reports/key"),
        resource_account: None,
        context: Default::default(),
        at: None,
        after: None,
        expected: None,
    };
    let start = Instant::now();
    let answer = ask_after(scenario, &NothingPublished, run, &question);
    let elapsed = start.elapsed();
    assert!(matches!(answer, Answer::Decided(_)), "{answer:?}");
    elapsed
}

fn account_id(nth: usize) -> String {
    format!("{:012}", 100_000_000_000 + nth)
}

/// The file: every principal with an inline policy of 400 bytes and two managed policies of its account.
fn file() -> String {
    let inline = statement("s3:GetObject", &"x".repeat(400 - statement("s3:GetObject", "").len()));
    let accounts: Vec<String> = (0..N_ACCOUNTS).map(|it| account(&account_id(it), &inline)).collect();
    let placed: Vec<String> = (0..N_ACCOUNTS).map(|it| format!(r#"{{"id":"{}"}}"#, account_id(it))).collect();
    format!(
        r#"{{"scenarioVersion":0,"title":"Large","world":{{"clock":"2026-01-01T00:00:00Z","organization":{{"id":"o-exampleorgid","managementAccount":"{}","enabledPolicyTypes":["SERVICE_CONTROL_POLICY"],"root":{{"id":"r-exam","accounts":[{}]}}}},"accounts":[{}]}}}}"#,
        account_id(0),
        placed.join(","),
        accounts.join(",")
    )
}

fn account(id: &str, inline: &str) -> String {
    let policies = r#""attachedPolicies":["One","Two"],"inlinePolicies":[{"name":"own","policy":"#;
    let inline = quoted(inline);
    let half = N_PRINCIPALS / 2;
    let users: Vec<String> =
        (0..half).map(|it| format!(r#"{{"name":"user{it}",{policies}{inline}}}]}}"#)).collect();
    let trust = quoted(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{id}"}},"Action":"sts:AssumeRole"}}]}}"#
    ));
    let roles: Vec<String> = (0..half)
        .map(|it| format!(r#"{{"name":"role{it}","trustPolicy":{trust},{policies}{inline}}}]}}"#))
        .collect();
    let (one, two) = (quoted(&statement("s3:*", "")), quoted(&statement("ec2:*", "")));
    format!(
        r#"{{"id":"{id}","name":"account {id}","users":[{}],"roles":[{}],"managedPolicies":[{{"name":"One","policy":{one}}},{{"name":"Two","policy":{two}}}],"resources":[{{"arn":"arn:aws:s3:::amzn-s3-demo-bucket-{id}"}}]}}"#,
        users.join(","),
        roles.join(",")
    )
}

fn statement(action: &str, padding: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"a{padding}","Effect":"Allow","Action":"{action}","Resource":"arn:aws:s3:::amzn-s3-demo-bucket*"}}]}}"#
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

/// How much memory the process has, where the system says so.
fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|it| it.parse::<u64>().ok()).unwrap_or_default() / 1024
}
