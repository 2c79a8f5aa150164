"""The command as it is typed, in a folder with data of its own, and a runner to type it for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from databases import environment_for

PROFILE = """
[athlete]
birth_year = 1985
lifting_experience = "intermediate"
[[race]]
date = 2027-03-21
distance_km = 21.1
priority = "A"
[availability.tuesday]
minutes = 45
start = "18:00"
[availability.friday]
minutes = 45
start = "18:00"
[places.gym]
equipment = ["barbell", "dumbbell", "bench", "step", "box", "mat", "band-loop", "band-long", "wall"]
[running]
habit = [{ day = "wednesday", kind = "quality", start = "18:00", minutes = 60 },
         { day = "sunday", kind = "long", start = "09:00", minutes = 100 }]
"""


def ironstride(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("ironstride")
    data = cwd / "data"
    environment = {**os.environ, "IRONSTRIDE_DATA": str(data), **environment_for(data)}
    return subprocess.run(
        [command, *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
