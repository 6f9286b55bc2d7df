"""How long things are kept that nobody needs for ever."""

from __future__ import annotations

from datetime import timedelta

JOBS_DONE = timedelta(days=30)
"""Long enough for a dedup key to have done its duty, and to see what a worker did last month."""

JOBS_FAILED = timedelta(days=180)

SIGN_INS_ENDED = timedelta(days=90)
"""After that nobody asks any more on which devices they were signed in."""

FAILURES = timedelta(days=1)
"""Failed sign-ins count for minutes; a day leaves time to look."""

LINKS_OVER = timedelta(days=30)
"""So long a link that is spent or too old still gets an answer that says which."""

ADDRESSES_OF_NOTICES = timedelta(days=90)
"""To which address a notice went; that it went is kept with the person's id."""

LATE_CLICKS = timedelta(minutes=5)
"""So long after midnight (UTC) the last clicks of a day may be written; then its visitors are forgotten."""

WORDS_OF_ANSWERS = timedelta(days=731)
"""Link and question of an answer given in public, and the notes of thanks: after two years it is enough that
it was given, when, and on what."""
