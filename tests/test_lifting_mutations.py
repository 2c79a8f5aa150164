"""A small share of the damage that `python -m benchmarks.mutations` does, on every test run."""

from __future__ import annotations

from benchmarks.lifting_layouts import LAYOUTS
from benchmarks.mutations_csv import Chunk, _problems, mutate_csv
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats.lifting import read_lifting

HEADERS = [",".join(layout.columns) for layout in LAYOUTS.values()]


def test_damaged_exports_give_sets_or_sentences_and_never_a_traceback() -> None:
    damage = mutate_csv(200, seed=1)
    assert damage.problems == ()
    assert damage.rows > 1_000
    assert damage.named > 50


def test_the_benchmark_would_see_a_lost_and_a_changed_line() -> None:
    layout = LAYOUTS["Hevy, kg"]
    content = layout.write([])
    text = content + b'"a","6 Jul 2026, 17:59","","","Squat","","",0,"normal",80,5,"","",""\r\n'
    file = read_lifting(text)
    assert file is not None
    sound = [Chunk(content), Chunk(text.removeprefix(content), file.rows[0])]
    assert _problems(file, sound) == []
    assert _problems(read_lifting(text.replace(b"80", b"90")), sound) != []
    assert _problems(read_lifting(content), sound) != []


@given(content=st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_an_export_or_none(content: bytes) -> None:
    file = read_lifting(content)
    assert file is None or file.app


@given(header=st.sampled_from(HEADERS), body=st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_below_a_header_is_read_or_named(header: str, body: str) -> None:
    file = read_lifting(f"{header}\n{body}".encode(errors="replace"))
    assert file is None or len({(row.said, row.occurrence) for row in file.rows}) == len(file.rows)
