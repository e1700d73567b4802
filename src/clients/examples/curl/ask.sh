#!/bin/sh
# Five steps with Guanka. Run it with: sh ask.sh
set -eu
url=${GUANKA_URL:-http://127.0.0.1:8080}

# a refusal ends the program after its body, which names every mistake; GUANKA_TOKEN is needed only where callers sign in
ask() { curl -sS --fail-with-body ${GUANKA_TOKEN:+--oauth2-bearer "$GUANKA_TOKEN"} "$@"; echo; }
json='Content-Type: application/json'

order=$(tr '\n' ' ' <<'JSON'
{
  "reference": "EXAMPLE-1", "exportDate": "2025-10-20", "exportFrom": "JP", "destination": "DE",
  "movement": "REEXPORT", "jurisdictions": ["CN"],
  "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE",
               "roles": ["CONSIGNEE", "END_USER"], "military": false}],
  "ownership": [],
  "endUse": {"purposes": ["CIVIL"]},
  "lines": [{"id": "1", "controlCodes": ["1C905.a.4"], "form": "MAGNET", "origin": "CN",
             "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]
}
JSON
)
later=$(printf '%s' "$order" | sed 's/2025-10-20/2025-11-07/')

# 1. A decision, recorded. Sent again under the same key it is still one record.
ask "$url/v1/determinations" -H "$json" -H "Idempotency-Key: EXAMPLE-1-$(date +%s)-$$" -d "$order"

# 2. What stops the order, in codes alone; record=false leaves no record.
ask "$url/v1/determinations?view=holds&record=false" -H "$json" -d "$order"

# 3. Many orders, one a line: an answer a line, in order.
printf '%s\n%s\n' "$order" "$later" |
  ask "$url/v1/determinations/batch?view=holds&record=false" -H 'Content-Type: application/x-ndjson' -T - -X POST

# 4. An order that is still open, kept under your reference: the answer says what holds now.
ask -X PUT "$url/v1/watches/EXAMPLE-1" -H "$json" -d "$order"

# 5. What changed for open orders; next time ask with since= the "next" of this answer.
ask "$url/v1/changes"
ask -X DELETE "$url/v1/watches/EXAMPLE-1"
