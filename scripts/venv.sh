#!/bin/sh
# Fills .venv with the Python packages of a lock file, each checked against its hash. Does nothing when they are there.
#
#   scripts/venv.sh runtime    what printing needs, and docgen itself, run from this folder
#   scripts/venv.sh proof      what the tests need beside that
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
bin=.venv/bin

# A stamp in .venv holds what a step was made from. Programs in .venv/bin name the folder and the Python that made them,
# so a checkout that moved is made anew as well.
made_from() {
    pwd
    "$python" -VV
    cat "$@"
}

is_made() {
    name=$1
    shift
    [ -x $bin/python ] && made_from "$@" | cmp -s - ".venv/made-from-$name"
}

stamp() {
    name=$1
    shift
    made_from "$@" >".venv/made-from-$name"
}

stop() {
    printf '%s\n' "" "docgen cannot be set up: $1" "docs/setup.md has the commands for every system." >&2
    exit 1
}

pip() {
    $bin/python -m pip --quiet --disable-pip-version-check --no-input "$@"
}

require_python() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        stop "it needs Python 3.11 or newer, and '$python' is not. With another one, run: make PYTHON=python3.13"
}

# The lock files name every package, so what is not in them does not belong in .venv: it is emptied first.
runtime_packages() {
    set -- requirements/build.txt requirements/runtime.txt
    is_made runtime "$@" && return
    echo "Python packages for printing, into .venv (about a minute)"
    "$python" -m venv --clear .venv ||
        stop "Python cannot make .venv. On Debian or Ubuntu run: sudo apt-get install python3-venv"
    pip install --require-hashes -r "$1" -r "$2"
    stamp runtime "$@"
}

docgen_itself() {
    is_made docgen pyproject.toml && return
    pip install --no-deps --no-build-isolation --no-index --editable .
    stamp docgen pyproject.toml
}

libraries() {
    $bin/python -c 'import weasyprint.text.ffi' >/dev/null 2>.venv/libraries.log ||
        stop "WeasyPrint does not find Pango, with which it draws text. On Debian or Ubuntu run:
    sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig
It said: $(tail -n 1 .venv/libraries.log)"
}

proof_packages() {
    is_made proof requirements/proof.txt && return
    echo "Python packages for the tests, into .venv"
    pip install --require-hashes -r requirements/proof.txt
    stamp proof requirements/proof.txt
}

case $1 in
runtime)
    require_python
    runtime_packages
    docgen_itself
    libraries
    ;;
proof) proof_packages ;;
*) stop "say scripts/venv.sh runtime, or proof" ;;
esac
