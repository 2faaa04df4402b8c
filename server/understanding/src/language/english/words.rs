//! The English words that the rules rest on.

use std::collections::HashSet;

use crate::lexicon::Lexicon;
use crate::lexicon::word_set;

/// Words that tell English from the other languages.
pub(super) fn votes() -> HashSet<&'static str> {
    word_set(
        "
    the and you your to of for is are was were it that this with on by at please pls thanks thank hi hello hey
    can could would will we my our i i'm i'll don't not need what when where who how which tomorrow today
    tonight monday tuesday wednesday thursday friday saturday sunday week month send call email done make
    get have has from about before after if asap u ur thx yes yep sure ok done move cancel reopen rename
    remind ask tell book check update fix the new next there's it's let's client invoice meeting
    me all be he she they his her but so as up out just some any us am let show open see list tasks task urgent
    again back call them if into then than been did does doing down here over only same too very good great want
        ",
    )
}

pub(super) fn words() -> Lexicon {
    Lexicon {
        verbs: word_set(
            "
    accept activate add adjust analyse analyze announce apologise apologize apply approve arrange ask
    assemble assess assign attach attend   bring browse build buy cancel chase check choose
    clean clear close coordinate collect compare compile complete configure confirm congratulate connect
    consult convert create deactivate decide delete deliver deploy deposit develop disable discuss
    dispatch distribute donate download edit enable encourage enrol enroll ensure enter escalate
    evaluate examine explore  extend fetch  fill finalise finalize find finish fix follow
    forward gather generate get give go grab handle hang have help hire identify implement 
    improve inform inspect install integrate interview investigate invite keep  learn let liaise
    listen load locate look maintain make meet merge migrate monitor move negotiate notify obtain
    organise organize outline pack pay perform pick prepare prep present prioritise prioritize process
    proofread propose provide publish purchase push read reach reassign rebook recommend reconcile
     recruit redesign redo reduce refactor refresh refund register reinstall remind remove rename
    renew reorganise repair replace reply reproduce rerun reschedule reset resend resolve respond
    restart restock restore retrieve return revert revise rewrite run save see sell send serve settle
      simplify sort speak speed solve submit subscribe suggest summarise summarize  sync
    tackle take talk teach tell terminate throw tidy touch transcribe translate troubleshoot try tweak
    unblock uninstall unlock unsubscribe  upgrade  use validate verify walk warn wash
    withdraw wrap write put set ship sign drop draw explain feed include incorporate introduce log
    mow onboard offboard pull raise rotate scan  secure  stop switch turn wait  rework
    relaunch  shortlist double double-check revisit recheck reconnect relocate vet vacuum empty decline
    reject promote  optimise optimize  ditch crop resize   quote catch come
    hand hold leave lock mop nudge proceed
    amend rectify correct reword rephrase retouch rebuild recreate renegotiate restructure resubmit reupload redeploy reboot refill reprint retry collate compose consolidate crosscheck curate customize customise decorate digitize duplicate elaborate embed engage enlarge expand extract fulfil fulfill google greet insert itemize justify manage mention modify onboard oversee populate procure prune rearrange reassess rebrand recalculate reimburse reinstate remake reorder repost republish rescan reshoot restyle retarget seek shrink standardize streamline suspend swap tailor tune unpublish vectorize waive inquire enquire highlight
        ",
        ),
        noun_like: word_set(
            " water document figure record source scope patch backup brief shoot show launch update upload export import proof share swap produce

    address audit archive back bill book brainstorm budget call change charge chat contact copy cost
    cover debug demo design draft dm email e-mail fax feature file fly format host invoice issue label
    lead license link list mail map mark match measure message name note offer open order paint park
    phone ping pitch place plan plant play point post practice price print program progress project
    query rate report request research reserve review ring schedule search shop sketch slack start store
    study survey tag target test text track train transfer travel treat trial view visit watch whatsapp
    credit expense film flag frame gift pin pause paste recap spec split style supply tape zip loop mirror polish
    wire work fire rent cook bake stock screen staff trim cut benchmark bookmark outsource delegate estimate
    process
        ",
        ),
        continuing: word_set(
            "
    ask see make let say help try keep use include go have get come confirm wait note mention explain
    report stop leave hold put list tell proceed suggest show work study cost cover issue start play
    name return
        ",
        ),
        never_verbs: word_set(
            "
    im ive hes shes theyre thats whats dont cant i you he she it we they this that these those there here the a an my your his her our their its who
    what when where why how which is are was were be been am do does did has had can could will would
    shall should may might must not no yes and or but if then so because as at by for from in of on to
    with without about after before during under over all both some any every each most more many much
    few also just only very too hi hello hey thanks thank sorry ok okay maybe perhaps today tomorrow
    yesterday tonight happy glad sad nice good great bad love hope guess think know like sounds looks
    seems loved liked once while unless although though since until per via fyi re everyone everything
    nothing something someone nobody other such same half bless fuck damn god wow lol haha welcome
    lost got had left went made saw met took sent bought paid found forgot broke heard spent came ran sold won gave told said kept brought wrote
    working running heading leaving going feeling stuck travelling traveling waiting coming being having regarding attached below above despite given please regards best dear
        ",
        ),
        determiners: word_set(
            "the a an my your his her our their this that these those all some any every each both another new",
        ),
        pronouns: word_set("it them this that these those him her one everything both"),
        final_verbs: HashSet::new(),
        final_ending: None,
    }
}
