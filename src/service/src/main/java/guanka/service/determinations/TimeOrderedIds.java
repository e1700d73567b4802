package guanka.service.determinations;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids in the form of UUID version 7: they sort by time, and the next one cannot be guessed. */
@ApplicationScoped
public class TimeOrderedIds {

    private static final int COUNTER_BITS = 12;

    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** An id of the instant, later than every id before it even where the clock stood still or went back. */
    public UUID next(Instant now) {
        long wanted = now.toEpochMilli() << COUNTER_BITS;
        long stamp = last.updateAndGet(before -> Math.max(before + 1, wanted));
        long high = stamp >>> COUNTER_BITS << 16 | 0x7000 | stamp & 0xFFF;
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
