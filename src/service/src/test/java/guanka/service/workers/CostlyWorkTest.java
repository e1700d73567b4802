package guanka.service.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.problems.Refusal;
import guanka.service.settings.GivenSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CostlyWorkTest {

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final CostlyWork work =
            new CostlyWork(GivenSettings.of(Map.of("guanka.costly.queue-max", "12")), new Workers());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<?>> all = new ArrayList<>();

    @BeforeEach
    void keepThreadsBusy() throws InterruptedException {
        work.start();
        var begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            all.add(work.submit("first" + i, 0, () -> false, () -> {
                begun.countDown();
                try {
                    return gate.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertTrue(begun.await(60, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        work.stop();
    }

    private void submit(String caller) {
        submit(caller, 0);
    }

    private void submit(String caller, int megabytes) {
        all.add(work.submit(caller, (long) megabytes << 20, () -> false, () -> done.add(caller)));
    }

    private void finish() {
        gate.countDown();
        all.forEach(CompletableFuture::join);
    }

    @Test
    @DisplayName("callers are served in turn, whoever came first")
    void inTurn() {
        for (String caller : List.of("a", "a", "a", "b", "c")) {
            submit(caller);
        }
        finish();
        if (THREADS == 1) {
            assertEquals(List.of("a", "b", "c", "a", "a"), done);
        }
        assertEquals(5, done.size());
    }

    @Test
    @DisplayName("no more waits than may, of one caller and of all")
    void bounded() {
        for (int i = 0; i < 3; i++) {
            submit("greedy");
        }
        assertThrows(Refusal.class, () -> submit("greedy"));
        for (int i = 0; i < 9; i++) {
            submit("other" + i);
        }
        assertThrows(Refusal.class, () -> submit("late"));
        finish();
        assertEquals(12, done.size());
        assertFalse(done.contains("late"));
    }

    @Test
    @DisplayName("what waits has no more in memory than may, of one caller and of all")
    void boundedInBytes() {
        submit("greedy", 8);
        submit("greedy", 8);
        assertThrows(Refusal.class, () -> submit("greedy", 8));
        for (int i = 0; i < 6; i++) {
            submit("other" + i, 8);
        }
        assertThrows(Refusal.class, () -> submit("late", 8));
        submit("small", 0);
        finish();
        assertEquals(9, done.size());
    }
}
