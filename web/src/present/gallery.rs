//! The built-in scenarios, as the gallery shows them. The files are in `web/examples/`; a test holds the two together.

/// A built-in scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The name of its file without `.json`, and its name in links.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// One line about it.
    pub summary: &'static str,
    /// What it teaches.
    pub tags: &'static [&'static str],
}

/// Every built-in scenario, simplest first.
pub const EXAMPLES: [Example; 6] = [
    Example {
        id: "ec2-reads-and-writes-a-bucket",
        title: "An EC2 instance reads and writes a bucket",
        summary: "The instance gets its permissions from a role, so no access key lies on it.",
        tags: &["roles", "trust policy", "AssumeRole"],
    },
    Example {
        id: "developer-limited-by-tag",
        title: "A developer limited to resources tagged Environment=Development",
        summary: "A group with a customer managed policy, and a condition on the tag of the resource.",
        tags: &["groups", "managed policies", "conditions", "tags"],
    },
    Example {
        id: "cross-account-bucket",
        title: "A bucket in another account",
        summary: "Across accounts both sides must allow: the caller's policy and the bucket's.",
        tags: &["cross-account", "bucket policy"],
    },
    Example {
        id: "third-party-auditor",
        title: "A third-party auditor with an external ID",
        summary: "An audit firm assumes a role from its own account, read-only and for one hour.",
        tags: &["AssumeRole", "ExternalId", "sessions"],
    },
    Example {
        id: "permissions-boundary",
        title: "What a permissions boundary does, and does not",
        summary: "A boundary caps what identity-based policies grant. It grants nothing by itself.",
        tags: &["permissions boundary", "implicit deny"],
    },
    Example {
        id: "no-ec2-in-us-east-1",
        title: "No EC2 instances in us-east-1",
        summary: "A service control policy keeps every member account from starting instances in one Region.",
        tags: &["organizations", "SCP", "explicit deny"],
    },
];

/// The built-in scenario with this id.
pub fn example(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|it| it.id == id)
}
