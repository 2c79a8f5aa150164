"""Walking files, folders and zips, and what is refused on the way."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from builders_activity import zipped
from ironstride.formats.archive import Limits, Member, Refused, members
from ironstride.formats.recording import FormatError

NULLS = b"\0" * 20_000_000


def walk(*paths: Path, limits: Limits = Limits()) -> list[tuple[str, bytes | str]]:  # noqa: B008 - frozen
    """Read everything as it comes: the content of each member, or why it was refused."""
    found: list[tuple[str, bytes | str]] = []
    for item in members(paths, limits=limits):
        try:
            found.append((item.name, item.read() if isinstance(item, Member) else item.reason))
        except FormatError as error:
            found.append((item.name, error.problem))
    return found


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(found: Sequence[tuple[str, object]], folder: Path) -> list[str]:
    return [name.removeprefix(f"{folder}{os.sep}") for name, _ in found]


def test_files_folders_and_nested_zips_come_in_one_order(tmp_path: Path) -> None:
    inner = zipped({"z.fit": b"1", "a.fit": b"2"})
    written(tmp_path, "export.zip", zipped({"part.zip": inner, "b.csv": b"3"}))
    written(tmp_path, "activities/1.fit", b"4")
    written(tmp_path, "activities.csv", b"5")
    found = walk(tmp_path)
    assert names(found, tmp_path) == [
        "activities.csv",
        "activities/1.fit",
        "export.zip/b.csv",
        "export.zip/part.zip/z.fit",  # as it lies in there
        "export.zip/part.zip/a.fit",
    ]
    assert [content for _, content in found] == [b"5", b"4", b"3", b"1", b"2"]


def test_a_file_given_twice_comes_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a.fit", b"1")
    assert len(walk(path, tmp_path, path)) == 1


def test_what_systems_leave_behind_is_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "a.zip", zipped({"__MACOSX/._1.fit": b"x", ".DS_Store": b"x", "1.fit": b"1"}))
    written(tmp_path, "._a.fit", b"x")
    assert names(walk(tmp_path), tmp_path) == ["a.zip/1.fit"]


def test_a_missing_path_is_refused_and_the_rest_walked(tmp_path: Path) -> None:
    path = written(tmp_path, "a.fit", b"1")
    assert walk(tmp_path / "no.fit", path) == [
        (str(tmp_path / "no.fit"), "is not there; check the path"),
        (str(path), b"1"),
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, "outside/secret.fit", b"x")
    folder = written(tmp_path, "inside/a.fit", b"1").parent
    (folder / "b.fit").symlink_to(tmp_path / "outside" / "secret.fit")
    (folder / "c").symlink_to(tmp_path / "outside")
    (folder / "d.fit").symlink_to(folder / "a.fit")
    (folder / "e").symlink_to(folder)
    out = "is a link that leads out of its folder"
    assert [content for _, content in walk(folder)] == [b"1", out, out]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    assert walk(tmp_path)[0][1] == "is neither a file nor a folder"


@pytest.mark.parametrize(
    "name", ["../a.fit", "b/../../a.fit", "/etc/a.fit", "C:/a.fit", "b\\..\\a.fit", "\\a.fit"]
)
def test_a_name_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "a.zip", zipped({name: b"x", "good.fit": b"1"}))
    found = walk(path)
    assert tuple(sorted((x for _, x in found), key=lambda x: isinstance(x, bytes))) == (
        "has a name that points out of its archive",
        b"1",
    )


def test_a_name_with_a_null_or_an_escape_is_refused_or_made_harmless(tmp_path: Path) -> None:
    content = zipped({"a.fit_x.exe": b"x"}).replace(b"a.fit_x", b"a.fit\0x")
    (name, reason) = walk(written(tmp_path, "a.zip", content))[0]
    assert "\0" not in name
    assert reason == "has a name that points out of its archive"
    (name, _) = walk(written(tmp_path, "b.zip", zipped({"\x1b[31m.fit": b"1"})))[0]
    assert name.endswith("?[31m.fit")


def test_a_locked_member_is_refused_with_what_to_do(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.fit": b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    ((_, reason),) = walk(written(tmp_path, "a.zip", bytes(content)))
    assert reason == "is locked with a password; unpack it yourself and give the folder"


def test_a_bomb_is_refused_while_it_unpacks_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({"1.fit": NULLS, "2.fit": b"good"}))
    found = walk(path)
    assert found[0][1] == "unpacks to more than 300 times its size, as a trap does: not read"
    assert found[1][1] == b"good"


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_claims(tmp_path: Path) -> None:
    content = zipped({"1.fit": NULLS}).replace(struct.pack("<I", len(NULLS)), struct.pack("<I", 9))
    ((_, reason),) = walk(written(tmp_path, "a.zip", content))
    assert reason == "cannot be unpacked: it is damaged or cut off"


def test_a_bomb_in_a_nested_zip_is_refused(tmp_path: Path) -> None:
    inner = zipped({f"{n}.fit": NULLS for n in range(3)})
    packed = zipped({"inner.zip": inner}, method=zipfile.ZIP_STORED)
    assert {reason for _, reason in walk(written(tmp_path, "a.zip", packed))} == {
        "unpacks to more than 300 times its size, as a trap does: not read"
    }
    stored = zipped({"0.fit": NULLS}, method=zipfile.ZIP_STORED)
    ((name, _),) = walk(written(tmp_path, "b.zip", zipped({"inner.zip": stored})))
    assert name.endswith("b.zip/inner.zip")  # not even opened


def test_members_that_share_bytes_are_a_trap(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("0.fit", b"x" * 1_000)
        archive.filelist.append(archive.filelist[0])
    ((_, reason),) = walk(written(tmp_path, "a.zip", content.getvalue()))
    assert reason == "holds files that lie on top of each other, as a trap does"


@pytest.mark.parametrize(("depth", "is_read"), [(3, True), (4, False)])
def test_a_zip_may_lie_three_deep(tmp_path: Path, depth: int, is_read: bool) -> None:
    content = b"1"
    for level in range(depth):
        content = zipped({"a.zip" if level else "a.fit": content})
    ((_, found),) = walk(written(tmp_path, "a.zip", content))
    assert found == (b"1" if is_read else "is a zip inside 3 zips, deeper than any export")


def test_the_number_of_members_is_limited_over_everything(tmp_path: Path) -> None:
    first = written(tmp_path, "a.zip", zipped({f"{n}.fit": b"1" for n in range(3)}))
    second = written(tmp_path, "b.zip", zipped({f"{n}.fit": b"1" for n in range(3)}))
    found = walk(first, second, limits=Limits(members=4))
    assert [content for _, content in found] == [b"1"] * 4 + [
        "comes after 4 files: nothing further is read"
    ]


def test_sizes_are_limited_each_and_in_all(tmp_path: Path) -> None:
    for n in range(4):
        written(tmp_path, f"{n}.fit", b"x" * 1_000_000)
    found = walk(tmp_path, limits=Limits(member_b=999_999))
    assert {content for _, content in found} == {"is larger than 1 MB: not read"}
    found = walk(tmp_path, limits=Limits(total_b=2_000_000))
    assert [content for _, content in found[2:]] == ["comes after 2 MB in all: not read"]


@pytest.mark.parametrize("keep", [0, 10, 200, -30])
def test_a_damaged_zip_is_refused_and_the_rest_walked(tmp_path: Path, keep: int) -> None:
    content = zipped({"a.fit": b"x" * 300}, method=zipfile.ZIP_STORED)
    written(tmp_path, "a.zip", content[:keep])
    written(tmp_path, "b.fit", b"1")
    assert [x for _, x in walk(tmp_path)] == [
        "cannot be read as a zip: it is damaged or cut off",
        b"1",
    ]


def test_a_garbled_member_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    content = zipped({"a.fit": b"x" * 50, "b.fit": b"1"}, method=zipfile.ZIP_STORED)
    content = content.replace(b"x" * 50, b"y" * 50)
    found = walk(written(tmp_path, "a.zip", content))
    assert [x for _, x in found] == ["cannot be unpacked: it is damaged or cut off", b"1"]


def test_every_mutilated_zip_is_walked_without_a_crash(tmp_path: Path) -> None:
    inner = zipped({"z.fit": b"1" * 500})
    content = zipped({"a.fit": b"2" * 90, "inner.zip": inner}, method=zipfile.ZIP_STORED)
    for place in range(len(content)):
        mutilated = content[:place] + bytes([content[place] ^ 0x5A]) + content[place + 1 :]
        for _, found in walk(written(tmp_path, "a.zip", mutilated)):
            assert isinstance(found, bytes | str)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({"1.fit": NULLS, "2.fit": b"good"}))
    found = [x for x in members([path]) if isinstance(x, Member)]
    assert [x.size for x in found] == [20_000_000, 4]


def test_a_refusal_prints_its_name_and_reason() -> None:
    assert Refused("a", "b") == Refused(name="a", reason="b")
