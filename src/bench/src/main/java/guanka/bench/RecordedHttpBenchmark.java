package guanka.bench;

import guanka.engine.Guanka;
import guanka.engine.ruleset.Ruleset;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What recording costs over HTTP: single requests that are recorded against a bare echo, and a batch that is recorded against the
 * engine alone on all processors, in turns. With {@code GUANKA_DB_URL} set the service records in that PostgreSQL, else in SQLite.
 */
public final class RecordedHttpBenchmark {

    private static final int CONNECTIONS = 64;

    private RecordedHttpBenchmark() {}

    /** {@code [lines of a batch] [seconds of other turns] [turns of each] [seconds to warm up] [heap of the service, for example 512m]}. */
    public static void main(String[] args) throws Exception {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        int warmUp = args.length > 3 ? Integer.parseInt(args[3]) : 30;
        String heap = args.length > 4 ? args[4] : "512m";
        Path root = Rulesets.root();
        Path work = Files.createDirectories(root.resolve("src/bench/target/http"));
        int port = HttpBenchmark.freePort();
        int echoPort = HttpBenchmark.freePort();
        Process service = HttpBenchmark.start(
                root.resolve("src/service/target/quarkus-app/quarkus-run.jar"), port, work, "-Xmx" + heap);
        Process echo =
                HttpBenchmark.start(root.resolve("src/bench/echo/target/quarkus-app/quarkus-run.jar"), echoPort, work);
        try {
            String decide = "http://127.0.0.1:" + port + "/v1/determinations";
            String bare = "http://127.0.0.1:" + echoPort + "/echo/";
            HttpBenchmark.awaitStart("http://127.0.0.1:" + port + "/q/health/ready");
            HttpBenchmark.awaitStart("http://127.0.0.1:" + echoPort + "/");
            Guanka guanka = Guanka.load(Files.readAllBytes(Rulesets.kjar()));
            Ruleset ruleset = guanka.ruleset();
            List<String> questions = new ArrayList<>();
            for (var shipment : Mix.texts(ruleset).values()) {
                HttpResponse<String> answer = HttpBenchmark.send("POST", decide, shipment.toString());
                if (answer.statusCode() == 200) {
                    HttpBenchmark.send("PUT", bare + questions.size(), answer.body());
                    questions.add(shipment.toString());
                }
            }
            Path asks = HttpBenchmark.script(work.resolve("record.lua"), questions, i -> "/v1/determinations");
            Path echoes = HttpBenchmark.script(work.resolve("echo.lua"), questions, i -> "/echo/" + i);
            HttpBenchmark.run(decide, asks, CONNECTIONS, warmUp);
            HttpBenchmark.run(bare, echoes, CONNECTIONS, warmUp / 3);
            batch(decide, questions, lines / 10);
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            try (guanka) {
                engine(guanka, questions, warmUp / 3);
                for (int turn = 0; turn < turns; turn++) {
                    add(rates, "single", HttpBenchmark.run(decide, asks, CONNECTIONS, seconds));
                    add(rates, "echo", HttpBenchmark.run(bare, echoes, CONNECTIONS, seconds));
                    add(rates, "batch", batch(decide, questions, lines));
                    add(rates, "engine", engine(guanka, questions, seconds));
                }
            }
            Map<String, Double> medians = new LinkedHashMap<>();
            rates.forEach((name, all) -> medians.put(name, HttpBenchmark.median(all)));
            System.out.printf(
                    Locale.ROOT,
                    "heap %s: single recorded to echo %.2f, batch recorded to engine %.2f   medians %s, all %s%n",
                    heap,
                    medians.get("single") / medians.get("echo"),
                    medians.get("batch") / medians.get("engine"),
                    medians,
                    rates);
        } finally {
            service.destroy();
            echo.destroy();
        }
    }

    private static void add(Map<String, List<Double>> rates, String name, double rate) {
        rates.computeIfAbsent(name, x -> new ArrayList<>()).add(rate);
    }

    /** Shipments a second over one connection, sent and read at the same time. */
    private static double batch(String decide, List<String> questions, int lines)
            throws IOException, InterruptedException {
        URI uri = URI.create(decide + "/batch");
        long begin = System.nanoTime();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(120_000);
            Thread sender = new Thread(() -> send(socket, uri, questions, lines));
            sender.start();
            long answers = answers(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            sender.join();
            if (answers != lines) {
                throw new IllegalStateException(answers + " answers to " + lines + " lines");
            }
        }
        return lines / ((System.nanoTime() - begin) / 1e9);
    }

    private static void send(Socket socket, URI uri, List<String> questions, int lines) {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(("POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + uri.getPort()
                            + "\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < lines; i++) {
                byte[] text = (questions.get(i % questions.size()) + "\n").getBytes(StandardCharsets.UTF_8);
                out.write((Integer.toHexString(text.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(text);
                out.write('\r');
                out.write('\n');
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the lines of a chunked answer, each of which must be a determination. */
    private static long answers(InputStream in) throws IOException {
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("HTTP/1.1") && !header.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("the batch answered " + header);
            }
        }
        long answers = 0;
        boolean begins = true;
        for (int size; (size = Integer.parseInt(line(in), 16)) > 0; ) {
            for (byte each : in.readNBytes(size)) {
                if (begins && each != '{') {
                    throw new IllegalStateException("a line of the batch's answer is none");
                }
                begins = each == '\n';
                answers += begins ? 1 : 0;
            }
            line(in);
        }
        return answers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read; (read = in.read()) != '\n'; ) {
            if (read < 0) {
                throw new IOException("the connection ended in the middle of the answer");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    /** Shipments a second of the engine alone: read, decided and written on all processors. */
    private static double engine(Guanka guanka, List<String> questions, int seconds) throws InterruptedException {
        byte[][] texts =
                questions.stream().map(q -> q.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        AtomicLong decided = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < Runtime.getRuntime().availableProcessors(); t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; System.nanoTime() < end; i++) {
                    Guanka.json(guanka.decide(texts[i % texts.length]));
                    decided.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return decided.get() / ((System.nanoTime() - begin) / 1e9);
    }
}
