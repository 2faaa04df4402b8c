//! How Spanish tries to take the assistant over.

use crate::injection::InjectionPatterns;
use crate::pattern;

pub(super) fn injections() -> InjectionPatterns {
    InjectionPatterns {
        takeover: pattern(
            r"(?i)\b(?:ignora|ignore|olvida|olvide|omite|desobedece|haz caso omiso de)\s+(?:(?:todas?|todos|las|los|tus|sus|anteriores|previas|cualquier)\s+)*(?:instrucci(?:ones|ón)|reglas|órdenes|directrices|indicaciones|prompts?)\b|\b(?:ahora eres|a partir de ahora eres|desde ahora eres|actúa como|compórtate como)\b|\bnuevas instrucciones\s*:|\b(?:prompt|mensaje) del? sistema\b|\bmodo (?:desarrollador|administrador|admin)\b|\bsin (?:preguntar|avisar|informar) al? (?:dueño|usuario|propietario|jefe)",
        ),
        mass_change: pattern(
            r"(?i)\b(?:borra|borre|elimina|elimine|cancela|cancele|cierra|completa|marca|vacía)\s+(?:tod[oa]s|cada)\s+(?:(?:l[oa]s|mis|tus|sus)\s+)?(?:\p{L}+\s+)?(?:tareas|datos|mensajes|contactos|clientes|cuentas|proyectos|conversaciones|registros|archivos)\b|\b(?:borra|elimina) todo\b",
        ),
        reveal: pattern(
            r"(?i)\b(?:muestra|muéstrame|dame|dime|envía|envíame|manda|revela|enseña|enséñame|lista|comparte|exporta|reenvía)\b.{0,40}\b(?:claves? (?:api|secretas?|de api)|api ?keys?|contraseñas?|credenciales|secretos|tokens?|prompt del sistema|tus instrucciones|(?:otros|todos los|demás) (?:clientes|usuarios|contactos|empresas))\b",
        ),
        privileged: pattern(
            r"(?i)\b(?:borra\p{L}*|elimina\p{L}*|cancela\p{L}*|transfiere|transferir|contraseñas?|credenciales|claves?|todos|todas|todo|reenvía|exporta)\b",
        ),
    }
}
