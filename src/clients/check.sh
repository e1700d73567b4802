#!/bin/sh
# Generates clients in Java and TypeScript from the description of the interface, compiles them, calls every operation of a service
# that it starts, runs the examples of the page Integrate, and lints the description. Needs a JDK 17, Maven, Node 20, Python 3, curl and
# the packed service (mvn -q -DskipTests package).
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

# runs an example, which must end well and tell that the magnet needs a license
decides() {
  "$@" > "$data/answers"
  grep -qw LICENSE_REQUIRED "$data/answers" || { echo "no decision: $*"; cat "$data/answers"; exit 1; }
}

cd "$here/../.."
mvn -q -f src/clients/java/pom.xml clean test
decides sh src/clients/examples/java/client.sh
decides sh src/clients/examples/typescript/client.sh
(cd src/clients/typescript && npm run --silent every)
decides sh src/clients/examples/curl/ask.sh
decides java src/clients/examples/java/Ask.java
decides node src/clients/examples/typescript/ask.mjs
decides python3 src/clients/examples/python/ask.py
cd src/clients/typescript
npm run --silent lint
echo "clients compile, every operation was called, every example ran, the description is clean"
