"""Who follows a link: a person, or what looks like a program.

A post is fetched hundreds of times by servers that draw its preview before anybody has read it. Most say what
they are, in the header User-Agent. Counted apart: whoever says so, HEAD (no browser follows a link with it),
and what a browser fetches ahead in case somebody should want it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

LONGEST_AGENT = 300
"""What is kept of a User-Agent: longer ones are not a browser's."""

PREVIEWS: Mapping[str, str] = {
    "facebookexternalhit": "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/",
    "facebookcatalog": "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/",
    "meta-external": "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/",
    "linkedinbot": "https://www.linkedin.com/robots.txt",
    "twitterbot": "https://developer.x.com/en/docs/x-for-websites/cards/guides/troubleshooting-cards",
    "bluesky cardyb": "https://opengraphplus.com/consumers/bluesky/crawling",
    "mastodon/": "https://github.com/mastodon/mastodon/blob/main/lib/mastodon/version.rb",
    "pleroma": "https://git.pleroma.social/pleroma/pleroma/-/blob/develop/lib/pleroma/application.ex",
    "akkoma": "https://akkoma.dev/AkkomaGang/akkoma/src/branch/develop/lib/pleroma/application.ex",
    "misskey/": "https://github.com/misskey-dev/misskey/blob/develop/packages/backend/src/config.ts",
    "sharkey/": "https://activitypub.software/TransFem-org/Sharkey",
    "summalybot": "https://github.com/misskey-dev/summaly",
    "friendica": "https://github.com/friendica/friendica",
    "gotosocial": "https://codeberg.org/superseriousbusiness/gotosocial",
    "whatsapp/": "https://developers.facebook.com/docs/whatsapp/link-previews/",
    "telegrambot": "https://core.telegram.org/api/url-authorization",
    "slackbot": "https://api.slack.com/robots",
    "slack-imgproxy": "https://api.slack.com/robots",
    "discordbot": "https://discord.com/developers/docs/reference",
    "skypeuripreview": "https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/link-unfurling",
    "microsoft office": "https://learn.microsoft.com/office/troubleshoot/office-suite-issues/office-sends-request",
    "bingpreview": "https://www.bing.com/webmasters/help/which-crawlers-does-bing-use-8c184ec0",
    "iframely": "https://iframely.com/docs/about",
    "embedly": "https://docs.embed.ly/",
    "google-": "https://developers.google.com/search/docs/crawling-indexing/google-special-case-crawlers",
    "googleimageproxy": "https://support.google.com/mail/answer/145919",
    "feedfetcher": "https://developers.google.com/search/docs/crawling-indexing/feedfetcher",
    "mediapartners-google": "https://developers.google.com/search/docs/crawling-indexing/google-special-case-crawlers",
    "yahoo! slurp": "https://help.yahoo.com/kb/SLN22600.html",
    "ia_archiver": "https://archive.org/details/archive.org_bot",
    "heritrix": "https://github.com/internetarchive/heritrix3",
}
"""What draws previews or gathers pages and has no general word in its name, each with where it is written."""

TOOLS: Mapping[str, str] = {
    "curl/": "https://curl.se/docs/manpage.html",
    "wget/": "https://www.gnu.org/software/wget/manual/wget.html",
    "libwww-perl": "https://metacpan.org/pod/LWP::UserAgent",
    "python-": "https://requests.readthedocs.io/, https://docs.python.org/3/library/urllib.request.html",
    "aiohttp": "https://docs.aiohttp.org/",
    "httpx": "https://www.python-httpx.org/",
    "go-http-client": "https://pkg.go.dev/net/http",
    "java/": "https://docs.oracle.com/javase/8/docs/technotes/guides/net/properties.html",
    "apache-httpclient": "https://hc.apache.org/httpcomponents-client-5.4.x/",
    "okhttp": "https://square.github.io/okhttp/",
    "axios/": "https://axios-http.com/",
    "node-fetch": "https://github.com/node-fetch/node-fetch",
    "undici": "https://undici.nodejs.org/",
    "http.rb": "https://github.com/httprb/http",
    "guzzlehttp": "https://docs.guzzlephp.org/",
    "postmanruntime": "https://learning.postman.com/",
    "headlesschrome": "https://developer.chrome.com/docs/chromium/headless",
    "phantomjs": "https://phantomjs.org/",
    "advocacy (": "advocacy/networks/fetching.py: the portal looks whether the pages of links live",
}
"""Libraries and tools that fetch by themselves, each with where its User-Agent is written."""

_WORDS = (
    r"(?<!cu)bot\b",
    *(
        r"crawl",
        r"spider",
        r"scrape",
        r"preview",
        r"fetch",
        r"monitor",
        r"scanner",
        r"archiver",
        r"validator",
    ),
)
"""What programs call themselves, as most of the names in https://github.com/monperrus/crawler-user-agents do.
A `Cubot` is a telephone."""

_SUSPECTED = re.compile("|".join((*map(re.escape, (*PREVIEWS, *TOOLS)), *_WORDS)))

AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
"""Headers in which a browser says that nobody asked for the page yet: Sec-Purpose is of the Fetch standard
(https://fetch.spec.whatwg.org/#sec-purpose-header), the others are older, of Chrome, Safari and Firefox."""

_AHEAD_WORDS = ("prefetch", "preview", "prerender")


@lru_cache(maxsize=1024)
def is_program(agent: str) -> bool:
    """Whether a User-Agent (at most LONGEST_AGENT characters) looks like a program's. None at all does."""
    return not agent.strip() or _SUSPECTED.search(agent.lower()) is not None


def is_suspected(method: str, agent: str, purposes: str) -> bool:
    """Whether a request looks like a program's; `purposes` is what the headers of AHEAD say, lower case."""
    if method == "HEAD" or (purposes and any(word in purposes for word in _AHEAD_WORDS)):
        return True
    return is_program(agent)
