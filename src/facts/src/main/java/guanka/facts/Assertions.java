package guanka.facts;

import java.util.List;

/** All that the caller asserts about provisions that the ruleset does not model. */
public record Assertions(List<Assertion> all) {

    /** Where an assertion goes; what follows the mark names the provision that is asked about. */
    public static final String POINTER = "/assertions";

    public static final char ABOUT = '?';

    /** Whether a provision takes effect that is not modelled: as the caller asserts, else unknown. Of two assertions the stricter holds. */
    public Condition on(Law law, ListedItem item, Counterparty to) {
        return on(law, item.line() == null ? null : item.line().id(), to.party());
    }

    public Condition on(Law law, String line, String party) {
        return on(law.getKey(), line, party);
    }

    public Condition on(String provision, String line, String party) {
        Truth truth = Truth.FALSE;
        String pointer = null;
        for (Assertion one : all) {
            if (one.concerns(provision, line, party)) {
                truth = truth.or(Truth.of(one.applies()));
                pointer = pointer == null || one.applies() ? one.pointer() : pointer;
            }
        }
        return pointer != null
                ? Condition.settled("asserted", pointer, true, new Evaluation(truth, truth == Truth.TRUE, List.of()))
                : Condition.settled(
                        "asserted",
                        POINTER,
                        null,
                        new Evaluation(Truth.UNKNOWN, null, List.of(POINTER + ABOUT + provision)));
    }
}
