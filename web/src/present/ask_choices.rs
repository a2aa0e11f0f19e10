//! What can be written into the fields of a question: what the scenario speaks of, and what AWS's catalogue knows once it is
//! loaded.

use iam_catalog::{Catalog, ConditionKey, ServiceAction};
use iam_evaluator::arn::AccountId;
use iam_organization::World;
use iam_scenario::Question;

use super::spoken::SpokenOf;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is written into the field.
    pub value: String,
    /// What it is, in a few words.
    pub hint: String,
}

/// More than anybody reads.
const MAX_CHOICES: usize = 80;
/// The Region that is put into ARNs: the one of AWS's own examples.
const REGION: &str = "us-east-1";
/// Keys that nearly every request has.
const COMMON_KEYS: [&str; 5] = [
    "aws:CurrentTime",
    "aws:MultiFactorAuthPresent",
    "aws:RequestedRegion",
    "aws:SecureTransport",
    "aws:SourceIp",
];

/// What the choices follow from.
#[derive(Clone, Copy)]
pub struct Choices<'a> {
    /// The world.
    pub world: &'a World,
    /// AWS's catalogue, once it is loaded.
    pub catalog: Option<&'a Catalog>,
    /// What the scenario speaks of.
    pub spoken: &'a SpokenOf,
    /// The question.
    pub question: &'a Question,
}

impl<'a> Choices<'a> {
    /// Actions that begin with what is typed, then those that hold it; services while no colon is typed.
    pub fn actions(&self) -> Vec<Choice> {
        let typed = self.question.action.trim();
        let spoken = self.spoken.actions.iter().filter(|it| holds(it, typed) && *it != typed);
        let spoken = spoken.map(|it| Choice { value: it.clone(), hint: self.level(it) });
        let Some(catalog) = self.catalog else { return spoken.collect() };
        let mut choices: Vec<Choice> = spoken.collect();
        match typed.split_once(':') {
            None => choices.extend(services(catalog, typed)),
            Some((prefix, name)) => {
                let begin = catalog.complete_action(typed);
                let service = catalog.service(prefix);
                let hold = service.into_iter().flat_map(|it| it.actions());
                let hold = hold.filter(|it| holds(it.name(), name) && !begins(it.name(), name));
                choices.extend(begin.chain(hold).take(MAX_CHOICES).map(action_choice));
            }
        }
        finish(choices, typed)
    }

    /// Resources of the world that the action can be about, then the ARNs of its resource types, to be filled in.
    pub fn resources(&self, account: Option<AccountId>) -> Vec<Choice> {
        let typed = self.question.resource.trim();
        let action = self.action();
        let mut choices = Vec::new();
        if action.is_some_and(ServiceAction::takes_no_resource) {
            choices.push(Choice { value: "*".to_owned(), hint: "the action takes no resource".to_owned() });
        }
        let service = self.question.action.split(':').next().unwrap_or_default();
        let is_of_service =
            |arn: &str| arn.split(':').nth(2).is_some_and(|it| it.eq_ignore_ascii_case(service));
        // While one of them is written, the others are still choices.
        let fits = |arn: &str| holds(arn, typed) || self.spoken.resources.contains(typed);
        let (own, others): (Vec<_>, Vec<_>) =
            self.spoken.resources.iter().filter(|it| fits(it)).partition(|it| is_of_service(it));
        let known = |arn: &String| {
            let hint = self.type_of(action, arn).unwrap_or("in this scenario");
            Choice { value: arn.clone(), hint: hint.to_owned() }
        };
        choices.extend(own.into_iter().map(known));
        choices.extend(action.into_iter().flat_map(|it| templates(it, account)));
        choices.extend(others.into_iter().map(known));
        finish(choices, typed)
    }

    /// Context keys that policies ask for, then those of the action, then those of every request.
    pub fn keys(&self) -> Vec<Choice> {
        let mut choices: Vec<Choice> = self
            .spoken
            .keys
            .iter()
            .map(|it| Choice { value: it.clone(), hint: self.key_hint(it, "in a policy") })
            .collect();
        let of_action = self.action().map(ServiceAction::all_condition_keys).unwrap_or_default();
        choices.extend(of_action.into_iter().map(key_choice));
        let common = COMMON_KEYS.map(|it| Choice { value: it.to_owned(), hint: self.key_hint(it, "") });
        choices.extend(common);
        choices.extend(self.catalog.into_iter().flat_map(|it| it.global_keys()).map(|it| key_choice(it.key)));
        let is_set = |it: &Choice| self.question.context.get(&it.value).is_some();
        choices.retain(|it| !is_set(it));
        let mut seen = Vec::new();
        choices.retain(|it| {
            let name = it.value.to_ascii_lowercase();
            let is_new = !seen.contains(&name);
            seen.push(name);
            is_new
        });
        choices
    }

    /// The action as the catalogue knows it.
    pub(super) fn action(&self) -> Option<ServiceAction<'a>> {
        self.catalog?.action(self.question.action.trim())
    }

    /// The resource type of an ARN, among those that the action can be about.
    pub(super) fn type_of(&self, action: Option<ServiceAction<'a>>, arn: &str) -> Option<&'a str> {
        let mut types = action?.resource_types().map(|it| it.resource_type);
        types.find(|it| it.arns().any(|it| it.fits(arn))).map(|it| it.name())
    }

    fn level(&self, action: &str) -> String {
        let level = self.catalog.and_then(|it| it.action(action)).map(|it| it.access_level().as_str());
        level.unwrap_or("in this scenario").to_owned()
    }

    fn key_hint(&self, key: &str, otherwise: &str) -> String {
        let known = self.catalog.and_then(|it| it.condition_key(key));
        known.map_or_else(|| otherwise.to_owned(), |it| type_words(it).to_owned())
    }
}

fn services<'a>(catalog: &'a Catalog, typed: &'a str) -> impl Iterator<Item = Choice> + 'a {
    let (begin, hold): (Vec<_>, Vec<_>) = catalog
        .services()
        .filter(|it| holds(it.prefix(), typed) || holds(it.name(), typed))
        .partition(|it| begins(it.prefix(), typed));
    let choice = |it: iam_catalog::Service<'_>| {
        let n_actions = it.actions().count();
        Choice { value: format!("{}:", it.prefix()), hint: format!("{} · {n_actions} actions", it.name()) }
    };
    begin.into_iter().chain(hold).take(MAX_CHOICES).map(choice)
}

fn action_choice(action: ServiceAction<'_>) -> Choice {
    Choice { value: action.to_string(), hint: action.access_level().as_str().to_owned() }
}

/// The ARNs of the action's resource types. What only the user knows stays `${…}`.
fn templates(action: ServiceAction<'_>, account: Option<AccountId>) -> Vec<Choice> {
    let account = account.map(|it| it.to_string());
    let mut values = vec![("Partition", "aws"), ("Region", REGION)];
    values.extend(account.as_deref().map(|it| ("Account", it)));
    let types = action.resource_types().map(|it| it.resource_type);
    let arns = types.flat_map(|it| it.arns().map(move |arn| (it.name(), arn)));
    arns.map(|(name, arn)| Choice { value: arn.fill(&values), hint: format!("{name}: fill in") }).collect()
}

fn key_choice(key: ConditionKey<'_>) -> Choice {
    Choice { value: key.name.to_owned(), hint: type_words(key).to_owned() }
}

/// The type of a key, as a reader needs it to write a value.
pub(super) fn type_words(key: ConditionKey<'_>) -> &'static str {
    match (key.key_type.as_str(), key.is_multivalued) {
        ("String", true) => "several strings",
        ("ARN", true) => "several ARNs",
        (_, true) => "several values",
        (words, false) => words,
    }
}

/// What is typed in full is no choice, and neither is what is there twice.
fn finish(choices: Vec<Choice>, typed: &str) -> Vec<Choice> {
    let mut finished: Vec<Choice> = Vec::new();
    for choice in choices {
        if choice.value != typed && finished.iter().all(|it| it.value != choice.value) {
            finished.push(choice);
        }
        if finished.len() == MAX_CHOICES {
            break;
        }
    }
    finished
}

fn holds(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

fn begins(text: &str, part: &str) -> bool {
    text.get(..part.len()).is_some_and(|it| it.eq_ignore_ascii_case(part))
}
