#!/bin/sh
# Generates clients in Java and TypeScript from the description of the interface, compiles them, calls every operation of a service
# that it starts, and lints the description. Needs a JDK 17, Maven, Node 20 and the packed service (mvn -q -DskipTests package).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(mktemp -d)
port=${GUANKA_CHECK_PORT:-8099}
export GUANKA_URL="http://127.0.0.1:$port"

GUANKA_DATA="$data" QUARKUS_HTTP_PORT="$port" java -jar "$here/../service/target/quarkus-app/quarkus-run.jar" > "$data/log" 2>&1 &
service=$!
trap 'kill $service; rm -rf "$data"' EXIT
waited=0
until curl -sf "$GUANKA_URL/q/health/ready" > "$data/ready"; do
  waited=$((waited + 1))
  if [ "$waited" -gt 120 ]; then cat "$data/log"; exit 1; fi
  sleep 1
done

mvn -q -f "$here/java/pom.xml" clean test
cd "$here/typescript"
npm install --no-audit --no-fund --silent
npm run --silent generate
npm run --silent compile
npm run --silent first
npm run --silent lint
echo "clients compile, every operation was called, the description is clean"
