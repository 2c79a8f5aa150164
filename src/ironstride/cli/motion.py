"""`ironstride motion`: movements written as text, checked and drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ironstride.motion.motion import Motion
    from ironstride.motion.skeleton import Skeleton
    from ironstride.motion.solve import Solved

motion = typer.Typer(help="Write a movement as a few lines of text, check it and draw it.")

Folder = Annotated[
    Path | None,
    typer.Option("--from", help="A folder of motion files; else those that come with Ironstride."),
]


@motion.command("check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(help="Only these motions or families; all if none.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Check motions against every rule; exit with 1 unless all pass."""
    from ironstride.motion.lint import findings_in
    from ironstride.motion.solve import solve

    body = _body()
    chosen = _chosen(names, folder)
    passing = 0
    for one in chosen:
        findings = findings_in(solve(one, body))
        passing += not findings
        for finding in findings:
            print(finding)
    print(_counts(chosen, passing))
    if passing < len(chosen):
        raise typer.Exit(1)


@motion.command("draw")
def draw(
    name: Annotated[str, typer.Argument(help="A motion, as back-squat.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; else NAME.svg.")
    ] = None,
    strip: Annotated[
        bool, typer.Option("--strip", help="Two to four still poses, for paper.")
    ] = False,
    preview: Annotated[
        bool,
        typer.Option("--preview", help="A page with the animation, every pose and the faults."),
    ] = False,
    folder: Folder = None,
) -> None:
    """Draw a motion: an animation, a strip of poses, or a page for its author."""
    from ironstride.catalogue.find import find
    from ironstride.motion import draw as drawing
    from ironstride.motion.solve import solve

    shelf = _shelf(folder)
    listing = "`ironstride motion check`"
    solved = solve(find(shelf, name, noun="motion", listing=listing), _body())
    if preview:
        text, ending = _preview(solved), ".html"
    else:
        text, ending = (drawing.strip if strip else drawing.animation)(solved), ".svg"
    path = output or Path(f"{name}{ending}")
    _write(path, text)
    print(f"wrote {path}")


@motion.command("new")
def new(
    name: Annotated[str, typer.Argument(help="What the motion is called, as split-squat-pause.")],
    extends: Annotated[
        str | None, typer.Option("--extends", help="A motion that it is a variant of.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; else NAME.toml.")
    ] = None,
) -> None:
    """Write a commented file to start a motion from."""
    path = output or Path(f"{name}.toml")
    if path.exists():
        raise typer.BadParameter(f"{path} is already there; give another with -o")
    _write(
        path, (VARIANT if extends else START).format(name=name, base=extends, words=_words(name))
    )
    print(f"wrote {path}")
    print(f"Next: ironstride motion draw {name} --from {path.parent} --preview")


@motion.command("sheet")
def sheet(
    to: Annotated[Path, typer.Argument(help="The folder to write to.")],
    names: Annotated[
        list[str] | None, typer.Argument(help="Only these motions or families; all if none.")
    ] = None,
) -> None:
    """Draw the strips of each family onto one page, to look them through."""
    from ironstride.catalogue.pictures import Picture, picture_of
    from ironstride.formats.contact_sheet import contact_sheet

    families: dict[str, dict[str, str]] = {}
    for one in _chosen(names, None):
        families.setdefault(one.family, {})[one.name] = picture_of(one, Picture.STRIP)
    for family, strips in families.items():
        path = to / f"{family}.svg"
        _write(path, contact_sheet(_words(family), strips))
        print(f"wrote {path}: {len(strips)} motions")


@motion.command("build")
def build(
    again: Annotated[
        bool, typer.Option("--again", help="Build even what is built already.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes at once.")] = 2,
) -> None:
    """Build the pictures and the table of demands that come with Ironstride."""
    from ironstride.app.build_motions import build_motions

    told = build_motions(again=again, jobs=jobs, tell=print)
    for name in told.died:
        print(f"{name}: its process died; build again with --jobs 1")
    print(f"{told.built} motions built, {told.kept} were there already")
    if told.died:
        raise typer.Exit(1)


@motion.command("count")
def count(
    file: Annotated[Path, typer.Argument(help="Poses as .trc, .mot, or MediaPipe's CSV or JSON.")],
    fps: Annotated[
        float | None,
        typer.Option("--fps", min=1, max=1000, help="Frames a second, if the file tells no times."),
    ] = None,
) -> None:
    """Count repetitions or steps in poses that another program found in a video."""
    from ironstride.cli.page import Page
    from ironstride.formats.poses import read_poses
    from ironstride.formats.poses_words import NO_SCORE, facts_of
    from ironstride.poses.count import count as counted

    sequence = read_poses(file, per_second=fps)
    page = Page()
    page.heading(file.name, f"{len(sequence.times)} frames")
    page.facts(facts_of(counted(sequence), sequence))
    page.gap()
    page.prose(NO_SCORE)


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _body() -> Skeleton:
    from ironstride.motion.skeleton import DRAWN

    return DRAWN


def _shelf(folder: Path | None) -> Mapping[str, Motion]:
    """Read the motions; an author's folder may extend those that come with Ironstride."""
    from ironstride.catalogue.motions import motions, motions_beside

    return motions() if folder is None else motions_beside(folder)


def _chosen(names: Iterable[str] | None, folder: Path | None) -> list[Motion]:
    from ironstride.catalogue.find import NotInCatalogueError

    shelf = _shelf(folder)
    wanted = list(names or ())
    known = shelf.keys() | {one.family for one in shelf.values()}
    for name in wanted:
        if name not in known:
            raise NotInCatalogueError(
                "motion", name, known=known, listing="`ironstride motion check`"
            )
    return [one for one in shelf.values() if not wanted or {one.id, one.family} & set(wanted)]


def _counts(chosen: list[Motion], passing: int) -> str:
    """Say in one line how many pass, and how much of the catalogue has a picture."""
    from ironstride.catalogue.load import load
    from ironstride.catalogue.nearest import rows

    exercises = load().exercises
    drawn = {name for one in chosen for name in (one.id, *one.exercises)} & exercises.keys()
    near = {name for name, row in rows().items() if row["shown"] in drawn} - drawn
    return (
        f"{len(chosen)} motions, {passing} passing, {len(drawn)} exercises drawn, "
        f"{len(near)} shown by their nearest, "
        f"{len(exercises) - len(drawn) - len(near)} exercises without a picture"
    )


def _write(path: Path, text: str) -> None:
    from ironstride.catalogue.motions import MotionFileError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MotionFileError(path, error.strerror or "not written") from error


def _preview(solved: Solved) -> str:
    """Lay out a page that needs nothing else: animation, strip, faults and the measured poses."""
    from html import escape

    from ironstride.motion.draw import animation, strip
    from ironstride.motion.lint import findings_in

    faults = "".join(f"<li>{escape(str(finding))}</li>" for finding in findings_in(solved))
    verdict = f"<ul>{faults}</ul>" if faults else "<p>Every rule is kept.</p>"
    return PAGE.format(
        name=escape(solved.motion.name),
        animation=animation(solved),
        strip=strip(solved)
        .replace('"t d"', '"st sd"')
        .replace('"t"', '"st"')
        .replace('"d"', '"sd"'),
        verdict=verdict,
        seconds=solved.motion.seconds,
    )


PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>{name}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color-scheme:light dark}}svg{{max-width:100%;height:22rem;display:block;margin:1rem 0}}</style>
</head><body><h1>{name}</h1><p>{seconds:.1f} s a repetition. Draw it again and this page follows.</p>
{animation}{strip}<h2>Check</h2>{verdict}</body></html>
"""

START: Final = """# {words}: a motion. Lines that begin with # are comments.
# Lengths are in cm for a person of 175 cm, angles in degrees, times in seconds.

[{name}]
name = "{words}"

# What touches the ground, and how. Feet: flat, forefoot, edge, heel, instep, side, air.
# Hands: palm, grip, wall, rest. Others: forearms, knees, back, pelvis, head, chest = "down".
contacts = {{ feet = "flat" }}

# Where it touches, if not under the hips: forward, out from the middle, up.
# places = {{ right-foot = {{ forward = 40 }}, left-foot = {{ forward = -50 }} }}

# How the arms are held: side, front, hips, hang, carry, goblet, rack, bar-back, overhead, free.
arms = "front"

# What is lifted: barbell, dumbbell, kettlebell, plate, cable, band; at back, front, hips, hands,
# right-hand, left-hand, goblet or knee.
# load = {{ tool = "dumbbell", at = "hands", kg = 20 }}

# Seconds from each key frame to the next, the last one back to the first.
moves = [1.6, 1.3]

# Key frames: one to three angles each; the balance and the joints follow. Inclinations: trunk,
# thigh, shank, foot, upper-arm, forearm. Joints: hip, knee, ankle, elbow, hip-abduction, ...
# A name means both sides unless right- or left- stands before it. Write the right side's work.
keys.standing = {{ arms = "side" }}
keys.bottom = {{ thigh = 80, shank = 26, hold = 0.2 }}
"""

VARIANT: Final = """# {words}: like {base}, but for the lines below.

[{name}]
extends = "{base}"
name = "{words}"
# keys.bottom = {{ thigh = 60 }}
"""
