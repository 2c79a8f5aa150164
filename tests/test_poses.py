"""Counting in poses: from our own motions with noise put over them, and from files in every layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ironstride.cli.main import cli
from ironstride.formats.poses import PoseFileError, read_poses
from ironstride.formats.poses_words import facts_of
from ironstride.motion.skeleton import Floats
from ironstride.poses.count import Measured, count
from ironstride.poses.sequence import PLACES, SIDES, Sequence
from motions import solved

REPS, FPS = 5, 30


@cache
def seen(name: str) -> tuple[Floats, Mapping[str, Floats]]:
    """Some repetitions of a motion from the side, at rest before and after. [s, m]"""
    long = solved(name).motion.seconds
    frames = [long * n / 16 for n in range(16)]
    pose = solved(name).at(frames)
    times = np.arange(0, REPS * long + 2, 1 / FPS)
    phase = np.clip(times - 1, 0, REPS * long - 1e-9) % long
    points = {}
    for place in (f"{side}_{place}" for side in SIDES for place in PLACES):
        at = pose.point(place)[:, [0, 2]]
        knots = np.concatenate([at, at[:1]])
        ends = [*frames, long]
        points[place] = np.column_stack([np.interp(phase, ends, knots[:, i]) for i in (0, 1)])
    return times, points


def noisy(name: str, metres: float) -> Sequence:
    times, points = seen(name)
    rng = np.random.default_rng(3)
    return Sequence(
        times=times, points={n: at + rng.normal(0, metres, at.shape) for n, at in points.items()}
    )


def running(steps_a_minute: float, fps: float = 120) -> Sequence:
    times = np.arange(0, 8, 1 / fps)
    swing = 2 * np.pi * steps_a_minute / 120 * times
    at: dict[str, Floats] = {}
    for side, phase in (("right", 0.0), ("left", np.pi)):
        forward = 0.4 * np.sin(swing + phase)
        at[f"{side}_ankle"] = np.column_stack([forward, 0.1 + 0.05 * np.cos(swing + phase)])
        at[f"{side}_hip"] = np.column_stack([0 * times, 0.9 + 0 * times])
        at[f"{side}_shoulder"] = np.column_stack([0.05 + 0 * times, 1.4 + 0 * times])
    rng = np.random.default_rng(1)
    return Sequence(
        times=times, points={n: p + rng.normal(0, 0.015, p.shape) for n, p in at.items()}
    )


def middle(name: str, place: str) -> Floats:
    """A place between right and left, without noise. [m]"""
    _, points = seen(name)
    return np.asarray((points[f"right_{place}"] + points[f"left_{place}"]) / 2)


def holds(measured: Measured | None, truth: float) -> bool:
    return measured is not None and abs(measured.value - truth) <= measured.off


@pytest.mark.parametrize("metres", [0.0, 0.01, 0.03, 0.06])
@pytest.mark.parametrize("name", ["back-squat", "romanian-deadlift", "split-squat"])
def test_repetitions_are_counted_through_noise(name: str, metres: float) -> None:
    assert count(noisy(name, metres)).repetitions == Measured(REPS, 0.0)


SLOW = ["back-squat", "front-squat", "conventional-deadlift", "rear-foot-elevated-split-squat"]


@pytest.mark.parametrize("metres", [0.0, 0.03])
@pytest.mark.parametrize("name", SLOW)
def test_tempo_depth_and_lean_are_true_within_what_is_said(name: str, metres: float) -> None:
    found = count(noisy(name, metres))
    hip, ankle, shoulder = (middle(name, place) for place in ("hip", "ankle", "shoulder"))
    legs, trunk = (hip - ankle)[:, 1], shoulder - hip
    away, home = solved(name).motion.moves
    assert holds(found.depth, np.ptp(legs) / legs.max())
    assert holds(found.lean, np.degrees(np.arctan2(*trunk.T)).max())
    assert holds(found.there, away)
    assert holds(found.back, home)


def test_words_of_a_count_fit_their_column() -> None:
    squat = noisy("back-squat", 0.01)
    assert all(len(name) <= 12 for name, _ in facts_of(count(squat), squat))


def test_a_calf_raise_is_counted_and_has_no_depth() -> None:
    found = count(noisy("single-leg-calf-raise", 0.005))
    assert found.repetitions == Measured(REPS, 0.0)
    assert found.depth is None


def test_standing_still_counts_nothing_however_it_jitters() -> None:
    times = np.arange(0, 10, 1 / FPS)
    rng = np.random.default_rng(2)
    still = {
        f"right_{place}": np.array([0.0, up]) + rng.normal(0, 0.06, (len(times), 2))
        for place, up in (("shoulder", 1.4), ("hip", 0.9), ("ankle", 0.1))
    }
    found = count(Sequence(times=times, points=still))
    assert found.repetitions is None
    assert found.cadence is None


@pytest.mark.parametrize("cadence", [150, 172, 190])
def test_steps_are_counted_where_legs_swing_in_turn(cadence: float) -> None:
    found = count(running(cadence))
    assert found.repetitions is None
    assert holds(found.cadence, cadence)
    assert found.cadence is not None
    assert found.cadence.off < 5


def test_a_point_that_is_lost_for_a_while_is_bridged() -> None:
    whole = noisy("back-squat", 0.01)
    points = {name: at.copy() for name, at in whole.points.items()}
    for at in points.values():
        at[40:46] = np.nan
    assert count(Sequence(times=whole.times, points=points)).repetitions == Measured(REPS, 0.0)


# ---- files -----------------------------------------------------------------------------------


def trc(sequence: Sequence, *, turned: float = 0.0) -> str:
    """Write points as Sports2D does, or as seen from a camera turned about the vertical."""
    names = {n: n[0].upper() + n.partition("_")[2].capitalize() for n in sequence.points}
    head = "\t\t\t".join(names.values())
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tsquat.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits",
        f"30\t30\t{len(sequence.times)}\t{len(names)}\tm",
        f"Frame#\tTime\t{head}\t\t",
        "\t\t" + "\t".join(f"{a}{n}" for n in range(1, len(names) + 1) for a in "XYZ"),
        "",
    ]
    for n, time in enumerate(sequence.times):
        cells = [f"{n + 1}", f"{time:.4f}"]
        for at in sequence.points.values():
            x, y = at[n]
            cells += [f"{x * np.cos(turned):.5f}", f"{y:.5f}", f"{x * np.sin(turned):.5f}"]
        lines.append("\t".join(cells))
    return "\n".join(lines)


def mot(sequence: Sequence) -> str:
    knee, lean = (np.zeros(len(sequence.times)) for _ in range(2))
    hip, ankle = (sequence.points[f"right_{n}"] for n in ("hip", "ankle"))
    knee = 110 * (1 - (hip - ankle)[:, 1] / (hip - ankle)[:, 1].max()) / 0.6
    lean = -0.3 * knee
    rows = [f"{t:.4f}\t{a:.3f}\t0\t{k:.3f}" for t, a, k in zip(sequence.times, lean, knee)]  # noqa: B905  # as long as each other
    head = "Coordinates\nversion=1\nnRows=1\ninDegrees=yes\n\nendheader\n"
    return f"{head}time\tpelvis_tilt\tlumbar_extension\tknee_angle_r\n" + "\n".join(rows) + "\n"


def wide_csv(sequence: Sequence) -> str:
    names = [f"{name}_{axis}" for name in sequence.points for axis in "xy"]
    lines = ["timestamp_ms," + ",".join(names)]
    for n, time in enumerate(sequence.times):
        cells = [f"{v:.2f}" for at in sequence.points.values() for v in (400 + at[n] * [200, -200])]
        lines.append(f"{time * 1000:.1f}," + ",".join(cells))
    return "\n".join(lines)


def landmarks(sequence: Sequence, **about: float) -> str:
    numbers = {"shoulder": 11, "wrist": 15, "hip": 23, "knee": 25, "ankle": 27}
    frames = []
    for n, time in enumerate(sequence.times):
        points: list[list[float]] = [[0.5, 0.5, 0.0, 0.9] for _ in range(33)]
        for name, at in sequence.points.items():
            side, _, place = name.partition("_")
            x, y = at[n]
            points[numbers[place] + (side == "right")] = [0.5 + x / 4, 0.9 - y / 2.25, 0.0, 0.9]
        frames.append({"time": time, "landmarks": points})
    return json.dumps({**about, "frames": frames})


SQUAT = "back-squat"
FILES = {
    "squat.trc": trc(noisy(SQUAT, 0.005)),
    "turned.trc": trc(noisy(SQUAT, 0.005), turned=0.8),
    "squat.mot": mot(noisy(SQUAT, 0.0)),
    "squat.csv": wide_csv(noisy(SQUAT, 0.005)),
    "squat.json": landmarks(noisy(SQUAT, 0.005), width=1920, height=1080),
}


@pytest.mark.parametrize("name", FILES)
def test_every_layout_tells_the_same_repetitions(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    found = count(read_poses(path))
    assert found.repetitions == Measured(REPS, 0.0)
    if name != "squat.mot":
        assert found.lean is not None
        assert found.lean.value == pytest.approx(36, abs=3)


def test_shares_of_a_picture_without_its_size_tell_no_angle(tmp_path: Path) -> None:
    path = tmp_path / "squat.json"
    path.write_text(landmarks(noisy(SQUAT, 0.005)), encoding="utf-8")
    told = CliRunner().invoke(cli, ["motion", "count", str(path)], env={"COLUMNS": "100"})
    assert told.exit_code == 0, told.exception
    assert "Repetitions" in told.stdout
    assert "no width and height" in " ".join(told.stdout.split())
    assert "Trunk leans" not in told.stdout
    assert "No score of form" in told.stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.trc", "hello", "does not begin as a .trc does"),
        ("a.trc", FILES["squat.trc"].replace("0.", "o.", 1), "line 7"),
        ("a.trc", FILES["squat.trc"].replace("Hip", "Head").replace("Ankle", "Toe"), ""),
        ("a.mot", "time\t1\n", 'no line "endheader"'),
        ("a.mot", "endheader\n", 'no column "time"'),
        ("a.csv", "", "is empty"),
        ("a.csv", "time,nose_x\n0,1\n", "no columns as left_hip_x"),
        ("a.csv", "left_hip_x,left_hip_y\n1,2\n", "tells no times"),
        ("a.csv", "time,left_hip_x,left_hip_y\n0,1,2\n", "holds 1 frames"),
        ("a.json", "{", "cannot be read as JSON"),
        ("a.json", "[1]", "holds no list of frames"),
        ("a.json", '[{"time": 0, "landmarks": {"left_hip": {"x": "a"}}}]', "frame 1: left_hip"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.mp4", "", "is no file of poses by its ending"),
    ],
)
def test_a_file_that_cannot_be_counted_is_answered_in_a_sentence(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    if not said:  # without hips there is nothing to count, which is no fault
        assert count(read_poses(path)).repetitions is None
        return
    with pytest.raises(PoseFileError) as refused:
        read_poses(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PoseFileError, match="is not there"):
        read_poses(tmp_path / "none.trc")
