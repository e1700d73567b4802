package guanka.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import guanka.engine.Circle;
import guanka.engine.Guanka;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What honest callers notice of an attack: p50 and p99 of recorded decisions while nothing else goes on and under each of six
 * overloads, by turns in one run. The attackers are a process of their own that takes only what processors the service and its callers
 * leave: what is measured is what the service makes of an attack, not what the attackers' own work takes from a shared machine.
 */
public final class Overloads {

    private static final String JSON = "application/json";
    private static final int CALLERS = 2;

    private final String base;
    private final int port;
    private final byte[] shipment;

    private Overloads(int port, byte[] shipment) {
        this.port = port;
        base = "http://127.0.0.1:" + port;
        this.shipment = shipment;
    }

    /** One step of an attacker, repeated until the turn ends. */
    private interface Step {
        void take() throws Exception;
    }

    private record Attack(String name, int attackers, Step step) {}

    /** {@code [seconds of each turn] [turns] [heap of the service] [options of its JVM ...]}, or {@code attack PORT}. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("attack")) {
            new Overloads(Integer.parseInt(args[1]), new byte[0]).attackWhenTold();
            return;
        }
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        String heap = args.length > 2 ? args[2] : "512m";
        Path root = Rulesets.root();
        Path work = Files.createDirectories(root.resolve("src/bench/target/http"));
        int port = HttpBenchmark.freePort();
        List<String> jvm = new ArrayList<>(List.of("-Xmx" + heap));
        jvm.addAll(List.of(args).subList(Math.min(3, args.length), args.length));
        Process service = HttpBenchmark.start(
                root.resolve("src/service/target/quarkus-app/quarkus-run.jar"), port, work, jvm.toArray(String[]::new));
        Process attacker = attacker(port);
        try (Writer told = attacker.outputWriter(UTF_8)) {
            HttpBenchmark.awaitStart("http://127.0.0.1:" + port + "/q/health/ready");
            var overloads = new Overloads(port, everyday());
            overloads.measured(null, 2 * seconds);
            List<Attack> attacks = overloads.attacks();
            Map<String, List<double[]>> seen = new LinkedHashMap<>();
            for (int turn = 0; turn < turns; turn++) {
                add(seen, "quiet", overloads.measured(null, seconds));
                for (int i = 0; i < attacks.size(); i++) {
                    told.write(i + "\n");
                    told.flush();
                    add(seen, attacks.get(i).name, overloads.measured(attacks.get(i), seconds));
                    told.write("stop\n");
                    told.flush();
                    TimeUnit.SECONDS.sleep(3);
                }
                add(seen, "quiet", overloads.measured(null, seconds));
            }
            double quiet = median(seen.get("quiet"), 1);
            seen.forEach((name, figures) -> System.out.printf(
                    Locale.ROOT,
                    "%-44s p50 %6.1f ms   p99 %6.1f ms   %.1f times quiet   %.0f answered, %.0f not%n",
                    name,
                    median(figures, 0),
                    median(figures, 1),
                    median(figures, 1) / quiet,
                    figures.stream().mapToDouble(f -> f[2]).sum(),
                    figures.stream().mapToDouble(f -> f[3]).sum()));
        } finally {
            attacker.destroy();
            service.destroy();
        }
    }

    private static Process attacker(int port) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        "chrt",
                        "--idle",
                        "0",
                        java,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Overloads.class.getName(),
                        "attack",
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Lines of the input say which attack begins; any other line ends it. */
    private void attackWhenTold() throws IOException {
        List<Attack> attacks = attacks();
        var going = new AtomicBoolean();
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            going.set(false);
            if (Character.isDigit(line.charAt(0))) {
                Attack attack = attacks.get(Integer.parseInt(line));
                var own = going = new AtomicBoolean(true);
                for (int i = 0; i < attack.attackers; i++) {
                    thread(() -> repeat(attack.step, own));
                }
            }
        }
    }

    private static void add(Map<String, List<double[]>> seen, String name, double[] figures) {
        seen.computeIfAbsent(name, x -> new ArrayList<>()).add(figures);
    }

    private static double median(List<double[]> figures, int which) {
        double[] all = figures.stream().mapToDouble(f -> f[which]).sorted().toArray();
        return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    private static byte[] everyday() throws IOException {
        var ruleset = Guanka.load(Files.readAllBytes(Rulesets.kjar())).ruleset();
        return Mix.texts(ruleset).values().iterator().next().toString().getBytes(UTF_8);
    }

    /** p50 and p99 in milliseconds, how many were answered and how many were not. */
    private double[] measured(Attack attack, int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(attack == null ? 0 : 1);
        List<Long> nanos = new ArrayList<>();
        var failed = new AtomicLong();
        List<Thread> callers = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(thread(() -> call(end, nanos, failed)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        long[] sorted = nanos.stream().mapToLong(n -> n).sorted().toArray();
        return new double[] {
            sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, sorted.length, failed.get()
        };
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void repeat(Step step, AtomicBoolean going) {
        while (going.get()) {
            try {
                step.take();
            } catch (IOException refused) {
                pause();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(long end, List<Long> nanos, AtomicLong failed) {
        HttpClient client = client();
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            try {
                int status = post(client, "/v1/determinations", JSON, shipment);
                if (status != 200) {
                    failed.incrementAndGet();
                }
            } catch (IOException | InterruptedException e) {
                failed.incrementAndGet();
            }
            synchronized (nanos) {
                nanos.add(System.nanoTime() - begin);
            }
            pause();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private int post(HttpClient client, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .timeout(Duration.ofSeconds(60))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private List<Attack> attacks() throws IOException {
        HttpClient client = client();
        byte[] dear = Circle.of(12).getBytes(UTF_8);
        byte[] lines = (Circle.of(14) + "\n").repeat(50).getBytes(UTF_8);
        byte[] bomb = form("bomb.jar", bomb());
        byte[] noise = new byte[30 << 20];
        new Random(1).nextBytes(noise);
        byte[] large = form("provisions.xlsx", noise);
        var methods = new AtomicLong();
        return List.of(
                new Attack(
                        "dear decisions of 4 kB, 8 at once",
                        8,
                        () -> post(client, "/v1/determinations?record=false", JSON, dear)),
                new Attack("jobs of dear lines", 1, () -> {
                    post(client, "/v1/jobs", "application/x-ndjson", lines);
                    TimeUnit.SECONDS.sleep(2);
                }),
                new Attack(
                        "hostile uploads, kjars among them, 8 at once",
                        8,
                        () -> post(
                                client,
                                "/v1/rulesets",
                                "multipart/form-data; boundary=x",
                                methods.incrementAndGet() % 2 == 0 ? bomb : large)),
                new Attack("200 bodies that never come", 200, this::slowBody),
                new Attack(
                        "made-up methods, 4 at once",
                        4,
                        () -> client.send(
                                HttpRequest.newBuilder(URI.create(base + "/x"))
                                        .method("M" + methods.incrementAndGet(), HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())),
                new Attack("header floods, 8 at once", 8, this::headers));
    }

    private void slowBody() throws IOException, InterruptedException {
        boolean form = Thread.currentThread().getId() % 2 == 0;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write(("POST " + (form ? "/v1/rulesets" : "/v1/jobs")
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                    + (form ? "multipart/form-data; boundary=x" : "application/x-ndjson")
                                    + "\r\nContent-Length: 1000\r\n\r\n-")
                            .getBytes(ISO_8859_1));
            if (socket.getInputStream().read() >= 0) {
                TimeUnit.SECONDS.sleep(1); // refused: there are as many as may be
            }
        }
    }

    private void headers() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            var flood = new StringBuilder("GET /v1/status HTTP/1.1\r\nHost: localhost\r\n");
            for (int i = 0; i < 2_000; i++) {
                flood.append("X").append(i).append(": ").append("a".repeat(100)).append("\r\n");
            }
            socket.getOutputStream().write(flood.append("\r\n").toString().getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            in.read();
        }
        pause();
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("cases/bomb.json"));
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 199; i++) {
                zip.write(block);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] form(String name, byte[] file) {
        byte[] head = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(UTF_8);
        byte[] foot = "\r\n--x--\r\n".getBytes(UTF_8);
        byte[] form = Arrays.copyOf(head, head.length + file.length + foot.length);
        System.arraycopy(file, 0, form, head.length, file.length);
        System.arraycopy(foot, 0, form, head.length + file.length, foot.length);
        return form;
    }
}
