from typing import Any

class SelectChoice:
    def __init__(self, value: Any, label: Any = ..., render_kw: Any = ..., optgroup: Any = ...) -> None: ...
