//! Spanish words that press, and that do not.

use crate::pattern;
use crate::urgency::UrgencyWords;

pub(super) fn urgency() -> UrgencyWords {
    UrgencyWords {
        low: pattern(
            r"(?i)\b(?:(?:pero |y )?no (?:es|corre|hay|tiene|tengo|tenemos) (?:muy |tan |nada |ninguna |mucha )?(?:urgente|urgencia|prisa|importante)|sin (?:prisas?|urgencia|apuro)|(?:de |con )?baja prioridad|prioridad baja|cuando (?:puedas|pueda|podáis|tengas (?:un rato|tiempo|un momento)|tenga tiempo)|puede esperar|algún día|no urge|con calma|en algún momento)\b",
        ),
        neutral: pattern(
            r"(?i)\b(?:(?:algo|nada|para|en caso de|si es) (?:urgentes?|urgencias?|emergencias?)|temas urgentes)\b",
        ),
        critical: pattern(
            r"(?i)\b(?:emergencia|inmediatamente|de inmediato|ahora mismo|ya mismo|enseguida|(?:muy|súper|super|extremadamente|tan) urgente|urgentísimo|máxima (?:prioridad|urgencia)|prioridad máxima|crític[oa]s?|cuestión de vida)\b|\burgente\s*!{2,}",
        ),
        high: pattern(
            r"(?i)\b(?:es |con )?(?:urgente(?:mente)?|urge|cuanto antes|lo antes posible|lo más pronto posible|lo más rápido posible|asap|alta prioridad|prioridad alta|con prioridad|corre prisa|sin falta|no puede esperar|muy importante|a la mayor brevedad|urgencia)\b",
        ),
        important: pattern(r"(?i)\bes importante\b|^\s*importante\s*[:!-]"),
        medium: pattern(r"(?i)\bprioridad (?:media|normal)\b"),
        outage: pattern(
            r"(?i)\b(?:web|página|sitio|servidor|tienda|sistema|app|aplicación|internet|correo|base de datos|pasarela|pagos)(?: \p{L}+){0,2} (?:está|se ha|ha|se)(?: \p{L}+)? ?(?:caíd[oa]|cayó|caido|caida|hackead[oa]|muert[oa])\b|\bse (?:ha caído|cayó)(?: \p{L}+){0,3} (?:web|página|servidor|tienda|sistema)\b|\bhackead[oa]\b|\b(?:clientes|nadie) (?:no )?pueden? (?:pagar|comprar|entrar)\b|\binundación\b|\bincendio\b|\bfuga de (?:datos|agua|gas)\b",
        ),
        determiner_before: pattern(r"(?i)\b(?:el|la|los|las|un|una|mi|tu|su|nuestr[oa])\s+$"),
    }
}
