//! The German words that the rules rest on.

use std::collections::HashSet;

use crate::lexicon::{Lexicon, word_set};
use crate::pattern;

/// Words that tell German from the other languages.
pub(super) fn votes() -> HashSet<&'static str> {
    word_set(
        "
    der die das den dem des ein eine einen einer eines und oder ist sind war wird werden wurde hat haben nicht
    kein keine mit für fuer von zum zur im am auf aus bei bis nach vor über ueber ich du wir ihr sie er es mir
    dir uns bitte danke hallo moin servus ja nein doch noch schon auch nur mal wann was wer wie wo warum welche
    heute morgen übermorgen uebermorgen gestern montag dienstag mittwoch donnerstag freitag samstag sonntag
    woche monat kannst könntest koenntest können koennen könnten soll sollte muss müssen machen mach schick
    schicken ruf anrufen sende rechnung angebot kunde kundin aufgabe erledigt fertig dringend eilt sofort
    guten tag grüße gruß gruss vielen dank dass wenn als habe hast bin bist gut passt genau klar abgesagt
    verschoben verschiebe erinnere erinner kaputt weil aber dann so einverstanden webseite nächste nächsten
    verschick überweise termin anderem erstelle zwei drei vier tagen tage wochen stunden januar februar märz
    juni juli oktober dezember neues wieder gib gebt übergib weise
        ",
    )
}

pub(super) fn words() -> Lexicon {
    Lexicon {
        verbs: word_set(
            "
    ruf rufe schick schicke schicken sende send senden mach mache machen erstelle erstell erstellen schreib
    schreibe schreiben buche buch buchen bestelle bestell bestellen kaufe kauf kaufen prüfe prüf prüfen pruefe
    prüft check checke checken kontrolliere kontrollieren bezahle bezahl bezahlen überweise überweis überweisen
    zahle zahlen vereinbare vereinbaren plane planen organisiere organisieren aktualisiere aktualisieren
    update ändere änder ändern korrigiere korrigieren lösche lösch löschen entferne entfernen repariere
    reparieren frag frage fragen sag sage sagen informiere informieren kontaktiere kontaktieren antworte
    antworten leite leiten weiterleiten hol hole holen bring bringe bringen besorg besorge besorgen druck
    drucke drucken übersetze übersetzen lade laden stell stelle stellen setz setze setzen leg lege legen
    kündige kündigen verlängere verlängern reserviere reservieren entwirf entwerfe entwerfen gestalte
    gestalten veröffentliche veröffentlichen poste posten sammle sammeln sortiere sortieren räum räume
    räumen mail maile mailen liefere liefern such suche suchen finde finden such schau schaue teste testen
    installiere installieren kümmere kümmer kümmern melde melden erinnere erinner erinnern gib geben nimm
    nehmen ergänze ergänzen füge fügen bereite vorbereiten erneuere erneuern lass lies lesen zeig zeige
    zeigen trag trage tragen bitte mahne mahnen faxe ruft beauftrage beauftragen klär kläre klären verfasse
    verfassen bearbeite bearbeiten terminiere behebe beheben fixe fixen hinterlege passe versende versenden
    verschicke verschick verschicken besprich besprechen lad optimiere optimieren
            ",
        ),
        noun_like: HashSet::new(),
        continuing: word_set("frag frage sag sage bitte"),
        never_verbs: word_set(
            "
    ich du er sie es wir ihr der die das den dem ein eine einen einer mein meine dein deine unser unsere sein
    seine ihre und oder aber wenn weil dass ob als wie was wer wo wann warum ist sind war waren bin bist hat
    haben hatte wird werden kann können soll muss nicht kein keine ja nein hallo moin danke mit für von zu
    zum zur im in am an auf aus bei bis nach vor über heute morgen gestern jetzt schon noch auch nur sehr gut
    hier da dann so vielen guten liebe lieber sehr alles etwas nichts
            ",
        ),
        determiners: word_set("der die das den dem ein eine einen einer mein meine meinen dein deine unser unsere unseren alle dieses diese diesen"),
        pronouns: word_set("es ihn ihm ihr ihnen beides"),
        final_verbs: word_set(
            "
    anrufen schicken senden machen erstellen schreiben buchen bestellen kaufen prüfen checken kontrollieren
    bezahlen überweisen zahlen vereinbaren planen organisieren aktualisieren ändern korrigieren löschen
    entfernen reparieren fragen sagen informieren kontaktieren antworten weiterleiten holen abholen bringen
    besorgen drucken ausdrucken übersetzen hochladen runterladen herunterladen stellen aufsetzen setzen legen
    anlegen kündigen verlängern reservieren entwerfen gestalten veröffentlichen posten sammeln sortieren
    aufräumen mailen liefern suchen raussuchen finden anschauen ansehen testen installieren kümmern melden
    erinnern geben nehmen ergänzen einfügen hinzufügen vorbereiten erneuern lesen zeigen eintragen mahnen
    zurückrufen nachfragen nachfassen absagen zusagen zuschicken zusenden rausschicken abschicken verschicken
    versenden einladen bestätigen fertigstellen fertigmachen abschließen freigeben durchgehen überarbeiten
    anpassen austauschen einrichten beauftragen klären verfassen bearbeiten beheben fixen besprechen
    optimieren einreichen unterschreiben ablegen vorlegen nachreichen einkaufen anfordern beantworten
            ",
        ),
        // "Plakate aufhängen": an infinitive, in small letters, that no other verb governs.
        final_ending: Some((
            pattern(r"^\s*\S+\s.*\b(?:ab|an|auf|aus|be|bei|durch|ein|ent|er|fertig|fest|her|heraus|herunter|hin|hinzu|hoch|klar|los|mit|nach|nieder|raus|rein|rum|runter|rüber|über|um|unter|ver|vor|vorbei|weg|weiter|wieder|zer|zu|zurück|zusammen)?\p{Ll}{3,}(?:en|ern|eln)[\s.!]*$"),
            pattern(r"(?i)\b(?:ich|wir|ihr|du|er|sie|es|man|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|habe|hatte|hatten|bin|bist|kann|können|konnte|konnten|soll|sollen|sollte|sollten|muss|müssen|musste|will|wollen|möchte|möchten|darf|dürfen|lass|lassen|die|uns|den|einen|meinen|ihren|allen|neuen|guten|besten|schönen|vielen|wegen|zwischen|gegen|morgen|oben|unten|außen|innen|hinten|vorn|gestern|tagen|wochen|stunden|minuten|monaten|jahren|ge\p{Ll}+en|angekommen|vergessen|willkommen|\p{Ll}+ge\p{Ll}+en|verschoben|geschrieben|verloren|entschieden|bekommen|erhalten|gefunden|gegeben|gestiegen|offen|eben|dafür|selten|zufrieden|trocken|verschieden|eigen)[\s.!]*$|^\W*(?:ich|wir|ihr|du|er|sie|es|man|das|ist|sind|war|hat|haben|wird|werden|kann|können|lass)\b|\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|habe|hatte|hatten|kann|können|konnte|soll|sollen|sollte|muss|müssen|musste|will|wollen|möchte|möchten|darf|dürfen|ich|wir)\b"),
        )),
    }
}
