"""``watch`` on the command line."""

from __future__ import annotations

import functools

import pytest

from lunargraph.build import build
from tests.servers import article


@pytest.fixture
def plan(site, tmp_path, extractor, monkeypatch):
    """A file that lists its feed."""
    monkeypatch.setattr("lunargraph.build.build", functools.partial(build, reader=extractor))
    path = tmp_path / "feeds.toml"
    path.write_text(f'delay = 0\n[[feed]]\nurl = "{site.url("/feed")}"\noutlet = "The \\u001b[2JPaper"\n')
    return path


def lists(site, *paths):
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    site.says(
        "/feed", (200, {"Content-Type": "text/xml"}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    )


def test_news_on_stdout_and_silence_without(site, run, plan, tmp_path):
    """A first build is told on stderr; news once; then nothing at all, as cron likes it."""
    lists(site, "/a")
    site.says("/a", article(text="<p>Peru signed the Artemis Accords.</p>"))
    site.says("/b", article(text="<p>Chad signed the Artemis Accords.</p>"))
    first = run("watch", plan, "--allow-private")
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.startswith("First build, of 1 articles")
    lists(site, "/a", "/b", "/gone")
    second = run("watch", plan, "--allow-private")
    assert second.exit_code == 0
    assert second.stdout.splitlines()[:2] == ["Joined (1)", "  Chad — member of — Artemis Accords: current"]
    assert "\x1b" not in second.output
    (digest,) = (tmp_path / "outputs" / "digests").iterdir()
    assert str(digest) in second.stderr
    third = run("watch", plan, "--allow-private")
    assert (third.exit_code, third.output) == (0, "")
    told = run("watch", plan, "--allow-private", "--verbose")
    assert "known already: " in told.stderr
    assert "Nothing new to build." in told.stderr


def test_a_feed_that_fails(run, plan):
    """Exit code 1 and its sentence; private addresses only on demand here, too."""
    result = run("watch", plan)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("refused: http://127.0.0.1")
    assert "--allow-private" in result.stderr


def test_bad_use(run, tmp_path):
    """Exit code 2 and a sentence."""
    (tmp_path / "feeds.toml").write_text("x = 1")
    for args, said in (
        (["watch"], "FEEDS.toml"),
        (["watch", tmp_path / "no"], "cannot be read"),
        (["watch", tmp_path / "feeds.toml"], "'x'"),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert said in result.stderr
