package guanka.service.requests;

import static guanka.service.Requests.SHIPMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("the requests of one connection")
class ConnectionsIT {

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(folder.resolve("data"), Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest(name = "{0} is answered {2} with a problem document, and the connection ends")
    @CsvSource(delimiter = '|', textBlock = """
            what is no HTTP                  | abc;;                                                             | 400
            a header with a blank in it      | GET /v1/status HTTP/1.1;Host: localhost;A b: c;;                  | 400
            two lengths                      | POST /v1/determinations HTTP/1.1;Host: localhost;Content-Length: 3;Content-Length: 4;;abcd | 400
            a length that is no number       | POST /v1/determinations HTTP/1.1;Host: localhost;Content-Length: x;; | 400
            a length and pieces              | POST /v1/determinations HTTP/1.1;Host: localhost;Content-Length: 3;Transfer-Encoding: chunked;;0;; | 400
            a body in pieces without a size  | POST /v1/determinations HTTP/1.1;Host: localhost;Content-Type: application/json;Transfer-Encoding: chunked;;zz;{};0;; | 400
            an address without a slash       | GET v1/status HTTP/1.1;Host: localhost;;                          | 400
            OPTIONS of everything            | OPTIONS * HTTP/1.1;Host: localhost;;                              | 400
            CONNECT                          | CONNECT localhost:1 HTTP/1.1;Host: localhost;;                    | 400
            an upgrade without settings      | GET /v1/status HTTP/1.1;Host: localhost;Connection: Upgrade;Upgrade: h2c;; | 400
            a first line that is too long    | GET /LONG HTTP/1.1;Host: localhost;;                              | 414
            headers that are too large       | GET /v1/status HTTP/1.1;Host: localhost;A: LONGLONG;;             | 431""")
    void malformed(String what, String request, int status) throws IOException {
        String bytes = request.replace(";", "\r\n").replace("LONG", "a".repeat(17_000));
        List<String> before = new ArrayList<>(List.of(""));
        if (!bytes.contains("h2c")) {
            // an upgrade is for the first request of a connection
            before.add("GET /v1/vocabularies HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        for (String ahead : before) {
            List<String> answers = List.of(raw(ahead + bytes).split("(?=HTTP/1.1 \\d{3} )"));
            assertEquals(ahead.isEmpty() ? 1 : 2, answers.size(), "each request has one answer");
            String last = answers.get(answers.size() - 1);
            assertTrue(last.startsWith("HTTP/1.1 " + status + " "), last);
            assertTrue(last.contains("content-type: application/problem+json"), last);
            assertEquals(
                    status,
                    JsonBody.of(last.substring(last.indexOf("\r\n\r\n") + 4)).getInt("status"));
        }
    }

    @Test
    @DisplayName("requests sent before the answers to earlier ones are read are answered all, in order")
    void pipelined() throws Exception {
        String facts = SHIPMENT.replace("\n", "");
        String lines = facts + "\n" + facts + "\n";
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            all.append("GET /v1/provisions HTTP/1.1\r\nHost: localhost\r\n\r\n");
            all.append("POST /v1/determinations?record=false HTTP/1.1\r\nHost: localhost\r\n")
                    .append("Content-Type: application/json\r\nContent-Length: " + facts.length() + "\r\n\r\n" + facts);
            all.append("POST /v1/determinations/batch?record=false HTTP/1.1\r\nHost: localhost\r\n")
                    .append("Content-Type: application/x-ndjson\r\n" + (i < 19 ? "" : "Connection: close\r\n"))
                    .append("Content-Length: " + lines.length() + "\r\n\r\n" + lines);
        }
        try (Socket socket = new Socket("localhost", service.uri("/").getPort())) {
            socket.getOutputStream().write(all.toString().getBytes(UTF_8));
            // long enough for what is not read to fill what is between the two
            TimeUnit.MILLISECONDS.sleep(500);
            String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertEquals(60, answers.split("HTTP/1.1 200 ", -1).length - 1);
            assertEquals(60, answers.split("HTTP/1.1 ", -1).length - 1);
        }
    }

    @Test
    @DisplayName("an upgrade to HTTP/2 is made, by the first request, also where it has a body")
    void upgraded() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (String path : List.of("/v1/vocabularies", "/v1/determinations?record=false", "/v1/provisions")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path));
            HttpResponse<String> answer = client.send(
                    path.contains("?")
                            ? request.header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(SHIPMENT))
                                    .build()
                            : request.build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
        }
        HttpClient another =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<String> first = another.send(
                HttpRequest.newBuilder(service.uri("/v1/determinations?record=false"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(SHIPMENT))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, first.statusCode());
        assertEquals(HttpClient.Version.HTTP_2, first.version());
    }

    @Test
    @DisplayName("thousands of requests sent ahead are answered all")
    void manySentAhead() throws Exception {
        String facts = SHIPMENT.replace("\n", "");
        String one = "POST /v1/determinations?record=false HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + facts.length() + "\r\n";
        byte[] all = ((one + "\r\n" + facts).repeat(1999) + one + "Connection: close\r\n\r\n" + facts).getBytes(UTF_8);
        try (Socket socket = new Socket("localhost", service.uri("/").getPort())) {
            new Thread(() -> {
                        try {
                            socket.getOutputStream().write(all);
                        } catch (IOException gone) {
                            throw new UncheckedIOException(gone);
                        }
                    })
                    .start();
            int answers = 0;
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers += line.endsWith("HTTP/1.1 200 OK") ? 1 : 0;
            }
            assertEquals(2000, answers);
        }
    }

    @Test
    @DisplayName("connections that close in the middle of a request sent ahead are open no longer")
    void closedInTheMiddle() throws Exception {
        byte[] batch = (SHIPMENT.replace("\n", "") + "\n").repeat(1000).getBytes(UTF_8);
        String first = "POST /v1/determinations/batch?record=false HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: " + batch.length + "\r\n\r\n";
        String half = "POST /v1/determinations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{";
        int before = connections();
        for (int i = 0; i < 4; i++) {
            List<Socket> open = new ArrayList<>();
            for (int k = 0; k < 8; k++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4096);
                socket.connect(
                        new InetSocketAddress("localhost", service.uri("/").getPort()));
                socket.getOutputStream().write(first.getBytes(UTF_8));
                socket.getOutputStream().write(batch);
                socket.getOutputStream().write(half.getBytes(UTF_8));
                open.add(socket);
            }
            // the first is worked on
            for (Socket socket : open) {
                assertNotEquals(-1, socket.getInputStream().read());
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (connections() > before && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        int after = connections();
        assertTrue(after <= before, () -> after + " connections are open, of " + before + " before");
    }

    private static int connections() throws IOException {
        return raw("GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .lines()
                .filter(line -> line.startsWith("vertx_http_connections_current"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", service.uri("/").getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
