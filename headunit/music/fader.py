"""Balance and fader as a matrix from left and right to the loudspeakers. Pure."""

import numpy as np
import numpy.typing as npt


def matrix(channels: int, left_right: float, front_rear: float) -> npt.NDArray[np.float32]:
    """`channels` x 2 factors. -1..1 each: left or front only .. right or rear only; the middle changes nothing.

    Two channels have no rear: `front_rear` is left alone.
    """
    left, right = min(1.0, 1.0 - left_right), min(1.0, 1.0 + left_right)
    front, rear = min(1.0, 1.0 - front_rear), min(1.0, 1.0 + front_rear)
    rows = [(left, 0.0), (0.0, right)]
    if channels >= 4:  # noqa: PLR2004  front and rear
        rows = [(left * front, 0.0), (0.0, right * front), (left * rear, 0.0), (0.0, right * rear)]
    return np.array(rows, dtype=np.float32)
