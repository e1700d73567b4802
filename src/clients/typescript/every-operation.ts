// Calls every operation of a service in local mode, at GUANKA_URL, and fails where one does not answer as wanted or was not called.
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./openapi.d.ts";

declare const process: { env: Record<string, string | undefined> };

const url = process.env["GUANKA_URL"] ?? "http://127.0.0.1:8080";
const client = createClient<paths>({ baseUrl: url });
const called = new Set<string>();
const noted: Middleware = { onRequest({ request, schemaPath }) { called.add(`${request.method} ${schemaPath}`); } };
client.use(noted);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer of a call that must succeed. */
async function ok<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error)}`);
  }
  return data as T;
}

/** A call whose refusal is the answer that is wanted: the steps of another person, or what is not there. */
async function refused(call: Promise<Answer<unknown>>, status: number): Promise<void> {
  const { response } = await call;
  if (response.status !== status) {
    throw new Error(`${response.status} instead of ${status}: ${response.url}`);
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

const shipment: components["schemas"]["Shipment"] = {
  reference: "SO-4711", exportDate: "2025-10-20", exportFrom: "JP", destination: "DE", movement: "REEXPORT", jurisdictions: ["CN"],
  parties: [{ id: "buyer", name: "Muster Antriebe GmbH", country: "DE", roles: ["CONSIGNEE", "END_USER"], military: false }],
  ownership: [], endUse: { purposes: ["CIVIL"] },
  lines: [{
    id: "1", controlCodes: ["1C905.a.4"], form: "MAGNET", origin: "CN", value: { amount: "10000.00", currency: "EUR" },
    content: [], technologies: [],
  }],
};

/** Lines go out and come back as they are. */
const ndjson = {
  headers: { "Content-Type": "application/x-ndjson" },
  bodySerializer: (lines: unknown) => String(lines),
  parseAs: "text" as const,
};
const lines = (json: unknown): string => JSON.stringify(json) + "\n";

const decided = await ok(client.POST("/v1/determinations", {
  params: { query: { explain: "full" }, header: { "Idempotency-Key": `ts-${crypto.randomUUID()}` } }, body: shipment,
}));
must("holds" in decided && decided.holds?.[0]?.authority === "CN_MOFCOM", "the hold names its authority");
const id = decided.id;
const path = { id };
must((await ok(client.POST("/v1/determinations/batch", { params: { query: { record: false } }, body: lines(shipment), ...ndjson })))
  .includes("LICENSE_REQUIRED"), "a batch decides");
must((await ok(client.POST("/v1/timelines", { params: { query: { from: "2025-11-01", to: "2025-11-30" } }, body: shipment })))
  .stretches.length === 2, "a timeline has two stretches");
await ok(client.POST("/v1/alternatives", { body: shipment }));
await ok(client.POST("/v1/screenings", { body: { parties: [{ name: "Muster Antriebe GmbH" }] } }));
must((await ok(client.POST("/v1/screenings/batch", { body: lines({ name: "Muster Antriebe GmbH" }), ...ndjson })))
  .includes('"parties":1'), "partners are screened");
await ok(client.POST("/v1/classifications", { body: { lines: [{ description: "sintered neodymium magnet" }] } }));
const test = { id: "a", shipment, expect: { outcome: "LICENSE_REQUIRED" } };
must((await ok(client.POST("/v1/replays", { body: lines(test), ...ndjson }))).includes('"passed":1'), "a case passes");

await ok(client.GET("/v1/determinations", { params: { query: { reference: "SO-4711", outcome: "LICENSE_REQUIRED", limit: 1 } } }));
await ok(client.GET("/v1/determinations/{id}", { params: { path } }));
await ok(client.GET("/v1/determinations/{id}/facts", { params: { path } }));
must((await ok(client.POST("/v1/determinations/{id}/replay", { params: { path } }))).same, "a replay gives the same");
await ok(client.POST("/v1/determinations/{id}/resolutions", {
  params: { path }, body: { state: "REFUSED", reason: "the order was cancelled" },
}));
must((await ok(client.GET("/v1/determinations/{id}/resolutions", { params: { path } }))).resolutions.length === 1, "one resolution");

async function ended(job: components["schemas"]["Job"]): Promise<string> {
  let now = job;
  for (let looked = 0; now.state !== "DONE" && looked < 600; looked++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await ok(client.GET("/v1/jobs/{id}", { params: { path: { id: job.id } } }));
  }
  return ok(client.GET("/v1/jobs/{id}/parts/{part}", { params: { path: { id: job.id, part: 1 } }, parseAs: "text" }));
}
const { parseAs: _, ...asLines } = ndjson;
const job = await ok(client.POST("/v1/jobs", { body: lines(shipment), ...asLines }));
must((await ended(job)).includes("LICENSE_REQUIRED"), "a job decides");
must((await ended(await ok(client.POST("/v1/screenings/jobs", { body: lines({ id: "7", name: "Muster Antriebe GmbH" }), ...asLines }))))
  .includes('"id":"7"'), "a job screens");
await ok(client.GET("/v1/jobs"));
await ok(client.POST("/v1/jobs/{id}/cancellation", { params: { path: { id: job.id } } }));

const order = { reference: `SO-${crypto.randomUUID()}` };
await ok(client.PUT("/v1/watches/{reference}", { params: { path: order }, body: shipment }));
await ok(client.GET("/v1/watches/{reference}", { params: { path: order } }));
must((await ok(client.GET("/v1/watches", { params: { query: { limit: 10 } } }))).watches.length > 0, "orders are watched");
await ok(client.GET("/v1/changes", { params: { query: { ahead: "P30D", limit: 10 } } }));
await ok(client.DELETE("/v1/watches/{reference}", { params: { path: order } }));
const nobody = { id: crypto.randomUUID() };
await ok(client.GET("/v1/clearances"));
await refused(client.POST("/v1/clearances", { body: {
  party: { name: "Muster Antriebe GmbH", country: "DE" }, entry: "NOBODY", reason: "another company", until: "2027-06-30",
} }), 422);
await refused(client.GET("/v1/clearances/{id}", { params: { path: nobody } }), 404);
await refused(client.POST("/v1/clearances/{id}/approval", { params: { path: nobody } }), 404);
await refused(client.POST("/v1/clearances/{id}/revocation", {
  params: { path: nobody }, body: { reason: "it is the listed one" },
}), 404);
await ok(client.GET("/v1/subscriptions"));
await refused(client.POST("/v1/subscriptions", { body: { url: "https://example.com/hook" } }), 422);
await refused(client.GET("/v1/subscriptions/{id}", { params: { path: nobody } }), 404);
await refused(client.DELETE("/v1/subscriptions/{id}", { params: { path: nobody } }), 404);

const active = { version: (await ok(client.GET("/v1/rulesets/active"))).version };
await ok(client.GET("/v1/rulesets"));
await ok(client.GET("/v1/rulesets/{version}", { params: { path: active } }));
const workbook = await ok(client.GET("/v1/rulesets/{version}/workbooks/{name}", {
  params: { path: { ...active, name: "provisions.xlsx" } }, parseAs: "arrayBuffer",
}));
await ok(client.GET("/v1/rulesets/{version}/kjar", { params: { path: active }, parseAs: "arrayBuffer" }));
await ok(client.GET("/v1/rulesets/{version}/release", { params: { path: active }, parseAs: "arrayBuffer" }));
const form = {
  body: { note: "unchanged" },
  bodySerializer: () => {
    const data = new FormData();
    data.append("workbook", new Blob([workbook]), "provisions.xlsx");
    data.append("note", "unchanged");
    return data;
  },
};
const made = await ok(client.POST("/v1/rulesets", form));
const draft = { version: made.ruleset.version };
const list = new FormData();
list.append("file", new Blob(['source,name,start_date,alt_names,addresses\n"Unverified List (UVL) - Bureau of Industry and Security",'
  + 'Quillmere Valves Ltd,2026-09-01,,"1 Road, AE"\n']), "list.csv");
for (const [name, value] of [["source", "csl"], ["retrieved", "2026-09-29"], ["mayShrink", "true"], ["preview", "true"]]) {
  list.append(name, value);
}
must((await ok(client.POST("/v1/imports", { body: list as never, bodySerializer: (body: unknown) => body as FormData }))).lists.length > 1,
  "a list is compared with the tables");
await ok(client.PUT("/v1/rulesets/{version}", { params: { path: draft }, ...form }));
await ok(client.GET("/v1/rulesets/{version}/report", { params: { path: draft } }));
await ok(client.GET("/v1/rulesets/{version}/diff", { params: { path: draft } }));
await ok(client.POST("/v1/rulesets/{version}/impact", { params: { path: draft }, parseAs: "text" }));
await ok(client.GET("/v1/rulesets/{version}/impact", { params: { path: draft } }));
await ok(client.GET("/v1/rulesets/{version}/impact/{id}", { params: { path: { ...draft, id } } }));
await refused(client.POST("/v1/rulesets/{version}/cases", { params: { path: draft }, body: { proposed: ["none"] } }), 422);
await refused(client.DELETE("/v1/rulesets/{version}/activation", { params: { path: draft } }), 409);
await refused(client.POST("/v1/rulesets/{version}/rebase", {
  params: { path: draft, header: { "If-Match": '"sha256:other"' } },
}), 409);
await ok(client.POST("/v1/rulesets/{version}/approval", { params: { path: draft }, body: { acceptErrors: true } }));
await ok(client.POST("/v1/rulesets/{version}/activation", { params: { path: draft }, body: {} }));
const second = await ok(client.POST("/v1/rulesets", form));
await ok(client.DELETE("/v1/rulesets/{version}", { params: { path: { version: second.ruleset.version } } }));

must((await ok(client.GET("/v1/items", { params: { query: { jurisdiction: "CN", text: "magnet", limit: 5 } } }))).items.length > 0,
  "magnets are found");
await ok(client.GET("/v1/provisions"));
await ok(client.GET("/v1/provisions/{id}", { params: { path: { id: "CN-2025-61/1.3" } } }));
await ok(client.GET("/v1/vocabularies"));
must((await ok(client.GET("/v1/authorities"))).authorities.some((one) => one.leadTime?.days === 45), "an authority has its time");
await ok(client.GET("/v1/status"));
await ok(client.GET("/v1/audit/checkpoint", { parseAs: "text" }));
await ok(client.GET("/v1/audit/key", { parseAs: "text" }));
await ok(client.GET("/v1/audit/records", { params: { query: { from: 1 } }, parseAs: "text" }));
await ok(client.GET("/problems", { parseAs: "text" }));
await ok(client.GET("/problems/{kind}", { params: { path: { kind: "not-json" } }, parseAs: "text" }));

const served: { paths: Record<string, Record<string, unknown>> } = await (await fetch(`${url}/q/openapi?format=json`)).json();
const missed = Object.entries(served.paths)
  .flatMap(([at, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${at}`))
  .filter((operation) => !called.has(operation));
must(missed.length === 0, `not called: ${missed.join(", ")}`);
console.log(`${called.size} operations called`);
