"""Security headers on every answer, errors and 304 included."""

from __future__ import annotations

from flask import Flask, Response, session

from advocacy.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)


def init_headers(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer of `app`."""

    def protect(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("Referrer-Policy", "same-origin")
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        if settings.is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        # The cookie is asked rather than the database, which may be what is down. A file that says itself how
        # long its reader's own browser may keep it is no page.
        if "_user_id" in session and not response.headers.get("Cache-Control", "").startswith("private"):
            headers["Cache-Control"] = "no-store"
        else:
            headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(protect)
