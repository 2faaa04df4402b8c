//! How Spanish says what else somebody is known by.

use crate::linking::{LinkWords, TARGET};
use crate::pattern;

pub(super) fn linking() -> LinkWords {
    LinkWords {
        command: pattern(&format!(
            r"(?i)^(?:(?:hola|buenas|buenos días|por cierto|por favor|ok)(?: \p{{Lu}}\p{{L}}+)?[\s,.!:]+)*(?:(?:yo )?también soy|soy también|este(?: correo| número)? también es(?: mío)?|también escribo (?:desde|con)|mi (?:número|numero|teléfono|telefono|móvil|movil|correo|e-?mail|dirección|direccion)(?: de correo)? (?:también es|es también)(?: el| la)?|mi otr[oa] (?:número|numero|teléfono|telefono|móvil|movil|correo|e-?mail|dirección|direccion)(?: de correo)? es(?: el| la)?|(?:por favor )?(?:vincula|vincúlame|enlaza|conecta)(?:me)?(?: mi (?:número|correo))?(?: con| a)?){TARGET}[\s.!]*(?:por favor|gracias)?[\s.!]*$"
        )),
        code_sent: "He enviado un código a {to}. Envíemelo aquí en {n} minutos y sabré que es usted.",
        cannot: "No puedo enviar un código a {to}. Alguien del equipo puede vincularlo en el panel.",
        not_an_address: "Eso no es una dirección ni un número con su prefijo de país, como +34 600 123 456.",
        already: "Ya le conozco por {to}.",
        too_soon: "Se envió un código hace menos de un minuto. Espere un momento y pídalo otra vez.",
        too_many: "Hoy se han enviado demasiados códigos. Pídalo mañana o pregunte a alguien del equipo.",
        linked: "Gracias: {to} también es usted. Lo que se dijo allí lo sé también aquí.",
        wrong_one_left: "El código no es correcto. Queda un intento.",
        wrong: "El código no es correcto. Quedan {n} intentos.",
        late: "El código ya no vale: valía {n} minutos. Pida otro.",
        used_up: "El código ha fallado demasiadas veces y ya no vale. Pida otro.",
        letter: "{code} es su código para {organization}: {who} pide vincularse con esta dirección o número. Si es usted, envíelo allí en {n} minutos. Si no, no haga nada.",
    }
}
