package guanka.service.rulesets;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.workers.Background;
import guanka.tables.Memory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many kjars are taken apart at once. Each may grow to many times its size in memory, which decisions need; uploads that wait do so
 * as files.
 */
final class KjarRoom {

    private static final int AT_ONCE = Memory.choose(2, 1);
    private static final int WAITING_MAX = 8;
    private static final long WAIT_S = 120;

    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private final Semaphore waiting = new Semaphore(AT_ONCE + WAITING_MAX);

    /** @throws Refusal where too many wait already, or the wait is too long */
    <T> T taken(Supplier<T> work) {
        if (!waiting.tryAcquire()) {
            throw busy();
        }
        try {
            if (!room.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
                throw busy();
            }
            try {
                return Background.done(work);
            } finally {
                room.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.release();
        }
    }

    private static Refusal busy() {
        return new Refusal(Problem.of(Kind.UNAVAILABLE, "as many rulesets are taken apart as may be at once"));
    }
}
