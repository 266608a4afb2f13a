#!/usr/bin/env bash
# Brings a machine with the .NET SDK, Node and Debian packages to where Notify runs. Says what it installs; does
# nothing, quickly, when everything is there and up to date.
#   --quiet   say only what is being installed or built
#   --tests   also what the tests need
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
quiet=false
tests=false
for option in "$@"; do
    case "$option" in
        --quiet) quiet=true ;;
        --tests) tests=true ;;
        *) echo "setup: unknown option '$option'; use --quiet or --tests" >&2; exit 2 ;;
    esac
done

say() { echo "setup: $*" >&2; }
fail() { say "$*"; exit 1; }

need() {
    command -v "$1" >/dev/null || fail "$1 is missing. $2"
}

need dotnet "Install the .NET SDK 10."
need node "Install Node.js 20 or newer."
need npm "It comes with Node.js."

install_debian_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    ((${#missing[@]} == 0)) && return
    say "installing Debian packages: ${missing[*]}"
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

if command -v dpkg-query >/dev/null; then
    install_debian_packages libsqlite3-0 tzdata
    if $tests; then
        install_debian_packages chromium
    fi
fi

# A stamp holds the hash of what a step was made from, so that a step runs again only when that changed.
stamps="$root/artifacts/setup"
mkdir -p "$stamps"
is_current() { [[ -f "$stamps/$1" && "$(cat "$stamps/$1")" == "$2" ]]; }

npm_hash="$(sha256sum native/package.json native/package-lock.json native/.npmrc | sha256sum | cut -c1-16)"
if ! is_current npm "$npm_hash" || [[ ! -e native/node_modules ]]; then
    say "installing native libraries, protocol definitions and the conformance peer from npm (about 550 MB) into native/node_modules"
    npm ci --prefix native --loglevel=error >&2
    echo "$npm_hash" > "$stamps/npm"
fi

# librdkafka, Kafka's native library, from the source that npm has. Only Kafka needs it, so a failure is told once, and
# Notify is built without it; the log, kept where it failed, is also what tells the project file so
kafka_source=native/node_modules/@confluentinc/kafka-javascript/deps/librdkafka
kafka_log="$stamps/librdkafka.log"
case "$(uname -s)" in
    Darwin) kafka_built=librdkafka.1.dylib kafka_library=librdkafka.dylib ;;
    *) kafka_built=librdkafka.so.1 kafka_library=librdkafka.so ;;
esac
kafka_version="$(grep -oE '#define RD_KAFKA_VERSION +0x[0-9a-f]+' "$kafka_source/src/rdkafka.h" | grep -oE '0x.*') $(uname -m)" \
    || fail "librdkafka's source is missing under $kafka_source; remove artifacts/setup/npm and run ./notify setup again"
build_librdkafka() {
    if command -v dpkg-query >/dev/null; then
        install_debian_packages gcc g++ make libc6-dev libssl-dev zlib1g-dev || return
    fi
    local work="$root/artifacts/librdkafka/build"
    rm -rf "$work" && mkdir -p "$work" && cp -RL "$kafka_source/." "$work" || return
    # It builds in its own folder: a copy, so that node_modules stays as npm made it
    (cd "$work" && bash ./configure --disable-gssapi --disable-curl --enable-strip && make -j2 -C src) || return
    cp "$work/src/$kafka_built" "artifacts/librdkafka/$kafka_library.new" && mv "artifacts/librdkafka/$kafka_library.new" "artifacts/librdkafka/$kafka_library" || return
    rm -rf "$work"
}
has_librdkafka() {
    is_current librdkafka "$kafka_version" && [[ -f "artifacts/librdkafka/$kafka_library" ]]
}
if ! has_librdkafka && ! { $quiet && is_current librdkafka "$kafka_version failed"; }; then
    say "building Kafka's native library into artifacts/librdkafka (about two minutes, once)"
    if build_librdkafka > "$kafka_log" 2>&1; then
        echo "$kafka_version" > "$stamps/librdkafka"
        rm -f "$kafka_log"
    else
        echo "$kafka_version failed" > "$stamps/librdkafka"
        # An older one would hide the failure until it meets a call that it lacks
        rm -f "artifacts/librdkafka/$kafka_library"
        ! $tests || fail "Kafka's native library could not be built, and its tests need it; what went wrong is in $kafka_log"
        say "Kafka's native library could not be built; Notify runs without Kafka. What went wrong is in $kafka_log; ./notify setup tries again"
    fi
fi

# Temporal's Web UI. Nothing but its pages and their tests needs it, so a failure is told once and stops only the tests
ui_hash="$(git ls-files -co --exclude-standard -- ui | LC_ALL=C sort -u | while IFS= read -r file; do [[ ! -f "$file" ]] || sha256sum "$file"; done \
    | sha256sum | cut -c1-16)"
ui_log="$stamps/ui.log"
build_ui() {
    npm ci --prefix ui --loglevel=error && npm run build --prefix ui --loglevel=error
}
has_ui() {
    is_current ui "$ui_hash" && [[ -f artifacts/ui/index.html ]] && { ! $tests || [[ -d ui/node_modules/playwright-core ]]; }
}
if ! has_ui && ! { $quiet && is_current ui "$ui_hash failed"; }; then
    say "building Temporal's Web UI into artifacts/ui, from npm packages (about 290 MB) in ui/node_modules"
    if build_ui > "$ui_log" 2>&1; then
        echo "$ui_hash" > "$stamps/ui"
    else
        echo "$ui_hash failed" > "$stamps/ui"
        ! $tests || fail "the Web UI could not be built, and its tests need it; what went wrong is in $ui_log"
        say "the Web UI could not be built; Notify runs without it. What went wrong is in $ui_log; ./notify setup tries again"
    fi
fi

# One compiler process for all projects, whatever the environment says: a clean build is several times as fast
build=(dotnet build -c Release -p:UseSharedCompilation=true -v quiet -clp:ErrorsOnly)

# Newer than the last build: any source, project or setting
files="$(git ls-files -co --exclude-standard -- src lib models samples '*.props' '*.slnx' '*.sln' global.json .editorconfig)" \
    || fail "git cannot list the files of this checkout; its message is above"
sources_hash="$({ LC_ALL=C sort -u <<< "$files"; echo "artifacts/librdkafka/$kafka_library"; } | { while IFS= read -r file; do if [[ -f "$file" ]]; then stat -c '%n %s %Y' "$file"; fi; done; } \
    | sha256sum | cut -c1-16)"
if $tests; then
    say "building Notify and its tests"
    "${build[@]}" Notify.sln >&2 || fail "the build failed; its errors are above"
    echo "$sources_hash" > "$stamps/build"
elif ! is_current build "$sources_hash" || [[ ! -f artifacts/bin/Notify.Cli/release/notify.dll ]]; then
    say "building Notify"
    "${build[@]}" src/Cli >&2 || fail "the build failed; its errors are above"
    echo "$sources_hash" > "$stamps/build"
fi

$quiet || say "ready"
