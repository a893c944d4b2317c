"""Where a command draws: the options that say so, and one clear line where there is nowhere to draw."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from headunit.kernel.errors import HeadunitError

#: The window of the reference design, and the smallest and largest that are laid out.
DEFAULT_SIZE = (1280, 720)
SMALLEST, LARGEST = (800, 480), (3840, 2160)


def size(text: str) -> tuple[int, int]:
    """A size such as 1280x720 as a pair. Raises ArgumentTypeError with what is accepted."""
    match = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no size: give WIDTHxHEIGHT from {SMALLEST[0]}x{SMALLEST[1]} to {LARGEST[0]}x{LARGEST[1]}"
        )
    return width, height


def add_look_options(parser: argparse.ArgumentParser) -> None:
    """--size, --theme, --lang: how it looks, for this run only."""
    from headunit.preferences.state import LANGUAGES, THEMES

    parser.add_argument("--size", type=size, default=DEFAULT_SIZE, metavar="WxH", help="window size (1280x720)")
    parser.add_argument("--theme", choices=THEMES, help="colours; auto follows the headlights")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the screen")


def add_window_options(parser: argparse.ArgumentParser) -> None:
    """The look, and --offscreen, --fullscreen."""
    add_look_options(parser)
    parser.add_argument("--offscreen", action="store_true", help="draw without a display (tests, servers)")
    parser.add_argument("--fullscreen", action="store_true", help="fill the display, as in a car")


def _x_server_is_there(display: str) -> bool:
    """Whether a local X server listens; one on another machine is believed in."""
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return local is None or Path(f"/tmp/.X11-unix/X{local[1]}").exists()  # noqa: S108  where X servers put it


def prepare(environ: Mapping[str, str], *, offscreen: bool) -> None:
    """Choose Qt's platform before Qt is loaded. Raises HeadunitError where there is no display."""
    from headunit.settings import set_environment

    if offscreen or environ.get("QT_QPA_PLATFORM") == "offscreen":
        set_environment("QT_QPA_PLATFORM", "offscreen")
        # "offscreen" draws in software whatever is asked; said here, so that Qt does not look for a GPU first.
        set_environment("QT_QUICK_BACKEND", "software")
        set_environment("QSG_RENDER_LOOP", "basic")
        return
    display, wayland = environ.get("DISPLAY", ""), environ.get("WAYLAND_DISPLAY", "")
    if environ.get("QT_QPA_PLATFORM") or wayland or (display and _x_server_is_there(display)):
        return
    where = f"DISPLAY={display} does not answer" if display else "neither DISPLAY nor WAYLAND_DISPLAY is set"
    raise HeadunitError(
        f"no display ({where}): add --offscreen to draw without one, or --headless where there is no need to draw"
    )
