"""Which of the two views draws the map: chosen once, by what Qt draws with. Knows no Qt."""

#: QSGRendererInterface.GraphicsApi of Qt 6: before there is a window, and in software. All others speak RHI.
UNKNOWN, SOFTWARE = 0, 1


def shown_by(graphics_api: int) -> str:
    """One of "software" and "gpu", for a QSGRendererInterface.GraphicsApi."""
    return "software" if graphics_api in {UNKNOWN, SOFTWARE} else "gpu"
