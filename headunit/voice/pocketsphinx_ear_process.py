"""The ear's process: `python -m headunit.voice.pocketsphinx_ear_process FD DEVICE SERVER`. It ends with the app."""

import os
import sys
from multiprocessing.connection import Connection
from typing import Final

from headunit.kernel.clock import SystemClock
from headunit.kernel.process_end import die_with_parent
from headunit.voice.microphone_parec import Parec
from headunit.voice.pocketsphinx_ear import Recogniser
from headunit.voice.pocketsphinx_ear_worker import Worker

#: A microphone that is missing is looked for again after (s).
AGAIN_S: Final = 5.0
#: The picture comes first.
_PRIORITY: Final = 2


def main(words: list[str]) -> int:
    """Serve until the app goes."""
    die_with_parent()
    os.nice(_PRIORITY)
    pipe: Connection[object, object] = Connection(int(words[0]))
    worker = Worker(Recogniser(), Parec(words[1], words[2]), SystemClock(), pipe.send)
    worker.look()
    try:
        while True:
            if not worker.hearing and not pipe.poll(None if worker.whole else AGAIN_S):
                worker.look()
            while pipe.poll():
                worker.obey(pipe.recv())
            if worker.hearing:
                worker.hear()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
