#!/bin/sh
# In the repository: generates the client in Java, compiles it and decides a shipment with it.
set -eu
export GUANKA_URL="${GUANKA_URL:-http://127.0.0.1:8080}"
mvn -q -f src/clients/java/pom.xml compile exec:java
