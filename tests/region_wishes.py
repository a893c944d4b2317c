"""A desk of regions that builds nothing and writes down what is wished for."""

from headunit.regions.ports import RegionDesk


class Wishes(RegionDesk):
    """Writes down what is wished for."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []

    def add(self, source: str) -> None:
        self.heard.append(("add", source))

    def cancel(self) -> None:
        self.heard.append(("cancel",))

    def update(self, name: str) -> None:
        self.heard.append(("update", name))

    def remove(self, name: str) -> None:
        self.heard.append(("remove", name))

    def use(self, name: str) -> None:
        self.heard.append(("use", name))
