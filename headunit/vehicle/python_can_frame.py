"""python-can's Message and the house's Frame, each made of the other. Whatever uses python-can imports this."""

import logging

import can

from headunit.vehicle.ports import Frame, FrameKind

#: python-can logs each failed attempt and each odd line, and we retry for ever. What matters of it is in exceptions,
#: which we report; a developer who wants the rest sets the level of its logger before this is imported.
if logging.getLogger("can").level == logging.NOTSET:
    logging.getLogger("can").setLevel(logging.CRITICAL)


def frame_of(message: can.Message, bus: str) -> Frame:
    """`message` as a frame on the bus of that name. An error frame keeps its error class as `id`."""
    kind = FrameKind.DATA
    if message.is_error_frame:
        kind = FrameKind.ERROR
    elif message.is_remote_frame:
        kind = FrameKind.REMOTE
    return Frame(
        bus=bus,
        id=message.arbitration_id,
        data=bytes(message.data),
        extended=message.is_extended_id,
        t=message.timestamp,
        kind=kind,
        fd=message.is_fd,
        brs=message.bitrate_switch,
    )


def message_of(frame: Frame) -> can.Message:
    """`frame` as python-can sends it. Raises ValueError where no such frame can be on a bus."""
    return can.Message(
        arbitration_id=frame.id,
        data=frame.data,
        is_extended_id=frame.extended,
        is_remote_frame=frame.kind is FrameKind.REMOTE,
        is_error_frame=frame.kind is FrameKind.ERROR,
        is_fd=frame.fd,
        bitrate_switch=frame.brs,
        timestamp=frame.t,
        check=True,
    )
