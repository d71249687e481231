"""Parses the list of papers to hand in. No Django."""

import re
from dataclasses import dataclass

COUNTS = re.compile(
    r"\(\s*(?P<originals>\d{1,2})\s*bản chính(?:\s*,\s*(?P<copies>\d{1,2})\s*bản sao)?\s*\)\s*$"
    r"|\(\s*(?P<only_copies>\d{1,2})\s*bản sao\s*\)\s*$",
    re.IGNORECASE,
)
BULLET = re.compile(r"^[-–•*]\s*")
LABEL = re.compile(r"^(?:trường hợp|đối với|giấy tờ phải|\*|[a-zđ]\)|\d+[.)])", re.IGNORECASE)
MOST = 60


@dataclass(frozen=True)
class Paper:
    """A paper to hand in. `case` is the label above it; a paper that is only shown is not mandatory."""

    name: str
    case: str = ""
    originals: int = 0
    copies: int = 0
    is_mandatory: bool = True


def read(text: str) -> list[Paper]:
    """Return the papers of a text with one bulleted line each, at most 60.

    A line with "0 bản chính" or ending in a colon is a heading of the lines below it. A text without
    bullets is one paper per line. Where nothing fits, the text itself stays the only source.
    """
    papers, case = [], ""
    for line in text.splitlines():
        name = BULLET.sub("", line.strip()).strip()
        if not name:
            continue
        counts = COUNTS.search(name)
        bare = COUNTS.sub("", name).strip(" ;.") if counts else name.strip(" ;.")
        originals = int(counts["originals"] or 0) if counts else 0
        copies = int(counts["copies"] or counts["only_copies"] or 0) if counts else 0
        if name.endswith(":") or (counts and not originals + copies and LABEL.match(bare)):
            case = bare.rstrip(":")[:500]
            continue
        shown_only = "xuất trình" in bare.lower() or "xuất trình" in case.lower()
        papers.append(Paper(bare, case, originals, copies, is_mandatory=not (shown_only or case)))
    return papers[:MOST]
