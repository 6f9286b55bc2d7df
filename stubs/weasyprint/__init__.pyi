from collections.abc import Callable, Sequence
from typing import Any

class CSS:
    def __init__(self, *, string: str, url_fetcher: Callable[[str], dict[str, Any]] = ...) -> None: ...

class Attachment:
    def __init__(self, *, string: str, name: str | None = ..., description: str | None = ...) -> None: ...

class HTML:
    def __init__(self, *, string: str, url_fetcher: Callable[[str], dict[str, Any]] = ...) -> None: ...
    def write_pdf(
        self,
        *,
        stylesheets: Sequence[CSS] = ...,
        attachments: Sequence[Attachment] = ...,
        pdf_variant: str = ...,
    ) -> bytes: ...
