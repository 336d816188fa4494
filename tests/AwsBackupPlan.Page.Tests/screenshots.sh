#!/usr/bin/env bash
# Takes the pictures of docs/images anew: the page that the tour ends with, in Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."

dotnet run --project src/AwsBackupPlan.Sandbox </dev/null
mkdir -p docs/images
take() { "${CHROMIUM:-/usr/bin/chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$2" --screenshot="docs/images/$1" "${@:3}" "file://$PWD/out/tour/report.html" 2>/dev/null; }
take report.png 1400,1380
take report-dark.png 1400,1380 --force-dark-mode
