package guanka.service.records;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.CommandLine;
import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dguanka.kill-rounds=8} makes as many rounds of load and kill as a release needs; without it two are made. */
@Tag("long")
class KilledServiceIT {

    private static final int ROUNDS = Integer.getInteger("guanka.kill-rounds", 2);
    private static final int CALLERS = 8;
    private static final int ANSWERS_A_ROUND = 100;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "whatever the service acknowledged before it was killed under load is there afterwards, byte for byte, and the log verifies")
    void killedUnderLoad() throws Exception {
        Path data = folder.resolve("data");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            ServiceProcess service = ServiceProcess.start(data, Map.of());
            checkSome(service, acknowledged, random);
            Load load = new Load(service, acknowledged, round);
            load.awaitAnswers();
            Thread.sleep(random.nextInt(1_500));
            service.kill();
            load.stop();
        }
        try (ServiceProcess service = ServiceProcess.start(data, Map.of())) {
            assertTrue(acknowledged.size() >= ANSWERS_A_ROUND * ROUNDS, acknowledged.size() + " answers, seed " + seed);
            for (Map.Entry<String, String> answer : acknowledged.entrySet()) {
                assertEquals(
                        answer.getValue(),
                        service.get("/v1/determinations/" + answer.getKey()).body(),
                        "seed " + seed);
            }
        }
        CommandLine.Ended verified =
                CommandLine.run("verify-records", data.resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
    }

    private static void checkSome(ServiceProcess service, Map<String, String> acknowledged, Random random) {
        List<String> ids = new ArrayList<>(acknowledged.keySet());
        for (int i = 0; i < Math.min(40, ids.size()); i++) {
            String id = ids.get(random.nextInt(ids.size()));
            assertEquals(
                    acknowledged.get(id),
                    service.get("/v1/determinations/" + id).body());
        }
    }

    /** Callers that send one shipment after the other, single and in batches. */
    private static final class Load {

        private final Map<String, String> acknowledged;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final AtomicInteger next = new AtomicInteger();
        private final List<Thread> callers = new ArrayList<>();

        Load(ServiceProcess service, Map<String, String> acknowledged, int round) {
            this.acknowledged = acknowledged;
            for (int caller = 0; caller < CALLERS; caller++) {
                boolean batches = caller == 0;
                Thread thread = new Thread(() -> {
                    while (going.get()) {
                        try {
                            String body = SHIPMENT.replace("R-1", "K-" + round + "-" + next.incrementAndGet())
                                    .replace("\n", " ");
                            HttpResponse<String> answer = batches
                                    ? service.post(
                                            "/v1/determinations/batch",
                                            "application/x-ndjson",
                                            (body + "\n").repeat(20))
                                    : service.post("/v1/determinations", "application/json", body);
                            if (answer.statusCode() == 200) {
                                answer.body()
                                        .lines()
                                        .filter(line -> line.startsWith("{\"id\""))
                                        .forEach(line -> acknowledged.put(
                                                JsonBody.of(line).getString("id"), line));
                            }
                        } catch (RuntimeException killed) {
                            return;
                        }
                    }
                });
                thread.start();
                callers.add(thread);
            }
        }

        /** Enough that the kill comes in the middle of work, on a slow machine too. */
        void awaitAnswers() throws InterruptedException {
            int before = acknowledged.size();
            for (int i = 0; i < 600 && acknowledged.size() < before + ANSWERS_A_ROUND; i++) {
                Thread.sleep(50);
            }
        }

        void stop() throws InterruptedException {
            going.set(false);
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }
}
