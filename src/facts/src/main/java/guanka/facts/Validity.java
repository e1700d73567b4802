package guanka.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Whether a provision or a list entry is in force on the export date, which may differ from reading to reading. */
public interface Validity {

    enum State {
        IN_FORCE,
        SUSPENDED,
        NOT_YET,
        ENDED
    }

    /**
     * The state on the day.
     *
     * @param from the first later day on which it is in force, or null where none is known
     * @param row  the calendar row that says so, or null before the first
     */
    record Standing(State state, LocalDate from, Source row) {}

    Standing in(World world);

    Set<String> questions();

    /** That it is in force on the day. */
    default Condition isInForce(String name) {
        return Condition.byReading(name, "/exportDate", null, questions(), world -> {
            boolean inForce = in(world == null ? World.OF_NO_QUESTION : world).state() == State.IN_FORCE;
            return new Evaluation(inForce ? Truth.TRUE : Truth.FALSE, null, List.of());
        });
    }
}
