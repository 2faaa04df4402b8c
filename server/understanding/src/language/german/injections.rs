//! How German tries to take the assistant over.

use crate::injection::InjectionPatterns;
use crate::pattern;

pub(super) fn injections() -> InjectionPatterns {
    InjectionPatterns {
        takeover: pattern(
            r"(?i)\b(?:ignoriere?|missachte|vergiss|umgehe|überschreibe)(?:n sie)?\s+(?:(?:alle|deine|die|ihre|bisherigen|vorherigen|früheren|obigen|vorigen|sämtliche|bitte|jegliche)\s+)*(?:anweisung(?:en)?|instruktionen|regeln|vorgaben|befehle|prompts?|richtlinien)\b|\b(?:du bist|sie sind) (?:jetzt|ab jetzt|nun|von nun an) (?:ein|eine|der|die|im|kein)\b|\bab (?:jetzt|sofort) (?:bist|handelst|antwortest) du\b|\bneue (?:system)?anweisung(?:en)?\s*:|\bsystem-?prompt\b|\b(?:entwickler|admin|debug)-?modus\b|\btu so,? als (?:ob|wärst)\b|\bohne (?:den|die) (?:besitzer|inhaber|nutzer|chef)\w* zu (?:fragen|informieren)\b",
        ),
        mass_change: pattern(
            r"(?i)\b(?:lösche?|entferne?|schließe?|storniere?|erledige|markiere|leere)(?:n sie)?\s+(?:bitte\s+)?(?:alle|sämtliche|jede)\s+(?:\p{L}+\s+){0,2}?(?:aufgaben|daten|nachrichten|kontakte|kunden|konten|projekte|gespräche|webhooks|dateien)\b|\balle\s+(?:\p{L}+\s+)?(?:aufgaben|daten|nachrichten|kontakte)\s+(?:bitte\s+)?(?:löschen|entfernen|schließen|stornieren)\b|\b(?:lösche|löschen sie) alles\b",
        ),
        reveal: pattern(
            r"(?i)\b(?:zeige?|gib|sag|sende?|schicke?|verrate?|nenne?|liste?|teile?|leite?|exportiere)(?:n sie)?\b.{0,40}\b(?:api-?(?:schlüssel|keys?)|passw(?:ort|örter)|zugangsdaten|geheimnisse?|secrets?|tokens?|system-?prompt|deine anweisungen|(?:anderer|aller|anderen|fremder) (?:kunden|nutzer|mandanten|firmen|kontakte)|kundendaten|daten (?:anderer|aller))\b",
        ),
        privileged: pattern(
            r"(?i)\b(?:lösch\p{L}*|entfern\p{L}*|stornier\p{L}*|überweis\p{L}*|passwort|zugangsdaten|schlüssel|alle|alles|weiterleiten|exportier\p{L}*)\b",
        ),
    }
}
