package guanka.service.rulesets;

import guanka.service.problems.Refusal;
import guanka.service.requests.Turns;
import guanka.service.workers.Background;
import guanka.tables.Memory;
import java.util.function.Supplier;

/**
 * How many kjars are taken apart at once. Each may grow to many times its size in memory, which decisions need; uploads that wait do so
 * as files.
 */
final class KjarRoom {

    private final Turns turns =
            new Turns(Memory.choose(2, 1), 8, 120, "as many rulesets are taken apart as may be at once");

    /** @throws Refusal where too many wait already, or the wait is too long */
    <T> T taken(Supplier<T> work) {
        return turns.taken(() -> Background.done(work));
    }
}
