"""The music pane for QML: its parts' view models, and which of its pages is open."""

import dataclasses

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.selection import PAGES, Selection
from headunit.music.viewmodel_browse import BrowseViewModel
from headunit.music.viewmodel_keep import KeepViewModel
from headunit.music.viewmodel_lists import ListsViewModel
from headunit.music.viewmodel_lyrics import LyricsViewModel
from headunit.music.viewmodel_now import NowViewModel
from headunit.music.viewmodel_queue import QueueViewModel
from headunit.music.viewmodel_tone import ToneViewModel
from headunit.presentation.pane import House

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the pane's house")
class MusicViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`turned`: another page is open."""

    turned = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._selection = Selection()
        self._now = NowViewModel(house, self)
        self._queue = QueueViewModel(house, self)
        self._browse = BrowseViewModel(house, self)
        self._lyrics = LyricsViewModel(house, self._now, self)
        self._keep = KeepViewModel(house, self)
        self._lists = ListsViewModel(house, self)
        self._tone = ToneViewModel(house, self)
        house.board.watch(Selection, self._select)

    def _select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.turned.emit()

    def _turn(self, **changes: object) -> None:
        self._house.board.publish(dataclasses.replace(self._selection, **changes))  # type: ignore[arg-type]  # its names

    @Property(NowViewModel, constant=True)
    def now(self) -> NowViewModel:
        """What is playing."""
        return self._now

    @Property(QueueViewModel, constant=True)
    def queue(self) -> QueueViewModel:
        """What comes next."""
        return self._queue

    @Property(BrowseViewModel, constant=True)
    def browse(self) -> BrowseViewModel:
        """What there is."""
        return self._browse

    @Property(KeepViewModel, constant=True)
    def keep(self) -> KeepViewModel:
        """What is to be on this computer."""
        return self._keep

    @Property(ListsViewModel, constant=True)
    def lists(self) -> ListsViewModel:
        """The driver's own playlists."""
        return self._lists

    @Property(LyricsViewModel, constant=True)
    def lyrics(self) -> LyricsViewModel:
        """Its words."""
        return self._lyrics

    @Property(ToneViewModel, constant=True)
    def tone(self) -> ToneViewModel:
        """How it sounds."""
        return self._tone

    @Property(str, notify=turned)
    def page(self) -> str:
        """One of "playing", "queue", "browse", "lyrics" and "sound"."""
        return self._selection.page

    @Property(bool, notify=turned)
    def searching(self) -> bool:
        """Whether the search page is open."""
        return self._selection.searching

    @Property(bool, notify=turned)
    def jumping(self) -> bool:
        """Whether the letters of fast scroll are open."""
        return self._selection.jumping

    @Property(bool, notify=turned)
    def editing(self) -> bool:
        """Whether the queue or a listing shows its handles."""
        return self._selection.editing and self._queue.may_edit

    @Property(bool, notify=turned)
    def saving(self) -> bool:
        """Whether one chooses where to keep the queue."""
        return self._selection.saving and self._queue.may_edit

    @Property(bool, notify=turned)
    def naming(self) -> bool:
        """Whether one types the name of an own playlist."""
        return self._selection.naming and self._queue.may_edit

    @Slot(str)
    def turnTo(self, page: str) -> None:
        """Open a page."""
        if page in PAGES:
            self._turn(page=page, jumping=False, editing=False, saving=False, naming=False)

    @Slot(bool)
    def search(self, opened: bool) -> None:
        """Open or close the search page."""
        self._turn(searching=opened, jumping=False)

    @Slot(bool)
    def jump(self, opened: bool) -> None:
        """Open or close the letters."""
        self._turn(jumping=opened)

    @Slot(bool)
    def edit(self, opened: bool) -> None:
        """Show or hide the handles."""
        self._turn(editing=opened)

    @Slot(bool)
    def save(self, opened: bool) -> None:
        """Choose where to keep the queue, or do not."""
        self._turn(saving=opened, editing=False)

    @Slot(bool)
    def name(self, opened: bool) -> None:
        """Type the name of the playlist that is shown, or do not."""
        self._turn(naming=opened)
