//! How Spanish says that a task has changed.

use regex::Regex;

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::update_patterns::{Levels, UpdatePatterns, Verb};

pub(super) fn updates() -> UpdatePatterns {
    UpdatePatterns {
        same: pattern(
            r"(?i)^(?:y |también )*(?:la |las )?(?:tareas? )?#?(?P<number>\d{1,9})(?: también)?[.!\s]*$",
        ),
        did: pattern(
            r"(?i)^(?:(?:ok|hola|ya|sí|y)[\s,:]+)*(?:yo )?(?:ya )?(?:he|hemos)(?: ya)? (?P<what>(?:\p{L}+(?:ado|ido)|hecho|escrito|puesto|visto)\s.{3,120}?)[.!]*$",
        ),
        polite: pattern(
            r"(?i)^\s*¿?(?:(?:hola|por favor|y|también|ok)[\s,]+)*(?:me |nos )?(?:puedes|podrías|puede|podría|podemos)\b",
        ),
        shift: pattern(
            r"(?i)\s+(?P<count>una?|dos|tres|cuatro|cinco|seis|siete|diez|\d{1,3})\s+(?P<unit>minuto|hora|día|dia|semana)s?(?: más)?\s*$",
        ),
        earlier: pattern(r"(?i)adelant"),
        empty_words: word_set(
            "el la los las un una mi tarea tareas de del para por con en y a al que ya está es ha he lo me se por favor ahora también",
        ),
        pronouns: (
            phrases(
                "lo | la | eso | esto | esa | esa tarea | esta tarea | la última | la tarea | ese | todo | todas",
            ),
            phrases("todo | todas | todos"),
        ),
        back_words: word_set("lo la eso esa"),
        numbers: pattern(
            r"(?i)(?:\b(?:la |las )?(?:tareas?|tickets?|número|nº|n\.º)\s*#?\s*|#)(\d{1,9})(?:\s*(?:,|y|&)\s*#?\d{1,9}\b)*",
        ),
        bare_number: pattern(
            r"(?i)^(?:por favor,?\s+)?(?P<verb>(?:hech[oa]|list[oa]|terminad[oa]|complet(?:a|ad[oa])|cancela|borra|elimina|aplaza|mueve|pasa|pospón|pospon|reabre|marca|cierra|renombra|pon)(?: la| el|:)?\s+)?(?:la\s+)?(?P<numbers>\d{1,6}(?:\s*(?:,|y|&)\s*\d{1,6})*)(?P<after>\s*$|\s*[.!?,:\x{a4}-]|\s+(?:está|esta|hech[oa]|list[oa]|terminad[oa]|completad[oa]|cancelad[oa]|al|a|para|como|es|urgente|ya|y|hasta)\b)",
        ),
        after_number: word_set(
            "está esta hecho hecha listo lista terminada terminado completada completado cancelada",
        ),
        patterns: plain(),
        plain: plain(),
        no_change: pattern(
            r"(?i)^\W*(?:(?:por favor|y|también|porfa)[\s,]+)*(?:asegúr\p{L}+|comprueba|verifica|revisa|mira|dile|dime|avisa|recuérda\p{L}*|si|cuando|en cuanto|ojalá|espero)\b",
        ),
        news: pattern(
            r"(?i)^(?:seguimos |sigo |aún |todavía )*(?:esperando|a la espera de|trabajando en)\b|\b(?:va con retraso|se retrasa|está en curso|en proceso|al \d+ ?%|casi (?:lista?|terminad[oa]|acabad[oa])|va según lo previsto)\b|\b(?:(?:el|la) cliente|(?-i:\p{Lu}[\p{L}&]+)) (?:ya )?(?:ha )?(?:aprobado|aprobó|firmado|firmó|pagado|pagó|confirmado|confirmó|rechazado|rechazó|cancelado|canceló|aceptado|aceptó)\b",
        ),
        levels: Levels {
            critical: word_set("crítica crítico máxima"),
            high: word_set("urgente alta importante"),
            medium: word_set("media normal"),
            low: word_set("baja"),
            up: pattern(r"sube|aument|más"),
            down: pattern(r"baja|reduc|menos"),
            first: pattern(r"prioriza|escala"),
            last: pattern(r"despriori"),
        },
    }
}

fn plain() -> Vec<(Verb, Regex)> {
    let open = r"(?:(?:hola|ok|vale|y|también|por favor|información|por cierto|ya|sí|buenas noticias|actualización|oye|fyi)[\s,:!-]+)*";
    let what = r"(?P<what>[^,;:?]{1,90}?)";
    let done = r"(?:hech[oa]s?|list[oa]s?|terminad[oa]s?|acabad[oa]s?|completad[oa]s?|finalizad[oa]s?|pagad[oa]s?|enviad[oa]s?|mandad[oa]s?|reservad[oa]s?|firmad[oa]s?|entregad[oa]s?|publicad[oa]s?|subid[oa]s?|aprobad[oa]s?|arreglad[oa]s?|resuelt[oa]s?|solucionad[oa]s?|cerrad[oa]s?|impres[oa]s?|actualizad[oa]s?|en línea|online)";
    let is = r"(?:(?:está|están|ya|ha sido|han sido|fue|fueron|quedó|queda|ya está|todo|por fin|ahora)\s+)+";
    let end = r"(?:\s+(?:por favor|gracias|ya|hoy|ayer|ahora|también))*[\s.!\p{So}]*$";
    let sources = [
        (
            Verb::Rename,
            format!(
                r"^{open}(?:renombra|cambia el (?:nombre|título) de)\s+(?P<what>.{{1,60}}?)\s+(?:a|por|como)\s+(?P<title>.+)$"
            ),
        ),
        (Verb::Reopen, format!(r"^{open}(?:reabre|reabrir|vuelve a abrir|reactiva)\s+{what}{end}")),
        (
            Verb::Reopen,
            format!(r"^{open}{what}\s+(?:(?:todavía|aún) )?no está (?:todavía |aún )?{done}{end}"),
        ),
        (Verb::Complete, format!(r"^{open}(?:marca|pon)\s+{what}\s+como\s+{done}{end}")),
        (
            Verb::Complete,
            format!(r"^{open}{done}\s*[:-]?\s+(?P<what>(?:la|el|los|las|mi|\u{{a7}})\b.{{0,80}}?){end}"),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:yo )?(?:ya )?(?:he|hemos)\s+(?:ya )?(?:terminado|acabado|enviado|mandado|pagado|reservado|firmado|entregado|publicado|subido|arreglado|llamado|hecho|completado|comprado|resuelto|actualizado|cerrado|hablado con|impreso|escrito)\s+(?:con\s+)?{what}{end}"
            ),
        ),
        (
            Verb::Complete,
            format!(
                r"^{open}(?:ya )?(?:envié|pagué|reservé|terminé|firmé|publiqué|arreglé|llamé|mandé|acabé|compré|hice|hablé con)\s+{what}{end}"
            ),
        ),
        (Verb::Complete, format!(r"^{open}{what}\s+{is}{done}{end}")),
        (
            Verb::Complete,
            format!(
                r"^{open}(?P<what>(?:\u{{a7}}|(?:el |la |los |las )?[\p{{L}}\p{{N}}'&-]+(?: [\p{{L}}\p{{N}}'&-]+){{0,4}}?))\s*[:,-]?\s+{done}{end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}{what}\s+(?:se ha cancelado|se canceló|se cancela|queda cancelad[oa]|está cancelad[oa]|cancelad[oa]|ya no (?:hace falta|es necesari[oa]|se necesita)){end}"
            ),
        ),
        (
            Verb::Cancel,
            format!(r"^{open}(?:ya no (?:necesitamos|necesito|hace falta|queremos))\s+{what}{end}"),
        ),
        (
            Verb::Cancel,
            format!(
                r"^{open}(?:cancela|olvida|borra|elimina|anula)\s+(?P<what>eso|esto|\u{{a7}}|esa|la tarea.{{0,40}}|(?:la|el) (?:reunión|llamada|cita|recordatorio).{{0,50}}){end}"
            ),
        ),
        (Verb::Cancel, format!(r"^{open}(?P<what>)cancéla(?:lo|la){end}")),
        (
            Verb::Cancel,
            format!(r"^{open}(?:el cliente|la clienta|[\p{{L}}&]+)\s+(?:ha cancelado|canceló)\s+{what}{end}"),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}(?:mueve|pasa|aplaza|pospón|pospon|retrasa|adelanta|cambia|mover|pasar|aplazar|posponer)\s+{what}\s*\u{{a4}}{end}"
            ),
        ),
        (
            Verb::Move,
            format!(
                r"^{open}{what}\s+(?:se ha|se|ha sido|fue|está|queda|ha)\s*(?:movido|movida|pasado|pasó|pasa|aplazad[oa]|aplazó|aplaza|pospuest[oa]|pospuso|retrasad[oa]|retrasó|adelantad[oa]|adelantó|cambiad[oa]|cambió)\s*\u{{a4}}{end}"
            ),
        ),
        (Verb::Move, format!(r"^{open}{what}\s+(?:aplazad[oa]|pospuest[oa]|movid[oa])\s*\u{{a4}}{end}")),
        (
            Verb::Move,
            format!(
                r"^{open}(?:el |la )?[\p{{L}}&]+\s+(?:ha )?(?:movido|movió|pasado|pasó|aplazado|aplazó|pospuesto|pospuso|retrasado|adelantado|cambiado|cambió)\s+{what}\s*\u{{a4}}{end}"
            ),
        ),
        (Verb::Move, format!(r"^{open}{what}\s+(?:es|será)\s+ahora\s*\u{{a4}}{end}")),
        (
            Verb::Rank,
            format!(
                r"^{open}(?:marca|pon|haz|pasa)\s+{what}\s+(?:como\s+|en\s+|con\s+|a\s+)?(?:urgente|crític[oa]|prioridad (?:alta|baja|máxima|media)|prioritari[oa]){end}"
            ),
        ),
        (Verb::Rank, format!(r"^{open}(?:prioriza)\s+{what}{end}")),
        (
            Verb::Rank,
            format!(r"^{open}{what}\s+(?:es|son)\s+(?:ahora|ya no)\s+(?:urgentes?|crític[oa]s?){end}"),
        ),
    ];
    sources.into_iter().map(|(verb, source)| (verb, pattern(&format!("(?i){source}")))).collect()
}
