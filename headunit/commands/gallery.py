"""`headunit gallery`: every control and every pane's example states, to look at."""

import argparse


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    from headunit.commands.display import add_window_options

    parser = commands.add_parser(
        "gallery",
        help="look at every control and every pane's example states",
        description="Opens a window with every control in each of its states, and every pane with its examples.",
    )
    add_window_options(parser)
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Show the gallery until its window is closed."""
    from headunit.commands.display import prepare
    from headunit.commands.look import preferences
    from headunit.settings import environment, load

    prepare(environment(), offscreen=args.offscreen)
    from headunit.presentation.pane import discover
    from headunit.ui.gallery.house import PreviewHouse
    from headunit.ui.screen import Screen, shown

    house = PreviewHouse(preferences(load(environment()).preferences, args))
    with shown(Screen(house, discover(), first="gallery", size=args.size)) as screen:
        return screen.run(fullscreen=args.fullscreen)
