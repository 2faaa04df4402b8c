//! The Spanish words that the rules rest on.

use std::collections::HashSet;

use crate::lexicon::{Lexicon, word_set};

/// Words that tell Spanish from the other languages.
pub(super) fn votes() -> HashSet<&'static str> {
    word_set(
        "
    el la los las un una unos unas y o es son está esta están estan ser fue hay que qué sí si por para con sin
    de del al en se su sus mi tu te me nos lo le les yo usted ustedes nosotros gracias hola buenos buenas días dias
    tardes noches favor cuándo cuando cómo como dónde donde quién quien cuál cual hoy mañana manana ayer lunes martes
    miércoles miercoles jueves viernes sábado sabado domingo semana mes año puedes podrías puede podría necesito
    necesitamos quiero enviar envía envia mandar manda llama llamar factura cliente reunión reunion tarea hecha hecho
    lista listo terminado terminada urgente ya pero muy más mas porque cuanto antes todavía todavia adelante vale claro
    perfecto presupuesto correo recuérdame recuerdame hacer haz tiene tengo tenemos web antes próxima proxima cancela
    aplaza mueve paga pagar estoy estamos pasa sobre acuerdo mejor dos tres cuatro semanas horas enero febrero marzo abril
    mayo junio julio agosto septiembre octubre noviembre diciembre
        ",
    )
}

pub(super) fn words() -> Lexicon {
    Lexicon {
        verbs: word_set(
            "
    llama llame llamar llámale envía envia envíe envie enviar envíale enviale mándale mandale manda mande mandar haz haga
    hacer prepara prepare preparar crea cree crear escribe escriba escribir reserva reserve reservar compra compre comprar
    pide pida pedir revisa revise revisar comprueba compruebe comprobar verifica verificar paga pague pagar transfiere
    transferir organiza organice organizar programa programar planifica planificar agenda agendar actualiza actualice
    actualizar cambia cambie cambiar corrige corregir borra borrar elimina eliminar quita quitar arregla arregle arreglar
    repara reparar pregunta pregúntale preguntale pregunte preguntar dile diles diga decir informa informar avisa avise
    avisar avísale avisale contacta contacte contactar responde responder contesta contestar reenvía reenvia reenviar
    recoge recoger trae traer busca busque buscar encuentra encontrar imprime imprimir traduce traducir sube suba subir
    descarga descargar pon ponga poner añade anade añadir agrega agregar cancela cancele cancelar renueva renovar diseña
    diseñar publica publique publicar recopila ordena ordenar limpia limpiar entrega entregar prueba probar instala
    instalar recuérdame recuerdame recuérdale recuerdale recordar asegúrate confirma confirme confirmar cierra cerrar
    abre abrir consigue conseguir firma firmar factura facturar cobra cobrar redacta redactar termina terminar completa
    completar acaba acabar asigna asignar da dar dale muestra mostrar mira mirar lee leer gestiona gestionar contrata
    contratar invita invitar negocia negociar soluciona solucionar resuelve resolver edita editar monta montar saca
    concierta concertar habla hablar reúnete reclama reclamar adjunta adjuntar comparte compartir ajusta ajustar
    configura configurar haznos hazme hazle pásame pasame envíame enviame mándame mandame llámame ponte
            ",
        ),
        noun_like: HashSet::new(),
        continuing: word_set("dile di pregunta"),
        never_verbs: word_set(
            "
    el la los las un una unos unas y o pero si no sí es son está están fue hay que qué cuando cuándo cómo dónde quién
    yo tú él ella usted nosotros ustedes ellos mi tu su mis tus sus este esta estos estas ese esa eso de del en por para
    con sin al lo le les se me te nos hoy mañana ayer ya muy más hola gracias buenos buenas adiós vale porque también
    todavía aquí ahí tampoco nada algo todo todos perdón tengo tenemos tiene tienen estoy estamos
            ",
        ),
        determiners: word_set("el la los las un una unos unas mi mis tu tus su sus nuestro nuestra este esta estos estas todos todas"),
        pronouns: word_set("lo le les ello eso esto ambos"),
        final_verbs: HashSet::new(),
        final_ending: None,
    }
}
