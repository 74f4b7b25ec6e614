"""One form for one address, and what is never asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles.fetching.outcomes import FetchError
from lunargraph.articles.fetching.targets import Target, canonical


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://EXAMPLE.org.:443/A#b", "https://example.org/A"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("http://exämple.org/é?ü=1", "http://xn--exmple-cua.org/%C3%A9?%C3%BC=1"),
        ("http://example.org/a/./b/../c", "http://example.org/a/c"),
        ("http://example.org/?utm_source=a&b=1&UTM_x=2&fbclid=3", "http://example.org/?b=1"),
        ("http://example.org/a?utm_source=a", "http://example.org/a"),
        ("http://example.org/a?", "http://example.org/a?"),
        ("http://[2620:FE::9]:8080/", "http://[2620:fe::9]:8080/"),
    ],
)
def test_one_form(written, form):
    """However it is written; and that form is its own."""
    assert canonical(written) == form
    assert canonical(form) == form


@pytest.mark.parametrize(
    "written",
    [
        "http://exa mple.org/",
        "",
        "http://example.org/" + "a" * 5000,
        *"""file:///etc/passwd ftp://example.org/ javascript:alert(1) data:text/html,x //example.org/ example.org http:// http:///a
    http://user@example.org/ http://u:p@example.org/ http://example.org:0/ http://example.org:99999/
    http://[fe80::1%25eth0]/ http://[::1 http://exa\\mple.org/ http://a\x00b/ http://a\u202eb/""".split(),
    ],
)
def test_what_is_never_asked_for(written):
    """Other schemes, passwords, and what is no address."""
    with pytest.raises(FetchError) as caught:
        canonical(written)
    assert caught.value.kind == "refused"


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://example.org/", "//", "http://["]))
def test_any_text_gives_an_address_or_a_sentence(text, start):
    """Never anything else; and a target is plain ASCII without spaces or control characters."""
    base = Target.of("http://example.org/a/b")
    for make in (Target.of, base.follow):
        try:
            url = make(start + text).url
        except FetchError:
            continue
        assert url.isascii()
        assert url.isprintable()
        assert " " not in url
