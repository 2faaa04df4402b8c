//! How German says what else somebody is known by.

use crate::linking::{LinkWords, TARGET};
use crate::pattern;

pub(super) fn linking() -> LinkWords {
    LinkWords {
        command: pattern(&format!(
            r"(?i)^(?:(?:hallo|hi|guten tag|übrigens|bitte|ok)(?: \p{{Lu}}\p{{L}}+)?[\s,.!:]+)*(?:ich bin auch|das bin auch ich|das ist auch|ich schreibe auch (?:von|als|mit)|meine? (?:mobile |private |geschäftliche )*(?:nummer|telefonnummer|handynummer|handy|telefon|e-?mail(?:-?adresse)?|mailadresse|adresse|mail) ist auch|meine? (?:anderes?|zweites?) (?:nummer|telefonnummer|handynummer|handy|telefon|e-?mail(?:-?adresse)?|mailadresse|adresse|mail) ist(?: auch)?|(?:bitte )?(?:verknüpfe|verknüpfen sie|verbinde|verbinden sie)(?: mich| das| meine (?:andere )?(?:nummer|adresse))?(?: mit| und)?){TARGET}[\s.!]*(?:bitte|danke|vielen dank)?[\s.!]*$"
        )),
        code_sent: "Ein Code ist an {to} unterwegs. Schicken Sie ihn mir hier innerhalb von {n} Minuten, dann weiß ich, dass Sie es sind.",
        cannot: "An {to} kann ich keinen Code schicken. Jemand aus dem Team kann das im Dashboard verknüpfen.",
        not_an_address: "Das ist keine Adresse und keine Telefonnummer mit Ländervorwahl, etwa +49 151 23456789.",
        already: "Unter {to} kenne ich Sie schon.",
        too_soon: "Vor weniger als einer Minute wurde ein Code verschickt. Bitte warten Sie einen Moment und fragen Sie noch einmal.",
        too_many: "Heute wurden zu viele Codes verschickt. Bitte fragen Sie morgen wieder oder jemanden aus dem Team.",
        linked: "Danke: {to} sind auch Sie. Was dort gesagt wurde, weiß ich auch hier.",
        wrong_one_left: "Der Code ist falsch. Ein Versuch bleibt.",
        wrong: "Der Code ist falsch. Es bleiben {n} Versuche.",
        late: "Der Code gilt nicht mehr: er galt {n} Minuten. Bitte fordern Sie einen neuen an.",
        used_up: "Der Code war zu oft falsch und gilt nicht mehr. Bitte fordern Sie einen neuen an.",
        letter: "{code} ist Ihr Code für {organization}: {who} will mit dieser Adresse oder Nummer verknüpft werden. Sind Sie das, dort innerhalb von {n} Minuten senden. Wenn nicht, nichts tun.",
    }
}
