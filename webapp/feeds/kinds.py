"""What the kind codes of lists mean, in a small vocabulary of our own.

A code means something else in another fellowship: POA is proof of attendance in AA and parents of
alcoholics in Al-Anon. So each has its table, and a code that is in none stays a code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.directory import Openness
from webapp.domain.meetings import Fellowship
from webapp.feeds.text import cut

OPEN, CLOSED = "open", "closed"
NO_ROOM, ONLINE, PROOF = "no_room", "online", "proof"
"""Meanings that are no tags: they decide something else about a listing."""

TAGS = (
    "women", "men", "young", "seniors", "lgbtq", "people_of_color", "indigenous", "secular",
    "newcomer", "speaker", "discussion", "step", "tradition", "big_book", "literature",
    "meditation", "wheelchair", "child_care", "children_welcome", "candlelight", "outdoor",
    "professionals", "dual_diagnosis", "fragrance_free",
)  # fmt: skip

EVERYWHERE = {
    "O": OPEN, "C": CLOSED, "TC": NO_ROOM, "ONL": ONLINE,
    "M": "men", "W": "women", "LGBTQ": "lgbtq",
}  # fmt: skip
_TWELVE_STEPS = EVERYWHERE | {
    "Y": "young", "SEN": "seniors", "G": "lgbtq", "L": "lgbtq", "BI": "lgbtq", "T": "lgbtq",
    "NB": "lgbtq", "POC": "people_of_color", "N": "indigenous", "NDG": "indigenous",
    "A": "secular", "BE": "newcomer", "SP": "speaker", "D": "discussion", "ST": "step",
    "12x12": "step", "TR": "tradition", "B": "big_book", "LIT": "literature",
    "ABSI": "literature", "DR": "literature", "GR": "literature", "LS": "literature",
    "11": "meditation", "MED": "meditation", "X": "wheelchair", "XB": "wheelchair",
    "BA": "child_care", "CF": "children_welcome", "CAN": "candlelight", "OUT": "outdoor",
    "P": "professionals", "DD": "dual_diagnosis", "FF": "fragrance_free",
}  # fmt: skip
_AL_ANON = EVERYWHERE | {
    "YA": "young", "G": "lgbtq", "L": "lgbtq", "T": "lgbtq", "LGBTQIA": "lgbtq",
    "POC": "people_of_color", "A": "secular", "BE": "newcomer", "SP": "speaker", "ST": "step",
    "X": "wheelchair", "BA": "child_care", "FF": "fragrance_free",
}  # fmt: skip
_NA = EVERYWHERE | {
    "BEG": "newcomer", "BT": "literature", "CAN": "candlelight", "CW": "children_welcome",
    "DISC": "discussion", "GL": "lgbtq", "IP": "literature", "IW": "literature",
    "JFT": "literature", "LIT": "literature", "LC": "literature", "MED": "meditation",
    "SPAD": "literature", "SPK": "speaker", "STEP": "step", "SWG": "step", "TOP": "discussion",
    "TRAD": "tradition", "X": "wheelchair", "Y": "young",
}  # fmt: skip
_RECOVERY_DHARMA = EVERYWHERE | {
    "BE": "newcomer", "BB": "literature", "CC": "child_care", "IS": "step", "MI": "meditation",
    "WA": "wheelchair",
}  # fmt: skip
MEETING_GUIDE = {
    Fellowship.AA: _TWELVE_STEPS | {"POA": PROOF},
    Fellowship.CA: _TWELVE_STEPS,
    Fellowship.AL_ANON: _AL_ANON,
    Fellowship.NA: _NA,
    Fellowship.RECOVERY_DHARMA: _RECOVERY_DHARMA,
}

WORLD_IDS = {
    "OPEN": OPEN, "CLOSED": CLOSED, "TC": NO_ROOM, "VM": ONLINE,
    "M": "men", "W": "women", "WCHR": "wheelchair", "OUT": "outdoor",
} | {code: tag for code, tag in _NA.items() if len(code) > 1 or code == "Y"}  # fmt: skip
"""What a BMLT format means on every server; the letters that people see are each server's own."""

NAMED = {
    "open": OPEN, "closed": CLOSED, "location temporarily closed": NO_ROOM, "online": ONLINE,
    "online meeting": ONLINE, "proof of attendance": PROOF, "women": "women", "men": "men",
    "young people": "young", "seniors": "seniors", "secular": "secular", "newcomer": "newcomer",
    "beginner": "newcomer", "beginners": "newcomer", "speaker": "speaker",
    "discussion": "discussion", "step study": "step", "step meeting": "step",
    "tradition study": "tradition", "big book": "big_book", "literature": "literature",
    "meditation": "meditation", "wheelchair access": "wheelchair",
    "wheelchair accessible": "wheelchair", "babysitting available": "child_care",
    "child-friendly": "children_welcome", "candlelight": "candlelight", "outdoor": "outdoor",
    "outdoor meeting": "outdoor", "lgbtq": "lgbtq",
}  # fmt: skip
"""Lists that write the names instead of the codes."""

LANGUAGES = {
    "AF": "af", "AM": "am", "AR": "ar", "ASL": "ase", "BG": "bg", "DA": "da", "DE": "de",
    "EL": "el", "EN": "en", "ES": "es", "FA": "fa", "FI": "fi", "FR": "fr", "HE": "he", "HI": "hi",
    "HR": "hr", "HU": "hu", "IS": "is", "ITA": "it", "JA": "ja", "KA": "ka", "KOR": "ko",
    "LT": "lt", "ML": "ml", "MT": "mt", "NE": "ne", "NL": "nl", "NO": "no", "POL": "pl",
    "POR": "pt", "PUN": "pa", "RUS": "ru", "S": "es", "SK": "sk", "SL": "sl", "SV": "sv",
    "TH": "th", "TL": "tl", "TUR": "tr", "UK": "uk",
}  # fmt: skip
_SPOKEN = {
    Fellowship.AA: LANGUAGES,
    Fellowship.CA: LANGUAGES,
    Fellowship.AL_ANON: {"EN": "en", "S": "es"},
    Fellowship.RECOVERY_DHARMA: {
        code: LANGUAGES[code] for code in ("DA", "NL", "EN", "FI", "FR", "DE", "ES", "SV", "TH")
    },
}
LANGUAGE_NAMES = {
    "asl": "ase", "american sign language": "ase", "espanol": "es", "español": "es",
    "spanish": "es", "english": "en", "french": "fr", "français": "fr", "francais": "fr",
    "german": "de", "deutsch": "de", "polish": "pl", "polski": "pl", "portuguese": "pt",
    "português": "pt", "russian": "ru", "farsi": "fa", "persian": "fa", "italian": "it",
    "japanese": "ja", "korean": "ko", "hebrew": "he", "arabic": "ar", "creole": "ht",
}  # fmt: skip
"""How BMLT servers call a format that is a language."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the codes of one row add up to."""

    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    openness: Openness = Openness.UNKNOWN
    gives_proof: bool = False
    no_room: bool = False
    online: bool = False
    raw: str = ""


def kinds_in(codes: Iterable[str], meanings: Iterable[str], languages: Iterable[str]) -> Kinds:
    """Codes as they came, and what they mean. Open and closed at once say nothing."""
    meant = frozenset(meanings)
    return Kinds(
        tags=tuple(tag for tag in TAGS if tag in meant),
        languages=tuple(sorted(set(languages))),
        openness=_openness(OPEN in meant, CLOSED in meant),
        gives_proof=PROOF in meant,
        no_room=NO_ROOM in meant,
        online=ONLINE in meant,
        raw=cut(",".join(codes), 300),
    )


def meanings_of(fellowship: Fellowship, codes: Iterable[str]) -> list[str]:
    """What Meeting Guide codes, or their names, mean in that fellowship."""
    table = MEETING_GUIDE.get(fellowship, EVERYWHERE)
    found = (table.get(code) or NAMED.get(code.lower()) for code in codes)
    return [each for each in found if each]


def languages_of(fellowship: Fellowship, codes: Iterable[str]) -> list[str]:
    """The languages among Meeting Guide codes, or their names."""
    spoken = _SPOKEN.get(fellowship, {})
    found = (spoken.get(code) or LANGUAGE_NAMES.get(code.lower()) for code in codes)
    return [each for each in found if each]


def _openness(is_open: bool, is_closed: bool) -> Openness:
    if is_open == is_closed:
        return Openness.UNKNOWN
    return Openness.OPEN if is_open else Openness.CLOSED
