from typing import Any, NamedTuple

class Message(NamedTuple):
    id: str
    name: str
    eta: Any
    retries: Any
    retry_delay: Any
    priority: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    on_complete: Any
    on_error: Any
    expires: Any = ...
    expires_resolved: Any = ...
    timeout: Any = ...
    chord_config: Any = ...
    retry_backoff: Any = ...
