//! What is shown: tables in Markdown, and the same with every round as JSON.

use serde_json::{Value, json};

use crate::bars::{Bar, bars, short};
use crate::figures::Figures;
use crate::options::Options;

/// The parts that are about receiving.
const RECEIVING: [(&str, &str); 4] = [
    ("a", "a bare handler"),
    ("b", "the floor: kept, in groups, and nothing else"),
    ("c", "POST /api/v1/events, one subscription"),
    ("d", "POST /api/webhooks/inbound/…"),
];

/// The other figures.
const FIGURES: [(&str, &str, &str); 28] = [
    ("e.delivered", "e: delivered end to end, 256 under way", "/s"),
    ("e.cpu", "e: CPU per 1,000 delivered, the database's included", "s"),
    ("e.database_cpu", "e: of it PostgreSQL's", "s"),
    ("e.own_cpu", "e: CPU per 1,000 delivered of publisher and receiver, not included", "s"),
    ("e.memory", "e: peak memory", "MiB"),
    ("e.paced.p50", "e: publish to arrival at 50/s, p50", "ms"),
    ("e.paced.p95", "e: publish to arrival at 50/s, p95", "ms"),
    ("e.paced.p99", "e: publish to arrival at 50/s, p99", "ms"),
    ("f.alone", "f: publish to arrival at 50/s, p95, alone", "ms"),
    ("f.beside", "f: the same beside a dead and a slow receiver", "ms"),
    ("f.ratio", "f: ratio of both", ""),
    ("g.published", "g: backlog published", "/s"),
    ("g.drained", "g: backlog drained", "/s"),
    ("g.cpu", "g: CPU per 1,000 drained", "s"),
    ("g.memory", "g: peak memory", "MiB"),
    ("h.slowest", "h: the slowest search among a million deliveries", "ms"),
    ("i.acknowledged.p50", "i: a message to its acknowledgement at 50/s, p50", "ms"),
    ("i.acknowledged.p95", "i: a message to its acknowledgement at 50/s, p95", "ms"),
    ("i.handed.p50", "i: acknowledged to answer handed to the delivery engine, p50", "ms"),
    ("i.handed.p95", "i: acknowledged to answer handed to the delivery engine, p95", "ms"),
    ("i.handed.p99", "i: acknowledged to answer handed to the delivery engine, p99", "ms"),
    ("i.arrived.p50", "i: acknowledged to arrival of the answer, p50", "ms"),
    ("i.arrived.p95", "i: acknowledged to arrival of the answer, p95", "ms"),
    ("i.arrived.p99", "i: acknowledged to arrival of the answer, p99", "ms"),
    ("i.cpu", "i: CPU per 1,000 messages, turns and deliveries, the database's included", "s"),
    ("i.event.p95", "i: publish to arrival of an event at 50/s by the same server, p95", "ms"),
    ("i.of_acknowledgement", "i: handed over, p95, by the acknowledgement's", "times"),
    ("i.of_event", "i: arrival of the answer, p95, by the event's", "times"),
];

fn row(table: &mut String, cells: &[String]) {
    table.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// Everything that was measured, and the bars.
pub(crate) fn markdown(figures: &Figures, options: &Options, title: &str, database: &str) -> String {
    let (rounds, seconds) = (options.rounds, options.length.as_secs());
    let mut table = format!("# {title}\n\nMedian of {rounds}, {seconds} s each; bodies of 1 KB.\n");
    let mut receiving = String::new();
    let shown = |name: &str| figures.median(name).map_or_else(|| "–".to_owned(), short);
    for (part, name) in RECEIVING {
        for connections in &options.connections {
            let figure = |what: &str| format!("{part}.{connections}.{what}");
            let Some(rate) = figures.median(&figure("rate")) else { continue };
            let floor = figures.median(&format!("b.{connections}.rate"));
            let share = floor.map_or_else(|| "–".to_owned(), |floor| format!("{:.2}", rate / floor));
            let (p50, p95) = (shown(&figure("p50")), shown(&figure("p95")));
            row(
                &mut receiving,
                &[format!("{part}: {name}"), connections.to_string(), short(rate), p50, p95, share],
            );
        }
    }
    if !receiving.is_empty() {
        table.push_str("\n| received | connections | a second | p50 ms | p95 ms | of the floor |\n|---|--:|--:|--:|--:|--:|\n");
        table.push_str(&receiving);
    }
    let mut others = String::new();
    for (name, words, unit) in FIGURES {
        if let Some(figure) = figures.median(name) {
            row(&mut others, &[words.to_owned(), format!("{} {unit}", short(figure)).trim().to_owned()]);
        }
    }
    if !others.is_empty() {
        table.push_str("\n| delivered | |\n|---|--:|\n");
        table.push_str(&others);
    }
    let bars = bars(figures, database);
    if !bars.is_empty() {
        table.push_str("\n| bar | measured | has to be | |\n|---|--:|--:|---|\n");
        for bar in &bars {
            row(&mut table, &bar.row());
        }
    }
    table
}

/// Every figure of every round.
pub(crate) fn raw(figures: &Figures, options: &Options, title: &str, database: &str) -> Value {
    let bar =
        |bar: &Bar| json!({ "name": bar.name, "figure": bar.figure, "bar": bar.bar, "held": bar.is_held() });
    let bars: Vec<_> = bars(figures, database).iter().map(bar).collect();
    json!({
        "title": title,
        "database": database,
        "rounds": options.rounds,
        "seconds": options.length.as_secs(),
        "figures": figures.all(),
        "bars": bars,
    })
}
