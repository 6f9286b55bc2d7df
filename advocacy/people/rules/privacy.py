"""The privacy notice: which edition everybody must have been shown."""

from __future__ import annotations

EDITION = 1
"""Raised when the notice changes in substance; everybody is then shown it again.

Its text: `templates/account/_privacy_notice_fr.html` and `_en.html`.
"""
