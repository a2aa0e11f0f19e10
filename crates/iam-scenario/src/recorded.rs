//! Calls that were made somewhere else: the app's second module makes them, and the first one explains them.
//!
//! What crosses is a text: what each call gave, the requests that were decided on the way, and what it changed. The
//! decisions themselves are made again, so that their traces need no form of their own.

use std::cell::{Cell, RefCell};

use iam_evaluator::request::RequestContext;
use iam_organization::{ApiCall, AwsPublished, Called, Credentials, World, find_operation};

use crate::steps::Api;
use crate::wire::{CallWriter, RecordedCall, read_calls};

/// Makes calls and writes down what came of them.
pub struct RecordingApi<A> {
    api: A,
    calls: RefCell<CallWriter>,
}

impl<A: Api> RecordingApi<A> {
    /// Makes calls by this.
    pub fn new(api: A) -> RecordingApi<A> {
        RecordingApi { api, calls: RefCell::default() }
    }

    /// Everything that was written down.
    pub fn into_text(self) -> String {
        self.calls.into_inner().into_text()
    }
}

impl<A: Api> Api for RecordingApi<A> {
    fn call(
        &self,
        world: &mut World,
        aws: &dyn AwsPublished,
        credentials: &Credentials,
        call: &ApiCall,
        surroundings: &RequestContext,
    ) -> Option<Called> {
        // Most calls only read; of the others the world before is what the one after is compared with.
        let may_change = find_operation(&call.operation).is_some_and(|it| !it.read_only);
        let before = may_change.then(|| world.clone());
        let called = self.api.call(world, aws, credentials, call, surroundings)?;
        self.calls.borrow_mut().add(before.as_ref(), world, &called);
        Some(called)
    }
}

/// What was written down about the calls of one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedCalls {
    calls: Vec<RecordedCall>,
}

impl RecordedCalls {
    /// Reads what [`RecordingApi`] wrote; `None` for any other text.
    pub fn read(text: &str) -> Option<RecordedCalls> {
        Some(RecordedCalls { calls: read_calls(text)? })
    }

    /// The calls from the first on, to run the steps of the scenario with that they were recorded of.
    pub fn replay(&self) -> impl Api {
        Replay { calls: &self.calls, next: Cell::new(0) }
    }
}

struct Replay<'a> {
    calls: &'a [RecordedCall],
    next: Cell<usize>,
}

impl Api for Replay<'_> {
    fn call(
        &self,
        world: &mut World,
        aws: &dyn AwsPublished,
        credentials: &Credentials,
        _: &ApiCall,
        _: &RequestContext,
    ) -> Option<Called> {
        let call = self.calls.get(self.next.get())?;
        self.next.set(self.next.get() + 1);
        Some(call.again(world, aws, credentials))
    }
}
