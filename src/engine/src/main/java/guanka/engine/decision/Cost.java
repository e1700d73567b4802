package guanka.engine.decision;

import guanka.facts.Content;
import guanka.facts.Holding;
import guanka.facts.Line;
import guanka.facts.Shipment;
import java.util.List;

/**
 * What a decision will cost, told from the facts before any rule is run: a rough number of microseconds on an ordinary machine. It
 * decides where the work is done and never what its answer is.
 */
public final class Cost {

    private static final long LINE = 40;
    private static final long COMPONENT = 10;

    /** A line of which nobody says what it is may stand on every list. */
    private static final long OPEN_LINE = 3_000;

    private static final long OPEN_LINE_AND_PARTY = 1_000;
    private static final long PARTY = 30;
    private static final long SHARE = 4;
    private static final long OPEN_SHARE = 30;

    /** What takes longer than this makes so many facts that they are to be had once, and not on every processor, in a small heap. */
    private static final long LARGE_MICROS = 50_000;

    /** Lines by parties: under the law of the United States rules make more than a hundred facts of each pair. */
    private static final long LARGE_PAIRS = 200;

    private Cost() {}

    /** Whether rules may make tens of thousands of facts of it, which take tens of megabytes. */
    public static boolean isLarge(Shipment shipment) {
        long pairs =
                (long) shipment.lines().size() * Math.max(1, shipment.parties().size());
        return pairs > LARGE_PAIRS || micros(shipment) >= LARGE_MICROS;
    }

    /** Lines and components count by themselves, but for a line without codes; a share that is not known is asked about by every party. */
    public static long micros(Shipment shipment) {
        long parties = shipment.parties().size();
        long cost = PARTY * parties;
        for (Line line : shipment.lines()) {
            cost += line.codes().isKnown() ? 0 : OPEN_LINE + OPEN_LINE_AND_PARTY * parties;
            cost += LINE
                    + COMPONENT
                            * (line.content().isKnown()
                                    ? components(line.content().value())
                                    : 0);
        }
        if (shipment.ownership().isKnown()) {
            List<Holding> holdings = shipment.ownership().value();
            long open = holdings.stream().filter(holding -> !holding.exact()).count();
            cost += SHARE * holdings.size() + OPEN_SHARE * open * parties;
        }
        return cost;
    }

    private static long components(List<Content> content) {
        long count = content.size();
        for (Content component : content) {
            count += component.content().isKnown()
                    ? components(component.content().value())
                    : 0;
        }
        return count;
    }
}
