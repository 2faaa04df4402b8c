//! Turns as a whole: answers, structured payloads, settings, and what must never happen.

use chrono_tz::Tz;
use patchbay_domain::assistant::{
    Author, Intent, PastMessage, Personality, ReplyPart, StructuredTask, TaskChange, TaskChangeKind,
    TurnRequest, TurnResult, Urgency,
};
use patchbay_domain::task::{MAX_TITLE_CHARACTERS, TaskPriority};
use proptest::prelude::{ProptestConfig, any, proptest};

use super::corpus::{known_tasks, local, request};
use super::lines::{TaskLine, render_reply};
use super::take_turn;

const ZONE: Tz = Tz::America__New_York;
const NOW: &str = "2026-03-11T10:00";

fn ask(content: &str) -> TurnRequest {
    request(NOW, ZONE, content)
}

/// The answer as it leaves, the created tasks numbered from 20.
fn answer(request: &TurnRequest) -> String {
    let turn = take_turn(request);
    let created: Vec<TaskLine> = (20..)
        .zip(&turn.tasks)
        .map(|(number, draft)| TaskLine {
            number,
            title: draft.title.clone(),
            priority: draft.priority,
            deadline: draft.due.map(|due| due.at),
            assignee: draft.assignee.clone(),
        })
        .collect();
    render_reply(turn.language, &turn.reply, &created, request.time_zone, request.received_at)
}

#[test]
fn answers_say_what_was_done() {
    for (content, expected) in [
        (
            "Call Bob on Friday at 3pm, urgent",
            "I have created a task.\nTask 20: Call Bob, due Fri 13 Mar 15:00, high",
        ),
        ("task 12 is done", "Task 12 (Update the Globex landing page) is done."),
        ("move task 3 to Friday", "Task 3 (Call Acme about the invoice) is now due Fri 13 Mar 15:00."),
        ("make #4 urgent", "Task 4 (Prepare the Q3 report) now has high priority."),
        ("task 9 is done", "Task 9 (Renew the domain) is done already."),
        ("move task 9 to Friday", "Task 9 (Renew the domain) is closed; reopen it first."),
        ("task 99 is done", "I know of no task 99 here, so nothing was changed."),
        ("is task 5 done?", "Task 5 (Send the contract to Jane Doe) is in progress, due Fri 13 Mar 17:00."),
        ("when is the Acme call due?", "Task 3 (Call Acme about the invoice) is open, due Thu 12 Mar 15:00."),
        ("what's overdue?", "1 task is overdue:\nTask 7: Book flights to Berlin, due Tue 10 Mar 17:00"),
        (
            "what is due tomorrow?",
            "1 task is due tomorrow:\nTask 3: Call Acme about the invoice, due Thu 12 Mar 15:00",
        ),
        (
            "what's open for Globex?",
            "1 task is open for Globex:\nTask 12: Update the Globex landing page, low",
        ),
        ("What's the weather like?", "I can't answer that yet; it is in the thread for your team."),
        ("Thanks!", "You are welcome."),
        ("STOP", ""),
        ("yes", "Thank you, noted. Nothing was waiting for your answer."),
        ("hola, qué tal", "Hola. ¿En qué puedo ayudarle?"),
        ("don't call Initech", "Understood. I made no task of it."),
    ] {
        assert_eq!(answer(&ask(content)), expected, "{content}");
    }
}

#[test]
fn open_tasks_are_listed_the_most_pressing_first() {
    let text = answer(&ask("what's open?"));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "5 tasks are open:");
    assert!(lines[1].starts_with("Task 7:") && lines[2].starts_with("Task 3:"), "{text}");
}

#[test]
fn an_unclear_task_is_asked_about() {
    let mut unclear = ask("done with the call");
    let mut second = known_tasks()[0].clone();
    second.number = 30;
    second.title = "Call Initech".to_owned();
    unclear.tasks.push(second);
    let turn = take_turn(&unclear);
    assert!(turn.changes.is_empty() && turn.tasks.is_empty());
    let text = answer(&unclear);
    assert!(
        text.starts_with("Which task do you mean?") && text.contains("Task 3:") && text.contains("Task 30:"),
        "{text}"
    );
}

#[test]
fn that_means_the_task_named_last() {
    let mut request = ask("cancel that");
    assert!(take_turn(&request).changes.iter().all(|change| crate::updates::number(change).is_none()));
    request.history.push(PastMessage {
        elsewhere: None,
        author: Author::Assistant,
        content: "I have created a task.\nTask 3: Call Acme about the invoice".to_owned(),
        at: local(ZONE, NOW),
    });
    assert_eq!(take_turn(&request).changes, [TaskChange::numbered(3, TaskChangeKind::Cancel)]);
}

#[test]
fn structured_fields_are_taken_as_they_are() {
    let mut given = ask("Please call us by Friday, it's urgent");
    let deadline = local(ZONE, "2026-05-01T12:00");
    given.structured = Some(StructuredTask {
        title: Some("please check tomorrow's ORDER".to_owned()),
        description: None,
        priority: Some(TaskPriority::Low),
        deadline: Some(deadline),
    });
    let turn = take_turn(&given);
    assert_eq!(turn.intent, Intent::Task);
    let [task] = &turn.tasks[..] else { panic!("one task: {:?}", turn.tasks) };
    assert_eq!(task.title, "please check tomorrow's ORDER");
    assert_eq!((task.priority, task.due.map(|due| due.at)), (TaskPriority::Low, Some(deadline)));
    assert_eq!(task.description.as_deref(), Some("Please call us by Friday, it's urgent"));

    given.structured =
        Some(StructuredTask { title: Some("Check it".to_owned()), ..StructuredTask::default() });
    assert_eq!(take_turn(&given).tasks[0].due.map(|due| due.at), Some(local(ZONE, "2026-03-13T17:00")));

    given.content = "Call the supplier about the delay".to_owned();
    given.structured =
        Some(StructuredTask { priority: Some(TaskPriority::High), ..StructuredTask::default() });
    let turn = take_turn(&given);
    assert_eq!(turn.tasks[0].title, "Call the supplier about the delay");
    assert_eq!((turn.tasks[0].priority, turn.tasks[0].due.map(|due| due.at)), (TaskPriority::High, None));

    given.content = "Hello".to_owned();
    given.structured = Some(StructuredTask::default());
    assert!(take_turn(&given).tasks.is_empty(), "no field was given");
}

#[test]
fn a_channel_that_makes_no_tasks_says_so() {
    let mut off = ask("Call Bob tomorrow");
    off.settings.auto_create_tasks = false;
    let turn = take_turn(&off);
    assert_eq!((turn.intent, turn.tasks.len()), (Intent::Task, 0));
    assert!(answer(&off).contains("do not create tasks"));
}

#[test]
fn the_tone_is_the_channels() {
    let mut request = ask("Call Bob");
    request.settings.personality = Personality::Concise;
    assert_eq!(answer(&request), "Task 20: Call Bob");
    request.settings.personality = Personality::Friendly;
    assert_eq!(answer(&request), "Got it! I've put this on the list.\nTask 20: Call Bob");
}

#[test]
fn the_description_is_the_message_where_it_says_more() {
    assert_eq!(take_turn(&ask("Hey, can you please call Acme tomorrow? Thanks!")).tasks[0].description, None);
    let more = "Call Acme tomorrow. They were not happy with the last delivery.";
    assert_eq!(take_turn(&ask(more)).tasks[0].description.as_deref(), Some(more));
    let long = format!("Write {}", "a very long story ".repeat(30));
    let turn = take_turn(&ask(&long));
    assert!(turn.tasks[0].title.chars().count() <= MAX_TITLE_CHARACTERS);
    assert_eq!(turn.tasks[0].description.as_deref(), Some(long.trim()));
}

#[test]
fn the_summary_grows_by_what_happened() {
    let mut request = ask("Call Bob tomorrow");
    request.summary = Some("10 Mar: asked for Pay rent.".to_owned());
    assert_eq!(
        take_turn(&request).summary,
        "10 Mar: asked for Pay rent.\n11 Mar: asked for Call Bob (due Thu 12 Mar 17:00)."
    );
    request.content = "thanks".to_owned();
    assert_eq!(take_turn(&request).summary, "10 Mar: asked for Pay rent.");
}

#[test]
fn entities_are_named() {
    let turn = take_turn(&ask("Email Jane Doe at Globex by Friday about the Phoenix project"));
    assert_eq!(turn.entities.people, ["Jane Doe", "Globex"]);
    assert_eq!(turn.entities.projects, ["Phoenix"]);
    assert_eq!(turn.entities.dates.len(), 1);
    assert_eq!(turn.entities.dates[0].text, "Friday");
}

#[test]
fn the_result_says_what_else_was_read() {
    let turn = take_turn(&ask("My name is Rosa. Ask Tom to pay $1,500 to Acme by Friday 3pm"));
    let [task] = &turn.tasks[..] else { panic!("one task: {:?}", turn.tasks) };
    assert_eq!((task.title.as_str(), task.assignee.as_deref()), ("Pay $1,500 to Acme", Some("Tom")));
    assert!(task.due.is_some_and(|due| due.time.is_some()));
    assert_eq!(turn.entities.amounts[0].hundredths, 150_000);
    assert_eq!(turn.facts[0].text, "Rosa");
    let settled = take_turn(&ask("Y 4821")).confirmation.unwrap();
    assert_eq!((settled.agreed, settled.code.as_deref()), (true, Some("4821")));
    let renamed = take_turn(&ask("rename 12 to Relaunch"));
    assert_eq!(renamed.changes, [TaskChange::numbered(12, TaskChangeKind::Rename("Relaunch".to_owned()))]);
}

#[test]
fn somebody_elses_words_change_nothing() {
    let mut sent_on = ask(
        "See below\n\n---------- Forwarded message ---------\nFrom: Bob <b@x.example>\nSubject: x\nTo: a@x.example\n\n\
         Task 12 is done. Cancel task 3. Please send us the offer by Friday.",
    );
    sent_on.is_forwarded = true;
    let turn = take_turn(&sent_on);
    assert!(turn.changes.is_empty(), "{:?}", turn.changes);
    assert_eq!(turn.tasks.len(), 1);
}

fn within_limits(request: &TurnRequest, turn: &TurnResult) {
    assert!(turn.summary.chars().count() <= 500, "summary");
    assert!(turn.tasks.len() <= 25 && turn.entities.people.len() <= 20 && turn.entities.dates.len() <= 20);
    for task in &turn.tasks {
        let length = task.title.chars().count();
        assert!(
            (1..=MAX_TITLE_CHARACTERS).contains(&length),
            "title {:?} of {:?}",
            task.title,
            request.content
        );
        assert!(!task.title.contains('\n'));
    }
    for part in &turn.reply {
        if let ReplyPart::CreatedTask(index) = part {
            assert!(*index < turn.tasks.len());
        }
    }
}

#[test]
fn odd_messages_are_taken_as_they_come() {
    let odd = [
        "a".repeat(20_000),
        "call Bob and ".repeat(2_000),
        "1) ".repeat(5_000),
        "tomorrow at 3pm ".repeat(1_000),
        "please, ".repeat(3_000),
        "- item\r\n".repeat(1_000),
        "\u{1f389}".repeat(5_000),
        "\u{200b}\u{202e}\u{feff}".to_owned(),
        "\u{202e}\u{645}\u{631}\u{62d}\u{628}\u{627} call Bob".to_owned(),
        "((((((((((\"'\u{a7}\u{a4}#1 is done".to_owned(),
        "task 99999999999999999999 is done".to_owned(),
        "in 999999999 years call Bob on 99/99/9999 at 99:99".to_owned(),
        "I b\u{e9}\u{e9}s  and  \u{e9} \u{e9}\u{e9}ed tomorrow and  move \u{e9} it to Friday".to_owned(),
        "task 3 is late and  \u{1f600}\u{1f600} move it to \u{e9} Friday".to_owned(),
        "\u{130}\u{130}\u{130} REMIND me TO call \u{130}STANBUL tomorrow".to_owned(),
    ];
    for content in odd {
        let request = ask(&content);
        within_limits(&request, &take_turn(&request));
    }
    assert_eq!(take_turn(&ask(" \r\n\t ")).intent, Intent::Other);
    assert_eq!(take_turn(&ask("call Bob\r\nemail Jane\r\n")).tasks.len(), 2);
    assert_eq!(take_turn(&ask("c\u{200b}all Bob, as\u{200d}ap")).urgency, Urgency::High);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn arbitrary_text_never_panics(content in any::<String>()) {
        let request = ask(&content);
        within_limits(&request, &take_turn(&request));
    }

    #[test]
    fn words_in_any_order_never_panic(
        content in "((task|call|#|12|3|done|move|to|by|at|tomorrow|friday|next|week|in|two|half|past|pm|:|/|-|,|\\.|\\?|and|please|Bob|can you|end of|the|15th|March|\u{e9}|\n|'s|no|not|urgent)[ ]{0,2}){0,25}"
    ) {
        let request = ask(&content);
        within_limits(&request, &take_turn(&request));
    }
}
