"""What the driver looks at in the phone pane. Knows no Qt; hung up on the board so that examples can choose it."""

from dataclasses import dataclass

PAGES = ("recents", "favourites", "contacts", "keypad", "messages", "phones")


@dataclass(frozen=True, slots=True)
class Selection:
    """`page`: one of PAGES. `away`: the pages are looked at while a call is on, to add another one.

    `missed`: of the past calls, the missed ones only. `person`: key of the contact that is open. `talk`: key of the
    conversation that is open (see conversations.py), `replying`: with its answers. `searching`, `jumping`: the search
    and the letters of fast scroll are open. `text`: what is searched for. `digits`: what is dialled. `tones`: the keys
    of a call are open. `asked`: what waits for a yes: "emergency", "forget ADDRESS", "delete HANDLE"; "" nothing.
    `dictated`: what the driver has said and not yet sent.
    """

    page: str = "recents"
    away: bool = False
    missed: bool = False
    person: str = ""
    talk: str = ""
    replying: bool = False
    searching: bool = False
    jumping: bool = False
    text: str = ""
    digits: str = ""
    tones: bool = False
    asked: str = ""
    dictated: str = ""
