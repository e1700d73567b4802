package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many large bodies are read at once. A body becomes a tree of many times its size, and packed it may have come as a thousandth of
 * it; those that wait are in memory too, so that few may.
 */
public final class LargeReads {

    /** From here on a body is large, unpacked as it is read. */
    public static final int BYTES = 256 << 10;

    private static final int AT_ONCE = Runtime.getRuntime().maxMemory() < 1L << 30 ? 1 : 2;
    private static final int WAITING_MAX = 8;
    private static final long WAIT_S = 30;

    private static final Semaphore READING = new Semaphore(AT_ONCE, true);
    private static final Semaphore PRESENT = new Semaphore(AT_ONCE + WAITING_MAX);

    private LargeReads() {}

    /**
     * Reads a body, a large one when it is its turn. Not on an event loop.
     *
     * @param bytes how long it is
     * @throws Refusal where as many large ones wait as may, or the wait is too long
     */
    public static <T> T inTurn(long bytes, Supplier<T> reading) {
        if (bytes < BYTES) {
            return reading.get();
        }
        if (!PRESENT.tryAcquire()) {
            throw busy();
        }
        try {
            if (!READING.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
                throw busy();
            }
            try {
                return reading.get();
            } finally {
                READING.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            PRESENT.release();
        }
    }

    /** The same for what is under way already, such as the lines of a batch, which are bounded where they come in: it waits. */
    public static <T> T whenThereIsRoom(long bytes, Supplier<T> reading) {
        if (bytes < BYTES) {
            return reading.get();
        }
        READING.acquireUninterruptibly();
        try {
            return reading.get();
        } finally {
            READING.release();
        }
    }

    private static Refusal busy() {
        return new Refusal(Problem.of(Kind.UNAVAILABLE, "as many large bodies are read as may at once"));
    }
}
