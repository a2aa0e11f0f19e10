//! The clock's text form.

use crate::Timestamp;

#[track_caller]
fn check(text: &str, epoch_seconds: Option<i64>) {
    let read = Timestamp::parse(text);
    assert_eq!(read.as_ref().ok().map(|it| it.epoch_seconds()), epoch_seconds, "{text}");
    if let Ok(read) = read {
        assert_eq!(read.to_string(), text);
    }
}

#[test]
fn a_time_is_read_and_printed() {
    check("1970-01-01T00:00:00Z", Some(0));
    check("2026-01-15T10:00:00Z", Some(1_768_471_200));
    check("2024-02-29T23:59:59Z", Some(1_709_251_199));
    check("1969-12-31T23:59:59Z", Some(-1));
    check("2000-03-01T00:00:00Z", Some(951_868_800));
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "2026-01-15",
        "2026-01-15T10:00:00",
        "2026-01-15T10:00:00+01:00",
        "2026-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-01-15T24:00:00Z",
        "2026-1-15T10:00:00Z",
        "2026-01-15T10:00:00:00Z",
        "+026-01-15T10:00:00Z",
    ] {
        check(text, None);
    }
}

#[test]
fn time_goes_on() {
    let time = Timestamp::parse("2026-12-31T23:30:00Z").unwrap();
    assert_eq!(time.plus_seconds(3600).to_string(), "2027-01-01T00:30:00Z");
}
