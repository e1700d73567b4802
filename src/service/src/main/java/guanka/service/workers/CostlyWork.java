package guanka.service.workers;

import guanka.engine.decision.Budget;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work that may take long, kept apart from what is answered at once: a few threads of its own, callers in turn, a budget for each
 * piece, and a bound to what requests may have waiting.
 */
@ApplicationScoped
public class CostlyWork {

    /** Bodies of requests that wait are in memory; a quarter of them may be one caller's. */
    private static final long BYTES_MAX = 64L << 20;

    /** A thousand lines of few parties need a quarter of a million under one law. */
    private static final long FACTS_MAX = 500_000;

    /** What a fact takes with what is joined of it, and its share of the answer, measured on a thousand lines under the law that joins most. */
    private static final long FACT_BYTES = 3_000;

    /** What the service needs besides. */
    private static final long REST_BYTES = 200L << 20;

    private static final long ROOM_BYTES = Runtime.getRuntime().maxMemory() - REST_BYTES;

    private static final int FACTS = (int) Math.max(50_000, Math.min(FACTS_MAX, ROOM_BYTES / FACT_BYTES));

    /** Beyond its budget, until a piece that does not end makes the service not ready. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Budget.Limits limits;
    private final long fromMicros;
    private final int threads;
    private final int waitingMax;
    private final int waitingOfACaller;
    private final Workers workers;

    /** What waits, by caller; the caller whose turn it is stands first. */
    private final Map<String, Deque<Task>> waiting = new LinkedHashMap<>();

    private int count;
    private long bytes;
    private boolean stopping;

    CostlyWork(Settings settings, Workers workers) {
        limits = new Budget.Limits(
                settings.costly().time(), settings.costly().facts().orElse(FACTS));
        fromMicros = settings.costly().fromMicros();
        threads = threads(limits.facts());
        waitingMax = settings.costly().queueMax();
        waitingOfACaller = Math.max(1, waitingMax / 4);
        this.workers = workers;
    }

    /** Half the processors stay with what is cheap; and no more at once than the heap has room for. */
    private static int threads(long facts) {
        return (int) Math.max(
                1,
                Math.min(ROOM_BYTES / (facts * FACT_BYTES), Runtime.getRuntime().availableProcessors() / 2));
    }

    /** How many pieces are done at once. */
    int threads() {
        return threads;
    }

    public void start() {
        for (int i = 1; i <= threads; i++) {
            String name = "guanka-costly-" + i;
            Background.thread(() -> work(name), name).start();
        }
    }

    /** What waits is not done any more. */
    public void stop() {
        List<Task> left;
        synchronized (this) {
            stopping = true;
            left = waiting.values().stream().flatMap(Deque::stream).toList();
            waiting.clear();
            notifyAll();
        }
        left.forEach(task -> task.promise().completeExceptionally(stops()));
    }

    /** What any one piece of work may cost. */
    public Budget.Limits limits() {
        return limits;
    }

    /**
     * Whether a decision takes too long to be made while others wait for the thread.
     *
     * @param micros what it costs by its facts
     */
    public boolean isDear(long micros) {
        return micros >= fromMicros;
    }

    /**
     * Work that waits.
     *
     * @param bytes   what it has in memory
     * @param bounded whether it counts among what may wait
     */
    private record Task(Runnable work, CompletableFuture<?> promise, long bytes, boolean bounded) {}

    /**
     * Does some work when it is its caller's turn.
     *
     * @param bytes what it has in memory while it waits
     * @param gone  whether the caller has gone, so that the work need not be done or ended
     * @throws Refusal where as much waits as may
     */
    public synchronized <T> CompletableFuture<T> submit(
            String caller, long bytes, BooleanSupplier gone, Supplier<T> work) {
        List<Task> own = waiting.getOrDefault(caller, new ArrayDeque<>()).stream()
                .filter(Task::bounded)
                .toList();
        long bytesOfCaller = own.stream().mapToLong(Task::bytes).sum();
        if (count >= waitingMax
                || own.size() >= waitingOfACaller
                || this.bytes + bytes > BYTES_MAX
                || bytesOfCaller + bytes > BYTES_MAX / 4) {
            throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as much costly work waits as may"));
        }
        return enqueued(caller, bytes, true, gone, work);
    }

    /**
     * Does some work when it is its caller's turn, however much waits: for what hands in few pieces and then waits for them.
     *
     * @param gone whether the caller has gone, so that the work need not be done or ended
     */
    public synchronized <T> CompletableFuture<T> inTurn(String caller, BooleanSupplier gone, Supplier<T> work) {
        return enqueued(caller, 0, false, gone, work);
    }

    private <T> CompletableFuture<T> enqueued(
            String caller, long bytes, boolean bounded, BooleanSupplier gone, Supplier<T> work) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        if (stopping) {
            promise.completeExceptionally(stops());
            return promise;
        }
        Runnable running = () -> {
            try {
                promise.complete(Budget.within(limits, gone, work));
            } catch (RuntimeException refused) {
                promise.completeExceptionally(refused);
            } catch (Error error) {
                promise.completeExceptionally(error);
                workers.fatalIfOfTheMachine("costly work", error);
            }
        };
        waiting.computeIfAbsent(caller, first -> new ArrayDeque<>())
                .addLast(new Task(running, promise, bytes, bounded));
        count += bounded ? 1 : 0;
        this.bytes += bytes;
        notify();
        return promise;
    }

    private static Refusal stops() {
        return new Refusal(Problem.of(Kind.UNAVAILABLE, "the service stops"));
    }

    private void work(String name) {
        try {
            for (Task task; (task = next()) != null; ) {
                Workers.Worker busy = workers.watch(name, limits.time().plus(GRACE));
                task.work().run();
                busy.end();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest task of the caller whose turn it is, who then stands last; null at the end. */
    private synchronized Task next() throws InterruptedException {
        while (waiting.isEmpty() && !stopping) {
            wait();
        }
        if (stopping) {
            return null;
        }
        Map.Entry<String, Deque<Task>> first = waiting.entrySet().iterator().next();
        Task task = first.getValue().removeFirst();
        waiting.remove(first.getKey());
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        count -= task.bounded() ? 1 : 0;
        bytes -= task.bytes();
        return task;
    }
}
