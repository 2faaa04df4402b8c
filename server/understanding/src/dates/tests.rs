use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::find;
use crate::language::ENGLISH;

/// Phrase, the local time it means, from Wednesday 11 March 2026, 10:00 in New York.
const PHRASES: &str = "\
tomorrow 3pm|2026-03-12T15:00
tomorrow at 3|2026-03-12T15:00
3pm tomorrow|2026-03-12T15:00
by Friday|2026-03-13T17:00
next Tuesday|2026-03-17T17:00
next Friday|2026-03-20T17:00
this Friday|2026-03-13T17:00
Friday week|2026-03-20T17:00
Monday after next|2026-03-23T17:00
Friday next week|2026-03-20T17:00
in two weeks|2026-03-25T17:00
in 2 weeks' time|2026-03-25T17:00
in 3 hours|2026-03-11T13:00
in half an hour|2026-03-11T10:30
in an hour and a half|2026-03-11T11:30
in 45 mins|2026-03-11T10:45
within 24 hours|2026-03-12T10:00
in the next two days|2026-03-13T17:00
in a couple of days|2026-03-13T17:00
in 3 business days|2026-03-16T17:00
in 3 days at 10am|2026-03-14T10:00
two weeks from now|2026-03-25T17:00
a week from Friday|2026-03-20T17:00
in a fortnight|2026-03-25T17:00
3/15|2026-03-15T17:00
3/10|2027-03-10T17:00
15/4|2026-04-15T17:00
3/15/27|2027-03-15T17:00
15.04.2026|2026-04-15T17:00
15 March|2026-03-15T17:00
the 15th of March|2026-03-15T17:00
March 15th at noon|2026-03-15T12:00
Mar 15, 2027|2027-03-15T17:00
1 March|2027-03-01T17:00
2026-03-15|2026-03-15T17:00
2026-03-15 14:30|2026-03-15T14:30
2026-03-15T14:30|2026-03-15T14:30
Friday, March 13|2026-03-13T17:00
Friday the 13th at 9:30|2026-03-13T09:30
on the 20th|2026-03-20T17:00
on the 1st|2026-04-01T17:00
the 3rd of next month|2026-04-03T17:00
first Monday of April|2026-04-06T17:00
last Friday of the month|2026-03-27T17:00
EOD|2026-03-11T17:00
EOD Friday|2026-03-13T17:00
by end of day tomorrow|2026-03-12T17:00
close of business Thursday|2026-03-12T17:00
end of week|2026-03-13T17:00
EOW|2026-03-13T17:00
end of next week|2026-03-20T17:00
next week|2026-03-20T17:00
next week Tuesday|2026-03-17T17:00
early next week|2026-03-16T17:00
this weekend|2026-03-14T17:00
end of month|2026-03-31T17:00
by the end of the month|2026-03-31T17:00
month-end|2026-03-31T17:00
end of April|2026-04-30T17:00
mid April|2026-04-15T17:00
end of the quarter|2026-03-31T17:00
end of the year|2026-12-31T17:00
next month|2026-04-30T17:00
tonight|2026-03-11T20:00
tonight at 9|2026-03-11T21:00
this afternoon|2026-03-11T15:00
this morning|2026-03-11T17:00
Friday morning|2026-03-13T09:00
Friday morning at 10|2026-03-13T10:00
tomorrow evening|2026-03-12T18:00
tomorrow at 7 in the evening|2026-03-12T19:00
first thing Monday|2026-03-16T09:00
first thing tomorrow|2026-03-12T09:00
first thing|2026-03-12T09:00
tomorrow first thing in the morning|2026-03-12T09:00
in the morning|2026-03-12T09:00
at half past four|2026-03-11T16:30
quarter to five on Friday|2026-03-13T16:45
ten past nine tomorrow|2026-03-12T09:10
half four tomorrow|2026-03-12T16:30
at half four tomorrow|2026-03-12T16:30
3:30pm|2026-03-11T15:30
3.30pm|2026-03-11T15:30
15:00|2026-03-11T15:00
09:00|2026-03-12T09:00
at 9|2026-03-12T09:00
today at 9|2026-03-11T21:00
at 5 p.m. on Friday|2026-03-13T17:00
by 5|2026-03-11T17:00
by noon|2026-03-11T12:00
before lunch|2026-03-11T12:00
by midnight|2026-03-12T00:00
Thursday 2-4pm|2026-03-12T14:00
Thursday from 11 to 1pm|2026-03-12T11:00
between 2 and 4pm tomorrow|2026-03-12T16:00
at 1500 on Friday|2026-03-13T15:00
day after tomorrow|2026-03-13T17:00
no later than 20 March|2026-03-20T17:00
due Friday|2026-03-13T17:00
on Sat|2026-03-14T17:00
29 February|2028-02-29T17:00
last Friday|past
two days ago|past
yesterday|past
at 3 locations|-
#15|-
task 15|-
24/7|-
3/4 of the budget|-
555-1234|-
version 2.5|-
on the 2nd floor|-
we may sat on the sun|-
$15.30|-
";

fn check(zone: Tz, now: &str, phrase: &str) -> String {
    let local: NaiveDateTime = format!("{now}:00").parse().unwrap();
    let now = zone.from_local_datetime(&local).unwrap();
    let found = find(&ENGLISH, phrase, now);
    match found.as_slice() {
        [] => "-".to_owned(),
        [date] if date.past => "past".to_owned(),
        [date] => date.at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string(),
        more => format!(
            "{} dates: {:?}",
            more.len(),
            more.iter().map(|date| &phrase[date.range.clone()]).collect::<Vec<_>>()
        ),
    }
}

#[test]
fn phrases_mean_what_people_mean_by_them() {
    let mut wrong = Vec::new();
    for line in PHRASES.lines() {
        let (phrase, expected) = line.split_once('|').unwrap();
        let found = check(Tz::America__New_York, "2026-03-11T10:00", phrase);
        if found != expected {
            wrong.push(format!("{phrase}: expected {expected}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Phrase, the local time it means, from Wednesday 11 March 2026, 10:00 in Berlin.
const FOREIGN: &str = "\
bis Freitag|2026-03-13T17:00
am nächsten Dienstag um 15 Uhr|2026-03-17T15:00
übermorgen|2026-03-13T17:00
in zwei Wochen|2026-03-25T17:00
am 31.12.|2026-12-31T17:00
bis zum 15. März|2026-03-15T17:00
morgen um halb vier|2026-03-12T15:30
bis Ende des Monats|2026-03-31T17:00
vor 3 Tagen|past
antes del viernes|2026-03-13T17:00
mañana a las 10|2026-03-12T10:00
el 20 de marzo|2026-03-20T17:00
el lunes por la mañana|2026-03-16T09:00
a fin de mes|2026-03-31T17:00
dentro de dos semanas|2026-03-25T17:00
la semana que viene|2026-03-20T17:00
avant vendredi|2026-03-13T17:00
demain à 9h30|2026-03-12T09:30
lundi prochain|2026-03-16T17:00
le 15 mars|2026-03-15T17:00
dans trois jours|2026-03-14T17:00
d'ici la fin du mois|2026-03-31T17:00
après-demain|2026-03-13T17:00
";

#[test]
fn dates_of_other_languages_are_read_by_the_same_grammar() {
    let zone = Tz::Europe__Berlin;
    let now = zone.with_ymd_and_hms(2026, 3, 11, 10, 0, 0).unwrap();
    let mut wrong = Vec::new();
    for line in FOREIGN.lines() {
        let (phrase, expected) = line.split_once('|').unwrap();
        let found = find(crate::language::detect(phrase), phrase, now);
        let text = match found.as_slice() {
            [date] if date.past => "past".to_owned(),
            [date] => date.at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string(),
            more => format!("{} dates", more.len()),
        };
        if text != expected {
            wrong.push(format!("{phrase}: expected {expected}, found {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_day_and_month_follows_the_zone() {
    assert_eq!(check(Tz::America__New_York, "2026-01-05T10:00", "4/3"), "2026-04-03T17:00");
    assert_eq!(check(Tz::Europe__Berlin, "2026-01-05T10:00", "4/3"), "2026-03-04T17:00");
}

#[test]
fn a_local_time_that_does_not_exist_moves_forward_and_one_that_comes_twice_is_the_first() {
    // London's clocks go from 01:00 to 02:00 on 29 March and from 02:00 to 01:00 on 25 October.
    assert_eq!(check(Tz::Europe__London, "2026-03-28T10:00", "tomorrow at 1:30am"), "2026-03-29T02:30");
    let now = Tz::Europe__London.with_ymd_and_hms(2026, 10, 24, 10, 0, 0).unwrap();
    let found = find(&ENGLISH, "tomorrow at 1:30am", now);
    assert_eq!(found[0].at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    // Apia left out the whole of 30 December 2011.
    assert_eq!(check(Tz::Pacific__Apia, "2011-12-28T10:00", "30 December"), "2011-12-31T17:00");
}

#[test]
fn a_default_time_that_has_passed_moves_towards_midnight() {
    assert_eq!(check(Tz::UTC, "2026-03-11T16:30", "this afternoon"), "2026-03-11T17:00");
    assert_eq!(check(Tz::UTC, "2026-03-11T18:30", "today"), "2026-03-11T23:59");
    assert_eq!(check(Tz::UTC, "2026-03-11T18:30", "EOD"), "2026-03-11T23:59");
}

#[test]
fn what_only_names_a_thing_is_told_apart() {
    let now = Tz::UTC.with_ymd_and_hms(2026, 3, 11, 10, 0, 0).unwrap();
    for (text, attributive) in [
        ("Send notes from Monday's meeting", true),
        ("Move the Friday meeting", true),
        ("Prepare slides for the 3pm call", true),
        ("Call Bob on Friday about the invoice", false),
    ] {
        assert_eq!(
            find(&ENGLISH, text, now).iter().map(|date| date.attributive).collect::<Vec<_>>(),
            [attributive],
            "{text}"
        );
    }
}
