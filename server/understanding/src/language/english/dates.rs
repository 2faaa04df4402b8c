//! How English is typed in a hurry.

use crate::dates::DateWords;

pub(super) fn dates() -> DateWords {
    DateWords::of(
        None,
        "
tmrw | tmr | tmw | tmro | tomorow | tommorow | tommorrow | tomorro | 2moro | 2morrow | tomoz = tomorrow
2 day | 2day = today
tonite | 2nite = tonight
thurdsay | thrusday = thursday
wensday | wednsday = wednesday
tuseday = tuesday
firday = friday
end of play = end of day
a fortnight | a fortnight today = a fortnight
fortnight from today = a fortnight from now
first thing on = first thing
mid afternoon | midafternoon = afternoon
nxt = next
weds = wednesday
this arvo = this afternoon
half day = noon
        ",
    )
}
