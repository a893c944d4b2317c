"""Chinese for eSpeak NG: hanzi as pinyin with tones, since its `cmn` misreads them. Says which voice reads that."""

import re
from typing import Final

#: eSpeak NG's voice that reads Latin letters as pinyin.
VOICE: Final = "cmn-latn-pinyin"
#: What a breath is taken at, in the marks that the voice knows.
_MARKS: Final = {ord(mark): plain for mark, plain in zip("，。！？；：、（）《》", ",.!?;:,,,,,", strict=True)}  # noqa: RUF001  Chinese marks

_BEFORE_MARK: Final = re.compile(r"\s*([,.!?;:])\s*(?!\d)")


def pinyin(text: str) -> str:
    """`text` with each hanzi as a syllable with the number of its tone; all else as it is."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  takes most of a second

    words = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return _BEFORE_MARK.sub(r"\1 ", " ".join(words).translate(_MARKS)).strip()
