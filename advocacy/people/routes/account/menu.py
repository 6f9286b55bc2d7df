"""What the layout shows of the account on every page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _


@dataclass(frozen=True)
class MenuLink:
    """A link of the person's menu, or of the footer."""

    label: str
    url: str


def account_links() -> list[MenuLink]:
    """The links of the menu under the person's name."""
    return [
        MenuLink(_("My account"), url_for("account.show")),
        MenuLink(_("My devices"), url_for("account.devices")),
        MenuLink(_("Change password"), url_for("account.password")),
    ]


def footer_links() -> list[MenuLink]:
    """The links at the end of every page."""
    return [
        MenuLink(_("Check a receipt"), url_for("audit.verify")),
        MenuLink(_("Our official accounts"), url_for("accounts.index")),
        MenuLink(_("Check an alias"), url_for("verify.index")),
        MenuLink(_("Privacy notice"), url_for("account.privacy")),
    ]
