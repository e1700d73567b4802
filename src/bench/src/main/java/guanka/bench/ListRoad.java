package guanka.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.ListEntry;
import java.io.IOException;
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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The road of a list of many entries, from the file of its publisher to the ruleset that decides, while the packaged service decides: an
 * older list and newer ones are taken in, compared, weighed, approved and activated, one after the other. The entries of the built kjar are written as the US
 * Consolidated Screening List is published; made-up ones come beside them until there are as many as asked for.
 */
public final class ListRoad {

    private static final Map<String, String> SOURCES = Map.of(
            "US_ENTITY", "Entity List (EL) - Bureau of Industry and Security",
            "US_DPL", "Denied Persons List (DPL) - Bureau of Industry and Security",
            "US_MEU", "Military End User (MEU) List - Bureau of Industry and Security",
            "US_UVL", "Unverified List (UVL) - Bureau of Industry and Security",
            "US_SDN", "Specially Designated Nationals (SDN) - Treasury Department");
    private static final List<String> MADE_UP = List.of("US_SDN", "US_SDN", "US_ENTITY", "US_DPL");
    private static final String HEADERS = "source,entity_number,type,programs,name,addresses,start_date,alt_names";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_NUMBER = 900_000;
    private static final long PAUSE_MS = 50;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Process service;
    private final String shipment;
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean over;

    private ListRoad(String base, Process service, String shipment) {
        this.base = base;
        this.service = service;
        this.shipment = shipment;
    }

    /** @param args how many entries, the heap of the service, and how many lists in turn, such as {@code 100000 2g 2} */
    public static void main(String[] args) throws IOException, InterruptedException {
        int entries = args.length > 0 ? Integer.parseInt(args[0]) : 26_000;
        String heap = args.length > 1 ? args[1] : "512m";
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        Path root = Path.of("").toAbsolutePath();
        Path work = Files.createDirectories(root.resolve("src/bench/target/road"));
        Path kjar = Path.of(System.getProperty("guanka.kjar", "rules-kjar/target/guanka-rules-1.0.0.jar"));
        Ruleset ruleset = Ruleset.load(Files.readAllBytes(kjar));
        List<String> rows = list(ruleset.rows(ListEntry.class), entries);
        List<Path> lists = new ArrayList<>();
        for (int week = 1; week <= turns; week++) {
            lists.add(Files.write(work.resolve("week-" + week + ".csv"), rows, StandardCharsets.UTF_8));
            rows = nextWeek(rows, week);
        }
        String shipment = Mix.texts(ruleset).values().iterator().next().toString();
        int port = HttpBenchmark.freePort();
        Path jar = Path.of(System.getProperty(
                "guanka.service",
                root.resolve("src/service/target/quarkus-app/quarkus-run.jar").toString()));
        Process service = HttpBenchmark.start(jar, port, work, "-Xmx" + heap);
        try {
            String base = "http://127.0.0.1:" + port;
            HttpBenchmark.awaitStart(base + "/q/health/ready");
            new ListRoad(base, service, shipment).go(lists);
        } finally {
            service.destroy();
        }
    }

    private static List<String> list(List<ListEntry> held, int entries) {
        List<String> rows = new ArrayList<>(List.of(HEADERS));
        for (ListEntry entry : held) {
            if (SOURCES.containsKey(entry.list())
                    && entry.until() == null
                    && !"?".equals(entry.name().en())) {
                String key = entry.key().replaceFirst("^[A-Z_]+[-/]", "");
                boolean treasury = entry.list().equals("US_SDN") && key.matches("[0-9]+");
                rows.add(row(
                        entry.list(),
                        treasury ? key : "",
                        entry.name().en(),
                        entry.country(),
                        "",
                        String.join("; ", entry.aliases())));
            }
        }
        Names names = new Names(7);
        for (int i = rows.size() - 1; i < entries; i++) {
            rows.add(madeUp(names, i));
        }
        return rows;
    }

    private static String madeUp(Names names, int number) {
        String list = MADE_UP.get(number % MADE_UP.size());
        return row(
                list,
                list.equals("US_SDN") ? String.valueOf(FIRST_NUMBER + number) : "",
                names.next().get(0) + " " + number % 97,
                "AE",
                "2024-05-01",
                names.next().get(0));
    }

    private static String row(String list, String number, String name, String country, String from, String aliases) {
        List<String> cells = new ArrayList<>();
        for (String cell : List.of(
                SOURCES.get(list),
                number,
                "",
                "",
                name,
                country == null || country.equals("?") ? "" : "1 Road, " + country,
                from,
                aliases)) {
            cells.add('"' + cell.replace("\"", "\"\"") + '"');
        }
        return String.join(",", cells);
    }

    /** 300 are gone, 200 have another alias, 250 are new. */
    private static List<String> nextWeek(List<String> older, int week) {
        Random random = new Random(10 + week);
        List<String> rows = new ArrayList<>(older);
        for (int i = 0; i < 300; i++) {
            rows.remove(1 + random.nextInt(rows.size() - 1));
        }
        for (int i = 0; i < 200; i++) {
            int at = 1 + random.nextInt(rows.size() - 1);
            String row = rows.get(at);
            rows.set(at, row.substring(0, row.length() - 1) + "; Zzyx " + week + "-" + i + "\"");
        }
        Names names = new Names(12 + week);
        for (int i = 0; i < 250; i++) {
            rows.add(madeUp(names, week * 1_000_000 + i));
        }
        return rows;
    }

    private interface Step {
        JsonNode take() throws IOException, InterruptedException;
    }

    private void go(List<Path> lists) throws IOException, InterruptedException {
        Thread deciding = new Thread(this::decide);
        deciding.start();
        try {
            step("quiet", () -> {
                Thread.sleep(10_000);
                return JSON.nullNode();
            });
            for (Path list : lists) {
                JsonNode taken = step("take in " + list.getFileName(), () -> takeIn(list));
                System.out.println("    " + taken.path("lists"));
                String version = taken.path("draft").path("version").asText();
                String path = "/v1/rulesets/" + version;
                step("diff", () -> call("GET", path + "/diff", null));
                step("impact", () -> call("POST", path + "/impact", ""));
                step("approve", () -> call("POST", path + "/approval", "{\"acceptErrors\":true}"));
                step("activate", () -> call("POST", path + "/activation", "{}"));
            }
        } finally {
            over = true;
            deciding.join();
        }
        System.out.println(failed.get() + " decisions failed");
    }

    private JsonNode takeIn(Path list) throws IOException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", "csl");
        fields.put("retrieved", "2026-09-29");
        String boundary = "guanka-road";
        StringBuilder head = new StringBuilder();
        fields.forEach((name, value) -> head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name + "\"\r\n\r\n" + value + "\r\n"));
        head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n")
                .append("Content-Type: text/csv\r\n\r\n");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/v1/imports"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head.toString()),
                        HttpRequest.BodyPublishers.ofFile(list),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build();
        return answer(request);
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        // an impact is lines, of which the last sums up
        String body = answer.body().strip();
        return JSON.readTree(body.substring(body.lastIndexOf('\n') + 1));
    }

    private JsonNode step(String name, Step step) throws IOException, InterruptedException {
        latencies.clear();
        long begin = System.nanoTime();
        JsonNode result = step.take();
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Long> sorted = latencies.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-22s %6.1f s, resident %s; %d decisions, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                name,
                seconds,
                resident(),
                sorted.size(),
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1));
        return result;
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size()))) / 1e6;
    }

    /** The largest memory of the service so far, where the system tells it. */
    private String resident() throws IOException {
        Path status = Path.of("/proc", String.valueOf(service.pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024 + " MB")
                        .findFirst()
                        .orElse("?")
                : "?";
    }

    private void decide() {
        while (!over) {
            long begin = System.nanoTime();
            try {
                call("POST", "/v1/determinations", shipment);
                latencies.add(System.nanoTime() - begin);
                Thread.sleep(PAUSE_MS);
            } catch (IOException | IllegalStateException e) {
                failed.incrementAndGet();
            } catch (InterruptedException stop) {
                return;
            }
        }
    }
}
