"""What the driver looks at in the music pane. Knows no Qt; hung up on the board so that examples can choose it."""

from dataclasses import dataclass

PAGES = ("playing", "queue", "browse", "lyrics", "sound")


@dataclass(frozen=True, slots=True)
class Selection:
    """`page`: one of PAGES; on wide screens what is playing is always in sight, and "playing" means "queue" beside it.

    `searching`, `jumping`, `editing`, `saving`, `naming`: the search page, letters of fast scroll, the handles of the
    queue, of an own playlist or of what is kept for the road, the choice of a playlist to keep the queue in, and the
    keys for its name are open. `text`: what is searched for.
    """

    page: str = "playing"
    searching: bool = False
    jumping: bool = False
    editing: bool = False
    saving: bool = False
    naming: bool = False
    text: str = ""
