package guanka.bench;

import guanka.engine.Guanka;
import guanka.engine.ruleset.Ruleset;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service against a bare JSON echo on the same stack: both are started as a user starts them, answer the mix with
 * the same bytes, and take turns under {@code wrk}. Prints the median rate of each and the ratio.
 */
public final class HttpBenchmark {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private HttpBenchmark() {}

    /** {@code [seconds of a turn] [turns of each] [seconds to warm up each]}. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int warmUp = args.length > 2 ? Integer.parseInt(args[2]) : 45;
        Path root = Rulesets.root();
        Path work = Files.createDirectories(root.resolve("src/bench/target/http"));
        int port = freePort();
        int echoPort = freePort();
        Process service = start(root.resolve("src/service/target/quarkus-app/quarkus-run.jar"), port, work);
        Process echo = start(root.resolve("src/bench/echo/target/quarkus-app/quarkus-run.jar"), echoPort, work);
        try {
            String decide = "http://127.0.0.1:" + port + "/v1/determinations?record=false";
            String bare = "http://127.0.0.1:" + echoPort + "/echo/";
            awaitStart("http://127.0.0.1:" + port + "/q/health/ready");
            awaitStart("http://127.0.0.1:" + echoPort + "/");
            List<String> questions = new ArrayList<>();
            long in = 0;
            long out = 0;
            Ruleset ruleset = Guanka.load(Files.readAllBytes(Rulesets.kjar())).ruleset();
            for (var shipment : Mix.texts(ruleset).values()) {
                String question = shipment.toString();
                HttpResponse<String> answer = send("POST", decide, question);
                if (answer.statusCode() == 200) {
                    send("PUT", bare + questions.size(), answer.body());
                    questions.add(question);
                    in += question.getBytes(StandardCharsets.UTF_8).length;
                    out += answer.body().getBytes(StandardCharsets.UTF_8).length;
                }
            }
            if (questions.isEmpty()) {
                throw new IllegalStateException("the service decided none of the mix");
            }
            System.out.printf(
                    "%d shipments, on average %d bytes in and %d bytes out%n",
                    questions.size(), in / questions.size(), out / questions.size());
            Path asks = script(work.resolve("decide.lua"), questions, i -> "/v1/determinations?record=false");
            Path echoes = script(work.resolve("echo.lua"), questions, i -> "/echo/" + i);
            for (int connections : new int[] {16, 64}) {
                Map<String, List<Double>> rates = new LinkedHashMap<>();
                run(decide, asks, connections, warmUp);
                run(bare, echoes, connections, warmUp);
                for (int turn = 0; turn < turns; turn++) {
                    rates.computeIfAbsent("decision", x -> new ArrayList<>())
                            .add(run(decide, asks, connections, seconds));
                    rates.computeIfAbsent("echo", x -> new ArrayList<>()).add(run(bare, echoes, connections, seconds));
                }
                double decisions = median(rates.get("decision"));
                double echoed = median(rates.get("echo"));
                System.out.printf(
                        Locale.ROOT,
                        "%d connections: %.0f decisions/s, %.0f echoes/s, ratio %.2f   %s%n",
                        connections,
                        decisions,
                        echoed,
                        decisions / echoed,
                        rates);
            }
        } finally {
            service.destroy();
            echo.destroy();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static Process start(Path jar, int port, Path work, String... jvm) throws IOException {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built; see the README of the benchmarks");
        }
        List<String> command = new ArrayList<>(List.of("java"));
        Path options = jar.resolveSibling("jvm.options");
        if (Files.exists(options)) {
            command.add("@" + options); // the echo has none
        }
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dguanka.data=" + work.resolve("data-" + port),
                "-jar",
                jar.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log-" + port + ".txt").toFile())
                .start();
    }

    static void awaitStart(String url) throws InterruptedException {
        for (int i = 0; i < 1_800; i++) {
            try {
                if (send("GET", url, "").statusCode() < 500) {
                    return;
                }
            } catch (IOException notYet) {
                // the port opens last
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(url + " does not answer; its log lies in src/bench/target/http");
    }

    static HttpResponse<String> send(String method, String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    interface Address {
        String of(int number);
    }

    static Path script(Path file, List<String> questions, Address address) throws IOException {
        StringBuilder lua = new StringBuilder("local asks = {}\ninit = function(args)\n");
        for (int i = 0; i < questions.size(); i++) {
            lua.append("asks[")
                    .append(i)
                    .append("] = wrk.format('POST', '")
                    .append(address.of(i))
                    .append("', {['Content-Type'] = 'application/json', Host = wrk.headers['Host']}, [=====[")
                    .append(questions.get(i))
                    .append("]=====])\n");
        }
        lua.append("end\nlocal next = 0\nrequest = function()\n  next = (next + 1) % ")
                .append(questions.size())
                .append("\n  return asks[next]\nend\n")
                .append("done = function(summary)\n  local e = summary.errors\n")
                .append("  print('errors ' .. (e.connect + e.read + e.write + e.status + e.timeout))\nend\n");
        return Files.writeString(file, lua);
    }

    static double run(String url, Path script, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-s", script.toString(), url)
                .redirectErrorStream(true)
                .start();
        String told = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher rate = RATE.matcher(told);
        if (!rate.find() || !told.contains("errors 0")) {
            throw new IllegalStateException("wrk failed:\n" + told);
        }
        return Double.parseDouble(rate.group(1));
    }

    static double median(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
