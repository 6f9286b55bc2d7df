#!/bin/sh
# What the tests need from the system: Chromium and a font for the pages, pango for PDF, openssl for signatures.
# On Debian they are installed when we may; elsewhere what is missing is named, and the status is 1.
set -eu

missing=""
have() { command -v "$1" >/dev/null 2>&1; }
have chromium || have chromium-browser || have google-chrome || missing="$missing chromium"
have openssl || missing="$missing openssl"
has_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }
PATH="$PATH:/sbin:/usr/sbin"
has_library libpangoft2-1.0.so || missing="$missing libpango-1.0-0 libpangoft2-1.0-0"
has_library libharfbuzz-subset.so || missing="$missing libharfbuzz-subset0"
ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf >/dev/null 2>&1 || missing="$missing fonts-dejavu-core"
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    have sudo && sudo -n true 2>/dev/null || as_root="nobody"
fi
if [ "$as_root" != "nobody" ] && [ -f /etc/debian_version ] && ! grep -qi ubuntu /etc/os-release; then
    echo "Installing from Debian:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # The list of packages may be missing or old: it is fetched again only when it is.
    # shellcheck disable=SC2086
    $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
        $as_root apt-get update -qq
        $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
    }
    exit 0
fi
echo "The tests need what is missing here:$missing" >&2
echo "On Debian, as root: apt-get install --no-install-recommends$missing" >&2
if grep -qi ubuntu /etc/os-release 2>/dev/null; then
    echo "Ubuntu's package chromium-browser only points to another packager: install Chromium or Chrome as you like." >&2
fi
exit 1
