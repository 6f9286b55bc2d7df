"""Pages of people: `/account` for oneself, `/admin` for those who look after people and places."""

from advocacy.people.routes.account import bp as account
from advocacy.people.routes.admin import bp as admin

__all__ = ["account", "admin"]
