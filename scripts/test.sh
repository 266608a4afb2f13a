#!/usr/bin/env bash
# Runs every test project, one after another, and ends with "N passed, N failed" alone on a line.
# Arguments are names of test projects (or parts of them); none means all.
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
passed=0
failed=0
skipped=0

for project in tests/*/*.Tests.csproj tests/TemporalConformance/*.csproj; do
    [[ -f "$project" ]] || continue
    name="$(basename "$project" .csproj)"
    if (($# > 0)); then
        wanted=false
        for part in "$@"; do [[ "$name" == *"$part"* ]] && wanted=true; done
        $wanted || continue
    fi
    log="$results/$name.log"
    echo "── $name"
    dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=normal" 2>&1 | tee "$log" \
        | grep -E '^\s+(Failed|Error Message|Stack Trace)|^\s+at Notify|^\s+Measured|^Passed!|^Failed!|Total tests|Test Run' || true
    ok="$(grep -oE '^\s+Passed: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+' || true)"
    bad="$(grep -oE '^\s+Failed: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+' || true)"
    out="$(grep -oE '^\s+Skipped: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+' || true)"
    if [[ -z "$ok$bad" ]]; then
        echo "   no test ran; the log is $log"
        tail -20 "$log"
        bad=1
    fi
    passed=$((passed + ${ok:-0}))
    failed=$((failed + ${bad:-0}))
    skipped=$((skipped + ${out:-0}))
done

((skipped == 0)) || echo "$skipped skipped"
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
