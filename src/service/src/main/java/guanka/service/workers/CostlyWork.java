package guanka.service.workers;

import guanka.engine.decision.Budget;
import guanka.engine.decision.Cost;
import guanka.facts.Shipment;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work that may take long, kept apart from what is answered at once: a few threads of its own, a queue that is bounded, callers in
 * turn, and a budget for each piece.
 */
@ApplicationScoped
public class CostlyWork {

    /** Half the processors stay with what is cheap. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Bodies of requests that wait are in memory; a quarter of them may be one caller's. */
    private static final long BYTES_MAX = 64L << 20;

    /** A little less than 1 GiB, for collectors that keep a part of the heap to themselves. */
    private static final long LARGE_HEAP = 880L << 20;

    /** What rules join and make of 300,000 facts takes some 350 MB; a thousand lines of few parties need a quarter of a million. */
    private static final int FACTS = Runtime.getRuntime().maxMemory() < LARGE_HEAP ? 300_000 : 500_000;

    private static final long FACT_BYTES = 1_200;

    /** What the service needs besides. */
    private static final long REST_BYTES = 200L << 20;

    private final Budget.Limits limits;
    private final long fromMicros;

    /** As many dear decisions as threads of this have processors and as the heap has room for, whoever makes them. */
    private final Semaphore sideBySide;

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
        long fitting = (Runtime.getRuntime().maxMemory() - REST_BYTES) / (limits.facts() * FACT_BYTES);
        sideBySide = new Semaphore((int) Math.max(1, Math.min(fitting, THREADS)), true);
        waitingMax = settings.costly().queueMax();
        waitingOfACaller = Math.max(1, waitingMax / 4);
        this.workers = workers;
    }

    public void start() {
        for (int i = 1; i <= THREADS; i++) {
            Background.thread(this::work, "guanka-costly-" + i).start();
        }
    }

    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    /** What any one piece of work may cost. */
    public Budget.Limits limits() {
        return limits;
    }

    /** Whether a decision belongs here by its facts. */
    public boolean isDear(Shipment shipment) {
        return Cost.micros(shipment) >= fromMicros;
    }

    /**
     * Does dear work in a thread of its caller's, in turn with what is done here.
     *
     * @throws Refusal where the service stops before it has its turn
     */
    public <T> T inTurn(Supplier<T> work) {
        try {
            sideBySide.acquire();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refusal(Problem.of(Kind.UNAVAILABLE, "the service stops"));
        }
        try {
            return work.get();
        } finally {
            sideBySide.release();
        }
    }

    private record Task(Runnable work, long bytes) {}

    /**
     * Does some work when it is its caller's turn.
     *
     * @param bytes what it has in memory while it waits
     * @param gone  whether the caller has gone, so that the work need not be done or ended
     * @throws Refusal where as much waits as may
     */
    public <T> CompletableFuture<T> submit(String caller, long bytes, BooleanSupplier gone, Supplier<T> work) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        Runnable running = () -> {
            try {
                promise.complete(inTurn(() -> Budget.within(limits, gone, work)));
            } catch (RuntimeException refused) {
                promise.completeExceptionally(refused);
            } catch (Error error) {
                promise.completeExceptionally(error);
                workers.fatalIfOfTheMachine("costly work", error);
            }
        };
        synchronized (this) {
            Deque<Task> own = waiting.getOrDefault(caller, new ArrayDeque<>());
            long bytesOfCaller = own.stream().mapToLong(Task::bytes).sum();
            if (count >= waitingMax
                    || own.size() >= waitingOfACaller
                    || this.bytes + bytes > BYTES_MAX
                    || bytesOfCaller + bytes > BYTES_MAX / 4) {
                throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as much costly work waits as may"));
            }
            own.addLast(new Task(running, bytes));
            waiting.putIfAbsent(caller, own);
            count++;
            this.bytes += bytes;
            notify();
        }
        return promise;
    }

    private void work() {
        try {
            for (Task task; (task = next()) != null; ) {
                task.work().run();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest task of the caller whose turn it is, who then stands last; null at the end. */
    private synchronized Task next() throws InterruptedException {
        while (count == 0 && !stopping) {
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
        count--;
        bytes -= task.bytes();
        return task;
    }
}
