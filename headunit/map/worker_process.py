"""The worker process: makes what the app's end (worker.py) wants, one thing after the other, until that is gone.

What it sends is pickled with the arrays beside, not in, the pickle: 1.3 MB take one to two milliseconds from end to
end, on a thread, so shared memory would win nothing.
"""

import contextlib
import os
import pickle
import sys
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NoReturn

from headunit.map.tile_store import Answer, Request, Zooms

_NICE: Final = 10

#: A request and its number: the same request, dropped and wanted again, has another.
type Wish = tuple[int, Request]


def _send_answer(connection: Connection, answer: Answer | Zooms) -> None:
    """The pickle, then each of its arrays as it lies in memory."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(answer, protocol=5, buffer_callback=buffers.append)
    raws = [buffer.raw() for buffer in buffers]
    connection.send(([raw.nbytes for raw in raws], head))
    for raw in raws:
        if raw.nbytes:  # of nothing, nothing is sent
            connection.send_bytes(raw)


def receive(connection: Connection) -> Answer | Zooms:
    """The next thing that `serve` has sent. Raises EOFError where the process has ended."""
    sizes, head = connection.recv()
    buffers = [connection.recv_bytes() if size else b"" for size in sizes]
    answer = pickle.loads(head, buffers=buffers)  # noqa: S301  from our own child
    assert isinstance(answer, Answer | Zooms)
    return answer


def serve(connection: Connection) -> NoReturn:
    """The other end: make what is wanted, the first first, and look after each one for newer wishes. Ends with EOF."""
    from headunit.map.production import Production  # noqa: PLC0415  not for those who only need the words of the pipe

    production = Production()
    wishes: deque[Wish] = deque()
    answered: set[int] = set()
    while True:
        while not wishes or connection.poll():
            word, what = connection.recv()
            wishes.clear()
            if word == "open" and what is not None:
                path, turn = what
                answered.clear()
                zooms = production.open(None if path is None else Path(path), turn)
                if zooms is not None:
                    _send_answer(connection, zooms)
            elif word == "want":
                # A list that was sent before our last answers came still holds them.
                answered &= {serial for serial, _ in what}
                wishes.extend(wish for wish in what if wish[0] not in answered)
        serial, request = wishes.popleft()
        answered.add(serial)
        _send_answer(connection, production.make(request))


def main() -> int:
    """`python -m headunit.map.worker_process FD`: started by `Worker` alone."""
    os.nice(_NICE)
    # Any of these: the app has ended.
    with Connection(int(sys.argv[1])) as connection, contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        serve(connection)
    return 0


if __name__ == "__main__":
    sys.exit(main())
