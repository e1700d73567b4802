package guanka.service.workers;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Looks for threads that stand still for good: those that wait for each other, and event loops that do nothing any more. */
final class Standstill {

    /** Looks after which an event loop that has done nothing will do nothing: no work on one takes so long. */
    private static final int LOOKS = 6;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** How often each was asked in vain. */
    private final Map<EventExecutor, AtomicInteger> loops = new ConcurrentHashMap<>();

    void watch(EventExecutorGroup group) {
        group.forEach(loop -> loops.put(loop, new AtomicInteger()));
    }

    /** Who stands still, in words, empty where nobody does. To be asked again and again, by one thread. */
    Optional<String> look() {
        long[] waiting = threads.findDeadlockedThreads();
        if (waiting != null) {
            return Optional.of(Arrays.stream(threads.getThreadInfo(waiting))
                    .filter(Objects::nonNull)
                    .map(ThreadInfo::toString)
                    .collect(Collectors.joining("", "threads wait for each other:\n", "")));
        }
        for (var loop : loops.entrySet()) {
            AtomicInteger asked = loop.getValue();
            if (asked.getAndIncrement() == LOOKS) {
                return Optional.of("an event loop does nothing any more");
            }
            if (!loop.getKey().isShuttingDown()) {
                loop.getKey().execute(() -> asked.set(0));
            } else {
                asked.set(0);
            }
        }
        return Optional.empty();
    }
}
