package guanka.engine.ruleset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The order of work. A phase reads what earlier ones wrote and never writes what they read; a rule says by its
 * {@code ruleflow-group} to which it belongs.
 */
public enum Phase {
    /** Decides the terms of the regulations: exported, subject to the EAR, an Annex 1 item. */
    CLASSIFY,
    /** Finds what provisions require or warn of by themselves. */
    REQUIRE,
    /** Finds how what is required is treated, and what lifts it. */
    REVIEW,
    /** Finds duties that follow from a rule of their own. */
    OBLIGE;

    /** The name by which rules call it. */
    public String group() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, in their order. */
    public static List<String> groups() {
        return Arrays.stream(values()).map(Phase::group).toList();
    }
}
