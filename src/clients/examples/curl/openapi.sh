#!/bin/sh
# Fetches the description of the interface.
set -eu
curl -sS --fail-with-body ${GUANKA_TOKEN:+--oauth2-bearer "$GUANKA_TOKEN"} "${GUANKA_URL:-http://127.0.0.1:8080}/q/openapi" -o openapi.yaml
