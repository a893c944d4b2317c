"""A process that ends with the one that started it, however that ends: even by SIGKILL, even while it is stopped."""

import ctypes
import os
import signal
from typing import Final

#: prctl(2): the signal that this process gets when the thread that started it ends. Linux.
_PR_SET_PDEATHSIG: Final = 1
#: Loaded beforehand: between fork and exec nothing may be.
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Call it in the child. The parent's end, from now on, is the child's at once."""
    parent = os.getppid()
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
