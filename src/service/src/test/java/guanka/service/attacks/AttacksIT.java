package guanka.service.attacks;

import static guanka.service.Requests.SHIPMENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.Circle;
import guanka.service.ServiceProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Attacks that once stopped the service or ran code in it, against the packed service with a small heap. After each it decides on. */
class AttacksIT {

    private static final String JSON = "application/json";
    private static final int CONNECTIONS = 500;
    /** Half of what the systemd unit gives, and its patience with an allocation. */
    static final String[] SMALL_HEAP = {
        "-Xmx512m",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:GCLockerRetryAllocationCount=50"
    };

    @TempDir
    static Path folder;

    private static ServiceProcess service;
    private static Callers callers;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(
                folder.resolve("data"),
                Map.of(
                        "GUANKA_COSTLY_TIME", "5s",
                        "GUANKA_JOBS_WAITING_MAX", "5",
                        "GUANKA_CONNECTIONS_OF_AN_ADDRESS", String.valueOf(CONNECTIONS)),
                SMALL_HEAP);
        callers = new Callers(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void ready() {
        HttpResponse<String> ready = service.get("/q/health/ready");
        assertEquals(200, ready.statusCode(), ready.body());
    }

    @AfterEach
    void decidesOn() {
        ready();
        HttpResponse<String> decided = service.post("/v1/determinations", JSON, SHIPMENT);
        assertEquals(200, decided.statusCode(), decided.body());
        String said = service.said();
        assertFalse(said.contains("OutOfMemoryError"), said);
    }

    private static HttpResponse<String> upload(String name, byte[] file) {
        var form = new ByteArrayOutputStream();
        form.writeBytes(("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--x--\r\n".getBytes(UTF_8));
        return service.send(HttpRequest.newBuilder(service.uri("/v1/rulesets"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray())));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("eight hostile uploads at once, kjars among them, are refused while decisions go on within 512 MB")
    void hostileUploads() throws Exception {
        byte[] noise = new byte[30 << 20];
        new Random(1).nextBytes(noise);
        byte[] bomb = zip(Map.of("cases/bomb.json", new byte[199 << 20]));
        byte[] stored = "META-INF/guanka/manifest.sig".getBytes(UTF_8);
        List<byte[]> kjars = List.of(bomb, noise, stored);
        ExecutorService uploaders = Executors.newFixedThreadPool(8);
        Set<Integer> answers = new TreeSet<>();
        try {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                int which = i;
                all.add(CompletableFuture.supplyAsync(
                        () -> (which % 4 == 3
                                        ? upload("provisions.xlsx", noise)
                                        : upload("r" + which + ".jar", kjars.get(which % 4)))
                                .statusCode(),
                        uploaders));
            }
            while (!all.stream().allMatch(CompletableFuture::isDone)) {
                assertEquals(
                        200, service.post("/v1/determinations", JSON, SHIPMENT).statusCode());
            }
            all.forEach(upload -> answers.add(upload.join()));
        } finally {
            uploaders.shutdownNow();
        }
        answers.remove(503); // no room at that moment
        assertEquals(Set.of(422), answers);
    }

    @Test
    @DisplayName(
            "a job of dear lines takes no more memory than it may; other work goes on beside it, but not any number of jobs behind it")
    void dearJob() throws Exception {
        awaitNoJob();
        String line = Circle.of(14) + "\n";
        HttpResponse<String> dear = service.post("/v1/jobs", "application/x-ndjson", line.repeat(100));
        assertEquals(202, dear.statusCode(), dear.body());
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> one = service.post("/v1/jobs", "application/x-ndjson", "{}\n");
            assertEquals(202, one.statusCode(), one.body());
            waiting.add(one.headers().firstValue("Location").orElseThrow());
        }
        HttpResponse<String> tooMany = service.post("/v1/screenings/jobs", "application/x-ndjson", "{}\n");
        assertEquals(429, tooMany.statusCode(), tooMany.body());
        assertTrue(tooMany.body().contains("/problems/too-many-jobs"), tooMany.body());
        assertTrue(tooMany.headers().firstValue("Retry-After").isPresent());
        callers.decidesFor(20, 200);
        String job = dear.headers().firstValue("Location").orElseThrow();
        waiting.add(job);
        for (String one : waiting) {
            assertEquals(200, service.post(one + "/cancellation", JSON, "").statusCode());
        }
    }

    @Test
    @DisplayName(
            "batches of lines whose answers are hundreds of times as long are decided as far as there is room; other work goes on beside them")
    void dearBatches() throws Exception {
        String mistakes = SHIPMENT.replace("\n", " ")
                .replace("\"controlCodes\":[]", "\"controlCodes\":[" + "\"?\",".repeat(199) + "\"?\"]");
        List<String> batches = List.of(
                (Circle.of(14) + "\n").repeat(100),
                (Circle.of(40) + "\n").repeat(8),
                (mistakes + "\n").repeat(1000),
                (thousandLines() + "\n").repeat(20));
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                byte[] lines = batches.get(i % 4).getBytes(ISO_8859_1);
                Socket socket = callers.unread(held);
                socket.getOutputStream()
                        .write(("POST /v1/determinations/batch?record=false HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: application/x-ndjson\r\nContent-Length: " + lines.length
                                        + "\r\n\r\n")
                                .getBytes(ISO_8859_1));
                socket.getOutputStream().write(lines);
            }
            callers.decidesFor(40, 200);
        } finally {
            Callers.close(held);
        }
    }

    /** Two parties and as many lines as may be, under the law that makes most of them. */
    static String thousandLines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            lines.add("{\"id\":\"" + i + "\",\"controlCodes\":[\"3A001\"]}");
        }
        return "{\"exportDate\":\"2025-10-20\",\"exportFrom\":\"US\",\"destination\":\"CN\",\"jurisdictions\":[\"US\"],"
                + "\"parties\":[{\"id\":\"a\",\"roles\":[\"END_USER\"]},{\"id\":\"b\",\"roles\":[\"CONSIGNEE\"]}],\"lines\":["
                + String.join(",", lines) + "]}";
    }

    @Test
    @DisplayName("a batch of lines whose answers are hundreds of times as long is answered whole, in order")
    void dearBatch() throws Exception {
        HttpResponse<String> answer = service.post(
                "/v1/determinations/batch?record=false", "application/x-ndjson", (Circle.of(14) + "\n").repeat(12));
        assertEquals(200, answer.statusCode(), answer.body());
        List<String> lines = answer.body().lines().toList();
        assertEquals(12, lines.size());
        lines.forEach(line -> assertTrue(line.length() > 1_000_000 && line.contains("\"outcome\""), line));
    }

    /** Jobs whose callers broke off end a moment later. */
    private static void awaitNoJob() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            String jobs = service.get("/v1/jobs").body();
            if (Stream.of("RECEIVING", "QUEUED", "RUNNING").noneMatch(jobs::contains)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("jobs do not end");
    }

    @ParameterizedTest(name = "{0} companies")
    @ValueSource(ints = {48, 100})
    @DisplayName(
            "companies in a circle are decided, or refused with what was too much, before the connection is given up")
    void largeCircle(int companies) {
        HttpResponse<String> answer = service.post("/v1/determinations?record=false", JSON, Circle.of(companies));
        String tooMuch =
                switch (answer.statusCode()) {
                    case 200 -> "";
                    case 422 -> "more than 300000 facts";
                    default -> "5000 ms";
                };
        assertTrue(Set.of(200, 422, 503).contains(answer.statusCode()), answer.body());
        assertTrue(answer.body().contains(tooMuch), answer.body());
    }

    @Test
    @DisplayName("packed lists of partners that become large trees are read a few at a time")
    void largeTrees() throws Exception {
        String nested = ("{\"a\":".repeat(94) + "1" + "}".repeat(94) + ",").repeat(5_200);
        byte[] parties = gzip("{\"parties\":[" + nested.substring(0, nested.length() - 1) + "]}");
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(senders.submit(() -> packed("/v1/screenings", parties)));
        }
        senders.shutdown();
        for (Future<Integer> answer : answers) {
            assertTrue(Set.of(422, 503).contains(answer.get()), () -> "answered " + answers);
        }
    }

    private static int packed(String address, byte[] gzip) {
        return service.send(HttpRequest.newBuilder(service.uri(address))
                        .header("Content-Type", JSON)
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(gzip)))
                .statusCode();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a body that says no length is read no further than one that does")
    @ValueSource(strings = {"/v1/subscriptions", "/v1/clearances", "/v1/rulesets/active/approval"})
    void bodiesWithoutALength(String address) throws IOException {
        byte[] piece = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        try (Socket socket = new Socket("127.0.0.1", service.uri("/").getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST " + address + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + JSON
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(ISO_8859_1));
            for (int i = 0; i < 8; i++) {
                socket.getOutputStream().write(piece);
            }
            String head = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
            assertEquals("HTTP/1.1 413", head);
        }
    }

    @Test
    @DisplayName("large bodies that all come at once and never end are kept as far as there is room; small ones go on")
    void largeBodies() throws Exception {
        List<Socket> held = new ArrayList<>();
        byte[] mebibyte = " ".repeat(1 << 20).getBytes(ISO_8859_1);
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", service.uri("/").getPort());
                held.add(socket);
                boolean isOfLines = i % 4 == 0;
                socket.getOutputStream()
                        .write(("POST " + (isOfLines ? "/v1/jobs" : "/v1/determinations?record=false")
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                        + (isOfLines ? "application/x-ndjson" : JSON)
                                        + "\r\nContent-Length: 8388608\r\n\r\n{")
                                .getBytes(ISO_8859_1));
            }
            ExecutorService senders = Executors.newFixedThreadPool(100);
            held.forEach(socket -> senders.execute(() -> {
                try {
                    for (int i = 0; i < 7; i++) {
                        socket.getOutputStream().write(mebibyte);
                    }
                } catch (IOException refused) {
                    // as it may be
                }
            }));
            senders.shutdown();
            callers.decidesFor(20, 50);
        } finally {
            Callers.close(held);
        }
    }

    @Test
    @DisplayName(
            "200 readers of something large that never read get it as far as there is room; everybody else goes on")
    void answersThatNobodyReads() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = callers.unread(held);
                socket.getOutputStream()
                        .write("GET /v1/rulesets/active/release HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(ISO_8859_1));
            }
            callers.decidesFor(20, 100);
        } finally {
            Callers.close(held);
        }
    }

    @Test
    @DisplayName("made-up methods, many at once, are refused and do not become names of metrics")
    void methods() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(25);
        try {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String method = "M" + i;
                answers.add(CompletableFuture.supplyAsync(
                        () -> service.send(HttpRequest.newBuilder(service.uri("/x"))
                                .method(method, HttpRequest.BodyPublishers.noBody())),
                        callers));
            }
            for (CompletableFuture<HttpResponse<String>> sent : answers) {
                HttpResponse<String> answer = sent.get();
                assertTrue(answer.statusCode() >= 400, () -> answer.statusCode() + answer.body());
            }
        } finally {
            callers.shutdown();
        }
        String metrics = service.get("/q/metrics").body();
        assertFalse(metrics.contains("method=\"M"), "a method became a label");
    }

    @Test
    @DisplayName("200 bodies that never come leave room for everybody else: readiness, reading, decisions with a key")
    void slowBodies() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", service.uri("/").getPort());
                held.add(socket);
                String type = i % 2 == 0 ? "application/x-ndjson" : "multipart/form-data; boundary=x";
                socket.getOutputStream()
                        .write(("POST " + (i % 2 == 0 ? "/v1/jobs" : "/v1/rulesets")
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                                        + "\r\nContent-Length: 1000\r\n\r\n-")
                                .getBytes(ISO_8859_1));
            }
            ready();
            assertEquals(200, service.get("/v1/rulesets").statusCode());
            HttpResponse<String> keyed =
                    service.post("/v1/determinations", JSON, SHIPMENT, "Idempotency-Key", "slow-bodies");
            assertEquals(200, keyed.statusCode(), keyed.body());
        } finally {
            Callers.close(held);
        }
    }

    private static String statusOf(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
    }

    @Test
    @DisplayName("an address holds as many connections as it may, and gets others once it has closed some")
    void connectionsOfAnAddress() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket("127.0.0.1", service.uri("/").getPort());
                held.add(socket);
                if (statusOf(socket).endsWith("503")) {
                    break; // the client of the test holds connections too
                }
            }
            try (Socket late = new Socket("127.0.0.1", service.uri("/").getPort())) {
                assertEquals("HTTP/1.1 503", statusOf(late));
            }
        } finally {
            Callers.close(held);
        }
        for (int i = 0; i < 600; i++) {
            try (Socket again = new Socket("127.0.0.1", service.uri("/").getPort())) {
                if (statusOf(again).endsWith("200")) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("closed connections are counted still");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", service.uri("/").getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    @DisplayName("what two programs could read as different requests is not read at all")
    void smuggling() throws Exception {
        String second = "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String both = raw("POST /v1/determinations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked, xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + second);
        assertTrue(both.startsWith("HTTP/1.1 400"), both);
        assertEquals(1, both.split("HTTP/1\\.1 ", -1).length - 1, both);
        String packed = raw("POST /v1/determinations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        assertTrue(packed.startsWith("HTTP/1.1 400"), packed);
        String hosts =
                raw("GET /v1/status HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(hosts.startsWith("HTTP/1.1 400"), hosts);
        String host = raw("GET /v1/status HTTP/1.1\r\nHost: a#b\r\nConnection: close\r\n\r\n");
        assertTrue(host.startsWith("HTTP/1.1 400"), host);
        assertTrue(host.contains("application/problem+json"), host);
        assertFalse(host.contains("Stack"), host);
        String address = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(address.startsWith("HTTP/1.1 400"), address);
    }

    @Test
    @DisplayName("uploads stand in a folder that nobody else can read or write")
    void uploadFolder() throws IOException {
        Path uploads = folder.resolve("data/uploads");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(uploads)));
    }

    /** A class that leaves a file when it is made. */
    private static byte[] canary() {
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "guanka/common/Canary", null, "java/lang/Object", null);
        MethodVisitor made = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        made.visitCode();
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        made.visitTypeInsn(Opcodes.NEW, "java/io/FileOutputStream");
        made.visitInsn(Opcodes.DUP);
        made.visitLdcInsn("canary");
        made.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/io/FileOutputStream", "<init>", "(Ljava/lang/String;)V", false);
        made.visitInsn(Opcodes.POP);
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(0, 0);
        made.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    @DisplayName(
            "whoever writes to the database runs nothing: a kjar that was put in the place of another is not loaded")
    void otherKjarInTheStore() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path data = own.resolve("data");
        String record;
        try (ServiceProcess before = ServiceProcess.start(data, Map.of())) {
            HttpResponse<String> decided = before.post("/v1/determinations", JSON, SHIPMENT);
            record = decided.headers().firstValue("Content-Location").orElseThrow();
        }
        String digest = "sha256:" + "0".repeat(64);
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("guanka.db"))) {
            byte[] kjar;
            try (var kept = database.createStatement().executeQuery("SELECT kjar FROM kjars")) {
                kept.next();
                kjar = kept.getBytes(1);
            }
            try (PreparedStatement put = database.prepareStatement("INSERT INTO kjars (digest, kjar) VALUES (?, ?)")) {
                put.setString(1, digest);
                put.setBytes(2, withCanary(kjar));
                put.executeUpdate();
            }
            try (PreparedStatement point = database.prepareStatement("UPDATE records SET ruleset = ? WHERE kind = ?")) {
                point.setString(1, digest);
                point.setString(2, "DETERMINATION");
                assertEquals(1, point.executeUpdate());
            }
        }
        try (ServiceProcess after = ServiceProcess.start(data, Map.of())) {
            HttpResponse<String> replayed = after.post(record + "/replay", JSON, "");
            assertTrue(replayed.body().contains("/problems/damaged-record"), replayed.statusCode() + replayed.body());
            after.get(record.substring("/v1".length()));
        }
        try (var left = Files.walk(folder)) {
            assertTrue(left.noneMatch(file -> file.endsWith("canary")), "a class of the kjar was run");
        }
    }

    private static byte[] withCanary(byte[] kjar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(kjar))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                byte[] content = zip.readAllBytes();
                entries.put(
                        entry.getName(),
                        entry.getName().endsWith("drools-model")
                                ? (new String(content, UTF_8).stripTrailing() + "\nguanka.common.Canary\n")
                                        .getBytes(UTF_8)
                                : content);
            }
        }
        entries.put("guanka/common/Canary.class", canary());
        return zip(entries);
    }
}
