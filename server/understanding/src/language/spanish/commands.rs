//! The short orders of Spanish, and the words in which they are answered.

use crate::command_words::{CommandWords, StoryPhrases, UndoPhrases};
use crate::lexicon::{phrases, word_set};
use crate::pattern;

pub(super) fn commands() -> CommandWords {
    CommandWords {
        undo: phrases(
            "deshacer | deshaz | deshazlo | deshaz eso | deshacer eso | deshaz lo último | deshacer lo último
            | deshacer por favor | deshazlo por favor",
        ),
        more: phrases("más | mas | más por favor | muestra más | el resto | ver más"),
        why: pattern(
            r"^por ?qu[eé] (?:(?:la |tarea |#|número )*(?P<number>\d{1,7})|(?:entrega )?(?P<delivery>[0-9a-f]{8}[0-9a-f-]{0,28}))$",
        ),
        every: (phrases("todas | todos | todo | todas ellas"), phrases("ambas | ambos | las dos | los dos")),
        last: word_set("última ultima último ultimo"),
        ordinals: [
            &["primera", "primero"],
            &["segunda", "segundo"],
            &["tercera", "tercero"],
            &["cuarta", "cuarto"],
            &["quinta", "quinto"],
        ],
        filler: word_set("la el número por favor y"),
        undo_phrases: UndoPhrases {
            undone: "Deshecho.",
            nothing: "Aquí no hay nada que deshacer.",
            again: "Eso ya se deshizo; no hay nada más que deshacer.",
            late: "Eso fue hace más de 10 minutos y ya no se puede deshacer. Diga qué hay que cambiar.",
            meanwhile: "{name}: alguien la ha cambiado entretanto, así que queda como está.",
        },
        story: StoryPhrases {
            from: "De {who} por {channel}, {when}: \"{what}\"",
            by_hand: "Creada en el panel por {who}, {when}.",
            understood: "Entendido: {what}; por {model}",
            instead: "{model} en lugar de {asked}",
            done: "Hecho: {what}",
            sent: "Enviado: {what}",
            reply: "respuesta",
            notice: "aviso",
            channels: ["SMS", "correo", "webhook"],
            intents: ["tarea", "pregunta", "cambio", "confirmación", "charla"],
            steps: ["creada", "cambiada", "hecha", "fallida", "cancelada", "reabierta", "cambiada"],
            fields: ["título", "descripción", "prioridad", "estado", "fecha", "responsable"],
            deliveries: [
                "en espera",
                "en camino",
                "entregada",
                "se reintentará",
                "retenida",
                "fallida",
                "cancelada",
            ],
            assistant: "asistente",
            member: "un miembro",
            system: "Patchbay",
            delivery: "Entrega {what}: {event} a {who}, {state}.",
            inbox: "la bandeja",
            attempts: "Intentos: {n}.",
            last_error: "Último error: {what}",
            next_try: "Próximo intento: {when}.",
            no_delivery: "No conozco ninguna entrega {what} aquí.",
            several: "Varias entregas empiezan por {what}; escriba más del id.",
        },
    }
}
