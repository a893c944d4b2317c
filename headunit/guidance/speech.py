"""Takes what is due to the voice, in the driver's language and units, unless it is muted. Knows no route geometry."""

from collections.abc import Callable

from headunit.guidance.phrases import System
from headunit.guidance.ports import Voice
from headunit.guidance.prompts import Prompter, Said
from headunit.guidance.state import Prompt
from headunit.guidance.words import Words, words
from headunit.preferences.state import Preferences
from headunit.routing.state import Route


def system_of(preferences: Preferences, *, left_hand: bool) -> System:
    """How distances are said: miles come with yards where one drives on the left (UK), else with feet (US)."""
    if preferences.distance == "km":
        return System.METRIC
    return System.MILES_YARDS if left_hand else System.MILES_FEET


class Speech:
    """`voice`: who speaks at this moment, or nobody."""

    def __init__(self, voice: Callable[[], Voice | None]) -> None:
        self._voice = voice
        self._preferences = Preferences()
        self._words: Words = words(self._preferences.language)
        self.muted = False

    @property
    def miles(self) -> bool:
        """Whether signs and distances are in miles."""
        return self._preferences.distance == "mi"

    def prefer(self, preferences: Preferences) -> bool:
        """Take the driver's choices. Whether language or units are other ones now."""
        before, self._preferences = self._preferences, preferences
        if before.language != preferences.language:
            self._words = words(preferences.language)
        return (before.language, before.distance) != (preferences.language, preferences.distance)

    def prompter(self, route: Route, from_m: float = 0.0) -> Prompter:
        """Who knows when to say what along `route`."""
        return Prompter(route, self._words, system_of(self._preferences, left_hand=route.left_hand), from_m=from_m)

    def say(self, at: float, said: Said | None) -> None:
        """Say it."""
        voice = self._voice()
        if said is None or self.muted or voice is None:
            return
        voice.say(Prompt(at, said.text, self._words.language, said.urgent, said.valid_s, said.kind))

    def hush(self) -> None:
        """Stop in the middle of a word."""
        voice = self._voice()
        if voice is not None:
            voice.hush()
