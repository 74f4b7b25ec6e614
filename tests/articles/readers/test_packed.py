"""Compressed files and archives, made by the tools that people make them with, and those that mean harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import struct
import subprocess
import zipfile

import pytest

from lunargraph.articles import limits, read_articles

LINES = '{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n'


def read(*paths):
    """Return the articles' texts and the problems, places without the folder."""
    problems = []
    texts = [a.text for a in read_articles(paths, report=problems.append)]
    return texts, [(p.path.rpartition(f"{paths[0].parent}/")[2], p.reason) for p in problems]


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """Return a zip archive of names and contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jsonl", LINES), ("a.csv", "text\nOne.\nTwo.\n"), ("a.json", '[{"text": "One."}, {"text": "Two."}]')],
)
def test_compressed_files_are_read_as_what_is_in_them(tmp_path, pack, name, content):
    """Whatever packed them, joined files and all, and the same ids come out."""
    ending = {gzip.compress: ".gz", bz2.compress: ".BZ2", lzma.compress: ".xz"}[pack]
    path = tmp_path / (name + ending)
    cut = content.index("\n") + 1 if "\n" in content else 5
    path.write_bytes(pack(content[:cut].encode()) + pack(content[cut:].encode()))
    assert read(path) == (["One.", "Two."], [])
    plain = tmp_path / name
    plain.write_text(content)
    assert [a.id for a in read_articles([path], report=print)] == [a.id for a in read_articles([plain], report=print)]


@pytest.mark.skipif(shutil.which("gzip") is None, reason="the command gzip is not there")
def test_a_file_by_the_usual_command(tmp_path):
    """The command's own header with a name and time is no matter."""
    path = tmp_path / "a.txt"
    path.write_text("One.")
    subprocess.run(["gzip", "-9", str(path)], check=True)
    assert read(tmp_path / "a.txt.gz") == (["One."], [])


def test_a_zip_archive_is_a_folder(tmp_path):
    """Members come by name; hidden files, READMEs and what macOS adds are none; other endings are told of."""
    path = tmp_path / "x.zip"
    members = {
        "b.txt": "B",
        "a/z.md": "# T\n\nA",
        "README.md": "no",
        "a/.h.txt": "no",
        "__MACOSX/b.txt": "no",
        "c.jpg": "J",
    }
    path.write_bytes(zipped(members))
    texts, problems = read(path)
    assert texts == ["A", "B"]
    assert [(place, reason[:15]) for place, reason in problems] == [("x.zip!/c.jpg", "the ending .jpg")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_archives_within_archives_are_read_one_level_deep(tmp_path, method):
    """A .jsonl.gz or .zip in a .zip is read; deeper ones are told of."""
    inner = zipped({"i.txt": "I", "deep.zip": zipped({"d.txt": "D"})}, method)
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.jsonl.gz": gzip.compress(LINES.encode()), "b.zip": inner}, method))
    texts, problems = read(path)
    assert texts == ["One.", "Two.", "I"]
    assert problems == [("x.zip!/b.zip!/deep.zip", "it is packed more than 2 times; unpack it and give the files")]


def test_a_problem_inside_names_the_member_and_line(tmp_path):
    """A bad line of a packed file is found again."""
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"f/a.jsonl": LINES + "{oops\n"}))
    problems = []
    assert len(list(read_articles([path], report=problems.append))) == 2
    assert [(p.path, p.line) for p in problems] == [(f"{path}!/f/a.jsonl", 3)]


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "..\\out.txt", "C:\\out.txt"])
def test_names_that_lead_out_are_left_out_and_nothing_is_written(tmp_path, name):
    """An archive writes no file anywhere."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "x.zip"
    path.write_bytes(zipped({name: "Out.", "good.txt": "Good."}))
    before = sorted(tmp_path.rglob("*"))
    texts, problems = read(path)
    assert texts == ["Good."]
    assert len(problems) == 1
    assert "leads out of the archive" in problems[0][1]
    assert sorted(tmp_path.rglob("*")) == before


def test_links_inside_archives_are_not_followed(tmp_path):
    """A link's target is no article, on whatever disk it lies."""
    (tmp_path / "secret.txt").write_text("Secret.")
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, str(tmp_path / "secret.txt"))
    assert read(path) == ([], [("x.zip!/a.txt", "it is a link inside an archive and was not followed")])


def test_encrypted_members_are_told(tmp_path):
    """By the mark that they carry."""
    data = bytearray(zipped({"a.txt": "A", "b.txt": "B"}, zipfile.ZIP_STORED))
    for sign, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + offset] |= 1
    path = tmp_path / "x.zip"
    path.write_bytes(bytes(data))
    texts, problems = read(path)
    assert texts == ["B"]
    assert problems[0][0] == "x.zip!/a.txt"
    assert "encrypted" in problems[0][1]


def test_a_wrong_check_sum_is_told(tmp_path):
    """The member is lost, its neighbour is read."""
    data = zipped({"a.txt": "The word.", "b.txt": "B"}, zipfile.ZIP_STORED).replace(b"The word.", b"The wort.")
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    texts, problems = read(path)
    assert texts == ["B"]
    assert "damaged" in problems[0][1]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_file_gives_what_was_whole(tmp_path, pack, request):
    """The lines before the cut are kept, and a word says that more is lost."""
    import random  # noqa: PLC0415

    drawn = random.Random(1)  # noqa: S311 - a test's text
    lines = "".join(f'{{"id": "{i}", "text": "Text {drawn.random()}."}}\n' for i in range(20_000))
    packed = pack(lines.encode())
    path = tmp_path / ("a.jsonl" + {gzip.compress: ".gz", bz2.compress: ".bz2", lzma.compress: ".xz"}[pack])
    path.write_bytes(packed[: len(packed) * 9 // 10])
    texts, problems = read(path)
    assert 5_000 < len(texts) < 20_000
    assert len(problems) == 1
    assert "ends too early" in problems[0][1]


@pytest.mark.parametrize(
    "data", [b"", b"x" * 100, b"\x1f\x8b\x08\x00", b"PK\5\6" + b"\xff" * 18, b"PK\3\4" + b"\0" * 60]
)
@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.bz2", "a.txt.xz", "a.zip"])
def test_what_is_no_archive_is_one_sentence(tmp_path, name, data):
    """No traceback, and good neighbours are read."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text("B")
    texts, problems = read(tmp_path)
    assert texts == ["B"]
    assert len(problems) == 1


def bomb(pack, size):
    """Return so many zero bytes, packed."""
    block = bytes(2**20)
    if pack is gzip.compress:
        file = io.BytesIO()
        with gzip.GzipFile(fileobj=file, mode="wb") as packer:
            for _ in range(size // 2**20):
                packer.write(block)
        return file.getvalue()
    return pack(bytes(size))


@pytest.mark.parametrize("ending", [".jsonl.gz", ".txt.gz", ".json.bz2", ".csv.xz"])
def test_a_bomb_is_given_up(tmp_path, ending, monkeypatch):
    """What unpacks to hundreds of times its size costs one sentence."""
    monkeypatch.setattr(limits, "UNPACKED_FREE", 8 * 2**20)
    monkeypatch.setattr(limits, "UNPACKED_FILE", 2**40)
    pack = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}["." + ending.rpartition(".")[2]]
    path = tmp_path / f"a{ending}"
    path.write_bytes(bomb(pack, 64 * 2**20))
    texts, problems = read(path)
    assert texts == []
    assert len(problems) == 1
    assert "decompression bomb" in problems[0][1]


def test_a_bomb_of_many_members_is_given_up(tmp_path, monkeypatch):
    """Members share what may come out; what was read before is kept."""
    monkeypatch.setattr(limits, "UNPACKED_FREE", 8 * 2**20)
    path = tmp_path / "x.zip"
    layer = zipped({f"{i:03}.txt": bytes(2**20) for i in range(50)})
    path.write_bytes(zipped({"0.txt": "Good.", "1.zip": layer, "2.txt": "Late."}))
    texts, problems = read(path)
    assert texts == ["Good."]
    assert problems[-1][0] == "x.zip"
    assert "decompression bomb" in problems[-1][1]
    assert len(problems) < 15


def test_a_packed_file_has_a_largest_size(tmp_path, monkeypatch):
    """A format that is read whole is not read without end."""
    monkeypatch.setattr(limits, "UNPACKED_FILE", 1000)
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": "word " * 1000, "b.txt": "B"}))
    texts, problems = read(path)
    assert texts == ["B"]
    assert "larger than" in problems[0][1]


def test_members_and_their_list_are_bounded(tmp_path, monkeypatch):
    """An archive of too many files is not begun."""
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({f"{i}.txt": "A" for i in range(50)}))
    monkeypatch.setattr(limits, "MEMBERS", 40)
    assert "holds 50 files, more than 40" in read(path)[1][0][1]
    monkeypatch.setattr(limits, "ZIP_LIST", 40)
    assert "list of files is larger" in read(path)[1][0][1]


def test_xz_cannot_ask_for_gigabytes(tmp_path):
    """Its header says how much memory unpacking takes."""
    path = tmp_path / "a.txt.xz"
    filters = [
        {"id": lzma.FILTER_LZMA2, "dict_size": 1536 * 2**20, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3, "nice_len": 5}
    ]
    try:
        path.write_bytes(lzma.compress(b"text", filters=filters))
    except (MemoryError, lzma.LZMAError):
        pytest.skip("the system has not the memory to make such a file")
    assert "damaged" in read(path)[1][0][1]


def test_a_lying_size_is_no_matter(tmp_path):
    """A member that says it is small is counted by what comes out."""
    data = bytearray(zipped({"a.txt": bytes(5000)}))
    for sign, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(sign) + offset, 10)
    path = tmp_path / "x.zip"
    path.write_bytes(bytes(data))
    assert len(read(path)[1]) == 1
