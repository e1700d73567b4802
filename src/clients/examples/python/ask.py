"""Five steps with Guanka. Run it with: python3 ask.py (Python 3.8 or newer, nothing else)."""

import json
import os
import sys
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("GUANKA_URL", "http://127.0.0.1:8080")
TOKEN = os.environ.get("GUANKA_TOKEN")  # only where callers sign in

ORDER = {
    "reference": "EXAMPLE-1", "exportDate": "2025-10-20", "exportFrom": "JP", "destination": "DE",
    "movement": "REEXPORT", "jurisdictions": ["CN"],
    "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE",
                 "roles": ["CONSIGNEE", "END_USER"], "military": False}],
    "ownership": [],
    "endUse": {"purposes": ["CIVIL"]},
    "lines": [{"id": "1", "controlCodes": ["1C905.a.4"], "form": "MAGNET", "origin": "CN",
               "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}],
}


def send(method, path, body=None, content_type="application/json", **headers):
    """The text of an answer; a refusal, whose body names every mistake, ends the program."""
    if body is not None:
        headers["Content-Type"] = content_type
    if TOKEN:
        headers["Authorization"] = "Bearer " + TOKEN
    data = None if body is None else body.encode()
    request = urllib.request.Request(URL + path, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        sys.exit(f"{refused.code} {refused.read().decode()}")


facts = json.dumps(ORDER)

# 1. A decision, recorded. Sent again under the same key it is still one record.
decided = json.loads(send("POST", "/v1/determinations", facts, **{"Idempotency-Key": str(uuid.uuid4())}))
print("decided:", decided["outcome"])

# 2. What stops the order, in codes alone; record=false leaves no record.
held = json.loads(send("POST", "/v1/determinations?view=holds&record=false", facts))
print("held by:", ", ".join(f"{hold['code']} {hold['provision']}" for hold in held["holds"]))

# 3. Many orders, one a line: an answer a line, in order.
lines = "".join(json.dumps(one) + "\n" for one in (ORDER, {**ORDER, "exportDate": "2025-11-07"}))
answers = send("POST", "/v1/determinations/batch?view=holds&record=false", lines, "application/x-ndjson")
for answer in answers.splitlines():
    print("batch:", json.loads(answer)["outcome"])

# 4. An order that is still open, kept under your reference: the answer says what holds now.
watch = json.loads(send("PUT", "/v1/watches/EXAMPLE-1", facts))
print("watched:", watch["reference"], watch["answer"]["outcome"])

# 5. What changed for open orders; next time ask with since= the "next" of this answer.
changes = json.loads(send("GET", "/v1/changes"))
print("changes:", len(changes["events"]), "next:", changes["next"])
send("DELETE", "/v1/watches/EXAMPLE-1")
