//! The short orders of French, and the words in which they are answered.

use crate::command_words::{CommandWords, StoryPhrases, UndoPhrases};
use crate::lexicon::{phrases, word_set};
use crate::pattern;

pub(super) fn commands() -> CommandWords {
    CommandWords {
        // "Annule ça" calls the last task off, as "cancel that" does.
        undo: phrases(
            "annuler ça | annuler cela | défaire | défais ça | défais cela | défaire ça | annuler la dernière action
            | annule la dernière action | reviens en arrière | revenir en arrière",
        ),
        more: phrases("plus | encore | la suite | suite | le reste | voir plus | en voir plus"),
        why: pattern(
            r"^pourquoi (?:(?:la |le |tâche |#|n° ?|numéro )*(?P<number>\d{1,7})|(?:l'envoi |envoi )?(?P<delivery>[0-9a-f]{8}[0-9a-f-]{0,28}))$",
        ),
        every: (phrases("toutes | tous | tout"), phrases("les deux | toutes les deux | tous les deux")),
        last: word_set("dernière dernier"),
        ordinals: [
            &["première", "premier"],
            &["deuxième", "seconde", "second"],
            &["troisième"],
            &["quatrième"],
            &["cinquième"],
        ],
        filler: word_set("la le numéro et svp"),
        undo_phrases: UndoPhrases {
            undone: "C'est défait.",
            nothing: "Il n'y a rien à défaire ici.",
            again: "C'est déjà défait ; il n'y a rien de plus à défaire.",
            late: "C'était il y a plus de 10 minutes et ne peut plus être défait. Dites ce qu'il faut changer.",
            meanwhile: "{name} a été modifiée entre-temps par quelqu'un d'autre ; elle reste comme elle est.",
        },
        story: StoryPhrases {
            from: "De {who} par {channel}, {when} : \"{what}\"",
            by_hand: "Créée dans le tableau de bord par {who}, {when}.",
            understood: "Compris : {what} ; par {model}",
            instead: "{model} au lieu de {asked}",
            done: "Fait : {what}",
            sent: "Envoyé : {what}",
            reply: "réponse",
            notice: "avis",
            channels: ["SMS", "mail", "webhook"],
            intents: ["tâche", "question", "changement", "confirmation", "bavardage"],
            steps: ["créée", "modifiée", "terminée", "échouée", "annulée", "rouverte", "modifiée"],
            fields: ["titre", "description", "priorité", "état", "échéance", "responsable"],
            deliveries: ["en attente", "en route", "livré", "nouvel essai prévu", "retenu", "échoué", "annulé"],
            assistant: "assistant",
            member: "un membre",
            system: "Patchbay",
            delivery: "Envoi {what} : {event} à {who}, {state}.",
            inbox: "la boîte de réception",
            attempts: "Essais : {n}.",
            last_error: "Dernière erreur : {what}",
            next_try: "Prochain essai : {when}.",
            no_delivery: "Je ne connais pas d'envoi {what} ici.",
            several: "Plusieurs envois commencent par {what} ; écrivez-en plus.",
        },
    }
}
