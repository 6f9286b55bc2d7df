#!/bin/sh
# Runs pytest with a temporary folder of this run's own, and leaves nothing behind: no file, no database server.
# Arguments are pytest's. Its summary is the last thing printed.
set -u

TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/advocacy-tests.XXXXXX")
export TMPDIR

tidy() {
    # A test process that was ended by force leaves its database server: only those of this run are here.
    for note in "$TMPDIR"/advocacy-pg-*/postmaster.pid; do
        [ -f "$note" ] && kill -INT "$(head -n 1 "$note")" 2>/dev/null
    done
    rm -rf "$TMPDIR"
}
trap tidy EXIT
trap 'exit 130' INT TERM

"${PY:-.venv/bin/python}" -m pytest "$@"
