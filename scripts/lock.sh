#!/bin/sh
# Writes requirements/*.txt from pyproject.toml: every package with its version and hashes, for Python 3.11 and newer on
# Linux, Windows and macOS. Versions stay as they are where pyproject.toml allows it; `--upgrade` takes the newest ones.
set -eu
cd "$(dirname "$0")/.."

# uv and not pip-tools: one lock for all systems. It has a folder of its own, for no other step needs it.
tool=.venv/lock
[ -x $tool/bin/uv ] || {
    "${PYTHON:-python3}" -m venv $tool
    $tool/bin/python -m pip --quiet --disable-pip-version-check install uv==0.13.9
}

# Only versions that have wheels: nobody should need a compiler.
lock() {
    name=$1
    shift
    $tool/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --custom-compile-command "make lock" --output-file "requirements/$name.txt" "$@"
    echo "requirements/$name.txt"
}

lock runtime "$@" pyproject.toml
lock build "$@" --group build --constraint requirements/runtime.txt
lock proof "$@" --group proof --constraint requirements/runtime.txt --constraint requirements/build.txt
