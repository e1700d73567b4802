import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Five steps with Guanka. Run it with: java Ask.java (JDK 17 or newer, nothing else). */
public class Ask {

    static final String URL = System.getenv().getOrDefault("GUANKA_URL", "http://127.0.0.1:8080");
    static final String TOKEN = System.getenv("GUANKA_TOKEN"); // only where callers sign in
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static final String ORDER = """
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
            """;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String line = ORDER.replace('\n', ' ');

        // 1. A decision, recorded. Sent again under the same key it is still one record.
        send(request("/v1/determinations")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(ORDER)));

        // 2. What stops the order, in codes alone; record=false leaves no record.
        send(request("/v1/determinations?view=holds&record=false")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ORDER)));

        // 3. Many orders, one a line: an answer a line, in order.
        send(request("/v1/determinations/batch?view=holds&record=false")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(line + "\n" + line.replace("2025-10-20", "2025-11-07") + "\n")));

        // 4. An order that is still open, kept under your reference: the answer says what holds now.
        send(request("/v1/watches/EXAMPLE-1")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(ORDER)));

        // 5. What changed for open orders; next time ask with since= the "next" of this answer.
        send(request("/v1/changes"));
        send(request("/v1/watches/EXAMPLE-1").DELETE());
    }

    static HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(URL + path));
        return TOKEN == null ? request : request.header("Authorization", "Bearer " + TOKEN);
    }

    /** Prints the answer; a refusal, whose body names every mistake, ends the program. */
    static void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        System.out.println(answer.body());
    }
}
