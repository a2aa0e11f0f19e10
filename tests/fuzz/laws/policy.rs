//! Any text as a policy: nothing panics, findings stand in the text, what `parse` takes `read` takes too, and a policy
//! that is printed is read again as the same.

use iam_evaluator::policy::{parse, print, read, read_condition_block};

pub(crate) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (policy, diagnostics) = read(text);
    for it in &diagnostics {
        let place = it.span.start as usize..it.span.end as usize;
        assert!(text.get(place).is_some(), "{:?} is no piece of the text", it.span);
    }
    let (saved, _) = parse(text);
    assert!(saved.is_none() || saved == policy, "`parse` and `read` differ");
    if let Some(policy) = policy.filter(|it| it.unreadable.is_empty()) {
        let printed = print(&policy);
        assert_eq!(read(&printed).0.as_ref(), Some(&policy), "printed as {printed}");
    }
    read_condition_block(text);
}
