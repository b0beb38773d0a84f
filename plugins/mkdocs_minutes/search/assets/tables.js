// The tables that the search has in both of its languages: this script is part of the client, and
// search/tables.py reads the same file. What follows the equals sign is JSON.
(globalThis.MinutesSearch = globalThis.MinutesSearch || {}).tables = {
  // A word is a run of characters that are none of these: neither language's Unicode database is
  // asked what a letter is, since they carry two editions of it.
  "separators": [
    "0000-002f", "003a-0040", "005b-0060", "007b-00a9", "00ab", "00ac", "00ae-00b1", "00b4",
    "00b6-00b8", "00bb", "00bf", "00d7", "00f7", "055a-055f", "0589", "058a", "05be", "05c0",
    "05c3", "05f3", "05f4", "060c", "060d", "061b-061f", "066a-066d", "06d4", "0964", "0965",
    "0e4f", "0e5a", "0e5b", "1360-1368", "2000-200b", "2010-2029", "202f-205f", "20a0-20cf",
    "2190-245f", "2500-2bff", "2e00-2e7f", "3000-3004", "3008-3020", "3030", "303d-303f", "30a0",
    "30fb", "d800-f8ff", "fd3e", "fd3f", "fe10-fe19", "fe30-fe6f", "ff00-ff0f", "ff1a-ff20",
    "ff3b-ff40", "ff5b-ff65", "ffe0-ffff", "1f000-1fbff", "e0000-10ffff"
  ],
  // Scripts written without blanks, so that a run of them says nothing about where a word ends: Thai,
  // Lao, Burmese, Khmer, kana, bopomofo, Han, and Hangul, whose particles stick to the noun.
  "unspaced": [
    "0e00-0e4e", "0e50-0e59", "0e80-0eff", "1000-109f", "1780-17ff", "3005-3007", "3021-302f",
    "3031-303c", "3040-309f", "30a1-30fa", "30fc-30ff", "3105-312f", "31a0-31bf", "31f0-31ff",
    "3400-4dbf", "4e00-9fff", "ac00-d7a3", "f900-faff", "ff66-ff9f", "20000-3ffff"
  ],
  // Soft hyphen, joiners, direction marks, variation selectors: part of a word, and not shown.
  "invisible": [
    "00ad", "200c-200f", "202a-202e", "2060-206f", "fe00-fe0f", "feff"
  ],
  // What holds the pieces of one word together.
  "joiners": ".'’_@#‐‑-",
  // Letters with a stroke, or two letters in one, which Unicode does not decompose.
  "letters": {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "ħ": "h", "ı": "i", "þ": "th", "ς": "σ", "‐": "-", "’": "'"
  },
  "stop_words": [
    "a", "about", "across", "after", "all", "already", "also", "am", "an", "and", "any", "are",
    "as", "at", "be", "because", "been", "before", "being", "between", "but", "by", "can", "could",
    "did", "do", "does", "doing", "done", "during", "each", "ever", "for", "from", "get",
    "got", "had", "has", "have", "having", "he", "her", "here", "him", "his", "how", "i", "if",
    "in", "instead", "into", "is", "it", "its", "just", "let", "many", "me", "might", "more",
    "most", "much", "my", "no", "nor", "not", "of", "off", "on", "only", "or", "other", "our",
    "out", "over", "own", "per", "she", "should", "since", "so", "some", "still", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through",
    "to", "too", "toward", "towards", "until", "up", "upon", "us", "very", "via", "was", "we",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "why", "will",
    "with", "within", "would", "yet", "you", "your"
  ],
  "longest_term": 64,
  // lunr's defaults for BM25, and what a term weighs in title, heading and body.
  "k1": 1.2,
  "b": 0.75,
  "boosts": [6, 3, 1],
  // A posting is one number for how often its term stands in a field, which up to `often` times is one
  // digit for most, and for the class of the field's length, of which there are so many.
  "often": 4,
  "length_classes": 40,
  "patterns": {
    // `VOs`, `CEs`: the plural of an acronym, told by its case.
    "acronym_plural": "[A-Z]{2,}s$",
    "possessive": "['’][sS]$",
    // `v3.5` and `v7r3p36`, but not `v2`.
    "version_mark": "^v(?=[0-9]+[^0-9])",
    "version": "^v?[0-9][^_@#'-]*\\.[^_@#'-]*$",
    "joiner": "[_@#'-]",
    "joined": "[._@#'-]",
    // `test-bed` and `test_bed`, which others write `testbed`; not a host name or `#12`.
    "squeezed": "[_-]",
    // `N-API`, `m.js`: the rest is not the word. Behind an apostrophe it is: `l'adhésion`.
    "letter_apart": "(?:^|[._@#-])[^._@#'-](?:[._@#-]|$)",
    // `StashCache`, `HTCondorCE`: a capital behind a small letter begins a part.
    "capital_inside": "(?<=[a-z0-9])(?=[A-Z])",
    // `python3`, `CentOS7`, `cctb01`, `python3.6`; not `v3`, `x509` or `7r3p36`.
    "numbered": "^([a-z]{2,})([0-9]+(?:\\.[0-9]+)*)$",
    // A line ends a sentence, and so does a full stop, exclamation or question mark before a blank.
    "sentence": "\\S.*?(?:[.!?][\"')\\]]*(?=\\s)|$)",
    // A number or ticket, which calls a page also amid other words.
    "year": "^(?:19|20)[0-9]{2}$",
    "day_of_month": "^0?([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|re|e|o|a)?$",
    "numbered_name": "[0-9].*[.#-]|[.#-].*[0-9]"
  },
  // Porter's suffixes with what takes their place; each step stops at the first that fits.
  "suffixes": [
    [
      "ational:ate", "tional:tion", "enci:ence", "anci:ance", "izer:ize", "abli:able", "alli:al",
      "entli:ent", "eli:e", "ousli:ous", "ization:ize", "ation:ate", "ator:ate", "alism:al",
      "iveness:ive", "fulness:ful", "ousness:ous", "aliti:al", "iviti:ive", "biliti:ble"
    ],
    [
      "icate:ic", "ative:", "alize:al", "iciti:ic", "ical:ic", "ful:", "ness:"
    ],
    [
      "ement:", "ment:", "ance:", "ence:", "able:", "ible:", "sion:s", "tion:t", "ant:", "ent:",
      "ism:", "ate:", "iti:", "ous:", "ive:", "ize:", "al:", "er:", "ic:", "ou:"
    ]
  ],
  // British spellings, which are looked up as American ones: what lies between the two groups of a
  // pattern is replaced, and an ordinal is its number. `-ise` is left alone in words that nobody spells
  // with a z.
  "spellings": [
    ["^(arm|behavi|cand|clam|col|discol|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|savi|splend|tum|val|vap|vig)our(.*)$", "or"],
    ["^(?!comprom|compris|concis|counterpois|despis|disguis|enterpris|exercis|expertis|franchis|improvis|likewis|merchandis|otherwis|paradis|practis|precis|premis|promis|supervis|surmis|surpris|televis|tortois|treatis)([a-z]{4,})is(e|ed|es|ing|er|ers|ation|ations|able)$", "iz"],
    ["^(anal|catal|dial|electrol|hydrol|paral)ys(e|ed|er|ers|ing)$", "yz"],
    ["^(defen|licen|offen|preten)c(e|es|ed|ing)$", "s"],
    ["^(practi)s(e|ed|es|ing)$", "c"],
    ["^(calib|cent|fib|lit|lust|meag|met|kilomet|millimet|scept|somb|spect|theat)re(s?)$", "er"],
    ["^(cent|calib)re(d)$", "ere"],
    ["^([0-9]+)(?:st|nd|rd|th)()$", ""],
    ["^(cancel|channel|counsel|dial|enrol|equal|fuel|funnel|initial|label|level|marshal|model|panel|signal|total|travel|tunnel)l(ed|ing|er|ers|ation|ations)$", ""],
    ["^(barbe)q(ue|ues|ued)$", "c"],
    ["^(advis)e(r|rs)$", "o"],
    ["^(enrol|fulfil|instal|distil)(|s|ment|ments)$", "l"],
    ["^(anal|catal|dial|epil|monol|prol)ogue(s?)$", "og"],
    ["^(program)me(s?)$", ""],
    ["^(gr)e(ys?)$", "a"],
    ["^(art)e(facts?)$", "i"],
    ["^(judg|acknowledg)e(ments?)$", ""],
    ["^(s)c(eptics?|eptical|epticism)$", "k"],
    ["^(alumin)i(um)$", ""],
    ["^(dis)c(s?)$", "k"],
    ["^()enq(uiry|uiries)$", "inq"],
    ["^(learn|spel)(t)$", "ed"],
    ["^(focus)s(ed|es|ing)$", ""],
    ["^((?:apparat|abac|b|bon|camp|cens|chor|circ|consens|corp|geni|hiat|nex|prospect|rad|stat|surpl|syllab|termin|vir)us)es()$", ""]
  ],
  // Forms that no ending leads back to their word, which comes first, and numbers in words. Those that are words of their
  // own as well are left out: left, saw, rose, ground, met beside meeting, led.
  "irregular": [
    "2 two", "3 three", "4 four", "5 five", "6 six", "7 seven", "8 eight", "9 nine", "10 ten",
    "11 eleven", "12 twelve", "arise arose arisen", "beat beaten", "become became", "begin began begun",
    "blow blew blown", "break broke broken", "bring brought", "build built", "buy bought",
    "catch caught", "child children", "choose chose chosen", "come came", "criterion criteria",
    "deal dealt", "draw drew drawn", "drive drove driven", "eat ate eaten", "fall fell fallen",
    "feel felt", "fight fought", "find found", "fly flew flown", "foot feet",
    "forbid forbade forbidden", "forget forgot forgotten", "freeze froze frozen", "get got gotten",
    "give gave given", "go went gone", "grow grew grown", "hang hung", "hear heard", "hide hid hidden",
    "hold held", "index indices", "keep kept", "lay laid", "lend lent", "know knew known", "lose lost",
    "make made", "man men", "matrix matrices", "mean meant", "mislead misled",
    "mistake mistook mistaken", "overcome overcame", "override overrode overridden", "pay paid",
    "rebuild rebuilt", "redo redid redone", "rerun reran", "resend resent", "rethink rethought",
    "rewrite rewrote rewritten", "ride rode ridden", "ring rang rung", "rise risen", "run ran",
    "say said", "see seen", "seek sought", "sell sold", "send sent", "shake shook shaken", "shoot shot",
    "shrink shrank shrunk", "sink sank sunk", "sleep slept", "speak spoke spoken",
    "spend spent", "stand stood", "steal stole stolen", "stick stuck", "strike struck",
    "swim swam swum", "take took taken", "teach taught", "tear tore torn", "tell told", "think thought",
    "throw threw thrown", "understand understood", "undergo underwent undergone", "undo undid undone",
    "uphold upheld", "wake woke woken", "wear wore worn", "win won", "withdraw withdrew withdrawn",
    "withhold withheld", "woman women", "write wrote written"
  ],
  // Nouns of doing that Porter's suffixes do not lead back to their verb, which comes first: whoever asks
  // what was decided means a decision, or decisions. Left out are those that often are another thing: application,
  // division, provision, statement.
  "nouns": [
    "acquire acquisition", "admit admission", "advise advice", "agree agreement",
    "analyze analysis analyses", "assume assumption", "certify certification", "choose choice",
    "clarify clarification", "classify classification", "close closure", "compare comparison",
    "complain complaint", "conclude conclusion", "constrain constraint", "consume consumption",
    "contribute contributor", "convert conversion", "decide decision", "define definition",
    "deliver delivery deliveries", "deny denial", "describe description", "disagree disagreement",
    "discover discovery", "exclude exclusion", "expand expansion", "expire expiry",
    "explain explanation", "expose exposure", "extend extension", "fail failure", "grow growth",
    "identify identification", "include inclusion", "inquire inquiry inquiries",
    "introduce introduction", "justify justification", "lead leadership", "lose loss losses",
    "maintain maintenance", "member membership", "modify modification", "notify notification",
    "occur occurrence", "oppose opposition", "pay payment", "permit permission", "prove proof",
    "publish publication", "receive receipt", "recover recovery", "reduce reduction",
    "register registration", "resolve resolution", "respond response", "resume resumption",
    "retain retention", "revoke revocation", "settle settlement", "sign signature",
    "simplify simplification", "solve solution", "specify specification", "sponsor sponsorship",
    "submit submission", "subscribe subscription", "succeed success", "suspend suspension",
    "transmit transmission", "unify unification", "use usage", "vary variation", "verify verification"
  ],
  // Words that are written short, behind the whole word; the short forms mean nothing else in minutes.
  "clippings": [
    "administrator admin", "advertise ads", "authenticate authn", "authorize authz", "certificate cert",
    "configuration config cfg", "dependency deps", "development dev", "document doc",
    "environment env", "implementation impl", "information info", "introduction intro",
    "laboratory lab", "library lib", "management mgmt mgt", "meeting mtg", "message msg",
    "package pkg", "parameter param", "performance perf", "photograph photo", "promotion promo",
    "reference ref", "refrigerator fridge", "repository repo", "specify spec", "statistics stats",
    "telephone phone", "university uni", "variable var"
  ],
  // Abbreviations of minute-taking with what they stand for: each finds the other. What an archive
  // itself spells out, as in `working group (WG)`, goes before these.
  "abbreviations": [
    "ac advisory committee", "agm annual general meeting", "aob any other business",
    "bod board of directors", "ci continuous integration", "coc code of conduct",
    "ctc core technical committee", "ed executive director", "eol end of life",
    "eta estimated time of arrival", "ec executive committee", "faq frequently asked questions",
    "ga general assembly", "hr human resources", "kpi key performance indicators",
    "lts long term support", "mou memorandum of understanding", "mr merge request",
    "nda non disclosure agreement", "ooo out of office", "poc proof of concept", "pr pull request",
    "rc release candidate", "rfc request for comments", "sc steering committee",
    "sig special interest group", "sla service level agreement", "sop standard operating procedure",
    "tc technical committee", "tf task force", "tlp top level project", "tor terms of reference",
    "tsc technical steering committee", "ux user experience", "vm virtual machine", "wg working group"
  ],
  // Endings of nouns, adjectives and verbs, as they are without diacritics: the longest is cut off,
  // where three letters are left.
  "endings": {
    "0400-052f": [
      "а", "ам", "ами", "ах", "ая", "е", "ев", "ее", "еи", "ем", "ему", "ет", "ею", "его", "ы", "ыи",
      "ым", "ыми", "ых", "и", "ие", "ием", "ии", "им", "ими", "ит", "их", "ию", "ия", "иям", "иями",
      "иях", "ла", "ли", "ло", "о", "ов", "ого", "ое", "ои", "ом", "ому", "ою", "ся", "сь", "ть",
      "ться", "тся", "у", "ут", "ую", "ь", "ье", "ью", "ья", "ю", "юю", "ют", "я", "ям", "ями", "ят",
      "ях", "яя"
    ],
    "0370-03ff": [
      "α", "ασ", "ε", "εισ", "εσ", "εων", "εωσ", "η", "ησ", "ι", "ια", "ιασ", "ιεσ", "ιο", "ιου",
      "ιων", "μα", "ματα", "ματοσ", "ματων", "ο", "οι", "οσ", "ου", "ουσ", "ω", "ων", "ωσ"
    ]
  },
  "dimensions": ["person", "project", "version", "series", "kind"],
  "fields": ["title", "heading", "body"],
  // A question that begins with one of these and holds one of the words of a kind asks for that kind.
  "asking": [
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "should", "was", "were", "what",
    "when", "where", "which", "who", "why", "will"
  ],
  // What a question says besides, which no note has to say.
  "fillers": [
    "become", "go", "happen", "need", "say", "think", "want"
  ],
  "leanings": {
    "outcome": [
      "agree", "agreed", "conclude", "concluded", "conclusion", "conclusions", "decide", "decided",
      "decides", "decision", "decisions", "resolution", "resolutions", "resolve", "resolved"
    ],
    "action": [
      "assign", "assigned", "owe", "owed", "owes", "owned", "owner", "owns", "promise", "promised",
      "promises", "responsible"
    ]
  },
  // What the page of a name tells: a query that adds nothing else to a name asks for that page.
  "told_by_pages": [
    "action", "actions", "attended", "current", "date", "first", "latest", "mentioned", "open", "owe", "owes",
    "promised", "release", "released", "releases", "role", "state", "status", "tested", "testing", "ticket",
    "tickets", "version", "versions"
  ],
  // `last meeting`, `latest notes`: what asks for the newest note.
  "latest": ["last", "latest", "newest", "recent"],
  "meetings": ["call", "meeting", "meetings", "minutes", "note", "notes", "session", "telco"],
  // What asks for the note of a day, or the latest, and is no word beside one.
  "held": [
    "absent", "apologies", "attendance", "attended", "attendees", "attending", "call", "excused", "meeting",
    "minutes", "note", "notes", "present", "regrets", "scribe", "scribed"
  ],
  // Kinds of name that a passage may call otherwise, as a given name does: it then has the whole name.
  "mentioned": ["person", "project", "version"],
  // The names of months in all languages of the lexicon, as they are without diacritics.
  "months": [
    "enero gennaio jaenner jan janeiro janner januar januari january janv janvier ledna styczen stycznia янв январь января",
    "feb febbraio febrero februar februari february fev fevereiro fevr fevrier lutego luty unor unora февр февраль февраля",
    "brezen brezna maart maerz mar marca march marco mars marz marzec marzo mrt мар март марта",
    "abr abril apr april aprile avr avril duben dubna kwiecien kwietnia апр апрель апреля",
    "kve kveten kvetna maggio mai maio maj maja may mayo mei маи мая",
    "cerven cervna cvn czerwca czerwiec giu giugno juin jun june junho juni junio июн июнь июня",
    "cervence cervenec cvc juil juill juillet jul julho juli julio july lipca lipiec luglio июл июль июля",
    "agosto aout aug august augusti augustus sierpien sierpnia srpen srpna авг август августа",
    "sep sept september septembre septiembre setembro settembre wrz wrzesien wrzesnia zar zari сент сентябрь сентября",
    "oct october octobre octubre okt oktober ottobre outubro paz pazdziernik pazdziernika rij rijen rijna окт октябрь октября",
    "listopad listopada listopadu nov november novembre novembro noviembre нояб ноябрь ноября",
    "dec december decembre desember dez dezember dezembro dic dicembre diciembre grudnia grudzien prosince prosinec дек декабрь декабря"
  ],
  "sorts": ["relevance", "date"],
  // What is said of a filter that cannot be read; the braces stand for it.
  "unread": {
    "name": "A name is missing behind {}",
    "unknown": "No {} has this name: ",
    "date": "{} is no date that can be read: write 2019, 2019-09 or 2019-09-30"
  },
  // Bounds of a query, and what a completion of the word being typed weighs beside the word.
  "longest_query": 500,
  "most_words": 24,
  "shortest_prefix": 2,
  "completion_boost": 0.3,
  // Characters of the sentence that a result shows.
  "longest_excerpt": 220,
  "lead_in": 60,
  "shortest_excerpt": 80,
  // Sentences on either side of one that say what it is about.
  "beside": 1,
  // Passages a note, notes that are read to find a phrase, pages that a name calls, and of how many
  // words a name inside a longer query may be.
  "most_passages": 3,
  // Of so many groups those come first in which the words stand together: they are read anyway.
  "nearness": 10,
  // What two words that follow each other in the order of the query weigh there, where a word weighs
  // 100; half of it in another order.
  "following_weight": 24,
  "most_checked": 60,
  "most_names": 20,
  "longest_name": 4,
  // Words that an abbreviation may stand for.
  "longest_long": 6,
  // Files of frequent words that are loaded to look inside compounds, letters of a word that is found there
  // and of what stands before it, and what may join both.
  "most_word_shards": 16,
  "shortest_inner": 5,
  "shortest_modifier": 4,
  "between": "(?:en|er|es|e|n|s)$",
  // Shards that a beginning of a word may load, those that are loaded for any, and entries of a
  // manifest's directory.
  "most_shards": 40,
  "few_shards": 2,
  "directory": 8192,
  // Terms that a word being typed may become, and those of them that are merely frequent.
  "most_completions": 24,
  "frequent_completions": 4
};
