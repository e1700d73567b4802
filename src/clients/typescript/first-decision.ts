// Decides one shipment: GUANKA_URL names the service, http://127.0.0.1:8080 where it is not set.
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi.d.ts";

declare const process: { env: Record<string, string | undefined>; exitCode: number };

const client = createClient<paths>({ baseUrl: process.env["GUANKA_URL"] ?? "http://127.0.0.1:8080" });

const shipment: components["schemas"]["Shipment"] = {
  exportDate: "2025-10-20",
  exportFrom: "JP",
  destination: "DE",
  movement: "REEXPORT",
  jurisdictions: ["CN"],
  parties: [{ id: "buyer", name: "Muster Antriebe GmbH", country: "DE", roles: ["CONSIGNEE", "END_USER"], military: false }],
  ownership: [],
  endUse: { purposes: ["CIVIL"] },
  lines: [{
    id: "1", controlCodes: ["1C905.a.4"], form: "MAGNET", origin: "CN", value: { amount: "10000.00", currency: "EUR" },
    content: [], technologies: [],
  }],
};

const { data, error } = await client.POST("/v1/determinations", {
  params: { query: { record: false } },
  body: shipment,
});

if (data) {
  console.log(data.outcome, data.holds?.map((hold) => `${hold.code} ${hold.provision}`).join(", "));
} else {
  console.error(error.status, error.detail, error.errors.map((mistake) => mistake.pointer));
  process.exitCode = 1;
}
