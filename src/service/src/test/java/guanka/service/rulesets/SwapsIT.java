package guanka.service.rulesets;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.ServiceProcess;
import guanka.service.SmallRuleset;
import guanka.service.contract.JsonBody;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dguanka.swaps=500} makes as many swaps as a release needs; without it a few are made. They follow each other at once and
 * decide nothing beforehand, which is the hardest for memory; with {@code -Dguanka.swaps.warm-up=3s} versions warm up as in service,
 * which is what latencies are to be read from.
 */
@Tag("long")
class SwapsIT {

    private static final int SWAPS = Integer.getInteger("guanka.swaps", 8);
    private static final String WARM_UP = System.getProperty("guanka.swaps.warm-up", "0ms");
    private static final Pattern METASPACE =
            Pattern.compile("jvm_memory_used_bytes\\{[^}]*id=\"Metaspace\"[^}]*} ([0-9.E]+)");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "versions change again and again under load: no request fails, and the classes of versions that left are gone")
    void swaps() throws Exception {
        Map<String, String> settings = Map.of(
                "GUANKA_WARM_UP",
                WARM_UP,
                "GUANKA_RULESET",
                SmallRuleset.settings().get("guanka.ruleset"));
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"), settings, "-Xmx512m")) {
            String first =
                    JsonBody.of(service.get("/v1/rulesets/active").body()).getString("version");
            String second = approvedDraft(service);
            List<Long> quiet = latencies(service, () -> pause(SWAPS * 200L));
            List<Double> metaspace = new ArrayList<>();
            List<Long> swapping = latencies(service, () -> {
                for (int swap = 0; swap < SWAPS; swap++) {
                    HttpResponse<String> swapped = service.post(
                            "/v1/rulesets/" + (swap % 2 == 0 ? second : first) + "/activation",
                            "application/json",
                            "{\"reason\":\"to and fro\"}");
                    assertEquals(200, swapped.statusCode(), swapped.body());
                    metaspace.add(metaspace(service));
                }
            });
            System.out.printf(
                    "%d swaps: p99 %d us quiet, %d us while swapping; metaspace %.0f to %.0f MB%n",
                    SWAPS,
                    p99(quiet),
                    p99(swapping),
                    metaspace.get(metaspace.size() / 4) / 1e6,
                    metaspace.get(metaspace.size() - 1) / 1e6);
            double early = Collections.max(metaspace.subList(0, Math.max(1, metaspace.size() / 4)));
            double late = metaspace.get(metaspace.size() - 1);
            assertTrue(late < early * 1.5 + 20e6, "metaspace grew from " + early + " to " + late);
        }
    }

    private static String approvedDraft(ServiceProcess service) {
        HttpResponse<byte[]> workbook = bytes(service, "/v1/rulesets/active/workbooks/provisions.xlsx");
        byte[] edited = new EditedWorkbook(workbook.body())
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "0.2")
                .bytes();
        String version = RestAssured.given()
                .multiPart("workbook", "provisions.xlsx", edited, XLSX)
                .post(service.uri("/v1/rulesets"))
                .as(JsonBody.class)
                .get("ruleset.version");
        assertEquals(
                200,
                service.post("/v1/rulesets/" + version + "/approval", "application/json", "{\"acceptErrors\":true}")
                        .statusCode());
        return version;
    }

    private static HttpResponse<byte[]> bytes(ServiceProcess service, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(service.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How long decisions took while something went on, in microseconds; each must have been answered. */
    private static List<Long> latencies(ServiceProcess service, Runnable work) {
        AtomicBoolean going = new AtomicBoolean(true);
        List<Long> taken = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < 2; caller++) {
            callers.add(CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    long begin = System.nanoTime();
                    HttpResponse<String> answer = service.post("/v1/determinations", "application/json", SHIPMENT);
                    assertEquals(200, answer.statusCode(), answer.body());
                    taken.add((System.nanoTime() - begin) / 1_000);
                }
            }));
        }
        try {
            work.run();
        } finally {
            going.set(false);
        }
        callers.forEach(CompletableFuture::join);
        return taken;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long p99(List<Long> taken) {
        List<Long> sorted = taken.stream().sorted().toList();
        return sorted.get((int) (sorted.size() * 0.99));
    }

    private static double metaspace(ServiceProcess service) {
        Matcher used = METASPACE.matcher(service.get("/q/metrics").body());
        assertTrue(used.find());
        return Double.parseDouble(used.group(1));
    }
}
