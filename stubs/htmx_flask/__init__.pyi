from flask import Flask, Request

class HtmxHeaders:
    def __bool__(self) -> bool: ...
    boosted: bool
    history_restore_request: bool
    target: str | None
    trigger: str | None

class HtmxAwareRequest(Request):
    htmx: HtmxHeaders

class Htmx:
    def __init__(self, app: Flask | None = ...) -> None: ...
    def init_app(self, app: Flask) -> None: ...

request: HtmxAwareRequest
