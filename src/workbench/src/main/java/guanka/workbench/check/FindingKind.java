package guanka.workbench.check;

import guanka.facts.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of thing that the check of a draft tells.
 *
 * @param code    by which findings name it
 * @param meaning what it says of the tables, for the guide
 */
public record FindingKind(String code, Severity severity, Text meaning) {

    /** Every kind, those about cases first. */
    public static List<FindingKind> all() {
        return Stream.of(Flaw.values()).map(Flaw::kind).toList();
    }
}
