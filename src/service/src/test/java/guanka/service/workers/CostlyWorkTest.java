package guanka.service.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.problems.Kind;
import guanka.service.problems.Refusal;
import guanka.service.settings.GivenSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CostlyWorkTest {

    private final CostlyWork work =
            new CostlyWork(GivenSettings.of(Map.of("guanka.costly.queue-max", "12")), new Workers());
    private final int threads = work.threads();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<?>> all = new ArrayList<>();

    @BeforeEach
    void keepThreadsBusy() throws InterruptedException {
        work.start();
        var begun = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
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
    @DisplayName("pieces of a batch wait for their caller's turn and leave the places of the queue to others")
    void piecesInTurn() {
        for (int i = 0; i < 20; i++) {
            all.add(work.inTurn("batch", () -> false, () -> done.add("batch")));
        }
        submit("batch");
        submit("other");
        finish();
        assertEquals(22, done.size());
        if (threads == 1) {
            assertEquals("other", done.get(1));
        }
    }

    @Test
    @DisplayName("what waits while the service stops is told so, and so is what comes then")
    void stops() {
        submit("waits");
        work.stop();
        all.add(work.inTurn("late", () -> false, () -> done.add("late")));
        for (CompletableFuture<?> one : all.subList(threads, all.size())) {
            CompletionException why = assertThrows(CompletionException.class, one::join);
            assertTrue(why.getCause() instanceof Refusal refused
                    && refused.problem().is(Kind.UNAVAILABLE));
        }
        assertEquals(List.of(), done);
    }

    @Test
    @DisplayName("callers are served in turn, whoever came first")
    void inTurn() {
        for (String caller : List.of("a", "a", "a", "b", "c")) {
            submit(caller);
        }
        finish();
        if (threads == 1) {
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
