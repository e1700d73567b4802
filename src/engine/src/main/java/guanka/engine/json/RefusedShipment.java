package guanka.engine.json;

import java.util.List;
import java.util.stream.Collectors;

/** A shipment whose facts break the contract or use codes that the ruleset does not know, with all that is wrong. */
public final class RefusedShipment extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int TOLD = 5;

    private final transient List<FactMistake> mistakes;
    private final int beyond;

    RefusedShipment(List<FactMistake> mistakes, int beyond) {
        super(
                mistakes.stream().limit(TOLD).map(FactMistake::toString).collect(Collectors.joining("\n"))
                        + (mistakes.size() + beyond > TOLD
                                ? "\nand " + (mistakes.size() + beyond - TOLD) + " more"
                                : ""),
                null,
                false,
                false);
        this.mistakes = List.copyOf(mistakes);
        this.beyond = beyond;
    }

    /** The mistakes as they were met, 200 at most. */
    public List<FactMistake> mistakes() {
        return mistakes;
    }

    /** How many mistakes there are beyond {@link #mistakes()}. */
    public int beyond() {
        return beyond;
    }
}
