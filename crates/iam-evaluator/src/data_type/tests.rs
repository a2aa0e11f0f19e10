use super::Instant;

// L94
#[test]
fn the_usual_form_of_a_date_is_read_as_every_other() {
    let parts = [
        "00", "01", "02", "09", "11", "12", "13", "23", "24", "28", "29", "30", "31", "32", "59", "60", "61",
        "1x",
    ];
    let mut n_read = 0;
    for year in ["0000", "1900", "1970", "2000", "2024", "2026", "9999", "20 6"] {
        for (month, day) in parts.iter().flat_map(|month| parts.iter().map(move |day| (month, day))) {
            for time in ["00:00:00", "23:59:60", "24:00:00", "12:60:00", "12:00:61", "1x:00:00"] {
                let text = format!("{year}-{month}-{day}T{time}Z");
                assert_eq!(Instant::usual(&text), Instant::general(&text), "{text}");
                n_read += usize::from(Instant::parse(&text).is_some());
            }
        }
    }
    assert!(n_read > 500, "{n_read}");
}
