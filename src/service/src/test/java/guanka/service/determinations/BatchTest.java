package guanka.service.determinations;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.Circle;
import guanka.service.contract.JsonBody;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BatchTest {

    private static final String BATCH = DETERMINATIONS + "/batch";

    @TestHTTPResource("/")
    URI service;

    private static String referring(String reference) {
        return SHIPMENT.replace("R-1", reference).replace("\n", " ");
    }

    private static Response batch(String query, byte[] lines) {
        return sending(lines).contentType("application/x-ndjson").post(BATCH + query);
    }

    private static List<JsonBody> answers(Response response) {
        return response.then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(JsonBody::of)
                .toList();
    }

    @Test
    @DisplayName("each line is answered in order, and each answer is a record of its own")
    void inOrder() {
        int count = 1_500;
        String lines =
                IntStream.range(0, count).mapToObj(i -> referring("B-" + i)).collect(Collectors.joining("\n"));

        String[] answers = batch("", lines.getBytes(UTF_8))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .split("\n");

        assertEquals(count, answers.length);
        var ids = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            JsonBody answer = JsonBody.of(answers[i]);
            assertEquals("B-" + i, answer.getString("reference"));
            ids.add(answer.getString("id"));
        }
        assertEquals(count, ids.size());
        String last = JsonBody.of(answers[count - 1]).getString("id");
        assertArrayEquals(
                answers[count - 1].getBytes(UTF_8),
                get(DETERMINATIONS + "/" + last).asByteArray());
    }

    @Test
    @DisplayName("lines that are large by their facts are answered in their place among the others, each recorded once")
    void largeAmongOthers() {
        String large = Circle.of(14);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(i % 130 == 1 ? large : i % 50 == 2 ? "no json" : referring("L-" + i));
        }
        String key = UUID.randomUUID().toString();

        List<String> answers = keyed(key, lines);

        assertEquals(lines.size(), answers.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonBody answer = JsonBody.of(answers.get(i));
            if (i % 130 == 1) {
                assertTrue(answers.get(i).length() > 1_000_000, "the answer to a large line");
                assertNotNull(answer.getString("outcome"));
            } else if (i % 50 == 2) {
                assertEquals("/problems/not-json", answer.getString("type"));
            } else {
                assertEquals("L-" + i, answer.getString("reference"));
            }
        }
        assertEquals(answers, keyed(key, lines), "the same key, the same records");
    }

    private static List<String> keyed(String key, List<String> lines) {
        return sending(String.join("\n", lines).getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", key)
                .post(BATCH)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    @Test
    @DisplayName("a broken line spoils only itself and is named; empty lines are passed over")
    void brokenLines() {
        String lines = referring("OK-1") + "\n\nno json\n" + referring("OK-2").replace("\"DE\"", "\"de\"") + "\r\n"
                + referring("OK-3");

        List<JsonBody> answers = answers(batch("", lines.getBytes(UTF_8)));

        assertEquals(4, answers.size());
        assertEquals("OK-1", answers.get(0).getString("reference"));
        assertEquals("/problems/not-json", answers.get(1).getString("type"));
        assertTrue(answers.get(1).getString("detail").startsWith("line 3 of the body: "));
        assertEquals(422, answers.get(2).getInt("status"));
        assertTrue(answers.get(2).getString("detail").startsWith("line 4 of the body: "));
        assertEquals("OK-3", answers.get(3).getString("reference"));
    }

    @Test
    @DisplayName("a body packed with gzip is read; one that is made to inflate is cut off with a problem")
    void packed() throws IOException {
        byte[] lines = (referring("ZIP-1") + "\n" + referring("ZIP-2") + "\n").getBytes(UTF_8);
        List<JsonBody> answers = answers(packed(gzip(lines, 1)));
        assertEquals(
                List.of("ZIP-1", "ZIP-2"),
                answers.stream().map(a -> a.getString("reference")).toList());

        byte[] bomb = gzip(" ".repeat(1 << 20).getBytes(UTF_8), 64);
        List<JsonBody> refused = answers(packed(bomb));
        assertEquals(1, refused.size());
        assertEquals("/problems/bad-request", refused.get(0).getString("type"));

        problem(
                sending(lines)
                        .contentType("application/x-ndjson")
                        .header("Content-Encoding", "br")
                        .post(BATCH),
                415,
                "unsupported-media-type");
        problem(packed("plain".getBytes(UTF_8)), 400, "bad-request");
    }

    private static Response packed(byte[] body) {
        return sending(body)
                .contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .post(BATCH);
    }

    private static byte[] gzip(byte[] bytes, int times) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
        }
        return packed.toByteArray();
    }

    @Test
    @DisplayName("a batch that broke off can be sent again under its key: what was recorded is answered as it was")
    void sentAgain() {
        String first = referring("AGAIN-1") + "\n" + referring("AGAIN-2") + "\n";
        List<JsonBody> begun = answers(keyed(first));
        List<JsonBody> whole = answers(keyed(first + referring("AGAIN-3") + "\n"));

        assertEquals(begun.get(0).getString("id"), whole.get(0).getString("id"));
        assertEquals(begun.get(1).getString("id"), whole.get(1).getString("id"));
        for (int i = 1; i <= 3; i++) {
            get(DETERMINATIONS + "?reference=AGAIN-" + i).then().body(at("records", hasSize(1)));
        }
    }

    private static Response keyed(String lines) {
        return sending(lines.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", "batch-7")
                .post(BATCH);
    }

    @Test
    @DisplayName("lines are answered while the body is still being sent")
    void bothWays() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + BATCH + " HTTP/1.1\r\nHost: " + service.getHost()
                            + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (int i = 0; i < 3; i++) {
                chunk(out, referring("TALK-" + i) + "\n");
                String answer = nextAnswer(in);
                assertEquals("TALK-" + i, JsonBody.of(answer).getString("reference"));
            }
            out.write("0\r\n\r\n".getBytes(UTF_8));
            out.flush();
        }
    }

    /** The next line of the answer, which may come in several chunks. */
    private static String nextAnswer(BufferedReader in) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (String line; (line = in.readLine()) != null; ) {
            boolean text = line.startsWith("{") || !answer.isEmpty() && !line.matches("[0-9a-f]*");
            if (text) {
                answer.append(line);
            }
            if (text && line.endsWith("}") && isWhole(answer.toString())) {
                return answer.toString();
            }
        }
        throw new IOException("the connection ended without an answer");
    }

    private static boolean isWhole(String json) {
        try {
            JsonBody.of(json);
            return true;
        } catch (IllegalArgumentException cutOff) {
            return false;
        }
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(UTF_8));
        out.flush();
    }

    @Test
    @DisplayName("a caller that leaves in the middle leaves whole records only, and the service goes on")
    void dropped() throws IOException {
        for (int round = 0; round < 3; round++) {
            try (Socket socket = new Socket(service.getHost(), service.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + BATCH + " HTTP/1.1\r\nHost: " + service.getHost()
                                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .getBytes(UTF_8));
                for (int i = 0; i < 400; i++) {
                    chunk(out, referring("DROP-" + round) + "\n");
                }
                chunk(out, referring("DROP-HALF").substring(0, 40));
            }
        }
        List<String> ids = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            ids.addAll(get(DETERMINATIONS + "?limit=1000&reference=DROP-" + round)
                    .as(JsonBody.class)
                    .get("records.id"));
        }
        for (String id : ids.subList(0, Math.min(50, ids.size()))) {
            assertNotNull(get(DETERMINATIONS + "/" + id).as(JsonBody.class).get("outcome"));
        }
        get(DETERMINATIONS + "?reference=DROP-HALF").then().body(at("records", hasSize(0)));
        assertEquals(1, answers(batch("", referring("AFTER").getBytes(UTF_8))).size());
    }
}
