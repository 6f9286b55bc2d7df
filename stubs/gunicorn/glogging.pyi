from typing import Any

class Logger:
    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None: ...
