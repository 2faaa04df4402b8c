//! How Spanish asks for tasks.

use crate::answers::QuestionPatterns;
use crate::pattern;

pub(super) fn questions() -> QuestionPatterns {
    QuestionPatterns {
        about_tasks: pattern(
            r"(?i)\b(?:tareas?|pendientes?|vencen?|atrasad[oa]s?|abiert[oa]s?|por hacer|lista|urgentes?|prioridad(?:es)?|qué (?:hay|tengo|tenemos) (?:para|que hacer))\b",
        ),
        overdue: pattern(r"(?i)\b(?:atrasad[oa]s?|vencid[oa]s?|con retraso)\b"),
        count: pattern(r"(?i)\bcuánt[oa]s\b"),
        next: pattern(r"(?i)\b(?:qué sigue|qué es lo siguiente|próxima tarea|por dónde empiezo)\b"),
        about_one: pattern(
            r"(?i)^¿?\s*(?:cuándo (?:es|vence|está|se entrega)|(?:cuál es el )?estado de(?:l)?|cómo va|está|están|alguna novedad (?:de|sobre)|quién (?:tiene|hace|lleva))\s+(?P<what>.+?)[?.!\s]*$",
        ),
        asking_words: pattern(
            r"(?i)\b(?:el|la|los|las|listo|lista|hecho|hecha|ya|está|es|de|del|con|terminad[oa])\b",
        ),
        filter: pattern(r"(?i)\b(?:para|de|sobre|con)\s+(?P<what>[^?,.]{2,60})"),
        others: pattern(r"(?i)^¿?\s*(?:quién|dónde|por qué)\b"),
        tasks: pattern(r"(?i)\b(?:tareas?|pendientes?|vencen?)\b"),
        pressing: pattern(r"(?i)urgente|importante|prioridad"),
        whole_list: pattern(r"(?i)tarea|pendiente|abiert|por hacer|lista"),
        general: pattern(r"^(?:lista|mí|hacer|hoy)$"),
        next_week: pattern(r"(?i)(?:próxima semana|semana que viene)"),
        this_week: pattern(r"(?i)esta semana"),
        weekend: pattern(r"(?i)fin de semana"),
        this_month: pattern(r"(?i)este mes"),
        soon: pattern(r"(?i)\bpronto\b|próximamente"),
        until: pattern(r"(?i)\b(?:antes|hasta|by|before)\b"),
    }
}
