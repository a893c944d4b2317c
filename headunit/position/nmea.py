"""NMEA 0183 lines to fixes. pynmea2 finds the sentence in the line, checks its checksum and splits it.

Pure: the lines come from a serial port, a file or the simulator. pynmea2's own conversions are left alone: they turn an
empty coordinate into 0.0 and a malformed number into text.
"""

import pynmea2

from headunit.position.nmea_epoch import Epoch, Lasting
from headunit.position.nmea_sentences import Said, read
from headunit.position.state import Fix

#: NMEA 0183 allows 82 characters; receivers of many constellations exceed that, none comes near this.
MAX_SENTENCE = 256


class NmeaAssembler:
    """One Fix per epoch; an epoch is the sentences of one UTC time.

    An epoch is complete with the sentence that ended the two before it; until that is learnt, when the next one begins.
    `sentences`: sound ones so far, used or not. `rejected`: lines that hold none.
    """

    def __init__(self) -> None:
        self.sentences = 0
        self.rejected = 0
        self._epoch: Epoch | None = None
        self._given = True  # whether the Fix of the present epoch was handed out
        self._last = self._last_before = self._ender = ""  # places of sentences within an epoch

    def feed(self, line: str | bytes) -> Fix | None:
        """Take one line, with or without its end; the answer is a Fix where an epoch is complete. Never raises.

        A line without a sentence of right checksum is counted and dropped. Empty lines and those that begin with "#"
        (comments in logs) are passed over.
        """
        text = line.decode("ascii", "replace") if isinstance(line, bytes) else line
        text = text.strip()
        if not text or text.startswith("#"):
            return None
        said = self._parse(text)
        return None if said is None else self._take(said)

    def flush(self) -> Fix | None:
        """The Fix of the last epoch where it was not handed out yet: for the end of a log."""
        fix = None if self._given or self._epoch is None else self._epoch.fix()
        self._given = True
        return fix

    def _parse(self, text: str) -> Said | None:
        # A sentence may stand behind the torn beginning of another.
        sentence = text[max(0, text.rfind("$")) :]
        if not sentence.startswith("$") or len(sentence) > MAX_SENTENCE or not sentence.isascii():
            self.rejected += 1
            return None
        try:
            parsed = pynmea2.parse(sentence, check=True)
        except pynmea2.SentenceTypeError:  # comes after the checksum: a sound sentence of a type unknown to pynmea2
            self.sentences += 1
            return None
        except ValueError:  # pynmea2.ParseError is one, too
            self.rejected += 1
            return None
        self.sentences += 1
        if not isinstance(parsed, pynmea2.TalkerSentence):  # proprietary, or a question
            return None
        return read(parsed.talker, parsed.sentence_type, parsed.data)

    def _take(self, said: Said) -> Fix | None:
        complete: Fix | None = None
        if self._epoch is None or self._epoch.ended_by(said):
            complete = self.flush()
            if self._last == self._last_before:
                self._ender = self._last
            self._last_before = self._last
            lasting = Lasting() if self._epoch is None else self._epoch.lasting
            self._epoch, self._given = Epoch(lasting), False
        self._last = self._epoch.add(said)
        if self._last == self._ender:
            complete = self.flush() or complete
        return complete
