package guanka.service.workers;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work that nobody waits for at once, on threads of the lowest priority, so that it gives way to what is answered at once. Linux looks at
 * priorities of threads only where the JVM runs with {@code -XX:ThreadPriorityPolicy=1}, as the files of {@code src/service/deploy} start
 * it; without, all threads are alike.
 */
public final class Background {

    private Background() {}

    /** A daemon thread for such work. */
    public static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Does such work on a thread that has other work afterwards. */
    public static <T> T here(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        int priority = thread.getPriority();
        thread.setPriority(Thread.MIN_PRIORITY);
        try {
            return work.get();
        } finally {
            thread.setPriority(priority);
        }
    }

    /**
     * Waits for what may take longer than a worker may be silent.
     *
     * @param stops     whether nobody wants it any more
     * @param meanwhile what is done every second
     * @return whether it has come, or failed, and is wanted still: what was cut short is no answer
     */
    public static boolean awaits(Future<?> asked, BooleanSupplier stops, Runnable meanwhile) {
        while (!stops.getAsBoolean()) {
            meanwhile.run();
            try {
                asked.get(1, TimeUnit.SECONDS);
                return !stops.getAsBoolean();
            } catch (TimeoutException later) {
                // not yet
            } catch (ExecutionException failed) {
                return !stops.getAsBoolean();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
