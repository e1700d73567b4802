#!/usr/bin/env bash
# Decisions, start and decisions over HTTP of this build against another clone's: against.sh OTHER [TURNS] [SECONDS].
# Build both with -Pbench, and the bare echo of this one (mvn -q -f src/bench/echo package). Needs curl, taskset and wrk.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
other="$(cd "$1" && pwd)"; turns="${2:-3}"; seconds="${3:-10}"
work="$(mktemp -d)"
declare -A process
trap 'kill -9 "${process[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

cat > "$work/shipment.json" <<'JSON'
{"reference":"A-1","exportDate":"2026-12-01","exportFrom":"JP","destination":"DE","movement":"REEXPORT","jurisdictions":["CN"],
 "parties":[{"id":"buyer","name":"Beispiel Motoren GmbH","country":"DE","roles":["CONSIGNEE","END_USER"],"military":false}],
 "ownership":[],"endUse":{"purposes":["CIVIL"]},
 "lines":[{"id":"1","controlCodes":["1C905.a.4"],"origin":"CN","form":"MAGNET","value":{"amount":"10.00","currency":"EUR"},"content":[],"technologies":[]}]}
JSON
cat > "$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = io.open("$work/shipment.json"):read("*a")
LUA

# decisions of shipments that are cases of both, one edition on each of two processors at once, which they change each time
javac -nowarn -d "$work/other.classes" -cp "$other/src/bench/target/benchmarks.jar" "$here/src/bench/src/main/java/guanka/bench/SharedMix.java"
mix() { # NAME PROCESSOR ARGUMENTS
  local clone="$here" classes=""
  if [ "$1" = other ]; then clone="$other"; classes="$work/other.classes:"; fi
  (cd "$clone" && taskset -c "$2" java -cp "$classes$clone/src/bench/target/benchmarks.jar" guanka.bench.SharedMix "${@:3}" 2> "$work/log" | tail -1 | sed "s/^/decide $1 /")
}
mix other 0 "$work/cases.other"; mix this 0 "$work/cases.this"
comm -12 <(sort "$work/cases.other") <(sort "$work/cases.this") > "$work/cases"
for turn in $(seq "$turns"); do
  mix other $((turn % 2)) "$work/cases" 120 & mix this $(((turn + 1) % 2)) "$work/cases" 120
  wait
done

now() { date +%s.%N; }
ready() { # NAME CLONE PORT: starts its service, or the echo, and waits until it answers
  local app="$2/src/service/target/quarkus-app" options=() asks=(-sf) path=/q/health/ready begin
  if [ "$1" = echo ]; then app="$2/src/bench/echo/target/quarkus-app"; asks=(-s); path=/; fi
  if [ -f "$app/guanka.jsa" ]; then options=("-XX:SharedArchiveFile=$app/guanka.jsa"); fi
  mkdir "$work/$1"
  begin="$(now)"
  (cd "$work/$1" && GUANKA_DATA="$work/$1/data" QUARKUS_HTTP_PORT="$3" exec java "${options[@]}" -jar "$app/quarkus-run.jar") > "$work/log" 2>&1 &
  process[$1]=$!
  until curl "${asks[@]}" -o "$work/answer" "localhost:$3$path"; do sleep 0.05; done
  awk -v n="$1" -v a="$begin" -v b="$(now)" -v c="$(awk '{print $14 + $15}' "/proc/${process[$1]}/stat")" -v t="$(getconf CLK_TCK)" \
    'BEGIN { printf "ready  %-6s %6.2f s  %6.2f s of processors\n", n, b - a, c / t }'
}
gone() { kill -9 "${process[$1]}"; wait "${process[$1]}" 2>/dev/null || true; unset "process[$1]"; rm -rf "${work:?}/$1"; }
asked() { # NAME PORT CONNECTIONS SECONDS QUERY WHAT
  wrk -t1 "-c$3" "-d$4" --latency -s "$work/post.lua" "http://localhost:$2/v1/determinations$5" | awk -v n="$1" -v w="$6" \
    '/Requests\/sec/ {r = $2} /50%/ {m = $2} /99%/ {q = $2} /Non-2xx/ {bad = $0} END { printf "%-10s %-6s %8.0f a second, p50 %s, p99 %s %s\n", w, n, r, m, q, bad }'
}

for _ in $(seq "$turns"); do
  ready echo "$here" 9601; gone echo
  ready other "$other" 9602; gone other
  ready this "$here" 9603; gone this
done
ready other "$other" 9602; ready this "$here" 9603
asked other 9602 16 $((3 * seconds)) '?record=false' warming; asked this 9603 16 $((3 * seconds)) '?record=false' warming
for _ in $(seq "$turns"); do
  asked other 9602 16 "$seconds" '?record=false' unrecorded; asked this 9603 16 "$seconds" '?record=false' unrecorded
done
for _ in $(seq "$turns"); do
  asked other 9602 64 "$seconds" '' recorded; asked this 9603 64 "$seconds" '' recorded
done
