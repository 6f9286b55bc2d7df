from datetime import UTC, date, datetime

import pytest

from advocacy.notices.secrets import close, open_again
from advocacy.notices.values import from_json, to_json
from advocacy.people.rules import Language
from advocacy.settings import read_settings


def test_days_and_instants_keep_their_kind():
    values = {"day": date(2026, 5, 4), "at": [datetime(2026, 5, 4, tzinfo=UTC)], "n": 3, "none": None}
    assert from_json(to_json(values)) == values


def test_a_word_of_ours_becomes_plain_text():
    assert to_json({"language": Language.FRENCH}) == {"language": "fr"}


def test_a_row_cannot_travel():
    with pytest.raises(TypeError, match="object"):
        to_json({"person": object()})


def test_a_secret_opens_with_its_key_only():
    ours = read_settings({"secret_key": "a" * 32})
    assert open_again(ours, close(ours, "link")) == "link"
    assert open_again(read_settings({"secret_key": "b" * 32}), close(ours, "link")) is None
