#!/usr/bin/env bash
# Measures the jobs beside plain threads of the same engine, by turns: measure.sh FOLDER [SHIPMENTS] [TURNS]. Build first.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="$1"; shipments="${2:-1000000}"; turns="${3:-3}"; at=2026-01-01T00:00:00Z
kjar="$(ls "$here"/../../rules-kjar/target/guanka-rules-*.jar | head -n 1)"
mkdir -p "$folder"
now() { date +%s.%N; }
timed() { # NAME COMMAND...: seconds, processor seconds, and the largest memory of the process
  local name="$1" begin cpu=0 spent; shift; begin="$(now)"
  "$@" & local pid=$! peak=0 held
  while held="$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null)" && [ -n "$held" ]; do
    peak="$held"; spent="$(awk '{print $14 + $15}' "/proc/$pid/stat" 2>/dev/null)" && [ -n "$spent" ] && cpu="$spent"; sleep 0.2
  done
  wait "$pid" || [ $? -eq 1 ]
  awk -v n="$name" -v a="$begin" -v b="$(now)" -v m="$peak" -v s="$shipments" -v c="$cpu" -v t="$(getconf CLK_TCK)" \
    'BEGIN { printf "%-24s %8.1f s  %8.0f a second  %8.1f s of processors  %6.0f MB\n", n, b - a, s / (b - a), c / t, m / 1024 }'
}
spark() { exec "$here/guanka-spark" "$@" --cores 2 --part-bytes "${PART_BYTES:-4194304}" > /dev/null; }
threads() { exec java -jar "$here/../cli/target/guanka.jar" decide "$folder/shipments.ndjson" --threads 2 --evaluated-at "$at" > "$folder/threads.ndjson"; }
[ -f "$folder/shipments.ndjson" ] || "$here/guanka-spark" sample "$folder" --shipments "$shipments"
for turn in $(seq "$turns"); do
  timed "threads, turn $turn" threads
  rm -rf "$folder/decided"
  timed "spark, turn $turn" spark decide "$folder/shipments.ndjson" -o "$folder/decided" --evaluated-at "$at"
done
cat "$folder"/decided/part-* | cmp - "$folder/threads.ndjson" && echo "the same bytes"
rm -rf "$folder/threads.ndjson" "$folder/killed"
parts="$(ls "$folder"/decided/part-* | wc -l)"
spark decide "$folder/shipments.ndjson" -o "$folder/killed" --evaluated-at "$at" & pid=$!
until [ "$(ls "$folder/killed/_receipts" 2>/dev/null | wc -l)" -ge $((parts / 2)) ]; do sleep 0.1; done
kill -9 "$pid"; wait "$pid" 2>/dev/null || true
echo "killed with $(ls "$folder/killed/_receipts" | wc -l) of $parts parts"
timed "spark, the rest" spark decide "$folder/shipments.ndjson" -o "$folder/killed" --evaluated-at "$at"
cmp "$folder/killed/_manifest.json" "$folder/decided/_manifest.json" && echo "the same manifest"
rm -rf "$folder/killed" "$folder/decided"
java -cp "$here/target/test-classes:$here/../engine/target/guanka-engine-1.0.0-tests.jar:$here/target/guanka-spark.jar:$here/target/lib/*" \
  guanka.spark.Edits "$kjar" "$folder"
for edit in threshold entry; do
  for job in impact replay; do
    rm -rf "$folder/$job"
    timed "$job of $edit" spark "$job" "$folder/shipments.ndjson" -o "$folder/$job" --ruleset "$folder/$edit.jar" --baseline "$kjar"
  done
  for job in impact replay; do cat "$folder/$job"/part-* | sha256sum; done | uniq | wc -l | sed 's/^1$/the same flips/'
  grep -o '"totals":{[^}]*}' "$folder/impact/_summary.json"
done
