"""Small activity files for tests, written byte by byte and line by line."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ironstride.formats.fit import FIT_EPOCH, checksum

START = datetime(2026, 5, 14, 16, 30, tzinfo=UTC)
FIT_START = int(START.timestamp()) - FIT_EPOCH

# FIT base types: code, struct letter
ENUM, UINT8, UINT16, UINT32, UINT32Z = (
    (0x00, "B"),
    (0x02, "B"),
    (0x84, "H"),
    (0x86, "I"),
    (0x8C, "I"),
)
SINT32, FLOAT32 = (0x85, "i"), (0x88, "f")
FILE_ID, SPORT, SESSION, LAP, RECORD, ACTIVITY = 0, 12, 18, 19, 20, 34
DEVELOPER_DATA_ID, FIELD_DESCRIPTION = 207, 206

Field = tuple[int, tuple[int, str], float | bytes]


@dataclass(slots=True)
class FitFile:
    """One FIT file being written; `closed` ends it."""

    order: str = "<"
    body: bytearray = field(default_factory=bytearray)

    def message(self, kind: int, *fields: Field, developer: Sequence[Field] = ()) -> FitFile:
        """Append a definition and one message of it. A developer field is (number, type, value)."""
        self.body += self._definition(0x40, kind, fields, developer) + b"\x00"
        for _, (_, letter), value in (*fields, *developer):
            self.body += value if isinstance(value, bytes) else self._packed(letter, value)
        return self

    def compressed(self, kind: int, offset_s: int, *fields: Field) -> FitFile:
        """Append a message whose header carries the low five bits of its time."""
        self.body += self._definition(0x41, kind, fields, ())
        self.body += bytes([0x80 | 1 << 5 | offset_s % 32])
        for _, (_, letter), value in fields:
            assert not isinstance(value, bytes)
            self.body += self._packed(letter, value)
        return self

    def closed(self, *, size: int | None = None, crc: int | None = None) -> bytes:
        """Close the file with its header and its check sum, or with false ones."""
        claimed = len(self.body) if size is None else size
        head = struct.pack("<BBHI4s", 12, 0x20, 2132, claimed, b".FIT")
        content = head + bytes(self.body)
        return content + struct.pack("<H", checksum(content) if crc is None else crc)

    def _definition(
        self, header: int, kind: int, fields: Sequence[Field], developer: Sequence[Field]
    ) -> bytes:
        is_big = self.order == ">"
        head = bytes([header | (0x20 if developer else 0), 0, is_big])
        head += struct.pack(f"{self.order}HB", kind, len(fields))
        for number, (code, letter), value in fields:
            size = len(value) if isinstance(value, bytes) else struct.calcsize(letter)
            head += bytes([number, size, code])
        if developer:
            head += bytes([len(developer)])
            for number, (_, letter), _value in developer:
                head += bytes([number, struct.calcsize(letter), 0])
        return head

    def _packed(self, letter: str, value: float) -> bytes:
        return struct.pack(self.order + letter, value if letter == "f" else int(value))


def text(value: str) -> bytes:
    return value.encode() + b"\0"


STRING = (0x07, "s")


def file_id(fit: FitFile, *, kind: int = 4, serial: int = 77, created: int = FIT_START) -> FitFile:
    return fit.message(FILE_ID, (0, ENUM, kind), (3, UINT32Z, serial), (4, UINT32, created))


def records(
    fit: FitFile, *, seconds: int = 120, speed: float = 3.0, start: int = FIT_START
) -> FitFile:
    """Append a record a second: steady speed, heart rate 150, 85 strides a minute."""
    for second in range(seconds + 1):
        fit.message(
            RECORD,
            (253, UINT32, start + second),
            (5, UINT32, second * speed * 100),
            (3, UINT8, 150),
            (4, UINT8, 85),
        )
    return fit


def session(fit: FitFile, *more: Field, sport: int = 1, start: int = FIT_START) -> FitFile:
    return fit.message(SESSION, (2, UINT32, start), (5, ENUM, sport), *more)


def a_run(*, seconds: int = 120, speed: float = 3.0, order: str = "<") -> FitFile:
    """A plain run without sums of its own."""
    return session(records(file_id(FitFile(order=order)), seconds=seconds, speed=speed))


def at(second: float) -> str:
    return (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def gpx(
    *,
    seconds: Sequence[float] = range(121),
    speed: float = 3.0,
    type_: str = "running",
    title: str = "",
) -> str:
    """A track north along 10 degrees east, one point a moment."""
    points = "".join(
        f'<trkpt lat="{45 + second * speed / 111_194.93:.9f}" lon="10"><ele>100</ele>'
        f"<time>{at(second)}</time><extensions><ns3:TrackPointExtension><ns3:hr>150</ns3:hr>"
        f"<ns3:cad>85</ns3:cad></ns3:TrackPointExtension></extensions></trkpt>\n"
        for second in seconds
    )
    kind = f"<type>{type_}</type>" if type_ else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1"><trk>'
        f"<name>{title}</name>{kind}<trkseg>{points}</trkseg></trk></gpx>"
    )


def tcx(*, seconds: int = 120, sport: str = "Running", lap_s: float | None = None) -> str:
    """One lap at 3 m/s with a point a second."""
    points = "".join(
        f"<Trackpoint><Time>{at(second)}</Time><Position><LatitudeDegrees>45</LatitudeDegrees>"
        "<LongitudeDegrees>151</LongitudeDegrees></Position>"
        f"<DistanceMeters>{second * 3}</DistanceMeters><HeartRateBpm><Value>150</Value>"
        "</HeartRateBpm><Extensions><ns3:TPX><ns3:RunCadence>85</ns3:RunCadence></ns3:TPX>"
        "</Extensions></Trackpoint>\n"
        for second in range(seconds + 1)
    )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase><Activities>'
        f'<Activity Sport="{sport}"><Id>{at(0)}</Id><Lap StartTime="{at(0)}">'
        f"<TotalTimeSeconds>{seconds if lap_s is None else lap_s}</TotalTimeSeconds>"
        f"<DistanceMeters>{seconds * 3}</DistanceMeters>"
        "<MaximumHeartRateBpm><Value>160</Value></MaximumHeartRateBpm>"
        f"<Track>{points}</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
    )


def zipped(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()
