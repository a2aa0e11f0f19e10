//! What can be written into the fields of a question: what the scenario speaks of, and what AWS's catalogue knows once it is
//! loaded.

use iam_catalog::{ArnTemplate, Catalog, ConditionKey, ServiceAction};
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
pub const MAX_CHOICES: usize = 80;
/// From this length on, what is typed without a service may be the beginning of an action.
const MIN_NAME: usize = 3;
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
            None => {
                choices.extend(services(catalog, typed));
                let everywhere = format!("*:{typed}*");
                let named = (typed.len() >= MIN_NAME).then(|| catalog.matching_actions(&everywhere));
                choices.extend(named.into_iter().flatten().take(MAX_CHOICES).map(action_choice));
            }
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
        let is_near = |arn: &str| match action {
            Some(_) => self.type_of(action, arn).is_some(),
            None => is_of_service(arn),
        };
        let (own, others): (Vec<_>, Vec<_>) =
            self.spoken.resources.iter().filter(|it| fits(it)).partition(|it| is_near(it));
        let known = |arn: &String| {
            let hint = self.type_of(action, arn).unwrap_or("in this scenario");
            Choice { value: arn.clone(), hint: hint.to_owned() }
        };
        choices.extend(own.into_iter().map(known));
        let is_whole = self.type_of(action, typed).is_some() && !typed.contains("${");
        let forms = action.into_iter().flat_map(|it| templates(it, account));
        choices.extend(forms.filter(|it| !is_whole && holds(&it.value, typed)));
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
        let of_action = self.keys_of_action();
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

    /// The keys of the action, and those that it has with the type of the resource, or with any type while none fits.
    fn keys_of_action(&self) -> Vec<ConditionKey<'a>> {
        let Some(action) = self.action() else { return Vec::new() };
        let arn = self.question.resource.trim();
        let fits = |it: &iam_catalog::ActionResource<'a>| it.resource_type.arns().any(|it| it.fits(arn));
        let fitting: Vec<_> = action.resource_types().filter(fits).collect();
        let of_type =
            fitting.iter().flat_map(|it| it.condition_keys().chain(it.resource_type.condition_keys()));
        let mut keys: Vec<ConditionKey<'a>> = action.condition_keys().chain(of_type).collect();
        if fitting.is_empty() {
            keys.extend(action.resource_types().flat_map(|it| it.condition_keys()));
        }
        keys
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
        let retired = if it.is_retired() { "retired · " } else { "" };
        Choice {
            value: format!("{}:", it.prefix()),
            hint: format!("{retired}{} · {n_actions} actions", it.name()),
        }
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
    let choice = |(name, arn): (&str, ArnTemplate<'_>)| {
        let value = arn.fill(&values);
        let blank = if value.contains("${") { ": fill in" } else { "" };
        Choice { hint: format!("{name}{blank}"), value }
    };
    let mut choices: Vec<Choice> = arns.map(choice).collect();
    // The shortest is what people mean: an object before an access point's.
    let shortest = choices.iter().enumerate().min_by_key(|(_, it)| it.value.len()).map(|(idx, _)| idx);
    if let Some(first) = shortest.map(|it| choices.remove(it)) {
        choices.insert(0, first);
    }
    choices
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
