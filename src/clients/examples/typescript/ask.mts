// Five steps with Guanka. Run it with: node ask.mts (Node 22.18 or newer, nothing else; before that: npx tsx ask.mts)
declare const process: { env: Record<string, string | undefined> };

const url = process.env["GUANKA_URL"] ?? "http://127.0.0.1:8080";
const token = process.env["GUANKA_TOKEN"]; // only where callers sign in

const order = {
  reference: "EXAMPLE-1", exportDate: "2025-10-20", exportFrom: "JP", destination: "DE",
  movement: "REEXPORT", jurisdictions: ["CN"],
  parties: [{ id: "buyer", name: "Muster Antriebe GmbH", country: "DE",
              roles: ["CONSIGNEE", "END_USER"], military: false }],
  ownership: [],
  endUse: { purposes: ["CIVIL"] },
  lines: [{ id: "1", controlCodes: ["1C905.a.4"], form: "MAGNET", origin: "CN",
            value: { amount: "10000", currency: "EUR" }, content: [], technologies: [] }],
};

type Answer = { outcome: string; holds: { code: string; provision: string }[] };

// a refusal ends the program; its body names every mistake
async function send(method: string, path: string, type = "", body = "", headers: Record<string, string> = {}): Promise<string> {
  if (type) headers["Content-Type"] = type;
  if (token) headers["Authorization"] = `Bearer ${token}`;
  const answer = await fetch(url + path, body ? { method, headers, body } : { method, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return text;
}

const json = "application/json";
const facts = JSON.stringify(order);

// 1. A decision, recorded. Sent again under the same key it is still one record.
const decided: Answer = JSON.parse(await send("POST", "/v1/determinations", json, facts, { "Idempotency-Key": crypto.randomUUID() }));
console.log("decided:", decided.outcome);

// 2. What stops the order, in codes alone; record=false leaves no record.
const held: Answer = JSON.parse(await send("POST", "/v1/determinations?view=holds&record=false", json, facts));
console.log("held by:", held.holds.map((hold) => `${hold.code} ${hold.provision}`).join(", "));

// 3. Many orders, one a line: an answer a line, in order.
const lines = [order, { ...order, exportDate: "2025-11-07" }].map((one) => JSON.stringify(one) + "\n").join("");
const answers = await send("POST", "/v1/determinations/batch?view=holds&record=false", "application/x-ndjson", lines);
for (const answer of answers.trim().split("\n")) console.log("batch:", (JSON.parse(answer) as Answer).outcome);

// 4. An order that is still open, kept under your reference: the answer says what holds now.
const watch = JSON.parse(await send("PUT", "/v1/watches/EXAMPLE-1", json, facts));
console.log("watched:", watch.reference, watch.answer.outcome);

// 5. What changed for open orders; next time ask with since= the "next" of this answer.
const changes = JSON.parse(await send("GET", "/v1/changes"));
console.log("changes:", changes.events.length, "next:", changes.next);
await send("DELETE", "/v1/watches/EXAMPLE-1");
