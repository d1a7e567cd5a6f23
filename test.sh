#!/usr/bin/env bash
# Installs what the tests need, builds, runs every test project and ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Real peers for the tests. Without root or network the tests that need them skip and say why.
need_apt=()
[ -x /usr/bin/chromium ] || need_apt+=(chromium)
[ -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || need_apt+=(fonts-dejavu-core)
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || need_apt+=(postgresql-15)
compgen -G '/usr/lib/*/libcharls.so.2' > /dev/null || need_apt+=(libcharls2)
command -v opj_decompress > /dev/null || need_apt+=(libopenjp2-7 libopenjp2-tools)
/usr/bin/python3 -c 'import msgpack, nibabel, pydicom, yaml' > /dev/null 2>&1 || need_apt+=(python3 python3-msgpack python3-nibabel python3-pydicom python3-yaml)
command -v dcm2xml > /dev/null || need_apt+=(dcmtk)
command -v dciodvfy > /dev/null || need_apt+=(dicom3tools)
command -v jq > /dev/null || need_apt+=(jq)
if [ "${#need_apt[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update && apt-get install -y --no-install-recommends "${need_apt[@]}"; } > /tmp/vividmed-apt.log 2>&1 \
    || { echo "apt-get could not install: ${need_apt[*]}" >&2; tail -5 /tmp/vividmed-apt.log >&2; }
fi
if command -v npm > /dev/null && ! (cd tests/peers && npm ls --depth=0) > /dev/null 2>&1; then
  (cd tests/peers && npm ci --omit=optional --no-audit --no-fund) > /tmp/vividmed-npm.log 2>&1 \
    || { echo "npm ci failed in tests/peers" >&2; tail -5 /tmp/vividmed-npm.log >&2; }
fi

# What runs it in Azure: templates that do not hold are found before anything else.
dotnet build infra/Infra.csproj -v q || exit 1

# Layout is a machine's business: dotnet format whitespace . --folder --include src/ workflows/ tests/ bench/ puts it right.
dotnet format whitespace . --folder --verify-no-changes --include src/ workflows/ tests/ bench/ || exit 1

dotnet build VividMed.sln -c Release || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution VividMed.sln -c Release --no-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
awk '
  /^Test run summary:/          { seen = 1 }
  seen && /^ *error: [0-9]/     { error = $2 }
  seen && /^ *failed: [0-9]/    { failed = $2 }
  seen && /^ *succeeded: [0-9]/ { passed = $2 }
  seen && /^ *skipped: [0-9]/   { skipped = $2 }
  END { if (seen) printf "%d passed, %d failed, %d skipped\n", passed, failed + error, skipped }' "$log"
exit "$status"
