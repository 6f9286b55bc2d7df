#!/bin/sh
# Runs pytest with a temporary folder of this run's own, and leaves nothing behind: no file, no database server.
# Arguments are pytest's. Its summary is the last thing printed.
set -u

# Tests start some sixty processes of ours: what Python compiled for the first serves the others. Git ignores it.
unset PYTHONDONTWRITEBYTECODE

TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/advocacy-tests.XXXXXX")
export TMPDIR

# The tests' PostgreSQL looks for a folder of ours alone, and warns where the system has given us none.
if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    XDG_RUNTIME_DIR=$TMPDIR/runtime
    export XDG_RUNTIME_DIR
    mkdir -m 700 "$XDG_RUNTIME_DIR"
fi

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
