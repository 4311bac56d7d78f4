"""What the paper's sentences may not say: the words that each rule looks for and those that it lets pass, to be amended here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kazbrief.judgements import CONFIDENCE, LADDER, LIKELIHOOD


@dataclass(frozen=True)
class Rule:
    """Words that are a fault where they stand.

    Attributes
    ----------
    words
        The words.
    found, expected
        What is said of them; ``{}`` stands for the words found.
    counted
        What the words are counted as; a word is a fault of the first such rule that finds it.
    passing
        Phrases in which they are none.
    backed
        Whether a span with a check lets them pass.
    beside
        Words without which, in the same sentence, they are none.
    """

    words: re.Pattern[str]
    found: str
    expected: str
    counted: str = ""
    passing: re.Pattern[str] | None = None
    backed: bool = False
    beside: re.Pattern[str] | None = None


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


# Numbers ----------------------------------------------------------------------------------------------

MONTHS = _any("January February March April May June July August September October November December")
LOCATORS = _any(
    "pages? pp?\\. sections? chapters? figures? tables? paragraphs? articles? editions? versions? annex appendix "
    "notes? footnotes? lines? volumes? vol\\. no\\. protocol items? steps?"
)
NUMERALS = _any(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozens?"
)
UNITS = r"(?:%|per cent|percent|points?|km|kilomet\w+|Mt|tonnes|barrels|million|billion|thousand|people|persons|inhabitants|raions)"
YEAR = rf"(?:19|20)\d\d(?![\d,.]*\d)(?!\s?{UNITS}\b)"

ALLOWED_NUMBERS = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d\d-\d\d\b",
            rf"\b{YEAR}s?(?:\s?[–/-]\s?(?:{YEAR}|\d\d\b))?",  # years, spans of years, decades
            rf"\b\d{{1,2}}(?:\s?[–-]\s?\d{{1,2}})?\s{MONTHS}\b|\b{MONTHS}\s\d{{1,2}}\b",  # days
            rf"\b{LOCATORS}\s\d+(?:\.\d+)*(?:(?:\s?[–,-]\s?|\sand\s|\sto\s)\d+)*",
            r"\b(?:ISO|ICD|EPSG|RFC|UTF|WCAG|CC BY|PDF|Python)[\s:/-]?\d[\d.]*",  # names of standards
            r"\b[A-Za-z]+[-–/]?\d[\w.-]*|\b\d+[A-Z]\w*",  # S-300, C17, 3D
            r"\b\d{1,2}(?:st|nd|rd|th)\scentur(?:y|ies)\b",
            r"^\s*\d+[.)]\s",  # the number of a list item
        )
    ),
    re.IGNORECASE,
)

COUNTING_WORDS = re.compile(
    rf"\b{NUMERALS}(?:[- ]{NUMERALS})?s?\b(?!-(?:year|month|week|day|point|sided|way|page|letter|digit)s?\b)"
    r"|\b(?:half|a third|a quarter|a fifth|a tenth|a sixth) of\b",
    re.IGNORECASE,
)
# The two of this paper are the two countries; a pair just named is no count.
UNCOUNTED = re.compile(
    r"\b(?:the|these|those|both|other|between|one or|in|of) two\b(?! of\b)|\btwo (?:countries|states|sides|neighbours|ends|kinds|ways|things)\b",
    re.IGNORECASE,
)

# Orderings --------------------------------------------------------------------------------------------

_NOT_SUPERLATIVE = _any(
    "west east northwest southwest southeast northeast interest rest test latest invest reinvest forest request harvest "
    "suggest contest protest honest modest arrest digest guest quest conquest unrest brest budapest bucharest manifest "
    "attest priest chest nest crest vest pest detest bequest"
)
ORDERINGS = (
    (
        "superlative",
        re.compile(rf"\b(?!{_NOT_SUPERLATIVE}\b)\w{{2,}}est\b|\bmost\b|\bworst\b|\bby far\b", re.IGNORECASE),
    ),
    (
        "rank",
        re.compile(
            r"\bfirst\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next)\s"
            r"(?:in|of|among|by|after|only|largest|highest|lowest|smallest|biggest)\b"
            r"|\b(?:ranked|ranks|ahead of|foremost|unprecedented|record (?:high|low))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "comparison",
        re.compile(
            r"\bthan\b|\b(?:twice|double|triple|threefold|tenfold) (?:as|the|that|its)\b", re.IGNORECASE
        ),
    ),
    (
        "share",
        re.compile(
            r"\b(?:majority|plurality|(?:more|less|over|under|nearly|almost|about|short of) (?:than )?half"
            r"|(?:almost|nearly|virtually) (?:all|every|none|no))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "direction",
        re.compile(
            r"\b(?:rose|rises|risen|rising|fell|falls|fallen|falling|grew|grows|grown|growing|doubled|tripled|halved"
            r"|declined|declines|declining|increased|increases|increasing|decreased|decreases|decreasing|shrank|shrinks"
            r"|widened|narrowed|exceeds|exceeded|overtook|overtakes|outnumber(?:s|ed)?|peaked|dominates?|dominated)\b",
            re.IGNORECASE,
        ),
    ),
)
# Phrases in which these words order nothing that data could change: idioms, and terms with a definition.
NO_ORDERING = re.compile(
    r"\bat (?:most|least|first)\b|\bto the nearest\b|\b(?:rather|other) than\b|\bfirst of all\b|\bfirst,"
    r"|\bfirst (?:edition|page|line|figure|section|part|row|column|step|draft)\b"
    r"|\b(?:largest|greatest|maximum) flow\b|\bsmallest cut\b|\b(?:lowest|highest) (?:class|bound|limit|number|value)\b"
    r"|\bmore than one\b|\balmost no chance\b|\brank correlation\b",
    re.IGNORECASE,
)

# Likelihood and confidence (ICD 203) ------------------------------------------------------------------

OFF_LADDER = re.compile(
    r"\b(?:probabl[ey]|improbable|possibly|perhaps|maybe|might|presumably|conceivabl[ey]|plausibl[ey]|doubtless"
    r"|undoubtedly|remote chance|(?:good|fair|slim|better) chance|chances are|odds|in all likelihood|(?<!roughly )even chance"
    r"|(?:highly|extremely|quite|somewhat|rather|fairly|most|more|less) (?:un)?likely|(?:may|could) well"
    r"|(?:nearly|virtually) certain)\b",
    re.IGNORECASE,
)
CONFIDENT = re.compile(r"\bconfidence\b", re.IGNORECASE)
NO_LEVEL = re.compile(
    rf"\b(?:medium|strong|weak|great|good|full|fair|limited|little|reasonable|very {_any(' '.join(CONFIDENCE))}) confidence\b",
    re.IGNORECASE,
)

VALUE = "{{< var group.name >}}"
RULES = (
    Rule(
        re.compile(r"\d+(?:[.,:]\d+)*"),
        "the bare number {}",
        f"{VALUE} of scripts/kazbrief/numbers.py, or quotation marks when it is quoted",
        counted="numbers",
        passing=ALLOWED_NUMBERS,
    ),
    Rule(
        COUNTING_WORDS,
        "the number word “{}”",
        f'{VALUE}, a span [...]{{.checked by="..."}}, or a wording without a count',
        counted="numbers",
        passing=UNCOUNTED,
        backed=True,
    ),
    *(
        Rule(
            words,
            f"the {kind} “{{}}” without a check",
            '[...]{.checked by="..."} around it (report/CHECKS.md lists what can stand there)',
            counted="orderings",
            passing=NO_ORDERING,
            backed=True,
        )
        for kind, words in ORDERINGS
    ),
    Rule(OFF_LADDER, "“{}”, which is not on the ladder", f"no estimate, or one of: {', '.join(LADDER)}"),
    Rule(
        LIKELIHOOD,
        "likelihood (“{}”) and confidence in one sentence",
        "a sentence for each",
        beside=CONFIDENT,
    ),
    Rule(
        NO_LEVEL,
        "the level of confidence “{}”",
        f"{', '.join(CONFIDENCE[:-1])} or {CONFIDENCE[-1]} confidence",
    ),
)
"""Every rule, in the order in which they are tried."""
