"""``fetch`` on the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from lunargraph.cli import main
from tests.servers import article


@pytest.fixture
def fetch(run, tmp_path):
    """Fetch into a folder without pauses."""

    def call(*args):
        return run("fetch", *args, "-o", tmp_path / "news", "--delay", 0, "--allow-private")

    return call


def test_pages_are_fetched_and_told(site, fetch, tmp_path):
    """A line for each, a summary with the next step, and files that build reads."""
    result = fetch(site.says("/a", article()), site.says("/b", (404, {}, b"")))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"fetched: {site.url('/a')}: Peru signs" in result.stderr
    assert f"gone: {site.url('/b')}: there is no such page (404)" in result.stderr
    assert f"1 fetched, 1 gone. Read them with: python -m lunargraph build {tmp_path / 'news'}" in result.stderr
    built = CliRunner().invoke(main, ["build", str(tmp_path / "news"), "-o", str(tmp_path / "out")])
    assert "Read 1 articles" in built.stderr


def test_a_second_run_asks_for_nothing(site, fetch):
    """And all is well."""
    url = site.says("/a", article())
    assert fetch(url).exit_code == 0
    result = fetch(url)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == "1 known already."
    assert site.paths() == ["/a"]
    assert "1 unchanged." in fetch(url, "--recheck", 0).stderr


def test_addresses_from_stdin_and_objects_on_stdout(site, tmp_path):
    """One a line; one object each."""
    urls = f"{site.says('/a', article())}\n\n  file:///etc/passwd \n"
    args = [
        "fetch",
        "-",
        "--json",
        "-o",
        str(tmp_path),
        "--delay",
        "0",
        "--allow-private",
        "--contact",
        "desk@example.org",
    ]
    result = CliRunner().invoke(main, args, input=urls)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["status"] for each in told] == ["fetched", "refused"]
    assert (tmp_path / told[0]["file"]).is_file()
    assert site.asked[0][1]["User-Agent"].endswith("(desk@example.org)")


def test_feeds_beside_addresses(site, fetch):
    """Each article once, whatever lists it."""
    item = "<item><link>/a</link></item><item><link>/b</link></item>"
    body = f"<rss version='2.0'><channel>{item}</channel></rss>".encode()
    feed = site.says("/feed", (200, {"Content-Type": "text/xml"}, body))
    site.says("/b", article(title="Chile signs"))
    result = fetch(site.says("/a", article()), "--feed", feed, "--feed", feed)
    assert result.exit_code == 0
    assert site.paths() == ["/a", "/feed", "/b", "/feed"]
    assert result.stderr.splitlines()[-1].startswith("2 feeds read, 2 fetched. Read them with")


def test_a_process_that_is_killed_goes_on(site, fetch, tmp_path):
    """Killed by the system while a page is on its way: what was there is kept, and the rest comes in the next run."""
    running = []

    def kill(handler):
        running[0].kill()
        running[0].wait()

    urls = [site.says("/0", article(title="Peru 0")), site.says("/1", kill, article(title="Peru 1"))]
    command = [
        sys.executable,
        "-m",
        "lunargraph",
        "fetch",
        *urls,
        "-o",
        tmp_path / "news",
        "--delay",
        "0",
        "--allow-private",
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started = threading.Event()
    site.says("/robots.txt", lambda handler: (started.wait(), handler.send_error(404)))
    running.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE))
    started.set()
    assert b"fetched: " in running[0].communicate()[1]
    assert running[0].returncode == -signal.SIGKILL
    assert len(list((tmp_path / "news").glob("*.json"))) == 1
    result = fetch(*urls)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1].startswith("1 fetched, 1 known already.")
    assert not list((tmp_path / "news").glob(".*.json-*"))


def test_a_run_that_is_stopped_says_how_to_go_on(site, fetch, monkeypatch):
    """Ctrl-C is no error of the program."""

    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("lunargraph.articles.fetching.session.keep", stop)
    result = fetch(site.says("/a", article()))
    assert result.exit_code == 1
    assert result.stderr == "Stopped; the same command goes on from here.\n"


def test_private_addresses_only_on_demand(site, run, tmp_path):
    """The sentence names the option, and nothing is asked."""
    result = run("fetch", site.url("/a"), "-o", tmp_path / "news")
    assert result.exit_code == 1
    assert "refused:" in result.stderr
    assert "--allow-private" in result.stderr
    assert site.asked == []


def test_hostile_text_does_not_steer_the_terminal(site, fetch):
    """Titles, addresses and reasons come without control characters."""
    result = fetch(site.says("/a", article(title="a\x1b[2Jb\x07\u202e")), "http://x/\x1b[2J", "http://[\x07")
    assert result.exit_code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(result.output)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Give the addresses"),
        (["http://x/", "--contact", "a\nb"], "contact must be"),
        (["http://x/", "--delay", "-1"], "--delay"),
    ],
)
def test_bad_use(run, tmp_path, args, said):
    """Exit code 2 and a sentence; nothing is made."""
    result = run("fetch", *args, "-o", tmp_path / "news")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "news").exists()


def test_a_folder_that_cannot_be_made(run, tmp_path):
    """One sentence."""
    (tmp_path / "file").write_text("x")
    result = run("fetch", "http://x.example/", "-o", tmp_path / "file" / "news")
    assert result.exit_code == 2
    assert "cannot be made" in result.stderr
