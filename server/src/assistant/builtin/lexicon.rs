//! The words the rules rest on: verbs that begin a task, words that never do, and how verbs change their form.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Verbs that begin a task and are hardly ever anything else.
static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    accept activate add adjust analyse analyze announce apologise apologize apply approve arrange ask
    assemble assess assign attach attend backup brief bring browse build buy cancel chase check choose
    clean clear close coordinate collect compare compile complete configure confirm congratulate connect
    consult convert create deactivate decide delete deliver deploy deposit develop disable discuss
    dispatch distribute donate download edit enable encourage enrol enroll ensure enter escalate
    evaluate examine explore export extend fetch figure fill finalise finalize find finish fix follow
    forward gather generate get give go grab handle hang have help hire identify implement import
    improve inform inspect install integrate interview investigate invite keep launch learn let liaise
    listen load locate look maintain make meet merge migrate monitor move negotiate notify obtain
    organise organize outline pack pay perform pick prepare prep present prioritise prioritize process
    proofread propose provide publish purchase push read reach reassign rebook recommend reconcile
    record recruit redesign redo reduce refactor refresh refund register reinstall remind remove rename
    renew reorganise repair replace reply reproduce rerun reschedule reset resend resolve respond
    restart restock restore retrieve return revert revise rewrite run save see sell send serve settle
    shoot show simplify sort speak speed solve submit subscribe suggest summarise summarize swap sync
    tackle take talk teach tell terminate throw tidy touch transcribe translate troubleshoot try tweak
    unblock uninstall unlock unsubscribe update upgrade upload use validate verify walk warn wash
    withdraw wire wrap write put set ship sign drop draw explain feed include incorporate introduce log
    mow onboard offboard pull raise rotate scan scope secure source stop switch turn wait water rework
    relaunch patch shortlist double double-check revisit recheck reconnect relocate vet vacuum empty decline
    reject promote produce optimise optimize document ditch crop resize share proof quote catch come
    hand hold leave lock mop nudge proceed
        ",
    )
});

/// Words that are verbs at the start of an order and nouns elsewhere.
static NOUN_LIKE_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    address audit archive back bill book brainstorm budget call change charge chat contact copy cost
    cover debug demo design draft dm email e-mail fax feature file fly format host invoice issue label
    lead license link list mail map mark match measure message name note offer open order paint park
    phone ping pitch place plan plant play point post practice price print program progress project
    query rate report request research reserve review ring schedule search shop sketch slack start store
    study survey tag target test text track train transfer travel treat trial view visit watch whatsapp
    work fire rent cook bake stock screen staff trim cut benchmark bookmark outsource delegate estimate
    process
        ",
    )
});

/// Verbs after "and" that belong to what came before rather than begin a task of their own.
static CONTINUING_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    ask see make let say help try keep use include go have get come confirm wait note mention explain
    report stop leave hold put list tell proceed suggest show work study cost cover issue start play
    name return
        ",
    )
});

/// Words that begin no order.
static NEVER_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "
    i you he she it we they this that these those there here the a an my your his her our their its who
    what when where why how which is are was were be been am do does did has had can could will would
    shall should may might must not no yes and or but if then so because as at by for from in of on to
    with without about after before during under over all both some any every each most more many much
    few also just only very too hi hello hey thanks thank sorry ok okay maybe perhaps today tomorrow
    yesterday tonight happy glad sad nice good great bad love hope guess think know like sounds looks
    seems loved liked once while unless although though since until per via fyi re everyone everything
    nothing something someone nobody other such same half bless fuck damn god wow lol haha welcome
    regarding attached below above despite given please regards best dear
        ",
    )
});

/// The words of a list.
pub(super) fn word_set(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// The phrases of a list, which stand between bars or on lines of their own.
pub(super) fn phrases(list: &'static str) -> HashSet<&'static str> {
    list.split(['|', '\n']).map(str::trim).filter(|phrase| !phrase.is_empty()).collect()
}

/// Whether an order may begin with this word (in lower case).
pub(super) fn is_verb(word: &str) -> bool {
    let base = word.strip_prefix("re-").unwrap_or(word);
    VERBS.contains(base) || NOUN_LIKE_VERBS.contains(base)
}

/// Whether the word is a verb that could as well be a noun.
pub(super) fn is_noun_like(word: &str) -> bool {
    NOUN_LIKE_VERBS.contains(word)
}

/// Whether a word after a comma or an "and" begins a task of its own.
pub(super) fn begins_another(word: &str) -> bool {
    is_verb(word) && !CONTINUING_VERBS.contains(word)
}

/// Whether no order begins with this word.
pub(super) fn is_never_verb(word: &str) -> bool {
    NEVER_VERBS.contains(word)
}

/// Whether the word points at somebody's thing or at one thing among others.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "my"
            | "your"
            | "his"
            | "her"
            | "our"
            | "their"
            | "this"
            | "that"
            | "these"
            | "those"
            | "all"
            | "some"
            | "any"
            | "every"
            | "each"
            | "both"
            | "another"
            | "new"
    )
}

/// Whether the word stands for something named before.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "it" | "them" | "this" | "that" | "these" | "those" | "him" | "her" | "one" | "everything" | "both"
    )
}

/// "calling" as "call", where that is a known verb.
pub(super) fn from_gerund(word: &str) -> Option<String> {
    let stem = word.strip_suffix("ing").filter(|stem| stem.len() >= 2)?;
    let silent = format!("{stem}e");
    let mut letters = stem.chars().rev();
    let single = match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before => Some(&stem[..stem.len() - last.len_utf8()]),
        _ => None,
    };
    // "telling" is of "tell", "getting" of "get", "writing" of "write".
    [Some(stem), single, Some(silent.as_str())]
        .into_iter()
        .flatten()
        .find(|form| is_verb(form))
        .map(str::to_owned)
}

/// A word cut down to what its forms share, so that "called" finds "call" and "flights" finds "flight".
pub(super) fn stem(word: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("sent", "send"),
        ("paid", "pay"),
        ("bought", "buy"),
        ("wrote", "write"),
        ("written", "write"),
        ("met", "meet"),
        ("made", "make"),
        ("told", "tell"),
        ("spoke", "speak"),
        ("spoken", "speak"),
        ("rang", "ring"),
        ("got", "get"),
        ("took", "take"),
        ("found", "find"),
        ("built", "build"),
        ("did", "do"),
        ("gave", "give"),
        ("brought", "bring"),
        ("sold", "sell"),
        ("ran", "run"),
        ("chose", "choose"),
        ("held", "hold"),
        ("led", "lead"),
        ("put", "put"),
    ];
    let word = word.strip_suffix("'s").unwrap_or(word);
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return (*base).to_owned();
    }
    let cut = ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    let mut shorter = cut.chars();
    let last = shorter.next_back();
    let doubled =
        last.is_some() && shorter.clone().next_back() == last && !matches!(last, Some('l' | 's' | 'e'));
    if doubled && cut.len() < word.len() { shorter.as_str().to_owned() } else { cut.to_owned() }
}

/// The words of a text in lower case, without signs.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '\'' || character == '-'))
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The first word of a text in lower case, without signs.
pub(super) fn first_word(text: &str) -> String {
    words(text.split_whitespace().next().unwrap_or_default()).into_iter().next().unwrap_or_default()
}
