package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that takes much memory, done by few at once while few others wait. Not for event loops. */
public final class Turns {

    private final Semaphore doing;
    private final Semaphore present;
    private final long waitSeconds;
    private final String busy;

    /** @param busy what is told to whoever finds as many waiting as may, or waits too long */
    public Turns(int atOnce, int waitingMax, long waitSeconds, String busy) {
        doing = new Semaphore(atOnce, true);
        present = new Semaphore(atOnce + waitingMax);
        this.waitSeconds = waitSeconds;
        this.busy = busy;
    }

    /** @throws Refusal where too many wait already, or the wait is too long */
    public <T> T taken(Supplier<T> work) {
        if (!present.tryAcquire()) {
            throw busy();
        }
        try {
            if (!doing.tryAcquire(waitSeconds, TimeUnit.SECONDS)) {
                throw busy();
            }
            return done(work);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            present.release();
        }
    }

    /** The same for what is under way already and bounded where it comes in: it waits, however many do. */
    <T> T awaited(Supplier<T> work) {
        doing.acquireUninterruptibly();
        return done(work);
    }

    private <T> T done(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            doing.release();
        }
    }

    private Refusal busy() {
        return new Refusal(Problem.of(Kind.UNAVAILABLE, busy));
    }
}
