package guanka.service.attacks;

import static guanka.service.Requests.SHIPMENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.ServiceProcess;
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
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged input of every kind: requests, shipments, workbooks, kjars. A seed makes one input, and the same one always. Kept seeds come
 * first; then new ones for as long as {@code -Dguanka.fuzz} says, ten seconds in a build and an hour in the long run.
 */
class FuzzIT {

    private static final Path SEEDS =
            Path.of("src", "test", "resources", "guanka", "service", "attacks", "fuzz-seeds.txt");

    @TempDir
    Path folder;

    private byte[] workbook;
    private byte[] kjar;

    @Test
    @DisplayName(
            "whatever comes in is answered, by no more than a refusal; nothing is told of the inside, and the service decides on")
    void anything() throws Exception {
        Duration time = Duration.parse(System.getProperty("guanka.fuzz", "PT10S"));
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"), Map.of(), "-Xmx512m")) {
            workbook = download(service, "/v1/rulesets/active/workbooks/parties.xlsx");
            kjar = download(service, "/v1/rulesets/active/release");
            for (String line : Files.readAllLines(SEEDS)) {
                if (!line.startsWith("#")) {
                    send(service, Long.parseLong(line.strip()));
                }
            }
            long end = System.nanoTime() + time.toNanos();
            long first = System.currentTimeMillis();
            long seed = first;
            for (; System.nanoTime() < end; seed++) {
                send(service, seed);
            }
            System.out.println((seed - first) + " inputs, seeds from " + first);
            assertEquals(200, service.get("/q/health/ready").statusCode());
            assertEquals(
                    200,
                    service.post("/v1/determinations", "application/json", SHIPMENT)
                            .statusCode());
            assertFalse(service.said().contains("OutOfMemoryError"));
            // a form that ends in the middle leaves an incident in the log, although nobody is left to be answered
            service.said()
                    .lines()
                    .filter(line -> line.contains("incident"))
                    .limit(5)
                    .forEach(System.out::println);
        }
    }

    private static byte[] download(ServiceProcess service, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(service.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    private void send(ServiceProcess service, long seed) throws IOException {
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
        assertTrue(answer.isEmpty() || answer.matches("(?s)\\S+ [1-5]\\d\\d[ \\r].*"), what);
        assertFalse(answer.matches("(?s)\\S+ 500 .*"), what);
        assertFalse(answer.contains("\tat ") || answer.contains("Stack:"), what + " tells a stack trace");
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

    private static byte[] damaged(byte[] whole, Random random) {
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
