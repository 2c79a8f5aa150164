"""FIT: what watches write. Read through fitdecode, and only here; sets go on to `fit_sets`.

A file may chain several files, and one file may hold several sessions (a triathlon): each
session becomes a recording. A broken file keeps what stands before the break.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

import fitdecode
import numpy as np

from ironstride.core.run import Device
from ironstride.formats.fit_sets import SetMessages
from ironstride.formats.recording import (
    UNKNOWN_SPORT,
    Damage,
    FormatError,
    NotAnActivity,
    Recording,
)
from ironstride.formats.samples import Rows, Samples
from ironstride.formats.track import Summary, to_recording

FIT_EPOCH: Final = 631_065_600  # 1989-12-31T00:00:00Z, in seconds since 1970
DEGREES_PER_SEMICIRCLE: Final = 180 / 2**31
MOST_RECORDS: Final = 1_000_000  # eleven days, every second
MOST_COLUMNS: Final = 64
MOST_PARTS: Final = 100  # sessions, too
CHECKSUM_B: Final = 2
NO_SERIAL: Final = 0x7FFFFFFF  # what phone apps write

NATIVE: Final = {  # FIT record field -> column
    "timestamp": "time",
    "position_long": "longitude_deg",
    "heart_rate": "heart_rate_bpm",
    "speed": "speed_m_per_s",
    "enhanced_speed": "speed_m_per_s",
    "cadence": "strides_per_min",
    "fractional_cadence": "fraction_per_min",
    "altitude": "altitude_m",
    "enhanced_altitude": "altitude_m",
    "distance": "distance_m",
    "stance_time": "stance_time_ms",
    "vertical_oscillation": "vertical_oscillation_mm",
    "step_length": "step_length_mm",
    "vertical_ratio": "vertical_ratio_percent",
    "stance_time_balance": "stance_time_balance_percent",
    "power": "power_w",
}

Message = Mapping[str, Any]


class _Records:
    """Record messages on their way into columns."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._columns: dict[Any, str | None] = {}
        self._developer: dict[tuple[object, ...], str] = {}

    def add(self, frame: fitdecode.FitDataMessage) -> None:
        """Take the numbers of one record; text, arrays and missing values stay out."""
        put, columns = self.rows.put, self._columns
        for datum in frame.fields:
            value = datum.value
            if value.__class__ is not float and value.__class__ is not int:
                continue
            declared = datum.field
            try:
                column = columns[declared]
            except KeyError:
                column = columns[declared] = self._column_of(declared)
            if column is not None:
                put(column, value)
        self.rows.end_row()

    def _column_of(self, declared: Any) -> str | None:
        """Name the column of a field; None for fields nobody asked for.

        A developer field keeps its own name and unit, whatever native field it claims to
        be: Stryd sends vertical oscillation in centimetres under the native number for mm.
        """
        if declared is None or declared.field_type != "devfield":
            return None if declared is None else NATIVE.get(declared.name)
        key = (declared.dev_data_index, declared.def_num, declared.name, declared.units)
        if key not in self._developer and len(self._developer) < MOST_COLUMNS:
            plain = f"dev:{_text(declared.name)} [{_text(declared.units)}]"
            names = sum(name.startswith(plain) for name in self._developer.values())
            self._developer[key] = f"{plain} #{names + 1}" if names else plain
        return self._developer.get(key)

    def samples(self) -> Samples:
        """Join whole and fractional cadence, and turn semicircles and FIT's count of seconds."""
        samples = self.rows.samples(epoch=FIT_EPOCH)
        columns = samples.columns
        fraction = columns.pop("fraction_per_min", None)
        if fraction is not None and "strides_per_min" in columns:
            columns["strides_per_min"] = columns["strides_per_min"] + np.nan_to_num(fraction)
        if "longitude_deg" in columns:
            columns["longitude_deg"] = columns["longitude_deg"] * DEGREES_PER_SEMICIRCLE
        return samples


@dataclass(slots=True)
class _Part:
    """One file of a chain, as far as it could be read."""

    offset: int
    kind: str | None = None
    file_id: Message = field(default_factory=dict)
    creator: Message = field(default_factory=dict)
    activity: Message = field(default_factory=dict)
    sport: Message = field(default_factory=dict)
    sessions: list[Message] = field(default_factory=list)
    records: _Records = field(default_factory=_Records)
    lifting: SetMessages = field(default_factory=SetMessages)
    is_garbled: bool = False
    damage: Damage | None = None


def is_fit(content: bytes) -> bool:
    """Whether a file begins as FIT does."""
    return content[8:12] == b".FIT"


def peek_type(content: bytes) -> str | None:
    """Say what kind of FIT file this is, from its first bytes; None where it does not say.

    Kinds that the profile does not name are numbers: Garmin's wellness files are "44", "49".
    """
    try:
        with _reader(content[:2_048]) as frames:
            for frame in frames:
                if _is_message(frame, "file_id"):
                    kind = _values(frame).get("type")
                    return None if kind is None else str(kind)
    except Exception:  # noqa: BLE001 - fitdecode answers garbled bytes with any exception
        return None
    return None


def read_fit(content: bytes, *, name: str) -> tuple[Recording, ...] | NotAnActivity:
    """Read every session of a FIT file.

    Raises:
        FormatError: nothing before the damage is worth keeping.
    """
    if not is_fit(content):
        raise FormatError(name, "does not begin as a FIT file does", 0)
    parts = _parts(content)
    if all(_is_other_kind(part) for part in parts):
        return NotAnActivity(f"a FIT file of kind {parts[0].kind}, no activity")
    found = [x for part in parts if not _is_other_kind(part) for x in _recordings(part)]
    damage = next((part.damage for part in parts if part.damage is not None), None)
    if damage is not None and not found:
        raise damage.refusal(name)
    if damage is not None and not any(str(damage) in x.cautions for x in found):
        found[-1] = replace(found[-1], cautions=(*found[-1].cautions, str(damage)))
    if not found:
        return NotAnActivity("a FIT activity without a session or a record")
    return _without_stamp_where_several(_distinct(found))


def _parts(content: bytes) -> list[_Part]:
    """Walk the chain by the sizes in its headers, decoding what may be an activity."""
    parts: list[_Part] = []
    offset = 0
    while is_fit(content[offset : offset + 12]) and len(parts) < MOST_PARTS:
        piece = _piece(content, offset)
        part = _Part(offset, kind=peek_type(piece))
        if not _is_other_kind(part):
            _decode(piece, part)
        parts.append(part)
        offset += len(piece)
    if offset < len(content) and parts[-1].damage is None:
        parts[-1].damage = Damage(offset, "what follows is no FIT file")
    return parts


def _piece(content: bytes, offset: int) -> bytes:
    """Cut out one file of a chain. One that the watch never closed says zero: it is the rest."""
    header_size, body_size = content[offset], struct.unpack_from("<I", content, offset + 4)[0]
    rest = len(content) - offset - header_size
    if body_size or rest <= CHECKSUM_B:
        return content[offset : offset + header_size + body_size + CHECKSUM_B]
    head = content[offset : offset + 4] + struct.pack("<I", rest)
    return head + content[offset + 8 :]


def _decode(content: bytes, part: _Part) -> None:
    """Fill the part, up to its end or to the first byte that makes no sense."""
    stream, good = io.BytesIO(content), 0
    try:
        with _reader(stream) as frames:
            for frame in frames:
                if frame.frame_type == fitdecode.FIT_FRAME_CRC:
                    part.is_garbled = checksum(content[:good]) != frame.crc
                elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    _take(frame, part)
                good = stream.tell()
                if part.records.rows.count > MOST_RECORDS:
                    part.damage = Damage(
                        part.offset + good, f"goes on after {MOST_RECORDS} records"
                    )
                    return
    except Exception as error:  # noqa: BLE001 - fitdecode answers garbled bytes with any exception
        part.damage = Damage(part.offset + good, _in_words(error))


def _take(frame: fitdecode.FitDataMessage, part: _Part) -> None:
    match frame.name:
        case "record":
            part.records.add(frame)
        case "session" if len(part.sessions) < MOST_PARTS:
            part.sessions.append(_values(frame))
        case "file_id" if not part.file_id:
            part.file_id = _values(frame)
        case "activity":
            part.activity = _values(frame)
        case "sport":
            part.sport = _values(frame)
        case "device_info":
            values = _values(frame)
            if values.get("device_index") in ("creator", 0):
                part.creator = values
        case "set" | "workout_step" | "exercise_title" as name:
            part.lifting.take(name, _values(frame))
        case _:
            pass


def _recordings(part: _Part) -> Iterator[Recording]:
    """Share the records out among the sessions: each has those from its start to the next one's."""
    samples = part.records.samples()
    sessions = sorted(part.sessions or [{}], key=lambda session: _moment(session) or 0.0)
    starts = [_moment(session) for session in sessions]
    cautions = (
        ["its check sum does not match: single values may be wrong"] if part.is_garbled else []
    )
    for number, session in enumerate(sessions):
        begins = starts[number] if number else None
        ends = starts[number + 1] if number + 1 < len(sessions) else None
        share = _between(samples, begins, ends)
        recording = to_recording(
            _summary(part, session, share), share, damage=part.damage, cautions=cautions
        )
        if recording is not None:
            offset = recording.run.start - recording.run.utc_start.replace(tzinfo=None)
            sets = part.lifting.rows(begins, ends, offset)
            yield replace(recording, sets=tuple(sets))


def _between(samples: Samples, begins: float | None, ends: float | None) -> Samples:
    kept = np.ones(samples.times.size, np.bool_)
    if begins is not None:
        kept &= samples.times >= begins
    if ends is not None:
        kept &= samples.times < ends
    samples = samples.where(kept)
    distance_m = samples.column("distance_m")
    if begins is not None and distance_m is not None:  # it runs on through a triathlon
        samples.columns["distance_m"] = distance_m - np.nanmin(distance_m)
    return samples


def _summary(part: _Part, session: Message, samples: Samples) -> Summary:
    longitudes = samples.column("longitude_deg")
    cadence = _number(session, "avg_running_cadence", "avg_cadence")
    return Summary(
        sport=str(session.get("sport", part.sport.get("sport", UNKNOWN_SPORT))),
        start=_moment(session),
        elapsed_s=_number(session, "total_elapsed_time"),
        moving_s=_number(session, "total_timer_time"),
        distance_m=_number(session, "total_distance"),
        ascent_m=_number(session, "total_ascent"),
        mean_heart_rate=_number(session, "avg_heart_rate"),
        max_heart_rate=_number(session, "max_heart_rate"),
        mean_cadence=None
        if cadence is None
        else cadence + (_number(session, "avg_fractional_cadence") or 0.0),
        utc_offset_s=_utc_offset_s(part.activity),
        longitude_deg=None if longitudes is None else float(longitudes[np.isfinite(longitudes)][0]),
        device=_device(part),
    )


def _utc_offset_s(activity: Message) -> float | None:
    local, utc = _number(activity, "local_timestamp"), _number(activity, "timestamp")
    return None if local is None or utc is None else local - utc


def _device(part: _Part) -> Device | None:
    serial = part.file_id.get("serial_number", part.creator.get("serial_number"))
    created = part.file_id.get("time_created")
    if not isinstance(serial, int) or not isinstance(created, int) or serial == NO_SERIAL:
        return None
    return Device(serial, datetime.fromtimestamp(FIT_EPOCH + created, UTC))


def _distinct(found: list[Recording]) -> list[Recording]:
    """Drop what a chain holds twice."""
    seen: dict[tuple[object, ...], Recording] = {}
    for recording in found:
        run = recording.run
        seen.setdefault((recording.sport, run.utc_start, run.elapsed_s), recording)
    return list(seen.values())


def _without_stamp_where_several(found: list[Recording]) -> tuple[Recording, ...]:
    """A stamp marks a file: two runs of one duathlon must not look like one run."""
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(x, run=replace(x.run, device=None)) for x in found)


def _is_other_kind(part: _Part) -> bool:
    return part.kind not in (None, "activity")


def _is_message(frame: Any, name: str) -> bool:
    return bool(frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == name)


def _values(frame: fitdecode.FitDataMessage) -> Message:
    return {
        datum.name: datum.value
        for datum in frame.fields
        if datum.value is not None and not getattr(datum.field_def, "is_dev", False)
    }


def _number(message: Message, *names: str) -> float | None:
    """Find the first of some fields that holds a number."""
    for name in names:
        value = message.get(name)
        if isinstance(value, int | float):
            return float(value)
    return None


def _moment(session: Message) -> float | None:
    start = _number(session, "start_time")
    return None if start is None else FIT_EPOCH + start


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _in_words(error: Exception) -> str:
    match error:
        case fitdecode.FitEOFError():
            return "breaks off"
        case fitdecode.FitHeaderError():
            return "a header makes no sense"
        case _:
            return "a message makes no sense"


def _reader(content: Any) -> fitdecode.FitReader:
    return fitdecode.FitReader(
        content,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,  # ours is five times faster
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )


def _checksum_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_CHECKSUMS: Final = _checksum_table()


def checksum(content: bytes) -> int:
    """Compute the CRC-16/ARC that closes a FIT file.

    >>> hex(checksum(b"123456789"))
    '0xbb3d'
    """
    value, table = 0, _CHECKSUMS
    for byte in content:
        value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return value
