#!/usr/bin/env bash
# Makes vividmed as one self-contained file and as a .NET tool, tries both, and says how large they are.
# usage: eng/package.sh [folder to put them in, default artifacts/package]
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(mkdir -p "${1:-artifacts/package}" && cd "${1:-artifacts/package}" && pwd)
rid=linux-x64

try() { # whether a program starts, knows its commands, and finds all that it needs
    "$1" --help > /dev/null
    "$1" demo --help > /dev/null
    (cd "$(mktemp -d)" && "$1" doctor)
}

# One file of managed code and runtime. Native libraries, models and the page's files lie beside it: LibTorch looks for its own parts
# there, and unpacking half a gigabyte at the first start would only hide it.
dotnet publish src/VividMed.Cli -c Release -r $rid --self-contained -p:PublishSingleFile=true -p:DebugType=none -o "$out/single" -v q -nologo
try "$out/single/vividmed"

# The tool needs the .NET runtime that 'dotnet tool' brings anyway; natives and models lie in its package.
dotnet pack src/VividMed.Cli -c Release -r $rid -p:AsTool=true -o "$out/tool" -v q -nologo
dotnet tool install --tool-path "$out/tool/installed" --add-source "$out/tool" --version 0.1.0 vividmed
try "$out/tool/installed/vividmed"

du -sh "$out/single" "$out/single/vividmed" "$out"/tool/*.nupkg
