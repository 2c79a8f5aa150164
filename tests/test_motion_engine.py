"""Our inverse dynamics against an engine that shares no code with it: the same body in MuJoCo."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from ironstride.motion.forces import free_forces
from ironstride.motion.pose import pose_of
from ironstride.motion.skeleton import (
    DRAWN,
    FREEDOMS,
    IS_SLIDE,
    NUMBER,
    SEGMENTS,
    Floats,
    Sex,
    Skeleton,
    parent_of,
)

mujoco: Any = pytest.importorskip("mujoco", reason="MuJoCo is an extra of the tests")
SECONDS, FRAMES = 1.0, 1000
TURNS = [freedom.name for freedom in FREEDOMS if not freedom.is_slide]


def body_xml(segment: str, body: Skeleton) -> str:
    """Write a segment and all that hangs on it; toes weigh next to nothing."""
    n = NUMBER[segment]
    joints = "".join(
        f'<joint name="{f.name}" type="{"slide" if f.is_slide else "hinge"}" axis="{spaced(f.axis)}"/>'
        for f in FREEDOMS
        if f.segment == segment
    )
    inertial = (
        f'<inertial pos="{spaced(body.centres[n])}" mass="{max(body.masses[n], 1e-9)}" '
        f'diaginertia="{spaced(np.maximum(body.inertias[n], 1e-12))}"/>'
    )
    inner = "".join(body_xml(one, body) for one in SEGMENTS if parent_of(one) == segment)
    return f'<body pos="{spaced(body.offsets[n])}">{joints}{inertial}{inner}</body>'


def spaced(numbers: Any) -> str:
    return " ".join(repr(float(number)) for number in numbers)


def motion_at(times: Floats, order: int) -> Floats:
    """Swing every freedom at random, twice round at most; `order` counts derivatives."""
    rng = np.random.default_rng(11)
    total = np.zeros((len(times), len(FREEDOMS)))
    for turns in (1, 2):
        w, phase = 2 * np.pi * turns / SECONDS, rng.uniform(0, 2 * np.pi, len(FREEDOMS))
        size = rng.normal(size=len(FREEDOMS)) * np.where(IS_SLIDE, 0.1, 0.4) / turns
        total += size * w**order * np.sin(w * times[:, None] + phase + order * np.pi / 2)
    return total


@cache
def both(body: Skeleton) -> tuple[Floats, Floats]:
    """The moments about every turning freedom, ours and MuJoCo's, shape (frames, turns)."""
    times = np.arange(FRAMES) * SECONDS / FRAMES
    forces = free_forces(pose_of(body, motion_at(times, 0)), SECONDS / FRAMES)
    ours = np.column_stack([forces.about(name) for name in TURNS])
    model = mujoco.MjModel.from_xml_string(
        '<mujoco><compiler angle="radian"/><option gravity="0 0 -9.81"/>'
        f"<worldbody>{body_xml('pelvis', body)}</worldbody></mujoco>"
    )
    place = [model.joint(freedom.name).dofadr[0] for freedom in FREEDOMS]  # it has its own order
    data, theirs = mujoco.MjData(model), []
    states = [motion_at(times, order) for order in range(3)]
    for n in range(0, FRAMES, 20):
        data.qpos[place], data.qvel[place], data.qacc[place] = (state[n] for state in states)
        mujoco.mj_inverse(model, data)
        theirs.append(data.qfrc_inverse[place])
    return ours[::20], np.array(theirs)[:, ~IS_SLIDE]


@pytest.mark.parametrize("body", [DRAWN, Skeleton(Sex.FEMALE, 1.62, 55.0)])
def test_moments_agree_with_another_engine_to_a_thousandth(body: Skeleton) -> None:
    ours, theirs = both(body)
    off = np.sqrt(np.mean((ours - theirs) ** 2)) / np.sqrt(np.mean(theirs**2))
    assert off <= 1e-3
    assert np.abs(theirs).max() > 300  # it was no gentle movement
