package guanka.service.workers;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.ThreadContext;

/**
 * Work that nobody waits for at once, on threads of the lowest priority, so that it gives way to what is answered at once. Linux looks at
 * priorities of threads only where the JVM runs with {@code -XX:ThreadPriorityPolicy=1}, as {@code src/service/deploy/jvm.options} has it;
 * without, all threads are alike. A thread keeps its priority as long as it lives: without a privilege Linux lowers one and never
 * raises it again.
 */
public final class Background {

    private static final ExecutorService LENT =
            Executors.newCachedThreadPool(work -> thread(work, "guanka-background"));

    private Background() {}

    /** A daemon thread for such work. */
    public static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Does such work for a thread that has other work afterwards, and waits for it.
     *
     * @throws RuntimeException what the work threw, or {@link CancellationException} where the waiting thread is interrupted
     */
    public static <T> T done(Supplier<T> work) {
        Future<T> doing = LENT.submit(Contexts.OF_REQUESTS.contextualSupplier(work)::get);
        try {
            return doing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failed ? failed : new IllegalStateException(e.getCause());
        } catch (InterruptedException stop) {
            doing.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("the service stops");
        }
    }

    /** Made by the first who needs it, when Quarkus has its contexts. */
    private static final class Contexts {

        /** Whoever asks stays known where the work is done. */
        static final ThreadContext OF_REQUESTS =
                ThreadContext.builder().propagated(ThreadContext.ALL_REMAINING).build();
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
