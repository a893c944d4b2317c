"""What is said next: in order, never what has become misleading, urgent things first. Pure; knows no loudspeaker."""

import collections
from dataclasses import dataclass

from headunit.guidance.state import Prompt

#: More waits for nobody: by then all of it is old (prompts).
MOST_WAITING = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `say` decides: whether what is being said must stop for it."""

    cut: bool = False


class SpeechQueue:
    """Prompts that wait. Times are those of Prompt.at."""

    def __init__(self) -> None:
        self._waiting: collections.deque[Prompt] = collections.deque()
        self.dropped = 0

    def say(self, prompt: Prompt) -> Verdict:
        """Take `prompt`. An urgent one drops all that waits and cuts what is being said."""
        if prompt.urgent:
            self.dropped += len(self._waiting)
            self._waiting.clear()
        elif len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft()
            self.dropped += 1
        self._waiting.append(prompt)
        return Verdict(cut=prompt.urgent)

    def next(self, now: float) -> Prompt | None:
        """The next one that is still true at `now`; None where nothing waits."""
        while self._waiting:
            prompt = self._waiting.popleft()
            if now - prompt.at <= prompt.valid_s:
                return prompt
            self.dropped += 1
        return None

    def clear(self) -> None:
        """Nothing waits any more."""
        self.dropped += len(self._waiting)
        self._waiting.clear()
