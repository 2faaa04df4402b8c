//! The French words that the rules rest on.

use std::collections::HashSet;

use crate::lexicon::{Lexicon, word_set};

/// Words that tell French from the other languages.
pub(super) fn votes() -> HashSet<&'static str> {
    word_set(
        "
    le la les un une des du de et ou est sont était sera être il elle je tu nous vous ils on ce cette ces mon ma mes
    ton ta tes notre nos votre vos ne pas plus pour avec dans sur au aux en par chez sans bonjour bonsoir salut merci
    s'il plaît plait svp stp oui non demain aujourd'hui hier lundi mardi mercredi jeudi vendredi samedi dimanche
    semaine mois peux pouvez peut pourriez pourrais pourrait envoyer envoie envoyez appelle appeler appelez facture
    client réunion tâche fait faite faire fais faut besoin j'ai qui que quoi quand où comment combien pourquoi quel
    quelle avant dès après déjà encore urgent très bien d'accord parfait terminé terminée fini rappelle rappelle-moi
    rappeler n'oublie c'est qu'est-ce est-ce devis rendez-vous annule décale déplace payer vas-y site prochaine
    prochain rapport livré bonne journée soirée bon belle mars janvier février avril juin juillet août septembre octobre novembre décembre
    deux trois quatre jours semaines heures
        ",
    )
}

pub(super) fn words() -> Lexicon {
    Lexicon {
        verbs: word_set(
            "
    envoie envoyez envoyer envoie-moi envoyez-moi envoie-lui appelle appelez appeler appelle-les rappelle rappelez
    rappeler fais faites faire prépare préparez préparer crée créez créer écris écrivez écrire réserve réservez réserver
    achète achetez acheter commande commandez commander vérifie vérifiez vérifier verifie contrôle contrôler paie payez
    payer paye règle réglez régler vire virer organise organisez organiser planifie planifier programme programmer
    mets mettez mettre change changez changer modifie modifiez modifier corrige corrigez corriger supprime supprimez
    supprimer enlève enlever retire retirer répare réparez réparer demande demandez demander dis dites dire préviens
    prévenez prévenir informe informer informez contacte contactez contacter réponds répondez répondre transfère
    transférer transférez récupère récupérer apporte apporter cherche cherchez chercher trouve trouvez trouver imprime
    imprimez imprimer traduis traduire télécharge télécharger ajoute ajoutez ajouter annule annulez annuler renouvelle
    renouveler conçois publie publiez publier poste poster trie trier nettoie nettoyer livre livrer teste tester installe
    installer assure-toi confirme confirmez confirmer ferme fermer ouvre ouvrir obtiens obtenir signe signer facture
    facturer rédige rédigez rédiger termine terminez terminer finis finir finissez complète compléter attribue attribuer
    donne donnez donner montre montrez montrer regarde regarder lis lire gère gérer invite inviter négocie négocier résous
    résoudre fixe fixer actualise actualiser relance relancez relancer valide valider validez finalise finaliser partage
    partager partagez pense penser remplace remplacer choisis choisir prends prenez prendre note noter notez fais-moi
    faites-moi dessine dessiner mettre-à-jour propose proposer configure configurer parle parler occupe-toi occupez-vous
    dépose déposer poursuis calcule calculer ajuste ajuster édite éditer archive archiver cale caler boucle boucler
    joins joindre fournis fournir
            ",
        ),
        noun_like: word_set("facture programme commande livre note poste archive"),
        continuing: word_set("dis demande"),
        never_verbs: word_set(
            "
    je tu il elle on nous vous ils elles le la les un une des du de et ou mais si que qui quoi quand où comment est sont
    était sera ce cette ces mon ma mes ton ta tes son sa ses notre nos votre vos ne pas plus oui non en au aux par pour
    avec sans dans sur chez demain hier aujourd'hui déjà bonjour salut merci bonsoir très bien trop aussi encore
    parce donc alors j'ai c'est il y rien tout tous toutes toute désolé pardon voici voilà ci-joint
            ",
        ),
        determiners: word_set("le la les un une des du mon ma mes ton ta tes notre nos votre vos ce cette ces tous toutes l"),
        pronouns: word_set("lui leur ça cela ceci"),
        final_verbs: HashSet::new(),
        final_ending: None,
    }
}
