//! Every rule of how AWS decides is cited by a test, or stands in `tests/uncited.toml` with the reason why none can.
//!
//! A row of the corpus cites with its field `rule` or `rules`. In the tests of a crate a comment line of numbers alone,
//! such as `// E34, L57`, cites for the rows below it, and so does the name of a test that begins with numbers, such as
//! `s63_s68_…`.

use std::collections::{BTreeMap, BTreeSet};

use super::files::File;

/// All rules, one a line. Numbers are never used twice, so that the list only grows.
const RULES: &str = "tests/rules.txt";
const UNCITED: &str = "tests/uncited.toml";
/// Where the same rules are told to readers.
const ARCHITECTURE: &str = "ARCHITECTURE.md";
const SECTION: &str = "\n## Rules out of scope\n";

/// How many mistakes of other engines were collected; those that differential runs found here are `SUB-D…`.
const N_SUBTLETIES: usize = 85;

pub(crate) fn every_rule(files: &[File]) -> Vec<String> {
    let all: Vec<&str> = text_of(files, RULES).lines().collect();
    let citations = citations(files);
    let mut problems = Vec::new();
    for part in Part::ALL {
        let rules: Vec<&str> = all.iter().copied().filter(|it| Part::of(it) == part).collect();
        match Uncited::read(text_of(files, UNCITED), part) {
            Ok(uncited) => problems.extend(every_rule_of(&rules, &citations, &uncited)),
            Err(problem) => problems.push(format!("{UNCITED}: {problem}")),
        }
    }
    let unknown = citations.iter().filter(|(rule, _)| !all.contains(&rule.as_str()));
    problems.extend(unknown.map(|(rule, path)| format!("{path}: no rule {rule}")));
    problems
}

/// The rules of deciding, and those of the state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// E…, and L1 to L157.
    Decisions,
    /// S…, and the quotas L166 to L188.
    State,
}

impl Part {
    const ALL: [Part; 2] = [Part::Decisions, Part::State];

    fn of(rule: &str) -> Part {
        let number = |prefix| rule.strip_prefix(prefix).and_then(|it: &str| it.parse::<u32>().ok());
        match (number('S'), number('L')) {
            (Some(_), _) => Part::State,
            (None, Some(quota)) if quota > 157 => Part::State,
            (None, _) => Part::Decisions,
        }
    }

    /// Whether a rule of the state is one of those that are built: identities, STS, organizations, records.
    fn is_built(rule: &str) -> bool {
        let number = rule.strip_prefix('S').and_then(|it| it.parse::<u32>().ok()).unwrap_or_default();
        matches!(number, 1..=88 | 100..=153 | 166..=171)
    }

    /// Where its rules without rows stand, and how many.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Part::Decisions => ("reasons", "at_most"),
            Part::State => ("state_reasons", "state_at_most"),
        }
    }
}

fn every_rule_of(rules: &[&str], citations: &BTreeMap<String, String>, uncited: &Uncited) -> Vec<String> {
    let mut problems = Vec::new();
    for rule in rules {
        match (citations.get(*rule), uncited.reasons.get(*rule)) {
            (None, None) => problems.push(format!("{rule}: no test cites it; write a row")),
            (Some(path), Some(_)) => {
                problems.push(format!("{rule}: cited in {path}, so take it out of {UNCITED}"))
            }
            (None, Some(reason)) if reason.len() < 20 => {
                problems.push(format!("{UNCITED}: {rule} needs a reason"))
            }
            (Some(_), None) | (None, Some(_)) => {}
        }
    }
    let unknown = uncited.reasons.keys().filter(|it| !rules.contains(&it.as_str()));
    problems.extend(unknown.map(|rule| format!("{UNCITED}: no rule {rule}")));
    let (_, at_most) = uncited.part.names();
    let n_uncited = uncited.reasons.len();
    if n_uncited > uncited.at_most {
        problems.push(format!(
            "{UNCITED}: {n_uncited} rules, and {} were committed: write rows",
            uncited.at_most
        ));
    } else if n_uncited < uncited.at_most {
        problems.push(format!(
            "{UNCITED}: only {n_uncited} are left: write `{at_most} = {n_uncited}`, so that it stays so"
        ));
    }
    problems
}

/// The rules without a test stand in `ARCHITECTURE.md` too, each with the same reason, and so do those of which a part is left
/// out: tests cite them.
pub(crate) fn out_of_scope(files: &[File]) -> Vec<String> {
    let uncited = match Uncited::read(text_of(files, UNCITED), Part::Decisions) {
        Ok(uncited) => uncited,
        Err(problem) => return vec![format!("{UNCITED}: {problem}")],
    };
    let section = text_of(files, ARCHITECTURE).split(SECTION).nth(1).unwrap_or_default();
    let rows = section.split("\n## ").next().unwrap_or_default().lines();
    let told: BTreeSet<&str> = rows.filter_map(|it| it.strip_prefix("- ")).collect();
    let whole = uncited.reasons.iter().map(|(rule, reason)| format!("{rule}: {reason}"));
    let partly = uncited.partly.iter().map(|(rule, reason)| format!("{rule}, in part: {reason}"));
    let listed: BTreeSet<String> = whole.chain(partly).collect();
    let uncited_too = uncited.partly.keys().filter(|it| uncited.reasons.contains_key(*it));
    let uncited_too = uncited_too.map(|it| format!("{UNCITED}: {it} is left out as a whole, not in part"));
    let missing = listed.iter().filter(|it| !told.contains(it.as_str()));
    let more = told.iter().filter(|it| !listed.contains(**it));
    let missing = missing.map(|it| format!("{ARCHITECTURE}: out of scope, and not told: {it}"));
    let more = more.map(|it| format!("{ARCHITECTURE}: not in {UNCITED}: {it}"));
    missing.chain(more).chain(uncited_too).collect()
}

/// Every mistake of another engine that was collected has a row named after it, or a reason why none can.
pub(crate) fn every_subtlety(files: &[File]) -> Vec<String> {
    let uncited = match Uncited::read(text_of(files, UNCITED), Part::Decisions) {
        Ok(uncited) => uncited,
        Err(problem) => return vec![format!("{UNCITED}: {problem}")],
    };
    let corpus = files.iter().filter(|it| it.path.starts_with("tests/corpus/subtleties"));
    let rows: BTreeSet<usize> = corpus.flat_map(|it| it.text.lines()).filter_map(entry_of_row).collect();
    let check =
        |entry: usize| match (rows.contains(&entry), uncited.subtleties.contains_key(&entry.to_string())) {
            (false, false) => Some(format!("SUB-{entry}: no row is named after it")),
            (true, true) => Some(format!("SUB-{entry}: has a row, so take it out of {UNCITED}")),
            (true, false) | (false, true) => None,
        };
    (1..=N_SUBTLETIES).filter_map(check).collect()
}

/// The number in an id such as `SUB-17b`.
fn entry_of_row(line: &str) -> Option<usize> {
    let row: serde_json::Value = serde_json::from_str(line).ok()?;
    let entry = row.get("id")?.as_str()?.strip_prefix("SUB-")?;
    let digits = entry.split(|it: char| !it.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// What `tests/uncited.toml` says.
struct Uncited {
    part: Part,
    /// How many rules may stand there.
    at_most: usize,
    reasons: BTreeMap<String, String>,
    /// Rules that tests cite, and of which a part is left out.
    partly: BTreeMap<String, String>,
    /// The entries of the subtleties that no row can show.
    subtleties: BTreeMap<String, String>,
}

impl Uncited {
    fn read(text: &str, part: Part) -> Result<Uncited, String> {
        let (reasons, most) = part.names();
        let table: toml::Table = text.parse().map_err(|it: toml::de::Error| it.to_string())?;
        let at_most = table.get(most).and_then(|it| usize::try_from(it.as_integer()?).ok());
        let texts = |name: &str| {
            let entries = table.get(name).and_then(|it| it.as_table()).into_iter().flatten();
            entries.filter_map(|(key, it)| Some((key.clone(), it.as_str()?.to_owned()))).collect()
        };
        Ok(Uncited {
            part,
            at_most: at_most.ok_or_else(|| format!("no number `{most}`"))?,
            reasons: texts(reasons),
            partly: texts("partly"),
            subtleties: texts("subtleties"),
        })
    }
}

/// The cited rules, each with a file that cites it.
fn citations(files: &[File]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in files {
        let rules: Vec<String> = match () {
            () if file.path.starts_with("tests/corpus/") => file.text.lines().flat_map(of_row).collect(),
            () if file.is_rust() && file.is_test() => {
                let lines = file.text.lines();
                lines.flat_map(|it| of_comment(it).into_iter().chain(of_test_name(it))).collect()
            }
            () => Vec::new(),
        };
        found.extend(rules.into_iter().map(|it| (it, file.path.clone())));
    }
    // Rules of parts that are not built yet are cited here and there.
    found.retain(|rule, _| !rule.starts_with('S') || Part::is_built(rule));
    found
}

/// The numbers that the name of a test begins with: `fn s63_s68_…`.
fn of_test_name(line: &str) -> Vec<String> {
    let Some(name) = line.trim().strip_prefix("fn ") else { return Vec::new() };
    let words = name.split('_').map(str::to_ascii_uppercase);
    words.take_while(|it| is_number(it)).collect()
}

/// The rules of a row: a list, or a text with commas.
fn of_row(line: &str) -> Vec<String> {
    let Ok(row) = serde_json::from_str::<serde_json::Value>(line) else { return Vec::new() };
    let list =
        row.get("rules").and_then(|it| it.as_array()).into_iter().flatten().filter_map(|it| it.as_str());
    let one = row.get("rule").and_then(|it| it.as_str()).unwrap_or_default().split(',');
    list.chain(one).map(|it| it.trim().to_owned()).filter(|it| is_number(it)).collect()
}

/// The rules of a comment line that holds nothing else.
fn of_comment(line: &str) -> Vec<String> {
    let Some(comment) = line.trim().strip_prefix("// ") else { return Vec::new() };
    let words: Vec<&str> = comment.split(", ").collect();
    let all = words.iter().all(|it| is_number(it));
    words.into_iter().filter(|_| all).map(str::to_owned).collect()
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['E', 'L', 'S']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
}

fn text_of<'f>(files: &'f [File], path: &str) -> &'f str {
    files.iter().find(|it| it.path == path).map_or("", |it| &it.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems where E1 is cited by a row, E2 by a comment, and E3 by nobody.
    #[track_caller]
    fn check(uncited: &str, expected: &[&str]) {
        let files = [
            File::new(RULES, "E1\nE2\nE3\n"),
            File::new(UNCITED, &format!("state_at_most = 0\n{uncited}")),
            File::new("tests/corpus/a.jsonl", r#"{"id": "A", "rule": "E1", "note": "E3"}"#),
            File::new("crates/a/src/tests.rs", "// E2\n// E3 is not cited by a sentence.\n"),
            File::new("crates/a/src/lib.rs", "// E3\n"),
        ];
        assert_eq!(every_rule(&files), expected);
    }

    #[test]
    fn a_rule_is_cited_or_has_a_reason() {
        check("at_most = 1\n[reasons]\nE3 = \"nothing that can be observed\"", &[]);
        check("at_most = 0\n[reasons]", &["E3: no test cites it; write a row"]);
        check("at_most = 1\n[reasons]\nE3 = \"later\"", &["tests/uncited.toml: E3 needs a reason"]);
    }

    #[test]
    fn a_cited_rule_has_no_reason() {
        check(
            "at_most = 2\n[reasons]\nE1 = \"nothing that can be observed\"\nE3 = \"nothing that can be observed\"",
            &["E1: cited in tests/corpus/a.jsonl, so take it out of tests/uncited.toml"],
        );
    }

    #[test]
    fn the_list_only_shrinks() {
        let one = "[reasons]\nE3 = \"nothing that can be observed\"";
        check(
            &format!("at_most = 0\n{one}"),
            &["tests/uncited.toml: 1 rules, and 0 were committed: write rows"],
        );
        check(
            &format!("at_most = 2\n{one}"),
            &["tests/uncited.toml: only 1 are left: write `at_most = 1`, so that it stays so"],
        );
    }

    #[test]
    fn what_is_out_of_scope_is_told_in_the_same_words() {
        let uncited = "at_most = 1\n[reasons]\nE3 = \"nothing that can be observed\"";
        let problems = |architecture: &str| {
            out_of_scope(&[File::new(UNCITED, uncited), File::new(ARCHITECTURE, architecture)])
        };
        let told = "# A\n\n## Rules out of scope\n\nThese.\n\n- E3: nothing that can be observed\n";
        assert_eq!(problems(told), [""; 0]);
        let missing = "ARCHITECTURE.md: out of scope, and not told: E3: nothing that can be observed";
        assert_eq!(problems("# A\n\n- E3: nothing that can be observed\n"), [missing]);
        let other = told.replace("observed", "seen");
        let more = "ARCHITECTURE.md: not in tests/uncited.toml: E3: nothing that can be seen";
        assert_eq!(problems(&other), [missing, more]);
    }

    #[test]
    fn what_is_left_out_of_a_rule_is_told_too() {
        let uncited = "at_most = 0\n[reasons]\n[partly]\nE1 = \"what cannot be observed\"";
        let problems = |architecture: &str| {
            out_of_scope(&[File::new(UNCITED, uncited), File::new(ARCHITECTURE, architecture)])
        };
        let told = "# A\n\n## Rules out of scope\n\n- E1, in part: what cannot be observed\n";
        assert_eq!(problems(told), [""; 0]);
        let missing = "ARCHITECTURE.md: out of scope, and not told: E1, in part: what cannot be observed";
        assert_eq!(problems("# A\n\n## Rules out of scope\n"), [missing]);
    }

    #[test]
    fn a_number_that_is_no_rule_is_a_typing_mistake() {
        check(
            "at_most = 2\n[reasons]\nE3 = \"nothing that can be observed\"\nE9 = \"nothing that can be observed\"",
            &["tests/uncited.toml: no rule E9"],
        );
    }

    #[test]
    fn a_row_is_named_after_its_entry() {
        let entry = |id: &str| entry_of_row(&format!(r#"{{"id": "{id}"}}"#));
        assert_eq!(entry("SUB-17b"), Some(17));
        assert_eq!(entry("SUB-54-NumericEquals-a"), Some(54));
        assert_eq!(entry("SUB-D2a"), None);
        assert_eq!(entry("R017"), None);
    }
}
