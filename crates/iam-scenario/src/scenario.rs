//! The document: a world, questions about it, and calls made in it.

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::RequestContext;
use iam_evaluator::{DecidedBy, Decision};
use iam_organization::{ApiCall, AssumeRole, ErrorCode, Timestamp, World};

/// One document of the playground. What the user typed into a question or step is kept as typed, even where it makes no
/// sense yet: [`ask`](crate::ask) says what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub title: String,
    /// One line about it.
    pub description: String,
    /// The concepts that it teaches, such as `C27`.
    pub concepts: Vec<String>,
    /// The organization, accounts, policies and resources, and the clock.
    pub world: World,
    /// Requests to decide. The first one is shown when the scenario is opened. With an expected answer, a question is a
    /// test.
    pub questions: Vec<Question>,
    /// API calls, in the order in which they are made. Later steps and questions can act as the sessions that come out.
    pub steps: Vec<Step>,
    /// What the author has to say, in plain text.
    pub notes: String,
}

/// Who wants to do what to which resource, in which context?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Unique among the questions of the scenario.
    pub id: String,
    /// What it asks, in words.
    pub title: String,
    /// Who.
    pub principal: Who,
    /// The action as typed, such as `s3:GetObject`.
    pub action: String,
    /// The resource as typed: an ARN, or `*`.
    pub resource: String,
    /// The owner of the resource, where neither the world nor the ARN says it.
    pub resource_account: Option<AccountId>,
    /// The context keys that are set by hand. The others follow from the world.
    pub context: RequestContext,
    /// When it is asked; `None` for the world's time.
    pub at: Option<Timestamp>,
    /// After which step, by id; `None` for after all of them. It matters where steps change the world.
    pub after: Option<String>,
    /// What the answer should be.
    pub expected: Option<Expectation>,
}

/// Who asks a question or makes a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A user, a root user, a role session or a federated user, by ARN, as typed.
    Arn(String),
    /// The session or access key that a step gave, by the step's id.
    Step(String),
    /// An AWS service, such as `ec2.amazonaws.com`.
    Service(String),
    /// Nobody: the request is not signed.
    Anonymous,
}

/// What the answer to a question should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The policies decide.
    Decision {
        /// How.
        decision: ExpectedDecision,
        /// Which kind of policy; `None` if that does not matter.
        decided_by: Option<DecidedBy>,
    },
    /// The call fails before any policy is read.
    Error(ErrorCode),
}

/// A decision, or either denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedDecision {
    /// Allowed.
    Allowed,
    /// Denied by a statement.
    ExplicitDeny,
    /// Denied for want of an allow.
    ImplicitDeny,
    /// Denied either way.
    Denied,
}

/// A call, who makes it, and what should come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Unique among the steps of the scenario.
    pub id: String,
    /// What it does, in words.
    pub title: String,
    /// Who calls: somebody of the world, or the session of an earlier step.
    pub caller: Who,
    /// What is called.
    pub call: Call,
    /// The context keys that are set by hand.
    pub context: RequestContext,
    /// When it is called; `None` for the world's time.
    pub at: Option<Timestamp>,
    /// What should come of it.
    pub expected: Option<StepExpectation>,
}

/// An API call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// `sts:AssumeRole`.
    AssumeRole(AssumeRole),
    /// Any operation, with its parameters under AWS's names. Its changes are there for later steps and for questions.
    Api(ApiCall),
}

/// What should come of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepExpectation {
    /// It succeeds.
    Succeeds,
    /// It fails with this error.
    Error(ErrorCode),
}

impl ExpectedDecision {
    /// Whether the decision is what was expected.
    pub fn admits(self, decision: Decision) -> bool {
        match self {
            ExpectedDecision::Allowed => decision == Decision::Allowed,
            ExpectedDecision::ExplicitDeny => decision == Decision::ExplicitDeny,
            ExpectedDecision::ImplicitDeny => decision == Decision::ImplicitDeny,
            ExpectedDecision::Denied => decision != Decision::Allowed,
        }
    }
}

impl Scenario {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|it| it.id == id)
    }

    /// Whether some step may change what questions are asked about.
    pub fn changes_the_world(&self) -> bool {
        self.steps.iter().any(|it| matches!(it.call, Call::Api(_)))
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|it| it.id == id)
    }
}
