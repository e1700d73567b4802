package guanka.service.requests;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import guanka.service.rulesets.ActiveRuleset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("HTTP as its standards say")
class HttpStandardsTest {

    /** As {@code guanka.bodies-max} is by default. */
    private static final int BODIES_AT_ONCE = 32;

    private static final String DRY = DETERMINATIONS + "?record=false";

    @Inject
    ActiveRuleset rulesets;

    @ParameterizedTest(name = "{0} {1} is answered 405 with the methods that there are")
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | /v1/status                          | GET, HEAD, OPTIONS
            PUT    | /v1/determinations                  | GET, HEAD, OPTIONS, POST
            POST   | /v1/provisions/CN-2025-61/1.1       | GET, HEAD, OPTIONS
            POST   | /v1/rulesets/2026.11.1              | DELETE, GET, HEAD, OPTIONS, PUT
            GET    | /v1/rulesets/2026.11.1/approval     | OPTIONS, POST
            TRACE  | /v1/status                          | GET, HEAD, OPTIONS""")
    void allow(String method, String path, String allowed) {
        problem(given().request(method, path), 405, "method-not-allowed").header("Allow", equalTo(allowed));
    }

    @Test
    @DisplayName("OPTIONS names the methods, and HEAD is GET without the body")
    void optionsAndHead() {
        given().options(DETERMINATIONS).then().statusCode(200).header("Allow", containsString("POST"));
        Response head = given().head("/v1/vocabularies");
        head.then()
                .statusCode(200)
                .header("ETag", equalTo(get("/v1/vocabularies").header("ETag")));
        assertEquals(0, head.asByteArray().length);
    }

    @ParameterizedTest(name = "the address {0} is answered with a problem")
    @ValueSource(strings = {"/%zz", "/v1/%zz", "/v1/status?a=%zz", "/v1/%", "/v1/st^atus", "/v1/%ff%fe"})
    void addresses(String address) throws IOException {
        String answer = raw("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*application/problem\\+json.*\"type\":\"/problems/.*"), answer);
    }

    @Test
    @DisplayName("too long an address is 414, too large headers are 431, each with a problem")
    void lengths() {
        problem(get("/v1/status?a=" + "x".repeat(9_000)), 414, "address-too-long");
        problem(given().header("X-Long", "x".repeat(17_000)).get("/v1/status"), 431, "headers-too-large");
    }

    @ParameterizedTest(name = "{0} waits for no body that it is not told to send")
    @ValueSource(
            strings = {
                DRY,
                "/v1/timelines?from=2025-10-01&to=2025-10-02",
                "/v1/alternatives",
                "/v1/screenings",
                "/v1/replays"
            })
    void expect(String address) throws Exception {
        boolean lines = address.equals("/v1/replays");
        String body = address.equals("/v1/screenings") ? "{\"parties\":[{\"name\":\"Beispiel\"}]}" : SHIPMENT;
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + address))
                .expectContinue(true)
                .header("Content-Type", lines ? "application/x-ndjson" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        assertEquals(
                200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @ParameterizedTest(name = "a body packed as {0} is read")
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void packed(String encoding) throws IOException {
        sending(gzip(SHIPMENT.getBytes(UTF_8)))
                .header("Content-Encoding", encoding)
                .post(DRY)
                .then()
                .statusCode(200)
                .body(at("outcome", equalTo("NO_LICENSE_REQUIRED")));
    }

    @Test
    @DisplayName("no more is unpacked than a body may have, and what is not packed as it says is refused")
    void notPacked() throws IOException {
        problem(
                sending(gzip(new byte[Body.BYTES_MAX + 1]))
                        .header("Content-Encoding", "gzip")
                        .post(DRY),
                413,
                "too-large");
        problem(
                sending(SHIPMENT.getBytes(UTF_8))
                        .header("Content-Encoding", "gzip")
                        .post(DRY),
                400,
                "bad-request");
        problem(
                        sending(SHIPMENT.getBytes(UTF_8))
                                .header("Content-Encoding", "br")
                                .post(DRY),
                        415,
                        "unsupported-media-type")
                .header("Accept-Encoding", containsString("gzip"));
    }

    @ParameterizedTest(name = "the charset {0} is answered {1}")
    @CsvSource({"UTF8,200", "utf-8,200", "'\"UTF-8\"',200", "us-ascii,200", "latin1,415", "utf-16,415", "nonsense,415"})
    void charsets(String name, int status) {
        assertEquals(
                status,
                sending(SHIPMENT.getBytes(UTF_8))
                        .contentType("application/json; charset=" + name)
                        .post(DRY)
                        .statusCode());
    }

    @Test
    @DisplayName("large answers are packed for who takes them so, under a tag of their own")
    void compressed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/provisions"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(answer.headers().firstValue("ETag").orElse("").startsWith("W/"));
        assertEquals("Accept-Encoding", answer.headers().firstValue("Vary").orElse(""));
        assertTrue(answer.body().length * 3 < get("/v1/provisions").asByteArray().length);
    }

    @ParameterizedTest(name = "{0} is sent once to who holds it")
    @ValueSource(
            strings = {
                "/v1/provisions",
                "/v1/provisions/CN-2025-61/1.1",
                "/v1/vocabularies",
                "/v1/rulesets/active/workbooks/provisions.xlsx",
                "/v1/rulesets/active/kjar",
                "/v1/rulesets/active/release"
            })
    void conditional(String address) {
        Response first = get(address);
        String tag = first.then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .header("Cache-Control", equalTo("private, no-cache"))
                .extract()
                .header("ETag");
        Response again = given().header("If-None-Match", "\"other\", " + tag).get(address);
        again.then().statusCode(304).header("ETag", equalTo(tag));
        assertEquals(0, again.asByteArray().length);
        given().header("If-None-Match", "\"other\"").get(address).then().statusCode(200);
    }

    @Test
    @DisplayName("answers in which parties stand are kept nowhere")
    void notKept() {
        Response recorded = sending(SHIPMENT.getBytes(UTF_8)).post(DETERMINATIONS);
        recorded.then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        get(recorded.header("Content-Location")).then().statusCode(200).header("Cache-Control", equalTo("no-store"));
    }

    @Test
    @DisplayName("the kjar that is served has the digest that answers name")
    void kjar() throws Exception {
        byte[] kjar = get("/v1/rulesets/active/kjar").asByteArray();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kjar));
        assertEquals(rulesets.edition().ruleset().digest(), "sha256:" + digest);
        sending(SHIPMENT.getBytes(UTF_8)).post(DRY).then().body(at("ruleset.digest", equalTo("sha256:" + digest)));
    }

    @ParameterizedTest(name = "a form that is broken is the caller''s mistake: {0}")
    @ValueSource(
            strings = {
                "",
                "abc",
                "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ncut off",
                "--x\r\nContent-Disposition: form-data; name=\"workbook\"; filename=\"a.xlsx\"\r\n"
            })
    void forms(String body) {
        problem(
                sending(body.getBytes(UTF_8))
                        .contentType("multipart/form-data; boundary=x")
                        .post("/v1/rulesets"),
                400,
                "bad-request");
    }

    @Test
    @DisplayName("a form of more parts than may be is the caller's mistake, and a note may be of any letters")
    void partsAndNotes() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"n%d\"\r\n\r\na\r\n";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            many.append(part.formatted(i));
        }
        problem(
                sending(many.append("--x--\r\n").toString().getBytes(UTF_8))
                        .contentType("multipart/form-data; boundary=x")
                        .post("/v1/rulesets"),
                400,
                "bad-request");
        String note = "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n" + "\u4e2d".repeat(2_000)
                + "\r\n--x--\r\n";
        problem(
                sending(note.getBytes(UTF_8))
                        .contentType("multipart/form-data; boundary=x")
                        .post("/v1/rulesets"),
                422,
                "invalid-workbooks");
    }

    @ParameterizedTest(name = "{0} names nothing and is refused")
    @ValueSource(strings = {"outcome=FOO", "provision=CN-2025-99/9", "ruleset=1999.1", "outcome="})
    void filters(String filter) {
        problem(get(DETERMINATIONS + "?" + filter), 422, "invalid-parameters");
    }

    @ParameterizedTest(name = "{0} refuses a packed body that is cut off, and one that is made to inflate")
    @ValueSource(
            strings = {
                "/v1/screenings/batch",
                "/v1/replays",
                "/v1/jobs",
                "/v1/screenings/jobs",
                "/v1/determinations/batch?record=false"
            })
    void brokenLines(String address) throws IOException {
        byte[] whole = gzip((SHIPMENT.replace("\n", "") + "\n").repeat(3).getBytes(UTF_8));
        byte[] blanks = gzip(" ".repeat(32 << 20).getBytes(UTF_8));
        assertTrue(blanks.length < (32 << 20) / 250);
        for (byte[] body : List.of(Arrays.copyOf(whole, whole.length - 9), blanks)) {
            Response answer = sending(body)
                    .contentType("application/x-ndjson")
                    .header("Content-Encoding", "gzip")
                    .post(address);
            if (address.contains("determinations")) {
                // here each line that came is answered, and the problem stands in a line of its own
                String[] lines =
                        answer.then().statusCode(200).extract().asString().split("\n");
                JsonBody last = JsonBody.of(lines[lines.length - 1]);
                assertEquals("/problems/bad-request", last.getString("type"));
                assertEquals(400, last.getInt("status"));
            } else {
                problem(answer, 400, "bad-request").body(at("detail", containsString("the body cannot be read on: ")));
            }
        }
    }

    @ParameterizedTest(
            name = "{0} breaks off where its answer had begun before its body broke, and holds no place afterwards")
    @ValueSource(strings = {"/v1/screenings/batch", "/v1/replays"})
    void brokenLater(String address) throws IOException {
        byte[] whole = gzip((SHIPMENT.replace("\n", "") + "\n").repeat(400).getBytes(UTF_8));
        String head = "POST " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\nContent-Length: "
                + (whole.length - 9) + "\r\n\r\n";
        for (int i = 0; i < BODIES_AT_ONCE + 8; i++) {
            try (Socket socket = new Socket()) {
                // read slowly, so that part of the answer still waits when it breaks off
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress("localhost", RestAssured.port));
                socket.getOutputStream().write(head.getBytes(UTF_8));
                socket.getOutputStream().write(whole, 0, whole.length - 9);
                String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                assertFalse(answer.contains("\"totals\""), "who reads it must see that it is not whole");
                assertFalse(answer.endsWith("\r\n0\r\n\r\n"), "nor may it look whole to HTTP");
            }
        }
    }

    @Test
    @DisplayName("over HTTP/2 too an answer whose body broke breaks off")
    void brokenLaterInStreams() throws IOException {
        byte[] whole = gzip((SHIPMENT.replace("\n", "") + "\n").repeat(400).getBytes(UTF_8));
        HttpRequest broken = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/screenings/batch"))
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(whole, whole.length - 9)))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < BODIES_AT_ONCE + 8; i++) {
            assertThrows(IOException.class, () -> client.send(broken, HttpResponse.BodyHandlers.ofString()));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
