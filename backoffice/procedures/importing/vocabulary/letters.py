"""Letters that are none in Unicode: TCVN3, VNI and VIQR in single cells, "?" where a letter was lost.

A file of nothing else is refused (see `texts.is_in_an_old_font_code`); a few cells are converted and shown.
"""

import re
import unicodedata

# Each letter of a text in TCVN3 (.VnTime), as it looks in Unicode, and what it stands for.
_TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ§¡¢£¤¥¦",
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĐĂÂÊÔƠƯ",
)
_VNI_SINGLE = dict(zip("ñÑæóòîôöÖÔ", "đĐỉĩịỵơưƯƠ", strict=True))
_VNI_MARKS = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_VNI = {
    base + mark: letter
    for base, (marks, letters) in _VNI_MARKS.items()
    for mark, letter in zip(marks, letters, strict=True)
}
_VNI |= {pair[0].upper() + pair[1]: letter.upper() for pair, letter in list(_VNI.items())}
_VNI |= {pair.upper(): letter.upper() for pair, letter in list(_VNI.items())}
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)) + "|[ñÑæóòîôöÖÔ]")
_VIQR_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VIQR_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_VIQR = re.compile(
    r"([aeiouyAEIOUY])(?:([\^(+*])(['`?~.]?)|(['`?~.])([\^(+*]))|([aeiouyAEIOUY])(['`~]|[?.](?=\w))|(dd|DD|Dd)"
)

# What betrays each: letters or pairs of letters that no Vietnamese word has.
_IS_TCVN3 = re.compile(
    r"[§¡¤¥¦¨©®ª«¬¸µ¶¹»¼½¾][a-zà-ÿ]|[a-zà-ÿ][¨©®«¬¸µ¶¹»¼½¾Æ÷ø]"
    r"|[^\W\d_][ÊÇÈÉËÐÌÎÏÑÕÒÓÔÖÝ×ØÜÞ](?=[a-z])|[a-z][ÊÇÈÉËÐÌÎÏÑÕÒÓÔÖÝ×ØÜÞ]\b"
)
_IS_VNI = re.compile(
    r"[aA][ùûõïáàåãäêéèúüëâ]|[eE][ùøûïáàåãäâ]|[oO][ùøûïåäâ]|[uU][ùøûõï]|[öÖ][ùøûõïoa]|ö[a-z]|[ñÑ][aeiouyöôAEIOUY]",
)
_IS_VIQR = re.compile(
    r"[aeoAEO](?:\^|\.\^)['`?~.]?[a-z]?|[aA]\(['`?~.]?[a-z]|[ouOU]\+['`?~.]?(?:[a-z]|\b)"
    r"|[aeiouyAEIOUY][`~][a-z\s]|\b(?:DD|dd|Dd)[aeiouy]"
)
_IS_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|(?:^|[\s(])\?+[^\W\d_]|\ufffd|[\x80-\x9f]")
# Letters that no text in an old code has.
_UNICODE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_LONGEST = 4_000


def may_be_odd(text: str) -> bool:
    """Whether a text wants the two looks below; said cheaply, for most have a Unicode letter soon."""
    return "?" in text or "\ufffd" in text or not _UNICODE.search(text)


def converted(text: str) -> tuple[str, str]:
    """Return the name of the old code that a cell is written in and the text in Unicode; ("", "") if none.

    A cell with letters that only Unicode has is in Unicode: a few odd ones in it are a matter of typing.
    """
    if len(text) > _LONGEST or "://" in text:
        return "", ""
    if _IS_VIQR.search(text) and text.isascii():
        return "VIQR", _from_viqr(text)
    if text.isascii() or _UNICODE.search(text):
        return "", ""
    vni, tcvn3 = len(_IS_VNI.findall(text)), len(_IS_TCVN3.findall(text))
    if vni and vni >= tcvn3:
        return "VNI", _VNI_PAIR.sub(lambda pair: _VNI.get(pair[0]) or _VNI_SINGLE[pair[0]], text)
    return ("TCVN3", text.translate(_TCVN3)) if tcvn3 else ("", "")


def has_lost_letters(text: str) -> bool:
    """Whether question marks or replacement signs stand where letters were: "C?p gi?y"."""
    return "://" not in text and bool(_IS_LOST.search(text))


def _from_viqr(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        shaped, shape, tone, first_tone, last_shape, plain, only_tone, crossed = match.groups()
        if crossed:
            return "đ" if crossed == "dd" else "Đ"
        if plain:
            return plain + _VIQR_TONES[only_tone]
        return shaped + _VIQR_SHAPES[shape or last_shape] + _VIQR_TONES.get(tone or first_tone or "", "")

    return unicodedata.normalize("NFC", _VIQR.sub(letter, text))
