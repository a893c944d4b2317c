"""The driver's choices with what this run's flags say of them."""

import argparse
import dataclasses

from headunit.preferences.state import Preferences


def preferences(chosen: Preferences, args: argparse.Namespace) -> Preferences:
    """`chosen`, with --theme and --lang of `args` where they are given."""
    said = {"theme": args.theme, "language": args.lang}
    return dataclasses.replace(chosen, **{name: value for name, value in said.items() if value is not None})
