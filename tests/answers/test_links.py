"""One answer has one link, however its network writes it."""

from __future__ import annotations

import pytest

from advocacy.answers.links import LONGEST_LINK, canonical, check_network
from advocacy.errors import Refused
from advocacy.networks.words import Network

SAME = (
    (
        "https://x.com/i/status/1790000000000000001",
        "https://x.com/Verdier/status/1790000000000000001",
        "https://twitter.com/verdier/status/1790000000000000001?s=20&t=abc",
        "https://mobile.twitter.com/verdier/status/1790000000000000001/photo/1",
        "https://www.x.com/i/web/status/1790000000000000001#m",
        "  https://X.com:443/Verdier/status/1790000000000000001/ ",
    ),
    (
        "https://bsky.app/profile/verdier.example/post/3kabc",
        "https://bsky.app/profile/Verdier.example/post/3kabc?ref_src=embed",
    ),
    (
        "https://social.example/@lea/112233445566",
        "https://social.example/users/Lea/statuses/112233445566",
        "https://www.social.example/@LEA/112233445566?utm_source=x",
    ),
    (
        "https://www.linkedin.com/posts/verdier_hello-activity-7190000000000000001-AbCd?utm_source=share",
        "https://www.linkedin.com/feed/update/urn:li:activity:7190000000000000001/",
        "https://fr.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7190000000000000001",
    ),
    (
        "https://www.facebook.com/Verdier/posts/pfbid0AbC?comment_id=12&__cft__[0]=z&__tn__=R",
        "https://m.facebook.com/verdier/posts/pfbid0AbC?comment_id=12",
    ),
    (
        "https://www.instagram.com/p/CabC_1/",
        "https://instagram.com/verdier/reel/CabC_1/?igsh=abc",
    ),
    (
        "https://www.threads.net/@verdier/post/CabC",
        "https://threads.com/t/CabC?xmt=1",
    ),
    (
        "https://www.youtube.com/watch?v=abcDEF_1234&lc=Ugx1&pp=ygU",
        "https://m.youtube.com/watch?lc=Ugx1&v=abcDEF_1234",
        "https://youtu.be/abcDEF_1234?lc=Ugx1&si=xyz",
        "https://youtube.com/shorts/abcDEF_1234?lc=Ugx1",
    ),
    (
        "https://www.tiktok.com/@verdier/video/7300000000000000001?is_from_webapp=1",
        "https://m.tiktok.com/@Verdier/video/7300000000000000001",
    ),
    (
        "https://forum.example/t/laces/42?page=2#post-7",
        "https://www.forum.example/t/laces/42/?utm_source=mail&page=2&fbclid=1#Post-7",
        "https://forum.example//t/laces/42?page=2#post-7",
    ),
)

DIFFERENT = (
    ("https://x.com/a/status/1", "https://x.com/a/status/2"),
    ("https://www.instagram.com/p/CabC/", "https://www.instagram.com/p/cabc/"),
    ("https://www.youtube.com/watch?v=abcDEF&lc=1", "https://www.youtube.com/watch?v=abcDEF&lc=2"),
    ("https://www.facebook.com/v/posts/9?comment_id=1", "https://www.facebook.com/v/posts/9?comment_id=2"),
    (
        "https://www.linkedin.com/feed/update/urn:li:activity:7190000000000000001?commentUrn="
        "urn%3Ali%3Acomment%3A%28activity%3A7190000000000000001%2C7190000000000000002%29",
        "https://www.linkedin.com/feed/update/urn:li:activity:7190000000000000001?commentUrn="
        "urn%3Ali%3Acomment%3A%28activity%3A7190000000000000001%2C7190000000000000003%29",
    ),
    ("https://forum.example/t/laces/42#post-7", "https://forum.example/t/laces/42#post-8"),
)


@pytest.mark.parametrize("links", SAME, ids=lambda links: links[0])
def test_every_writing_of_one_link_is_one(links: tuple[str, ...]) -> None:
    assert len({canonical(link).key for link in links}) == 1, [canonical(link).url for link in links]


@pytest.mark.parametrize("links", DIFFERENT, ids=lambda links: links[0])
def test_two_answers_stay_two(links: tuple[str, str]) -> None:
    assert canonical(links[0]).key != canonical(links[1]).key


@pytest.mark.parametrize("links", SAME, ids=lambda links: links[0])
def test_the_canonical_form_is_its_own(links: tuple[str, ...]) -> None:
    url = canonical(links[0]).url
    assert canonical(url).url == url
    assert "#" not in url or "forum" in url


@pytest.mark.parametrize(
    "typed",
    [
        *("", "x.com/a/status/1", "http://x.com/a/status/1", "javascript:alert(1)", "https://", "https://x"),
        *("https://x.com/", "https://x.com/home", "https://forum.example", "https://t.co/abc"),
        *("https://a:b@x.com/a/status/1", "https://x.com:8443/a/status/1", "https://x.com:port/a/status/1"),
        *("https://x.com\\@evil.example/a", "https://x.com/a\x00/status/1", "https://x.com/a b/status/1"),
        *("https://127.0.0.1/a", "https://[::1]/a", "https://x.com/status/" + "1" * LONGEST_LINK),
        *("https://forum.example/\u202ea", 'https://forum.example/"><b>'),
    ],
)
def test_what_is_no_link_to_an_answer_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        canonical(typed)


def test_a_link_leads_to_the_network_that_was_chosen() -> None:
    post = canonical("https://twitter.com/a/status/1")
    check_network(post, Network.X)
    with pytest.raises(Refused, match="leads to X"):
        check_network(post, Network.OTHER)
    forum = canonical("https://social.example/@lea/112233445566")
    check_network(forum, Network.MASTODON)
    check_network(forum, Network.OTHER)
    with pytest.raises(Refused, match="does not lead to X"):
        check_network(forum, Network.X)


def test_a_host_that_only_looks_like_a_network_is_none() -> None:
    assert canonical("https://notx.com/a/status/1").network is None
    assert canonical("https://x.com.evil.example/a/status/1").network is None
