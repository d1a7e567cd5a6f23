#!/usr/bin/env bash
# Builds the CUDA flavor apart from the ordinary build, in artifacts/gpu, and runs the inference tests on its CPU provider, which is as
# far as a machine without a GPU can tell. Run by hand: it restores 250 MB of packages and leaves 1.2 GB.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
trap 'echo "gpu build: FAILED in line $LINENO"' ERR

gpu=(-c Release -p:OnnxRuntime=gpu)
folder_of() { dotnet msbuild "$1" -getProperty:TargetDir -p:Configuration=Release -p:OnnxRuntime=gpu; }

dotnet build src/VividMed.Cli "${gpu[@]}" -v q
dotnet build tests/VividMed.Inference.Tests "${gpu[@]}" -v q
program=$(folder_of src/VividMed.Cli)

# Of Linux alone, and all of it.
[ -f "$program/libonnxruntime_providers_cuda.so" ]
windows=$(find artifacts/gpu/bin -name 'onnxruntime*.dll')
[ -z "$windows" ] || { echo "gpu build: FAILED: Windows libraries in the output: $windows"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$(folder_of tests/VividMed.Inference.Tests)VividMed.Inference.Tests" | tee "$log"
tests=$(grep -ao 'Total: .*Skipped: [0-9]*' "$log")

"$program/vividmed" models check --provider cpu
if cuda=$("$program/vividmed" models check --provider cuda 2>&1); then cuda="CUDA works here"; else [ "$(wc -l <<< "$cuda")" = 1 ]; fi

echo "gpu build: passed; inference tests on the CPU provider: $tests; program $(du -sm "$program" | cut -f1) MB; ${cuda#vividmed: }"
