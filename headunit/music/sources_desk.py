"""The sources beside files, put together: who they are, what is put into them, where their tracks really lie.

What a driver wishes is done on one thread, in order. Qt's thread only asks and hears. Knows no source by name.
"""

import dataclasses
import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.ports import STREAM_TOPIC, Collections, Source, StreamNews, Streams
from headunit.music.source_files import SourceFiles
from headunit.music.sources import Ground, Offer, Relayed, Stocked, discover
from headunit.music.state import Medium, SourceInfo, SourcesState, Track
from headunit.music.streaming.file_stream import Upstream
from headunit.music.streaming.relay import Relay
from headunit.music.streaming.web import Ended, Work

log = logging.getLogger(__name__)

#: Inbox topic: a source's own row has changed.
TOPIC: Final = "music.sources"
#: What is new is asked for so often (s), the first time a while after the start.
_REFRESH_S: Final = 3600.0
_FIRST_REFRESH_S: Final = 45.0

type _Job = Callable[[Work], None]


@dataclasses.dataclass(frozen=True, slots=True)
class _Status:
    """Of one source. `finished`: wishes that are done with. `rereads`: so often another program had changed it.
    `share`: how far the present wish is. `lacking`: what it cannot work without."""

    finished: int = 0
    rereads: int = 0
    share: float | None = None
    fault: str = ""
    lacking: str = ""


class SourcesDesk(Streams, Collections, Link):
    """`data`, `config`, `cache`: folders; each source has one of its own name in `data` and `cache`. `patient`: nothing
    is asked of the network unless somebody wants it. `changed` hears, on Qt's thread, whose content may have changed.

    It takes a moment to make: on any thread, before `start`. A source that cannot be opened is shown with its fault;
    the others work.
    """

    name = "music sources"

    def __init__(
        self,
        board: Board,
        inbox: Inbox,
        clock: Clock,
        *,
        data: Path,
        config: Path,
        cache: Path,
        changed: Callable[[str], None] = lambda _name: None,
        patient: bool = False,
    ) -> None:
        self._board, self._inbox, self._patient, self._cache = board, inbox, patient, cache
        self._changed = changed
        self._relayed_by_scheme: dict[str, Relayed] = {}
        self._infos: dict[str, SourceInfo] = {}
        #: By name, for a browser.
        self.sources: dict[str, Source] = {}
        self._relay: Relay | None = None
        self._jobs: queue.SimpleQueue[tuple[str, _Job, int] | None] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        #: Wishes for each source, Qt's thread; what became of them, the other's.
        self._asked: dict[str, int] = {}
        self._status: dict[str, _Status] = {}
        self._seen: dict[str, _Status] = {}
        for name, offer in discover().items():
            ground = Ground(data / name, config, cache / name, clock)
            self._open(name, offer, ground)
        self._files = SourceFiles(self.sources, lambda: self._jobs.put(("", self._reread, 0)))

    def _open(self, name: str, offer: Offer, ground: Ground) -> None:
        info = SourceInfo(name, offer.title, offer.icon, hint=offer.hint)
        try:
            source = offer.open_source(ground)
        except (HeadunitError, OSError) as error:
            self._infos[name] = dataclasses.replace(info, ready=False, fault=str(error))
            return
        self.sources[name] = source
        relayed: object = source
        if isinstance(relayed, Relayed):
            self._relayed_by_scheme[offer.scheme] = relayed
        if isinstance(source, Stocked):
            info = dataclasses.replace(info, collects=True, ready=not source.fault, fault=source.fault)
        self._infos[name] = info

    @property
    def titles(self) -> dict[str, str]:
        """Of those that could be opened, marked for translation."""
        return {name: self._infos[name].title for name in self.sources}

    def put(self, source: str, title: str, icon: str) -> None:
        """One more source, before all others, that is not ours: the library. Before `start`."""
        self._infos = {source: SourceInfo(source, title, icon), **self._infos}

    def take(self, told: object) -> None:
        """What was posted under TOPIC. Qt's thread."""
        assert isinstance(told, dict), "nobody else posts there"
        for name, status in told.items():
            news = self._seen.get(name) != status and status.share is None
            self._seen[name] = status
            pending = self._asked.get(name, 0) > status.finished
            self._infos[name] = dataclasses.replace(
                self._infos[name],
                pending=pending,
                done=status.share if pending else None,
                fault="" if pending else status.fault or status.lacking,
                ready=not status.lacking,
            )
            if news:
                self._changed(name)
        self._board.publish(SourcesState(tuple(self._infos.values())))

    def _reread(self, _work: Work) -> None:
        """Another program has written something; or we did, which costs a look."""
        for name, source in self._files.changed():
            source.reread()
            self._say(name, rereads=self._status.get(name, _Status()).rereads + 1, lacking=source.fault)

    # Link

    def serve(self, io: IoThread) -> None:
        """Where the relay is to run. Before `start`."""
        self._relay = Relay(io, self._cache, self._tell)

    @override
    def start(self) -> None:
        if self._relay is not None:
            self._relay.start()
        self._inbox.post(TOPIC, self._status)
        self._files.start()
        self._thread = threading.Thread(target=self._work, name="music sources", daemon=True)
        self._thread.start()

    @override
    def stop(self) -> None:
        if self._ending.is_set():
            return
        self._ending.set()
        self._files.stop()
        self._jobs.put(None)
        if self._relay is not None:
            self._relay.stop()
        if self._thread is not None:
            self._thread.join(0.5)
        if self._thread is None or not self._thread.is_alive():
            for source in self.sources.values():
                if isinstance(source, Stocked):
                    source.close()

    def _tell(self, news: StreamNews) -> None:
        self._inbox.post(STREAM_TOPIC, news)

    # Streams

    @override
    def address(self, track: Track) -> str:
        if track.medium is Medium.STATION:
            return self._running().live(track.uri)
        source = self._relayed(track.uri)
        if source is None:
            return track.uri
        where = source.locate(track.uri)
        if isinstance(where, Path):
            return where.absolute().as_uri()

        def upstream() -> Upstream:
            found = source.locate(track.uri)
            # It was brought here meanwhile, and a player still asks at the old place: nothing is lost by the old way.
            return found if isinstance(found, Upstream) else where

        return self._running().file(track.uri, upstream)

    def _running(self) -> Relay:
        if self._relay is None:
            raise HeadunitError("streams are not ready yet")
        return self._relay

    def _relayed(self, uri: str) -> Relayed | None:
        return self._relayed_by_scheme.get(uri.partition(":")[0])

    @override
    def start_s(self, track: Track) -> float:
        source = self._relayed(track.uri)
        return 0.0 if source is None else source.start_s(track.uri)

    @override
    def heard(self, track: Track, position_s: float, *, finished: bool = False) -> None:
        source = self._relayed(track.uri)
        if source is not None:
            self._jobs.put(("", lambda _work: source.heard(track.uri, position_s, finished), 0))

    # Collections

    @override
    def add(self, source: str, text: str) -> None:
        self._ask(source, lambda stock, work: stock.add(text, work))

    @override
    def remove(self, source: str, key: str) -> None:
        self._ask(source, lambda stock, _work: stock.remove(key))

    @override
    def keep(self, source: str, key: str, kept: bool) -> None:
        self._ask(source, lambda stock, work: stock.keep(key, kept, work))

    @override
    def mark(self, source: str, key: str, heard: bool) -> None:
        self._ask(source, lambda stock, _work: stock.mark(key, heard))

    @override
    def export(self, source: str, file: Path) -> None:
        self._ask(source, lambda stock, _work: stock.export(file))

    @override
    def refresh(self, source: str) -> None:
        self._ask(source, lambda stock, work: stock.refresh(work))

    def _ask(self, name: str, wish: Callable[[Stocked, Work], None]) -> None:
        stock = self.sources.get(name)
        if not isinstance(stock, Stocked):
            raise HeadunitError(f"nothing can be put into the source {name!r}")
        self._asked[name] = self._asked.get(name, 0) + 1
        self._infos[name] = dataclasses.replace(self._infos[name], pending=True, done=None, fault="")
        self._board.publish(SourcesState(tuple(self._infos.values())))
        self._jobs.put((name, lambda work: wish(stock, work), 1))

    # The thread

    def _work(self) -> None:
        wait_s = _FIRST_REFRESH_S
        while not self._ending.is_set():
            try:
                job = self._jobs.get(timeout=None if self._patient else wait_s)
            except queue.Empty:
                wait_s = _REFRESH_S
                for name, source in self.sources.items():
                    if isinstance(source, Stocked) and not source.fault:
                        self._do(name, source.refresh, 0)
                continue
            if job is not None:
                self._do(*job)

    def _do(self, name: str, job: _Job, wishes: int) -> None:
        """One piece of work. `name`: whose row tells of it, "" nobody's. `wishes`: of a driver, that it fulfils."""
        fault = ""
        told = -1

        def progress(share: float) -> None:
            nonlocal told
            if int(share * 100) != told:
                told = int(share * 100)
                self._say(name, share=share)

        try:
            job(Work(progress, self._ending.is_set))
        except Ended:
            pass
        except HeadunitError as error:
            fault = str(error)
        except Exception:
            log.exception("a music source failed in a way that its author did not foresee")
            fault = "this did not work: the log says why"
        if not name:
            if fault:
                log.info("not kept where it was heard: %s", fault)
            return
        source = self.sources[name]
        lacking = source.fault if isinstance(source, Stocked) else ""
        finished = self._status.get(name, _Status()).finished + wishes
        self._say(name, finished=finished, share=None, fault=fault, lacking=lacking)

    def _say(self, name: str, **changes: object) -> None:
        status = dataclasses.replace(self._status.get(name, _Status()), **changes)  # type: ignore[arg-type]
        self._status = {**self._status, name: status}
        self._inbox.post(TOPIC, self._status)
