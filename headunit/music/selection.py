"""What the driver looks at in the music pane. Knows no Qt; hung up on the board so that examples can choose it."""

from dataclasses import dataclass

PAGES = ("playing", "queue", "browse", "lyrics", "sound")


@dataclass(frozen=True, slots=True)
class Selection:
    """`page`: one of PAGES; on wide screens what is playing is always in sight, and "playing" means "queue" beside it.

    `searching`, `jumping`, `editing`: the search page, the letters of fast scroll, and the queue's handles are open.
    `text`: what is searched for.
    """

    page: str = "playing"
    searching: bool = False
    jumping: bool = False
    editing: bool = False
    text: str = ""
