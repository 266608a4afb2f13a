#!/usr/bin/env bash
# Runs every test project, one after another, and ends with "N passed, N failed" alone on a line.
# Arguments are names of test projects (or parts of them); none means all. Logs are kept in artifacts/test-results.
#   --nightly   look longer: more random programs, more crashes; the tests see it as NOTIFY_TEST_MODE=nightly
set -uo pipefail

if [[ "${1:-}" == --nightly ]]; then
    export NOTIFY_TEST_MODE=nightly
    shift
fi

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
passed=0
failed=0
skipped=0

is_wanted() {
    (($# == 1)) && return
    local part
    for part in "${@:2}"; do
        [[ "$1" == *"$part"* ]] && return
    done
    return 1
}

# The runner's closing line: Total: N, Errors: N, Failed: N, Skipped: N, Not Run: N, Time: Ns
count() {
    grep -oE "$2: [0-9]+" <<< "$1" | grep -oE '[0-9]+' || echo 0
}

for project in tests/*/*.Tests.csproj; do
    name="$(basename "$project" .csproj)"
    is_wanted "$name" "$@" || continue
    log="$results/$name.log"
    echo "── $name"
    "artifacts/bin/$name/release/$name" -noColor -noLogo -showLiveOutput > "$log" 2>&1
    status=$?
    grep -vE '^ *(Discovering|Discovered|Starting|Finished): |^=== TEST EXECUTION SUMMARY|^ +.* \[STARTING\]' "$log"
    closing="$(grep -E 'Total: [0-9]+, Errors: ' "$log" | tail -1)"
    bad=$(($(count "$closing" Failed) + $(count "$closing" Errors)))
    out=$(($(count "$closing" Skipped) + $(count "$closing" 'Not Run')))
    good=$(($(count "$closing" Total) - bad - out))
    if [[ -z "$closing" ]] || ((status != 0 && bad == 0)); then
        echo "   the run broke off with status $status; its log is $log"
        bad=$((bad + 1))
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + out))
done

((skipped == 0)) || echo "$skipped skipped"
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
