//! Opening documents: built-in scenarios, links, files, saved documents. Nothing that is saved is ever overwritten.

use iam_aws_data::AwsData;
use iam_scenario::{InvalidLink, Link, ReadErrors, Scenario, read};
use leptos::task::spawn_local;

use crate::browser::fetch::FetchError;
use crate::browser::storage::KeptDocument;
use crate::browser::{fetch, files, fragment, storage};
use crate::present::gallery;
use crate::router::{Route, Source, ViewState};
use crate::workspace::{Event, OpenProblem, Opened, Origin};

/// The blank organization.
const BLANK: &str = include_str!("blank.json");

/// How many findings about a file are shown.
const MAX_LINES: usize = 8;

/// Opens what an address names, and sends the events that show it.
pub fn open_route(route: Route, send: impl Fn(Event) + 'static) {
    let Route { source, view } = route;
    match source {
        Source::Start => send(Event::Close),
        Source::Unknown => {
            send(Event::Close);
            let help = "if it was a link that somebody sent, ask for it again: its beginning is missing";
            send(problem("the address names nothing that the playground has", vec![help.to_owned()]));
        }
        Source::NotKept => {
            send(Event::Close);
            let help =
                "this browser had no room for it, or blocks storage: open the file again, or a link to it";
            send(problem("the document that was here could not be kept", vec![help.to_owned()]));
        }
        Source::Blank => send_opened(open_text(BLANK, "the blank organization", Origin::Blank, view), send),
        Source::Link(payload) => send_opened(open_link(payload, view), send),
        Source::Saved(id) => send_opened(open_saved(id, view), send),
        Source::Example(id) => {
            spawn_local(async move { send_opened(open_example(id, view).await, send) });
        }
    }
}

/// Sends the event, and after it what of the address could not be shown.
fn send_opened(event: Event, send: impl Fn(Event)) {
    let (missing, mut unfinished) = match &event {
        Event::Open { scenario, origin, view } => {
            (missing(scenario, origin, view), unfinished(scenario, origin))
        }
        _ => (Vec::new(), Vec::new()),
    };
    send(event);
    let n_more = unfinished.len().saturating_sub(MAX_LINES);
    unfinished.truncate(MAX_LINES);
    unfinished.extend((n_more > 0).then(|| format!("and {n_more} more")));
    let told = match (missing.is_empty(), unfinished.is_empty()) {
        (true, true) => return,
        (false, _) => ("the link opened, but not at the place that it was made for", missing),
        (true, false) => ("the scenario opened; something in it is to be mended", unfinished),
    };
    let (what, lines) = (told.0.to_owned(), told.1);
    send(Event::CannotOpen(OpenProblem { opened: Opened::Document, what, lines }));
}

/// What of a file makes no sense as it stands.
fn unfinished(scenario: &Scenario, origin: &Origin) -> Vec<String> {
    match origin {
        Origin::File | Origin::Link(_) => iam_scenario::problems(scenario, &AwsData::default(), None)
            .iter()
            .map(ToString::to_string)
            .collect(),
        Origin::Example(_) | Origin::Saved { .. } | Origin::Blank | Origin::Copy => Vec::new(),
    }
}

/// What an address wants to show and the scenario does not have.
fn missing(scenario: &Scenario, origin: &Origin, view: &ViewState) -> Vec<String> {
    let mut lines = Vec::new();
    if matches!(origin, Origin::Blank | Origin::File) {
        return lines;
    }
    let mut absent = |kind: &str, id: &Option<String>, has: &dyn Fn(&str) -> bool| {
        if let Some(id) = id.as_ref().filter(|it| !has(it)) {
            lines.push(format!("the scenario has no {kind} `{id}`"));
        }
    };
    absent("question", &view.question, &|id| scenario.question(id).is_some());
    absent("step", &view.call, &|id| scenario.step(id).is_some());
    // Every copied link ends with its panel.
    if matches!(origin, Origin::Link(_)) && view.panel.is_none() {
        let cut = "the end of the link was cut off: the scenario is whole, but the link may have shown another question";
        lines.push(cut.to_owned());
    }
    lines
}

/// Opens what an address or a pasted text names: a whole link, its fragment, or the text of a scenario.
pub fn open_pasted(text: &str, send: impl Fn(Event) + 'static) {
    let text = text.trim();
    if text.starts_with('{') {
        return send_opened(open_text(text, "the pasted text", Origin::File, ViewState::default()), send);
    }
    let fragment = text.split_once('#').map_or(text, |(_, it)| it);
    let route = Route::parse(fragment);
    if matches!(route.source, Source::Start | Source::Unknown | Source::NotKept) {
        let what = "this is neither a link of the playground nor a scenario".to_owned();
        let help =
            "paste a whole link, with everything after its #, or the text of a scenario file".to_owned();
        return send(problem(&what, vec![help]));
    }
    open_route(route, send);
}

/// Opens a file that the user picked or dropped.
pub fn open_file(file: Option<files::UnreadFile>, send: impl Fn(Event) + 'static) {
    let Some(file) = file else { return };
    spawn_local(async move {
        let event = match files::read(file).await {
            Some(file) => open_text(&file.text, &file.name, Origin::File, ViewState::default()),
            None => problem("the file could not be read", vec!["try again, or pick another file".to_owned()]),
        };
        send_opened(event, send);
    });
}

async fn open_example(id: String, view: ViewState) -> Event {
    if gallery::example(&id).is_none() {
        let help = "pick one of the scenarios below".to_owned();
        return problem(&format!("there is no built-in scenario `{id}`"), vec![help]);
    }
    match fetch::text(&format!("./examples/{id}.json")).await {
        Ok(text) => open_text(&text, &id, Origin::Example(id.clone()), view),
        Err(FetchError::NoAnswer) => {
            problem("the scenario did not load", vec!["check the connection, then try again".to_owned()])
        }
        Err(FetchError::Status(status)) => {
            problem("the scenario did not load", vec![format!("the server answered with status {status}")])
        }
    }
}

fn open_link(payload: String, view: ViewState) -> Event {
    match Link::parse(&format!("s={payload}")) {
        Ok(Link { scenario: Some(scenario), .. }) => open(scenario, Origin::Link(payload), view),
        Ok(Link { scenario: None, .. }) => problem(&InvalidLink::CutOff.to_string(), Vec::new()),
        Err(InvalidLink::Scenario(errors)) => {
            problem("the scenario in the link cannot be read", lines(&errors))
        }
        Err(error) => problem(&error.to_string(), vec!["Nothing was changed or overwritten.".to_owned()]),
    }
}

fn open_saved(id: String, view: ViewState) -> Event {
    match storage::load_document(&id) {
        Some(KeptDocument { stamp, scenario }) => {
            open_text(&scenario, "the saved document", Origin::Saved { id, stamp }, view)
        }
        None => problem(
            "this address names a document that this browser does not keep",
            vec!["documents stay where they were made: ask for a link made with “Copy link”".to_owned()],
        ),
    }
}

fn open_text(text: &str, name: &str, origin: Origin, view: ViewState) -> Event {
    match read(text) {
        Ok(scenario) => open(scenario, origin, view),
        Err(errors) => problem(&format!("{name} cannot be opened"), lines(&errors)),
    }
}

fn open(scenario: Scenario, origin: Origin, view: ViewState) -> Event {
    Event::Open { scenario: Box::new(scenario), origin, view }
}

fn problem(what: &str, lines: Vec<String>) -> Event {
    Event::CannotOpen(OpenProblem { opened: Opened::Nothing, what: what.to_owned(), lines })
}

fn lines(errors: &ReadErrors) -> Vec<String> {
    let n_more = errors.errors.len().saturating_sub(MAX_LINES);
    let shown = errors.errors.iter().take(MAX_LINES).map(|it| match it.line {
        Some(line) => format!("line {line}: {it}"),
        None => it.to_string(),
    });
    shown.chain((n_more > 0).then(|| format!("and {n_more} more"))).collect()
}

/// Opens what the address of the page names.
pub fn open_address(send: impl Fn(Event) + 'static) {
    open_route(Route::parse(&fragment::read()), send);
}
