"""How a Chinese name sounds, in pinyin without tones. Only the building of an index needs it: it loads slowly."""


def sounds(name: str) -> list[str]:
    """The pinyin of a name, in full and by its initials: waduzi, wdz. What is not Chinese is left out."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  takes most of a second

    syllables = lazy_pinyin(name, errors="ignore")
    if not syllables:
        return []
    full, initials = "".join(syllables), "".join(syllable[0] for syllable in syllables)
    return [full, initials] if len(syllables) > 1 else [full]


def spoken(name: str) -> str:
    """The name with each Chinese character as its pinyin, a space around it; what is not Chinese stays."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return " ".join(lazy_pinyin(name))
