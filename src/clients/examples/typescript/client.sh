#!/bin/sh
# In the repository: generates the client in TypeScript, compiles it and decides a shipment with it.
set -eu
export GUANKA_URL="${GUANKA_URL:-http://127.0.0.1:8080}"
(cd src/clients/typescript && npm install && npm run generate && npm run compile && npm run first)
