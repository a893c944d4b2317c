"""Marks words for translation where no Qt is allowed."""


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # noqa: ARG001  the name that lupdate looks for
    """`source` as it is. lupdate collects it under `context`; QML shows it with qsTranslate(context, source)."""
    return source
