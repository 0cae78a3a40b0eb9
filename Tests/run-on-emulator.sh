#!/usr/bin/env bash
# Runs the device tests on nanoFramework's own interpreter: finds nanoclr and the packages, compiles the device projects
# against them, runs NFUnitTest and reads its lines (the interpreter exits 0 even when tests fail).
# Exit code 0 when all passed or where it cannot run, which it says in one line; 1 when a test failed or nothing compiled.
set -uo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {
    echo "emulator: skipped: $1"
    exit 0
}

find_nanoclr() {
    for candidate in "${NANOCLR:-}" "$(command -v nanoclr)" "$HOME/.dotnet/tools/nanoclr"; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            echo "$candidate"
            return
        fi
    done
    dotnet tool install nanoclr --tool-path "$work/tools" > "$work/install.log" 2>&1 && echo "$work/tools/nanoclr"
}

nanoclr=$(find_nanoclr) || skip "there is no nanoclr here and 'dotnet tool install nanoclr' does not give it"
# MSBuild reads it as the property of that name.
NanoPackages=$(sed -nE 's/.*<package id="([^"]+)" version="([^"]+)".*/\1\/\2/p' Kernels/managed/packages.config {Models,Devices,firmware,Tests/Device}/packages.config | sort -u | paste -sd ';')
export NanoPackages
project=(Tests/Emulator/Emulator.proj --artifacts-path "$work/artifacts" -v:q)
dotnet restore "${project[@]}" > "$work/restore.log" 2>&1 \
    || skip "the nanoFramework packages cannot be restored ($(grep -oE 'Unable to find package [A-Za-z0-9.]+|error [A-Z]+[0-9]+' "$work/restore.log" | head -1))"
if ! dotnet build "${project[@]}" --no-restore -t:Emulate "-p:OutputFolder=$work/pe" > "$work/build.log" 2>&1; then
    grep -E 'error' "$work/build.log" | sort -u | head -20
    echo "emulator: the device projects do not compile for nanoFramework"
    exit 1
fi

mapfile -t assemblies < "$work/pe/assemblies.txt"
timeout "${EMULATOR_SECONDS:-900}" "$nanoclr" run --assemblies "${assemblies[@]}" > "$work/run.log" 2>&1
status=$?
count() { grep -c "^Test $1," "$work/run.log"; }
grep '^Test failed,' "$work/run.log"
echo "emulator: $(count passed) passed, $(count failed) failed, $(count skipped) skipped"

# A launcher that dies, for want of memory or otherwise, ends the run as a complete one does.
declared=$(cat Tests/Device/*.cs | grep -cE '\[(TestMethod|DataRow|Setup|Cleanup)\b')
ran=$(($(count passed) + $(count failed) + $(count skipped)))
if [ "$ran" -ne "$declared" ] || [ "$status" -ne 0 ]; then
    tail -n 5 "$work/run.log"
    echo "emulator: $ran of $declared tests ran, exit code $status"
    exit 1
fi
[ "$(count failed)" -eq 0 ]
