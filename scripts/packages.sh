#!/bin/sh
# Installs by apt the programs and libraries of the system that docgen needs, and says which and why.
#
#   scripts/packages.sh runtime    what printing needs
#   scripts/packages.sh proof      what the tests need beside that
#
# What is there already is left alone. Where apt is missing or not allowed, the commands are printed and the set-up goes
# on: the libraries may have come another way, which scripts/venv.sh finds out, and a test without its program is skipped.
set -eu

python=${PYTHON:-python3}

# Lines of: package, the program that would make it needless (- for none), the reason.
wanted() {
    case $1 in
    runtime)
        echo 'libpango-1.0-0 - WeasyPrint shapes letters and sets lines with Pango'
        echo 'libpangoft2-1.0-0 - the part of Pango that opens font files'
        echo 'libharfbuzz-subset0 - WeasyPrint keeps only the letters in use in a PDF'
        echo 'fontconfig - shows Pango the faces of fonts/, and no other'
        # Debian keeps a part of Python, ensurepip, back from python3; a Python of another origin has it.
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            echo "$(basename "$python")-venv - keeps Python packages in .venv, apart from the system's"
        ;;
    proof)
        echo 'libreoffice-writer soffice opens the DOCX files as their readers do'
        echo 'libreoffice-calc localc opens the workbooks as translators do'
        echo 'chromium chromium opens the phone pages as their readers do'
        echo 'poppler-utils pdftoppm reads the PDF files with a second program'
        echo 'default-jre-headless java runs veraPDF, which judges the PDF files by PDF/UA and PDF/A'
        echo 'gettext msgfmt judges the catalogs as Poedit does'
        ;;
    *)
        echo "scripts/packages.sh: say runtime or proof" >&2
        return 2
        ;;
    esac
}

is_there() {
    command -v "$2" >/dev/null 2>&1 || dpkg-query --show --showformat '${Status}\n' "$1" 2>/dev/null | grep -q ' installed$'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null
}

# A fresh machine has no list of packages yet; another program may hold apt's lock for a while. What apt does is long and
# tells a reader nothing; what goes wrong is on stderr.
install() {
    echo "Installing them by apt (a few minutes at most)"
    as_root apt-get update -qq || echo 'apt-get update failed; going on with the list of packages that is there'
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq \
        -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null
}

print_commands() {
    echo "These packages were not installed. On Debian or Ubuntu run, and then the same make again:"
    echo "    sudo apt-get update"
    echo "    sudo apt-get install --no-install-recommends $*"
    echo "docs/setup.md has the commands for other systems."
}

lines=$(wanted "$1")
set --
while read -r package program reason; do
    is_there "$package" "$program" && continue
    [ $# -gt 0 ] || echo "Packages of the system that are missing:"
    printf '    %-22s%s\n' "$package" "$reason"
    set -- "$@" "$package"
done <<END
$lines
END

if [ $# -gt 0 ]; then
    { may_install && install "$@"; } || print_commands "$@"
fi
