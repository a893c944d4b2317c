"""Example states of the music pane. The music is in the public domain or invented; so are the covers."""

import dataclasses
from pathlib import Path

from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.geodesy import LatLon
from headunit.music.selection import Selection
from headunit.music.state import (
    Favourites,
    Item,
    LibraryState,
    Listing,
    LyricLine,
    Lyrics,
    Medium,
    MusicState,
    Playing,
    QueueEntry,
    Repeat,
    SourceInfo,
    SourcesState,
    ToneState,
    Track,
)
from headunit.presentation.pane import Preview
from headunit.routing.state import Maneuver, Turn
from headunit.safety.state import Driving, SafetyState
from headunit.sound.state import SoundState, Voiceprint

NOW = 100.0
_COVERS = Path(__file__).parent / "example_covers"
_DUSK, _SEA, _GREY, _LEAF = (_COVERS / f"{name}.png" for name in ("dusk", "sea", "grey", "leaf"))


def _track(title: str, artist: str, album: str, seconds: float, cover: Path | None) -> Track:
    uri = f"file:///music/{album}/{title}.flac"
    return Track(uri, title, artist, album, duration_s=seconds, cover=cover, sort_key=title.lower())


_TRACKS = (
    _track("Clair de lune", "Claude Debussy", "Suite bergamasque", 302.0, _DUSK),
    _track("La mer: Jeux de vagues", "Claude Debussy", "La mer", 421.0, _SEA),
    _track("Gymnopédie No. 1", "Erik Satie", "Trois Gymnopédies", 187.0, _GREY),
    _track("茉莉花", "民乐团", "江南", 214.0, _LEAF),
    _track("Morgenstimmung", "Edvard Grieg", "Peer Gynt", 236.0, None),
    _track("Der Lindenbaum", "Franz Schubert", "Winterreise", 281.0, _LEAF),
)
_QUEUE = tuple(QueueEntry(number, track) for number, track in enumerate(_TRACKS))

#: For home's example too.
PLAYING = MusicState(
    at=NOW, playing=Playing.PLAYING, queue=_QUEUE, now=0, position_s=97.0, duration_s=302.0, source="library"
)
_EPISODE = Track(
    "podcast:1",
    "Why rivers meander",
    "Field Notes",
    "Field Notes",
    duration_s=3723.0,
    medium=Medium.EPISODE,
    cover=_LEAF,
)
_STATION = Track("https://radio.example/", "Radio Example", medium=Medium.STATION)

_SOURCES = SourcesState(
    (
        SourceInfo("library", "Library", "music"),
        SourceInfo("radio", "Radio", "radio"),
        SourceInfo("podcasts", "Podcasts", "podcast"),
        SourceInfo("subsonic", "Music server", "server", ready=False, fault="No music server yet"),
    )
)
_LIBRARY = LibraryState(folders=(Path("/home/driver/Music"),), tracks=4812)
HEARD = SoundState(
    volumes={Voiceprint.MUSIC: 45, Voiceprint.GUIDANCE: 60},
    active=(Voiceprint.MUSIC,),
    levels_db={Voiceprint.MUSIC: -14.0},
    output="car",
)
_PARKED, _MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)

_ARTISTS = (
    ("Antonio Vivaldi", "A", 42),
    ("Bedřich Smetana", "B", 12),
    ("Camille Saint-Saëns", "C", 31),
    ("陈其钢", "C", 8),
    ("Clara Schumann", "C", 17),
    ("Claude Debussy", "C", 56),
    ("Edvard Grieg", "E", 24),
    ("Erik Satie", "E", 19),
    ("Ethel Smyth", "E", 6),
    ("Franz Schubert", "F", 88),
    ("Gabriel Fauré", "G", 27),
    ("Hildegard von Bingen", "H", 9),
    ("Johann Sebastian Bach", "J", 120),
    ("冼星海", "X", 5),
    ("Lili Boulanger", "L", 7),
    ("Maurice Ravel", "M", 33),
    ("Nadia Boulanger", "N", 3),
    ("民乐团", "M", 44),
    ("Scott Joplin", "S", 21),
    ("Zoltán Kodály", "Z", 11),
    ("Amy Beach", "A", 13),
    ("Béla Bartók", "B", 40),
    ("Dora Pejačević", "D", 15),
    ("Igor Stravinsky", "I", 22),
)
_LISTED = Listing(
    "library",
    path=("Library", "Artists"),
    items=tuple(
        Item(f"artist:{name}", name, letter=letter, count=count)
        for name, letter, count in sorted(_ARTISTS, key=lambda artist: artist[1])
    ),
)
_ALBUM = Listing(
    "library",
    path=("Library", "Albums", "Suite bergamasque"),
    items=tuple(
        Item(track.uri, track.title, track.artist, cover=track.cover, track=track, playable=True) for track in _TRACKS
    ),
)
_PODCAST = Listing(
    "podcasts",
    path=("Podcasts", "Field Notes"),
    items=tuple(
        Item(
            f"episode:{number}",
            title,
            cover=_LEAF,
            track=dataclasses.replace(_EPISODE, title=title),
            playable=True,
            kept=number == 0,
            progress=heard,
            keepable=True,
        )
        for number, (title, heard) in enumerate(
            (("Why rivers meander", 0.48), ("What moss remembers", 0.0), ("A year of one tree", 1.0))
        )
    ),
)
_PULLED = dataclasses.replace(
    _ALBUM,
    items=tuple(dataclasses.replace(item, absent=number > 1) for number, item in enumerate(_ALBUM.items)),
)
_FOUND = Listing("library", asked="deb", path=("Library", "deb"), items=_ALBUM.items[:2])
_TURN = Maneuver(Turn.RIGHT, 400.0, 10, 600.0, 45.0, ("Lettstrasse",))
_GUIDED = GuidanceState(
    phase=Phase.ON_ROUTE,
    place=LatLon(47.141, 9.5209),
    next=_TURN,
    to_next_m=180.0,
    remaining_m=2100.0,
    remaining_s=600.0,
    arrival_s=1_777_623_000.0,
    street="Aeulestrasse",
)
_WORDS = Lyrics(
    _TRACKS[5].uri,
    (
        LyricLine("Am Brunnen vor dem Tore", 20.0),
        LyricLine("Da steht ein Lindenbaum:", 26.0),
        LyricLine("Ich träumt' in seinem Schatten", 32.0),
        LyricLine("So manchen süßen Traum.", 38.0),
        LyricLine("Ich schnitt in seine Rinde", 45.0),
        LyricLine("So manches liebe Wort;", 51.0),
    ),
    timed=True,
)


_OWN = dataclasses.replace(
    _LIBRARY,
    playlists=tuple(
        Path(f"/home/driver/playlists/{name}.m3u8") for name in ("Over the mountains", "雨天", "Zum Einschlafen")
    ),
)
_LIST = Listing(
    "library",
    f"playlist:{_OWN.playlists[0]}",
    ("Library", "Playlists", "Over the mountains"),
    tuple(
        Item(f"{at}", one.title, one.artist, cover=one.cover, track=one, playable=True)
        for at, one in enumerate(_TRACKS)
    ),
)


#: The second episode is on its way to this computer.
_FETCHING = SourcesState(
    tuple(dataclasses.replace(info, pending=info.name == "podcasts", done=0.62) for info in _SOURCES.sources)
)


def _shown(name: str, *states: object, driving: SafetyState = _PARKED) -> Preview:
    return Preview(name, (driving, HEARD, _SOURCES, _LIBRARY, *states), NOW)


def _at(now: int, **more: object) -> MusicState:
    return dataclasses.replace(PLAYING, now=now, duration_s=_TRACKS[now].duration_s, **more)  # type: ignore[arg-type]  # names of fields


PREVIEWS = [
    _shown("playing", Favourites(frozenset({_TRACKS[0].uri})), PLAYING),
    _shown("paused", _at(1, playing=Playing.PAUSED, shuffle=True, repeat=Repeat.ONE), driving=_MOVING),
    _shown("grey", _at(2, position_s=31.0), Selection("browse")),
    _shown("order", _at(4, position_s=4.0), Selection("queue", editing=True)),
    _shown("keep", _at(4, position_s=4.0), _OWN, Selection("queue", saving=True)),
    _shown("own_list", _at(4, position_s=4.0), _OWN, _LIST, Selection("browse", editing=True)),
    _shown("name", _at(4, position_s=4.0), _OWN, _LIST, Selection("browse", editing=True, naming=True)),
    _shown("keeping", PLAYING, _FETCHING, _PODCAST, Selection("browse", editing=True)),
    _shown("speech", MusicState(NOW, Playing.PLAYING, (QueueEntry(0, _EPISODE),), 0, 1805.0, 3723.0, 1.2)),
    _shown(
        "stalled",
        MusicState(
            NOW,
            Playing.STALLED,
            (QueueEntry(0, _STATION),),
            0,
            stream_title="Anonymous - Greensleeves",
            buffered_s=0.0,
            source="radio",
        ),
        driving=_MOVING,
    ),
    _shown("guided", PLAYING, _GUIDED, driving=_MOVING),
    _shown("lyrics", _at(5, position_s=33.0), _WORDS, Selection("lyrics")),
    _shown("sound", _at(3, position_s=12.0), ToneState("voice", -0.2, 0.1, faded=True), Selection("sound")),
    _shown("artists", PLAYING, _LISTED, Selection("browse")),
    _shown("letters", PLAYING, _LISTED, Selection("browse", jumping=True)),
    _shown("on_the_road", PLAYING, _LISTED, Selection("browse"), driving=_MOVING),
    _shown("podcast", PLAYING, _PODCAST, Selection("browse")),
    _shown("found", _FOUND, Selection("browse", searching=True, text="deb")),
    _shown(
        "pulled",
        _at(1, playing=Playing.PAUSED, fault="The drive was pulled out"),
        _PULLED,
        dataclasses.replace(_LIBRARY, absent=212),
        Selection("browse"),
    ),
    _shown("offline", Listing("subsonic", path=("Music server",)), Selection("browse")),
    _shown("scanning", LibraryState((Path("/home/driver/Music"),), tracks=0, scanning=0.38, found=1240)),
    _shown("empty", LibraryState((Path("/home/driver/Music"),))),
]
