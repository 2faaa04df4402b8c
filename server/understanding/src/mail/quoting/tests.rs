use super::{begins_with_forward, split};

fn own(text: &str) -> String {
    split(text).text
}

#[test]
fn answered_mails_are_cut_in_every_language() {
    for quote in [
        "On Fri, 13 Mar 2026 at 15:00, Ana <ana@example.com> wrote:\n\n> old",
        "On Fri, 13 Mar 2026 at 15:00, Ana Maria Reyes de la Cruz\n<ana@example.com> wrote:\n> old",
        "Am 13.03.2026 um 15:00 schrieb Ana:\n> alt",
        "Am Fr., 13. März 2026 um 15:05 Uhr schrieb Ana Müller <\nana@example.com>:\n> alt",
        "Ana Müller schrieb am 13.03.26 um 10:00:\n> alt",
        "Le ven. 13 mars 2026 à 15:00, Ana <ana@example.com> a écrit\u{a0}:\n> vieux",
        "El vie, 13 mar 2026 a las 15:00, Ana (<ana@example.com>) escribió:\n\n> viejo",
        "Il giorno ven 13 mar 2026 alle ore 15:00 Ana <ana@example.com> ha scritto:\n> vecchio",
        "Em sex., 13 de mar. de 2026 às 15:00, Ana <ana@example.com> escreveu:\n> velho",
        "Op vr 13 mrt 2026 om 15:00 schreef Ana <ana@example.com>:\n> oud",
        "2026-03-13 15:00 GMT+01:00 Ana <ana@example.com>:\n> old",
        "Ana Reyes <ana@example.com> wrote:\n> old",
        "On 13 March 2026 Ana <ana@example.com> wrote:\nold, without marks",
        "-----Original Message-----\nFrom: Ana\nold",
        "-----Ursprüngliche Nachricht-----\nVon: Ana\nalt",
        "-------- Message d'origine --------\nvieux",
        "________________________________\nFrom: Ana <ana@example.com>\nSent: Friday\nold",
        "From: Ana <ana@example.com>\nSent: Friday, 13 March 2026\nTo: Bob\nSubject: Tent\n\nold",
        "*From:* Ana <ana@example.com>\n*Sent:* Friday\n*To:* Bob\n*Subject:* Tent\n\nold",
        "Von: Ana\nGesendet: Freitag\nAn: Bob\nBetreff: Zelt\n\nalt",
        "De : Ana\nEnvoyé : vendredi\nÀ : Bob\nObjet : Tente\n\nvieux",
        "De: Ana\nEnviado el: viernes\nPara: Bob\nAsunto: Tienda\n\nviejo",
        "> old\n> older",
    ] {
        let split = split(&format!("Yes, please.\n\n{quote}\n"));
        assert_eq!(split.text, "Yes, please.", "{quote}");
        let first = quote.lines().next().unwrap();
        assert!(split.quoted.as_ref().unwrap().starts_with(first.trim_end()), "{quote}: {:?}", split.quoted);
    }
}

#[test]
fn signatures_and_the_lines_of_mail_programs_are_cut() {
    for end in [
        "-- \nAna Reyes\nAgency",
        "--\nAna Reyes",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Inviato da iPhone\nInviato dal mio iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Sent from Mail for Windows\n\nFrom: A\nSent: B\nTo: C\nSubject: D\n\nold",
    ] {
        let expected =
            if end.starts_with("Inviato da iPhone") { "Yes.\n\nInviato da iPhone" } else { "Yes." };
        assert_eq!(own(&format!("Yes.\n\n{end}")), expected, "{end}");
    }
}

#[test]
fn answers_between_and_below_quotes_stay() {
    let text = "On 13 March 2026 Ana wrote:\n> One?\n\nYes.\n\n> Two?\n> Really?\nNo.\n-- \nBob\n";
    let split = split(text);
    assert_eq!(split.text, "Yes.\n\nNo.");
    assert_eq!(split.quoted.as_deref(), Some("On 13 March 2026 Ana wrote:\n> One?\n> Two?\n> Really?"));
}

#[test]
fn nothing_is_cut_that_only_looks_like_a_quote() {
    for text in [
        "On the wall she wrote:\nbuy milk",
        "From: Berlin\nTo: Hamburg\nDate: 3 May\n\nPlease book.",
        "The parts:\n--\nbig\nsmall\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10",
        "Sent from the warehouse yesterday: two tents",
        "a > b",
        "____\nshort",
    ] {
        assert_eq!(own(text), text);
        assert_eq!(split(text).quoted, None, "{text}");
    }
}

#[test]
fn a_text_that_would_be_empty_is_kept_whole() {
    for text in ["> only a quote", "-- \nAna", "Sent from my iPhone", "-----Original Message-----\nold"] {
        let split = split(text);
        assert_eq!((split.text, split.quoted), (text.replace("-- \n", "--\n"), None));
    }
    assert_eq!(own(" \n\n"), "");
}

#[test]
fn forwards_are_told_from_answers() {
    for text in [
        "FYI\n\n---------- Forwarded message ---------\nFrom: A",
        "-------- Weitergeleitete Nachricht --------\nBetreff: Zelt",
        "Begin forwarded message:\n\n> From: A",
        "Début du message réexpédié\u{a0}:\n> De: A",
    ] {
        assert!(begins_with_forward(text), "{text}");
    }
    for text in [
        "no",
        "Yes.\n\nOn 1 March 2026 Ana wrote:\n\n---------- Forwarded message ---------\nFrom: A",
        "> ---------- Forwarded message ---------",
    ] {
        assert!(!begins_with_forward(text), "{text}");
    }
}
