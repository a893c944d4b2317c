"""Sound from the network on its way to a player: fetched, kept for the next tunnel, handed on over loopback. Knows no
source: what is played where is told by `music/sources/`."""
