from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.headers import Headers

class WhiteNoise:
    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        root: str | None = ...,
        prefix: str | None = ...,
        *,
        max_age: int | None = ...,
        immutable_file_test: Callable[[str, str], bool] | str | None = ...,
        add_headers_function: Callable[[Headers, str, str], None] | None = ...,
        **kwargs: Any,
    ) -> None: ...
    def add_files(self, root: str, prefix: str | None = ...) -> None: ...
    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]: ...
