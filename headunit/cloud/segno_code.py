"""A QR code (ISO/IEC 18004) as a picture that QML shows."""

import segno

#: Pixels of one module; the picture is shown smoothly at any size.
_SCALE = 8
#: Modules of white around it (ISO/IEC 18004, 6.3.8).
_QUIET = 4


def picture(text: str) -> str:
    """A PNG as a data: address. Black on white, whatever the colours of the screen: cameras want it so."""
    return str(segno.make(text, error="m", micro=False).png_data_uri(scale=_SCALE, border=_QUIET))
