"""Fetching into a folder: new, changed, known, gone; killed in the middle; hostile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lunargraph.articles.fetching import session as session_module
from lunargraph.articles.fetching.pages import Wanted
from lunargraph.articles.read import read_articles
from tests.servers import PROSE, article

DAY = timedelta(days=1)


def ran(run, *urls, **facts):
    """Fetch; return the status of each address."""
    return [outcome.status for outcome in run.pages([Wanted(url=url, **facts) for url in urls])]


def test_an_article_becomes_a_file_that_build_reads(site, session, files, tmp_path):
    """With where and when it was fetched; the file's name is its id."""
    head = "<meta property='og:site_name' content='The Paper'><meta property='article:published_time' content='2024-06-03T10:00:00Z'>"
    url = site.says("/a?utm_source=feed&id=7", article(head=head))
    site.says("/a?id=7", article(head=head))
    assert ran(session(), url) == ["fetched"]
    ((name, record),) = files().items()
    assert name == f"{record['id']}.json"
    assert record["url"] == site.url("/a?id=7")
    assert (record["title"], record["outlet"], record["published"]) == ("Peru signs", "The Paper", "2024-06-03")
    assert (record["published_from"], record["retrieved"]) == ("metadata", "2026-11-26T12:00:01Z")
    (read,) = read_articles([tmp_path / "fetched"], report=pytest.fail)
    assert (read.id, read.url, read.published) == (record["id"], record["url"], "2024-06-03")
    assert (read.published_from, read.retrieved) == ("metadata", "2026-11-26T12:00:01Z")
    assert "ceremony in Lima" in read.text


def test_nothing_is_fetched_twice(site, session, files):
    """Not in one run, however the address is written, not in the next, and not where it redirects to."""
    url = site.says("/a", article(ETag='"1"'), (304, {"Content-Length": None}, b""))
    site.says("/b", (301, {"Location": "/a"}, b""))
    run = session()
    assert ran(run, url, f"{url}#top", f"{url}?utm_medium=x") == ["fetched"]
    assert ran(session(), url) == ["known"]
    assert site.paths() == ["/a"]
    assert ran(session(), site.url("/b")) == ["unchanged"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert ran(session(), site.url("/b"), url) == ["known", "known"]
    assert site.paths() == ["/a", "/b", "/a"]
    assert len(files()) == 1


def test_after_a_while_a_page_is_asked_whether_it_changed(site, session, clock, files):
    """By its marks; 304 means that nothing is new, and so does the same text."""
    site.says("/a", article(ETag='"1"'), (304, {"Content-Length": None}, b""), article(ETag='"2"'))
    url = site.url("/a")
    statuses = []
    for _ in range(3):
        statuses += ran(session(), url)
        clock.passed += 90_000
    assert statuses == ["fetched", "unchanged", "unchanged"]
    asked = [headers.get("If-None-Match") for path, headers in site.asked if path == "/a"]
    assert asked == [None, '"1"', '"1"']
    assert len(files()) == 1


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(site, session, clock, files):
    """And a text that comes back is the same file, retrieved anew."""
    later = article(text=PROSE.replace("Thursday", "Friday"))
    site.says("/a", article(), later, article())
    statuses, times = [], []
    for _ in range(3):
        statuses += ran(session(), site.url("/a"))
        times.append(sorted(record["retrieved"] for record in files().values()))
        clock.passed += 90_000
    assert statuses == ["fetched", "updated", "updated"]
    assert [len(each) for each in times] == [1, 2, 2]
    assert times[2][0] == times[1][1]
    assert {record["url"] for record in files().values()} == {site.url("/a")}


def test_a_page_that_went_away_keeps_its_article(site, session, clock, files):
    """What was read was read; and it is not asked for each time."""
    site.says("/a", article(), (410, {}, b""))
    statuses = []
    for passed in (90_000, 60, 0):
        statuses += ran(session(), site.url("/a"))
        clock.passed += passed
    assert statuses == ["fetched", "gone", "gone"]
    assert len(files()) == 1
    assert site.paths() == ["/a", "/a"]


def test_what_failed_is_asked_for_in_the_next_run(site, session):
    """What is closed, gone or no article is not, so soon."""
    answers = {
        "/busy": (500, {}, b""),
        "/closed": (403, {}, b""),
        "/gone": (404, {}, b""),
        "/image": (200, {"Content-Type": "image/png"}, b"x"),
    }
    urls = [site.says(path, answer) for path, answer in answers.items()]
    told = ["failed", "closed", "gone", "unusable"]
    assert ran(session(tries=1), *urls) == told
    assert ran(session(tries=1), *urls) == told
    assert site.paths() == ["/busy", "/closed", "/gone", "/image", "/busy"]
    assert ran(session(tries=1, recheck=timedelta(0)), *urls) == told
    assert len(site.paths()) == 9


def test_a_file_that_was_thrown_away_is_fetched_anew(site, session, tmp_path, files):
    """Without marks, or nothing would come."""
    url = site.says("/a", article(ETag='"1"'))
    ran(session(), url)
    for path in (tmp_path / "fetched").glob("*.json"):
        path.unlink()
    assert ran(session(), url) == ["fetched"]
    assert len(files()) == 1
    assert "If-None-Match" not in site.asked[-1][1]


def test_a_run_that_is_killed_goes_on(site, session, files, monkeypatch):
    """Between two pages; and between a file and what is known of it."""
    urls = [site.says(f"/{number}", article(title=f"Peru {number}")) for number in range(4)]
    run = session()
    pages = run.pages([Wanted(url=url) for url in urls])
    next(pages)
    real = session_module.keep

    def killed(record, folder):
        real(record, folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(session_module, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        next(pages)
    assert len(files()) == 2
    monkeypatch.undo()
    assert ran(session(), *urls) == ["known", "fetched", "fetched", "fetched"]
    assert sorted(record["title"] for record in files().values()) == ["Peru 0", "Peru 1", "Peru 2", "Peru 3"]
    assert site.paths() == ["/0", "/1", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    "title",
    [
        "../../../etc/cron.d/x",
        "a/b\\c:d|e*?",
        "CON",
        "\x00\x1b[2J",
        "\ud800",
        "\u202egpj.exe",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "x" * 5000,
    ],
)
def test_hostile_titles_stay_out_of_paths(site, session, files, tmp_path, title):
    """A title is text within the file, and the file's name is a hash."""
    assert ran(session(), site.says("/a", article(title=title))) == ["fetched"]
    (name,) = files()
    assert len(name) == len("0123456789abcdef.json")
    assert [path.name for path in tmp_path.iterdir()] == ["fetched"]


def test_a_page_cannot_name_another_address_or_id(site, session, files):
    """Who wrote the page could name any."""
    head = "<link rel='canonical' href='https://www.nasa.gov/'><meta property='og:url' content='https://www.nasa.gov/'>"
    ran(session(), site.says("/a", article(head=head)))
    ((_, record),) = files().items()
    assert record["url"] == site.url("/a")


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Type": "image/png"}, b"\x89PNG", "its type is image/png"),
        ({"Content-Type": "application/octet-stream"}, b"x", "only web pages, plain text and PDF"),
        ({"Content-Type": "text/html"}, b"", "empty"),
        ({"Content-Type": "text/html"}, b"<html><body></body></html>", "empty"),
        ({"Content-Type": "text/html"}, b"<script>x</script>" * 3, "empty"),
        ({"Content-Type": "text/plain"}, b"  \n ", "empty"),
        ({"Content-Type": "text/plain"}, b"\x00\x01\x02\xff", "binary"),
        ({"Content-Type": "application/pdf"}, b"no pdf", "no PDF"),
    ],
)
def test_what_is_no_article(site, session, files, headers, body, said):  # noqa: PLR0917
    """It is told why, and no file is written."""
    (outcome,) = session().pages([Wanted(url=site.says("/a", (200, headers, body)))])
    assert outcome.status == "unusable"
    assert said in outcome.reason
    assert files() == {}


def test_deep_nesting_breaks_nothing(site, session, files):
    """A page of ten thousand open elements is read or told, and the next one is read."""
    deep = (200, {"Content-Type": "text/html"}, b"<div>" * 10_000 + PROSE.encode() * 3)
    first, second = session().pages([Wanted(url=site.says("/a", deep)), Wanted(url=site.says("/b", article()))])
    assert first.status in {"fetched", "unusable"}
    assert second.status == "fetched"


def test_plain_text_with_what_is_known_from_elsewhere(site, session, files):
    """Title and date of a feed are used where the page says nothing, the outlet in any case."""
    url = site.says("/a", (200, {"Content-Type": "text/plain"}, b"Peru signed the Artemis Accords."))
    facts = {"title": "Peru signs", "published": "Mon, 03 Jun 2024 10:00:00 GMT", "outlet": "The Paper"}
    assert ran(session(), url, **facts) == ["fetched"]
    ((_, record),) = files().items()
    assert (record["title"], record["published"], record["outlet"]) == ("Peru signs", "2024-06-03", "The Paper")
    assert record["text"] == "Peru signed the Artemis Accords."


def test_passwords_stay_out_of_what_is_told(session):
    """Logs are read by others."""
    told = [*session().pages([Wanted(url=" https://ana:secret@x.example/a@b")]), *session().feed("http://a:secret@x/")]
    assert [outcome.url.strip() for outcome in told] == ["https://…@x.example/a@b", "http://…@x/"]


def test_the_charset_of_the_header_holds(site, session, files):
    """And the host stands in where nobody names the outlet."""
    _, _, body = article(text="<p>Accès à l’espace: Perú signed the Artemis Accords on Thursday in Lima.</p>")
    body = body.decode().encode("cp1252")
    ran(session(), site.says("/a", (200, {"Content-Type": "text/html; charset=iso-8859-1"}, body)))
    ((_, record),) = files().items()
    assert "Accès à l’espace: Perú" in record["text"]
    assert record["outlet"] == "127.0.0.1"


def test_what_a_killed_run_left_half_written_is_cleared(session, tmp_path):
    """And nothing else."""
    folder = tmp_path / "fetched"
    folder.mkdir()
    for name in (".0123456789abcdef.json-x1", "mine.json", ".hidden"):
        (folder / name).write_text("{")
    session()
    assert {path.name for path in folder.iterdir() if "sqlite" not in path.name} == {".hidden", "mine.json"}


def test_hosts_take_turns(session):
    """So that a pause with one passes while another is asked."""
    urls = [
        "ftp://a.example/1",
        "ftp://x.example/1",
        "ftp://a.example/2",
        "ftp://x.example/2",
        "http://[",
        "no",
    ]
    told = [outcome.url for outcome in session().pages([Wanted(url=url) for url in urls])]
    assert [urls.index(url) for url in told] == [0, 1, 4, 2, 3, 5]
