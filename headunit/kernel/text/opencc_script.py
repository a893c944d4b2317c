"""Traditional Chinese as simplified, by OpenCC's tables: both are found by either."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc


@functools.cache
def _converter() -> "opencc.OpenCC":
    import opencc  # noqa: PLC0415  only where Chinese is read

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` with each traditional character as its simplified one; others as they are."""
    return str(_converter().convert(text))
