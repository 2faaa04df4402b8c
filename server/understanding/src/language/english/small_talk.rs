//! English small talk.

use crate::lexicon::{phrases, word_set};
use crate::pattern;
use crate::small_talk::SmallTalk;

pub(super) fn small_talk() -> SmallTalk {
    SmallTalk {
        thanks: pattern(r"(?i)\b(?:thanks?|thank you|thx|ty|cheers|appreciated?)\b"),
        greeting: pattern(
            r"(?i)^\W*(?:hi|hello|hey|hiya|heya|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|how are you|what's up|sup|test\w*|this is a test|is anyone there|anyone there|are you there)\b",
        ),
        yes: phrases(
            "
    yes | yep | yeah | yup | yea | ya | y | sure | sure thing | ok | okay | k | kk | okey | alright
    all right | fine | fine by me | agreed | approved | approve | confirmed | confirm | i confirm
    correct | that's correct | thats correct | right | that's right | thats right | exactly | absolutely
    definitely | go ahead | do it | please do | go for it | sounds good | sounds good to me | sounds great to me | looks good for me | fine to me | sounds great | sounds perfect
    sounds like a plan | looks good | looks great | lgtm | looks good to me | works for me | that works
    that works for me | works | that's fine | thats fine | no problem | of course | by all means | deal
    all good | i agree | yes do it | affirmative | proceed | please proceed | go on | totally | indeed
    certainly | you can | that's ok | that's okay | that is fine | that is correct | good to go
    let's do it | lets do it | do that | yes that's right | i do | yes i do | yes it is | it is
    works for us | works for me | works well | works great | works on my end | is fine | is good | is great | is perfect | is ok
    is okay | suits me | suits us | is fine with me | is fine with us | go | all good on my end
    let's do | lets do | let's make it | lets make it | let's say | lets say
    as discussed | ok with me | okay with me | fine with me | happy with that | i'm happy with that
    im fine with that | i'm fine with that | count me in | yes go ahead | green light | approved by me
    aye | sounds fine | that sounds good | that sounds great
        ",
        ),
        no: phrases(
            "
    no | nope | nah | n | not now | not yet | no thanks | no thank you | negative | not really
    rather not | please don't | don't | do not | i don't think so | no way | absolutely not | not at all
    not this time | hold off | hold off for now | not for now | let's wait | lets wait | let's hold off | wait | no need | wrong | that's wrong | incorrect | not correct | disagree | i disagree
    declined | denied | no not yet | no don't | better not | of course not | definitely not
        ",
        ),
        small: phrases(
            "
    hi | hello | hey | hiya | heya | yo | howdy | greetings | good morning | good afternoon
    good evening | good day | good night | goodnight | morning | afternoon | evening | hi there
    hello there | hey there | thanks | thank you | thx | ty | tysm | tnx | cheers | ta
    much appreciated | appreciated | appreciate it | i appreciate it | really appreciate it
    many thanks | thanks a lot | thanks so much | thank you so much | thank you very much
    thanks a bunch | thanks a million | thanks a ton | thanks again | thank you again
    thanks in advance | thanks everyone | thanks all | thanks team | thanks guys | bye | goodbye
    bye bye | see you | see ya | cya | talk soon | speak soon | talk later | talk to you later | ttyl
    later | take care | best | best regards | kind regards | regards | warm regards | sincerely
    best wishes | all the best | great | perfect | awesome | cool | nice | excellent | wonderful
    fantastic | amazing | brilliant | lovely | super | good | nice one | well done | good job
    great job | great work | nice work | good work | got it | gotcha | noted | understood | i see
    makes sense | roger | roger that | copy that | will do | on it | ok got it | congrats
    congratulations | no worries | np | you're welcome | youre welcome | welcome | my pleasure | sorry
    my bad | apologies | oops | lol | haha | hahaha | hehe | wow | yay | hmm | hm | oh | so | and | well
    very much | a lot | again | everyone | team | all | there | guys | folks | buddy | mate | man | sir
    madam | how are you | how are you doing | how are you today | how's it going | hows it going
    how are things | what's up | whats up | sup | wassup | how do you do | nice to meet you
    pleased to meet you | long time no see | test | testing | this is a test | test message
    just testing | testing testing | never mind | nevermind | nvm | you rock | you're the best
    you are the best | love it | i love it | good to know | good to hear | great news | that's great
    thats great | that's awesome | great stuff | happy to help | anytime | any time | have a good one
    xx | xo | is anyone there | anyone there | are you there
        ",
        ),
        turns: pattern(concat!(
            r"(?i)^(?:(?:many |so many )?thanks? (?:you )?(?:so much |very much |a lot |again )?for\b.*|(?:i |we )?(?:really |so |very much )?appreciate (?:all )?(?:your|the|you)\b.*|(?:have|enjoy|hope you (?:have|had|are having|enjoyed)) (?:a|an|your|the) .*",
            r"|(?:i |we |just )?hop(?:e|ing) (?:you|this|all|everyone|everything|your)\b.*(?:well|good|great|fine|ok|okay|finds you.*|weekend|week|day|break|holiday|safe)\b.*",
            r"|(?:see|talk to|speak to|catch) (?:you|u|ya)(?: all| then| soon| later| there| again| around| next| on| at| in| tomorrow| tonight| up)\b.*|looking forward\b.*|(?:look )forward to\b.*",
            r"|happy (?:\p{L}+day|new year|birthday|easter|holidays|christmas|anniversary|thanksgiving)\b.*|merry christmas\b.*|(?:talk|speak|chat|meet|catch up|until|till|see you)(?: again)?(?: (?:then|soon|later|tomorrow|tonight|next (?:week|month|time)|on \p{L}+day|\p{L}+day|this week|in the morning))+|let (?:me|us) know (?:if (?:you (?:have|need)|there(?:'s| is| are) any|that works|this works|anything|any|that's ok)|what you think|your thoughts|once|when (?:it's|it is|you're|you are|that's|this is|they're|you've|you have|all)? ?(?:done|finished|ready|complete|sent|sorted|booked)|how it goes|asap)\b.*|(?:please )?(?:feel free to|don't hesitate to|do not hesitate to)\b.*",
            r"|(?:it was |was )?(?:nice|great|good|lovely) (?:to meet|meeting|seeing|talking|speaking|chatting|catching up|to see|to hear)\b.*|(?:nice|great|good|lovely) (?:job|work|weather|one|stuff)\b.*|how (?:was|is|are) (?:your|you|things|everything|the family|the weekend|it going)\b.*|(?:i'm|im|i am) (?:good|fine|well|great|ok|okay|doing well|doing good)\b.*|sent from\b.*|(?:good luck|get well|safe travels|welcome back|bless you)\b.*",
            r"|(?:sorry,? |ok,? )*(?:i )?(?:gotta|got to|have to|need to) (?:go|run|leave|dash)(?: now)?|(?:ok |okay )?(?:i'll|i will) (?:let you know|get back to you|keep you posted|be in touch|do it|see|check)\b.{0,20}|(?:for|in case of) (?:anything|any|something|urgent|emergenc)\b.{0,40}\b(?:contact|call|reach|email|write to|text)\b.*|in my absence\b.*|(?:i'll|i will|i'm|i am) (?:have limited|out of (?:the )?office|away|offline|back (?:in|on|at))\b.*|that's all(?: for (?:now|today))?|that'?s it(?: for (?:now|today))?|i owe you one|you(?:'re| are) (?:a |an |the |my |so )?(?:star|legend|best|life ?saver|awesome|amazing|great|kind|hero|welcome)\b.*)$",
        )),
        opening: pattern(r"(?i)^(?:(?:and|also|again|ok|okay|anyway|great|perfect|well|oh|so)\b[\s,!.-]*)+"),
        decision: pattern(
            r"(?i)^(?:ok,? |yes,? |great,? |sure,? )*(?:let's|lets|let us|we'll|we will|i'd|i would|i'll|i say|i think we should) go (?:with|for|ahead with) .+|^(?:yes,? |ok,? |great,? )*(?:please |you can |you may |feel free to |happy for you to )?(?:go ahead|proceed|continue|carry on|move (?:ahead|forward)) with .+|^(?:option|version|variant|design|number) (?:[a-d]|\d|one|two|three)(?: (?:please|it is|works|is (?:good|fine|great|perfect|better)|looks (?:good|great|best)))?[.!\s]*$|^(?:i|we) (?:prefer|like|choose|pick) (?:option|version|the (?:first|second|third|blue|red|green|left|right))\b.{0,30}",
        ),
        filler: word_set("please pls then that so and"),
        help: phrases("help | info | help me | what can you do | how does this work"),
        repeats: (word_set("it that this as that's it's"), word_set("need rush longer one reason")),
    }
}
