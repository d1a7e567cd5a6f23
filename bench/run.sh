#!/usr/bin/env bash
# Measures an area and prints a line a figure: bench/run.sh engine|imaging|datasets|inference|reports|shards|training|scale|pipeline|dashboard|faults [arguments of that benchmark, or --help].
set -euo pipefail
cd "$(dirname "$0")/.."
area=${1:?"usage: bench/run.sh engine|imaging|datasets|inference|reports|shards|training|scale|pipeline|dashboard|faults [arguments]"}
shift
if [ "$area" = faults ]; then
  # Not a benchmark: whole runs in the middle of trouble, by seed, many more than a test run plays: faults [last [first]]. A failure names its seed.
  tests=tests/VividMed.Workflows.Tests/VividMed.Workflows.Tests.csproj
  dotnet build -c Release "$tests" --nologo -v quiet >&2
  program=$(dotnet msbuild "$tests" -getProperty:TargetPath -p:Configuration=Release)
  VIVIDMED_FAULT_SEEDS=${1:-500} VIVIDMED_FAULT_FIRST=${2:-1} exec "${program%.dll}" -class VividMed.Workflows.Tests.Faults.WholeRunFaultTests
fi

project=$(ls "bench/$area"/*.csproj 2> /dev/null) || { echo "bench/run.sh: there is no benchmark '$area'" >&2; exit 2; }
dotnet build -c Release "$project" --nologo -v quiet >&2
program=$(dotnet msbuild "$project" -getProperty:TargetPath -p:Configuration=Release)
if [ "$area" = datasets ] || [ "$area" = scale ] || [ "$area" = pipeline ] || [ "$area" = training ] || [ "$area" = dashboard ]; then
  dotnet build -c Release src/VividMed.Cli/VividMed.Cli.csproj --nologo -v quiet >&2
  cli=$(dotnet msbuild src/VividMed.Cli/VividMed.Cli.csproj -getProperty:TargetPath -p:Configuration=Release)
  [ "$area" != scale ] || set -- models "$@"
  set -- "${cli%.dll}" "$@"
fi
exec "${program%.dll}" "$@"
