"""Every setting: typed, read once, every error at once.

A setting `smtp_host` is read from the environment variable `ADVOCACY_SMTP_HOST`, from the file that
`ADVOCACY_SMTP_HOST_FILE` names (for secrets), or from the file `advocacy.env` in the working folder
(another one with `ADVOCACY_ENV_FILE`), in this order. `docs/settings.md` lists them all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "ADVOCACY_"
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


class SettingsError(Exception):
    """One or more settings are wrong; the text has a line for each."""


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads `ADVOCACY_X_FILE`: the value of `x` is the content of that file, less its last newline."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - pydantic's signature
        """The value of one field, its key, and whether it is complex (never)."""
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        value = Path(path).read_text(encoding="utf-8").rstrip("\n") if path else None
        return value, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every field that is given as a file."""
        values = {name: self.get_field_value(None, name)[0] for name in self.settings_cls.model_fields}
        return {name: value for name, value in values.items() if value is not None}


class Settings(BaseSettings):
    """The settings of one installation. Frozen: nothing changes while the program runs."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    secret_key: SecretStr = Field(
        min_length=32, description="Signs cookies and form tokens; 32 characters or more."
    )
    data_dir: Path = Field(default=Path("var"), description="Folder for the SQLite files, uploads and keys.")
    database_url: str = Field(
        default="", description="SQLAlchemy address; empty means SQLite in the data folder."
    )
    queue_url: str = Field(
        default="",
        description="Huey's queue: empty for SQLite in the data folder, a redis:// or postgresql:// address, "
        "or none (the worker then looks every second).",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="The address people type; used in every mail."
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="How many proxies in front may set X-Forwarded-*."
    )
    organisation: str = Field(
        default="Advocacy", min_length=1, max_length=80, description="The company's name."
    )
    accent: str = Field(
        default="#0b5d4f", pattern=r"^#[0-9a-fA-F]{6}$", description="The company's colour, as #rrggbb."
    )
    language: Language = Field(default="fr", description="The language when a person has chosen none.")
    time_zone: str = Field(default="Europe/Paris", description="The zone when a site or person has none.")
    demonstration: bool = Field(
        default=False, description="Invented people and one-click sign-in. Never with real people."
    )
    smtp_host: str = Field(default="", description="The mail server; empty writes mails to the data folder.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="The mail server's port.")
    smtp_user: str = Field(default="", description="The mail account, if the server wants one.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="The mail account's password.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the mail connection is protected."
    )
    mail_from: str = Field(default="advocacy@localhost", description="The sender of every mail.")
    mail_reply_to: str = Field(default="", description="Where answers to mails go, if elsewhere.")
    session_days: int = Field(default=14, ge=1, le=90, description="A sign-in ends after so many days.")
    session_idle_hours: int = Field(
        default=72, ge=1, le=24 * 30, description="A sign-in ends after so many hours without use."
    )
    keep_traces: bool = Field(
        default=True, description="Keep address and browser beside the evidence, outside the ledger."
    )
    trace_days: int = Field(default=365, ge=1, le=3650, description="How long those traces are kept.")
    ledger_origin: str = Field(
        default="", description="The ledger's name in checkpoints; empty means the host of the base address."
    )
    ledger_key: SecretStr = Field(
        default=SecretStr(""), description="The ledger's signing key; empty means a file in the data folder."
    )
    rate_limit_storage: str = Field(default="memory://", description="Where request limits are counted.")
    upload_megabytes: int = Field(default=30, ge=1, le=200, description="The largest upload.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What is logged."
    )
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Further host names served, separated by commas."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - ours names a file for each
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values, then the environment, then files named by it, then the settings file."""
        return init_settings, env_settings, _SecretFiles(settings_cls), dotenv_settings

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: Any) -> Any:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is not a time zone of the IANA database, such as Europe/Paris") from error
        return value

    @field_validator("queue_url")
    @classmethod
    def _queue_is_known(cls, value: str) -> str:
        known = ("redis://", "rediss://", "unix://", "postgresql://", "postgresql+psycopg://")
        if value not in {"", "none"} and not value.startswith(known):
            raise ValueError("must be empty, none, or an address that begins with redis:// or postgresql://")
        return value

    @field_validator("base_url")
    @classmethod
    def _base_is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
            raise ValueError("must be http(s)://host with no path")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _plain_http_stays_here(self) -> Settings:
        if not self.is_https and not self.is_loopback:
            raise ValueError(
                "base_url must be https unless the host is this machine's own (127.0.0.1, localhost)"
            )
        return self

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal by https."""
        return self.base_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Whether the base address is this machine's own."""
        return urlsplit(self.base_url).hostname in {"127.0.0.1", "localhost", "::1"}

    @property
    def host(self) -> str:
        """The host name of the base address."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def database(self) -> str:
        """The database's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'advocacy.sqlite').resolve()}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database.startswith("sqlite")


def read_settings(given: Mapping[str, Any] | None = None) -> Settings:
    """The settings of this process; `given` wins over environment and files.

    Raises SettingsError with a line for every setting that is missing or wrong, never with its value.
    """
    env_file = os.environ.get(f"{PREFIX}ENV_FILE", "advocacy.env")
    try:
        return Settings(_env_file=env_file, _env_file_encoding="utf-8", **dict(given or {}))
    except (ValidationError, OSError) as error:
        raise SettingsError("\n".join(_lines(error))) from None


def _lines(error: ValidationError | OSError) -> list[str]:
    if isinstance(error, OSError):
        return [f"A settings file cannot be read: {error}"]
    return [
        f"{PREFIX}{'_'.join(str(part) for part in problem['loc']).upper() or '…'}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)
    ]
