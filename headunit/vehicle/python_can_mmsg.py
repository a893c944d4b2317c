"""Many datagrams of a socket in one system call, recvmmsg(2), each with the kernel's time of receipt. Knows no CAN.

Python's own recvmsg lets go of the interpreter for each datagram; with four threads at work that costs more than all
the rest. This call does not block, so it need not let go.
"""

import ctypes
import errno
import os
import socket
import struct
from typing import Final

#: Datagrams a call, and the size of the largest that is not cut off (a CAN FD frame as msgpack has 310 bytes).
CAPACITY: Final = 256
LARGEST: Final = 1_024
#: Asked for by python-can when it opens its sockets: the kernel's time of receipt (asm-generic/socket.h).
SO_TIMESTAMPNS: Final = 35
_CMSG: Final = struct.Struct("@Niill")  # cmsg_len, cmsg_level, cmsg_type, then struct timespec


class _Iovec(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Header(ctypes.Structure):
    """struct msghdr, recvmsg(2)."""

    _fields_ = (
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint32),
        ("iov", ctypes.POINTER(_Iovec)),
        ("iov_length", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )


class _Message(ctypes.Structure):
    """struct mmsghdr: a header, and how many bytes were received for it."""

    _fields_ = (("header", _Header), ("received", ctypes.c_uint))


#: The number of bytes received, out of each struct mmsghdr.
_RECEIVED: Final = struct.Struct(
    f"@{_Message.received.offset}xI{ctypes.sizeof(_Message) - _Message.received.offset - _Message.received.size}x"
)
_STARTS: Final = range(0, CAPACITY * LARGEST, LARGEST)
# PyDLL, not CDLL: it keeps the interpreter's lock.
_recvmmsg = ctypes.PyDLL(None, use_errno=True).recvmmsg


class Datagrams:
    """The buffers for one socket. `read` on one thread."""

    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened
        space = socket.CMSG_SPACE(_CMSG.size - struct.calcsize("@Nii"))
        self._space = space
        self._data = ctypes.create_string_buffer(CAPACITY * LARGEST)
        self._control = ctypes.create_string_buffer(CAPACITY * space)
        self._vectors = (_Iovec * CAPACITY)()
        self._messages = (_Message * CAPACITY)()
        data, control = ctypes.addressof(self._data), ctypes.addressof(self._control)
        for at in range(CAPACITY):
            self._vectors[at] = _Iovec(data + at * LARGEST, LARGEST)
            vector = ctypes.pointer(self._vectors[at])
            self._messages[at] = _Message(_Header(None, 0, vector, 1, control + at * space, space, 0), 0)
        # The kernel writes into the headers what it used of them; they are put back from here.
        self._fresh = bytes(self._messages)
        self._headers_view = memoryview(self._messages).cast("B")
        self._data_view = memoryview(self._data).cast("B")
        self._control_view = memoryview(self._control).cast("B")

    def read(self) -> list[tuple[bytes, float]]:
        """What waits, at most CAPACITY datagrams, each with the moment of receipt (s; 0 where the socket does not
        tell). Does not wait. Raises OSError where the socket is gone."""
        count = _recvmmsg(self._socket.fileno(), self._messages, CAPACITY, socket.MSG_DONTWAIT, None)
        if count < 0:
            number = ctypes.get_errno()
            if number in {errno.EAGAIN, errno.EINTR}:
                return []
            raise OSError(number, os.strerror(number))
        lengths = _RECEIVED.iter_unpack(self._headers_view[: count * _RECEIVED.size])
        moments = _CMSG.iter_unpack(self._control_view[: count * self._space])
        data = self._data_view
        found = [
            (
                data[start : start + length].tobytes(),
                seconds + nanoseconds * 1e-9 if kind == SO_TIMESTAMPNS else 0.0,
            )
            for start, (length,), (_, _, kind, seconds, nanoseconds) in zip(_STARTS, lengths, moments, strict=False)
        ]
        ctypes.memmove(self._messages, self._fresh, count * ctypes.sizeof(_Message))
        ctypes.memset(self._control, 0, count * self._space)
        return found
