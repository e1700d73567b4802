package guanka.engine.items;

import guanka.engine.items.ComputedItems.Chip;
import guanka.engine.items.ComputedItems.Open;
import guanka.engine.items.Interval.Cut;
import guanka.engine.items.PerformanceGrid.Axis;
import guanka.facts.Bounds;
import guanka.facts.Computing;
import guanka.facts.Known;
import guanka.facts.World;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the figures of one chip come to in a world, and the values of single facts at which its classification turns. */
public final class ComputedSums {

    /** A rate as it counts. */
    public record Term(String tops, int bits, boolean sparse) {}

    /** The ends of a figure as people read them; null where an end is not known. */
    public record Ends(String least, String most) {}

    /** Values of a fact up to one, or below one, and the paragraphs that they give; the last step has no end. */
    public record Step(String from, String upTo, String below, Set<String> codes) {}

    private static final int DECIMALS = 1;
    private static final MathContext FEW = new MathContext(4, RoundingMode.DOWN);

    private final ComputedItems items;
    private final Chip chip;
    private final Computing computing;
    private final Open open;
    private final World world;

    ComputedSums(ComputedItems items, Chip chip, World world) {
        this.items = items;
        this.chip = chip;
        this.world = world;
        computing = chip.computing();
        open = items.open(chip, world);
    }

    public Computing figures() {
        return computing;
    }

    public boolean hasTotal() {
        return computing.rates().isKnown() || computing.tpp().isKnown();
    }

    public Ends total() {
        return ends(open.figures().tpp());
    }

    public boolean isPlanar() {
        return open.figures().isPlanar();
    }

    /** Performance density; null where it does not apply or nothing is known of it. */
    public Ends density() {
        List<Interval> densities = open.figures().density(open.figures().tpp());
        boolean known = computing.dieArea().isKnown() || computing.density().isKnown();
        if (isPlanar() || !known || !hasTotal() || densities.isEmpty()) {
            return null;
        }
        Interval all = densities.get(0);
        for (Interval one : densities) {
            all = all.hull(one);
        }
        return ends(all);
    }

    /** Bandwidth density of a memory stack; null where there is none. */
    public Ends stack() {
        return computing.memory().isKnown() && !open.figures().stack().equals(Interval.NOTHING)
                ? ends(open.figures().stack())
                : null;
    }

    private static Ends ends(Interval interval) {
        return new Ends(Sums.plain(interval.least()), Sums.plain(interval.most()));
    }

    /** A figure that the caller gives, as people read it; a question mark where an end is not known. */
    public static String plain(Known<Bounds> figure) {
        return figure.isKnown() ? Sums.plain(Interval.of(figure.value())) : "?";
    }

    public List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        for (Computing.Rate rate :
                computing.rates().isKnown() ? computing.rates().value() : List.<Computing.Rate>of()) {
            terms.add(new Term(plain(rate.tops()), items.counted(world).applyAsInt(rate.bits()), rate.sparse()));
        }
        return terms;
    }

    /** How the classification turns with the die area; empty where it does not, or where the total is a range. */
    public List<Step> byArea() {
        Interval total = open.figures().tpp();
        if (!hasTotal() || !total.isExact() || total.least().over().signum() == 0 || isPlanar()) {
            return List.of();
        }
        BigDecimal tpp = total.least().over();
        List<Cut> cuts = new ArrayList<>(items.grid().cuts(Axis.DENSITY));
        Collections.reverse(cuts);
        List<BigDecimal> ends = new ArrayList<>();
        for (Cut cut : cuts) {
            if (cut.value().signum() > 0) {
                ends.add(roundedDown(tpp, cut.value()));
            }
        }
        List<Step> steps = new ArrayList<>();
        String from = null;
        for (int i = 0; i <= ends.size(); i++) {
            BigDecimal end = i < ends.size() ? ends.get(i) : null;
            // beyond the last end any value stands for all of them
            BigDecimal sample = end != null
                    ? end
                    : ends.isEmpty()
                            ? BigDecimal.ONE
                            : ends.get(i - 1).add(ends.get(i - 1)).add(BigDecimal.ONE);
            Set<String> codes = codes(withArea(sample));
            String upTo = end == null ? null : plain(end);
            Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            if (last != null && last.codes().equals(codes)) {
                steps.set(steps.size() - 1, new Step(last.from(), upTo, null, codes));
            } else {
                steps.add(new Step(from, upTo, null, codes));
            }
            from = end == null ? null : plain(end.add(end.ulp()));
        }
        return steps.size() > 1 ? steps : List.of();
    }

    /** An area at which the density still reaches a limit, with as many digits as people use: rounded down, so that it never says more. */
    private static BigDecimal roundedDown(BigDecimal tpp, BigDecimal density) {
        BigDecimal coarse = tpp.divide(density, DECIMALS, RoundingMode.DOWN);
        return coarse.compareTo(BigDecimal.TEN) >= 0 ? coarse : tpp.divide(density, FEW);
    }

    private Computing withArea(BigDecimal area) {
        return new Computing(
                computing.pointer(),
                computing.rates(),
                computing.tpp(),
                new Known<>(Bounds.exactly(area), computing.dieArea().pointer()),
                Known.unknown(computing.nonPlanar().pointer()),
                Known.unknown(computing.density().pointer()),
                computing.datacenter(),
                computing.memoryBandwidth(),
                computing.ioBandwidth(),
                computing.memory());
    }

    /** How it turns with the total, the area as it is; empty where it does not, or where the area is not one figure. */
    public List<Step> byTotal() {
        Bounds area = computing.dieArea().value();
        boolean planar = isPlanar();
        if (!hasTotal()
                || !planar
                        && (area == null
                                || !area.isExact()
                                || computing.density().isKnown())) {
            return List.of();
        }
        Set<BigDecimal> ends = new TreeSet<>();
        items.grid().cuts(Axis.TPP).forEach(cut -> ends.add(cut.value()));
        if (!planar) {
            items.grid().cuts(Axis.DENSITY).forEach(cut -> ends.add(cut.value().multiply(area.atMost())));
        }
        List<Step> steps = new ArrayList<>();
        BigDecimal least = BigDecimal.ZERO;
        List<BigDecimal> all = new ArrayList<>(ends);
        for (int i = 0; i <= all.size(); i++) {
            Set<String> codes = codes(withTotal(least));
            String below = i < all.size() ? plain(all.get(i)) : null;
            Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
            if (last != null && last.codes().equals(codes)) {
                steps.set(steps.size() - 1, new Step(last.from(), null, below, codes));
            } else {
                steps.add(new Step(i == 0 ? null : plain(least), null, below, codes));
            }
            least = i < all.size() ? all.get(i) : least;
        }
        return steps.size() > 1 ? steps : List.of();
    }

    private Computing withTotal(BigDecimal total) {
        return new Computing(
                computing.pointer(),
                Known.unknown(computing.rates().pointer()),
                new Known<>(Bounds.exactly(total), computing.tpp().pointer()),
                computing.dieArea(),
                computing.nonPlanar(),
                Known.unknown(computing.density().pointer()),
                computing.datacenter(),
                computing.memoryBandwidth(),
                computing.ioBandwidth(),
                computing.memory());
    }

    /** The paragraphs where it is meant for datacenters, or is not. */
    public Set<String> forDatacenters(boolean datacenters) {
        return codes(new Computing(
                computing.pointer(),
                computing.rates(),
                computing.tpp(),
                computing.dieArea(),
                computing.nonPlanar(),
                computing.density(),
                new Known<>(datacenters, computing.datacenter().pointer()),
                computing.memoryBandwidth(),
                computing.ioBandwidth(),
                computing.memory()));
    }

    private Set<String> codes(Computing changed) {
        BitSet cells = items.grid().touched(items.figures(changed, world));
        return items.grid().paragraphs(cells);
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.signum() == 0 ? BigDecimal.ZERO : stripped).toPlainString();
    }
}
