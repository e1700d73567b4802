package guanka.service.attacks;

import static guanka.service.Requests.SHIPMENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.ServiceProcess;
import guanka.service.contract.Contract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged input of every kind: requests, shipments, workbooks, kjars. A seed makes one input, and the same one always as long as the
 * packed ruleset is the same. A build tries the kept seeds, so that it does not depend on chance; the long run then tries new ones for as
 * long as {@code -Dguanka.fuzz} says, from {@code -Dguanka.fuzz.seed} or from the clock, and names them. Every operation gets as many
 * requests as {@code -Dguanka.fuzz.each} says.
 */
class FuzzIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Path SEEDS =
            Path.of("src", "test", "resources", "guanka", "service", "attacks", "fuzz-seeds.txt");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(folder.resolve("data"), Map.of(), "-Xmx512m");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private byte[] workbook;
    private byte[] kjar;

    @Test
    @DisplayName(
            "whatever comes in is answered, by no more than a refusal; nothing is told of the inside, and the service decides on")
    void anything() throws Exception {
        Duration time = Duration.parse(System.getProperty("guanka.fuzz", "PT0S"));
        workbook = download(service, "/v1/rulesets/active/workbooks/parties.xlsx");
        kjar = download(service, "/v1/rulesets/active/release");
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(SEEDS)) {
            if (!line.startsWith("#")) {
                send(service, Long.parseLong(line.strip())).ifPresent(wrong::add);
            }
        }
        if (!time.isZero()) {
            long end = System.nanoTime() + time.toNanos();
            long first = Long.getLong("guanka.fuzz.seed", System.currentTimeMillis());
            long seed = first;
            for (; System.nanoTime() < end && wrong.size() < 40; seed++) {
                send(service, seed).ifPresent(wrong::add);
            }
            System.out.println((seed - first) + " inputs, seeds from " + first);
        }
        assertEquals("", String.join("\n", wrong));
        decidesOn();
    }

    private static void decidesOn() {
        assertEquals(200, service.get("/q/health/ready").statusCode());
        assertEquals(
                200,
                service.post("/v1/determinations", "application/json", SHIPMENT).statusCode());
        assertFalse(service.said().contains("OutOfMemoryError"));
        // also where nobody is left to be answered
        assertEquals(
                List.of(),
                service.said()
                        .lines()
                        .filter(line -> line.contains("incident"))
                        .limit(5)
                        .toList());
    }

    @Tag("long")
    @Test
    @DisplayName(
            "every operation answers whatever is made of its description by no more than a refusal, and as described")
    void everyOperation() throws Exception {
        List<MutatedRequest.Operation> operations = MutatedRequest.operations();
        int each = Integer.getInteger("guanka.fuzz.each", 3);
        Map<String, List<String>> known = known();
        long first = Long.getLong("guanka.fuzz.seed", 1);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (int turn = 0; turn < each; turn++) {
            for (int i = 0; i < operations.size(); i++) {
                long seed = first + (long) turn * operations.size() + i;
                MutatedRequest request = MutatedRequest.of(operations.get(i), new Random(seed), known);
                HttpResponse<byte[]> answer;
                try {
                    answer = sent(request);
                } catch (IOException unanswered) {
                    wrong.add("seed " + seed + ", " + request.method() + " " + request.target() + ": " + unanswered);
                    continue;
                }
                statuses.merge(answer.statusCode() / 100 * 100, 1, Integer::sum);
                List<String> mistakes = mistakes(request, answer);
                if (!mistakes.isEmpty() && wrong.size() < 40) {
                    wrong.add("seed " + seed + ", " + request.method() + " " + request.target() + " "
                            + request.headers() + ": " + answer.statusCode() + " " + mistakes);
                }
            }
        }
        System.out.println(each * operations.size() + " mutated requests to " + operations.size()
                + " operations, seeds from " + first + ", answers by class " + statuses);
        assertEquals("", String.join("\n", wrong));
        decidesOn();
    }

    private static List<String> mistakes(MutatedRequest request, HttpResponse<byte[]> answer) throws IOException {
        byte[] body = answer.body();
        if (answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip") && body.length > 0) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        List<String> mistakes = new ArrayList<>();
        if (answer.statusCode() >= 500) {
            mistakes.add(new String(body, UTF_8));
        }
        if (new String(body, UTF_8).contains("\tat ")) {
            mistakes.add("a stack trace");
        }
        if (request.path().startsWith("/v1/")) {
            List<String> found = Contract.mistakes(
                    request.method(),
                    request.path(),
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(null),
                    body);
            mistakes.addAll(found.subList(0, Math.min(3, found.size())));
        }
        return mistakes;
    }

    private static HttpResponse<byte[]> sent(MutatedRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(service.uri(request.target()))
                .timeout(Duration.ofSeconds(60))
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        try {
            return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException closed) {
            // a kept connection may be closed in the moment in which it is used again
            return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** What there is, by the path before its name. */
    private static Map<String, List<String>> known() throws IOException {
        String recorded = JSON.readTree(service.post("/v1/determinations", "application/json", SHIPMENT)
                        .body())
                .path("id")
                .asText();
        String job = JSON.readTree(service.post("/v1/jobs", "application/x-ndjson", SHIPMENT.replace("\n", " "))
                        .body())
                .path("id")
                .asText();
        String version = JSON.readTree(service.get("/v1/rulesets/active").body())
                .path("version")
                .asText();
        List<String> versions = List.of("active", version);
        return Map.of(
                "/v1/determinations/", List.of(recorded),
                "/v1/jobs/", List.of(job),
                "/v1/jobs/{id}/parts/", List.of("1", "2"),
                "/v1/watches/", List.of("SO-1", "SO-2", "a/b"),
                "/v1/rulesets/", versions,
                "/v1/rulesets/{version}/workbooks/", List.of("provisions.xlsx", "parties.xlsx"),
                "/v1/provisions/", List.of("CN-2025-61/1.3", "US-EAR/738"),
                "/problems/", List.of("not-found"));
    }

    private static byte[] download(ServiceProcess service, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(service.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    /** What is wrong with the answer to the input of a seed. */
    private Optional<String> send(ServiceProcess service, long seed) throws IOException {
        var random = new Random(seed);
        byte[] request =
                switch (random.nextInt(8)) {
                    case 0 -> form("provisions.xlsx", damaged(workbook, random));
                    case 1 -> form("release.jar", damaged(kjar, random));
                    case 2, 3 ->
                        damaged(request("/v1/determinations?record=false", "application/json", text(random)), random);
                    case 4 -> request("/v1/determinations/batch?record=false", "application/x-ndjson", text(random));
                    case 5 -> request("/v1/timelines?from=2025-10-01&to=2025-12-01", "application/json", text(random));
                    case 6 -> request("/v1/screenings", "application/json", text(random));
                    default -> request("/v1/determinations?record=false", "application/json", text(random));
                };
        String answer = answer(service, request);
        String what = "seed " + seed + ": " + answer.lines().findFirst().orElse("nothing");
        // what is no HTTP is answered under the name that it gave to its protocol
        if (!answer.isEmpty() && !answer.matches("(?s)\\S+ [1-5]\\d\\d[ \\r].*") || answer.matches("(?s)\\S+ 500 .*")) {
            return Optional.of(what);
        }
        return answer.contains("\tat ") || answer.contains("Stack:")
                ? Optional.of(what + " tells a stack trace")
                : Optional.empty();
    }

    /** A shipment with some tokens taken out, doubled or put in the place of others: often JSON still. */
    private static byte[] text(Random random) {
        List<String> tokens = new ArrayList<>(List.of(SHIPMENT.split("(?<=[,:{}\\[\\]])")));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(5)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> tokens.set(at, "null,");
                case 3 -> tokens.set(at, "\"" + (char) random.nextInt(0xFFFF) + "\",");
                default -> tokens.set(at, "1e" + random.nextInt(400) + ",");
            }
        }
        return String.join("", tokens).getBytes(UTF_8);
    }

    static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
        }
        return bytes;
    }

    private static byte[] request(String path, String type, byte[] body) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                        + type + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] form(String name, byte[] file) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--x--\r\n".getBytes(UTF_8));
        return request("/v1/rulesets", "multipart/form-data; boundary=x", form.toByteArray());
    }

    /** What comes back until the connection is closed, or nobody says anything for a while: damage can announce more than it sends. */
    private static String answer(ServiceProcess service, byte[] request) throws IOException {
        var answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", service.uri("/").getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
        } catch (IOException closed) {
            // closed in the middle of what was sent, or silent
        }
        return answer.toString(UTF_8);
    }
}
