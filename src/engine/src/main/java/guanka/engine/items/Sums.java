package guanka.engine.items;

import guanka.engine.items.Interval.End;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Known;
import guanka.facts.Truth;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ComputingLimit.Datacenters;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Figures as people read them; comparisons never use what stands here. */
final class Sums {

    private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_UP);

    private Sums() {}

    /** The total and the density of a chip, or the code under which it is stated where no figure is given. */
    static Object told(Figures figures, Object given) {
        if (figures == null) {
            return given;
        }
        String total = "TPP " + plain(figures.tpp());
        List<Interval> density = figures.density(figures.tpp());
        return !density.isEmpty() && !figures.isPlanar() ? total + ", density " + plain(density.get(0)) : total;
    }

    /** An interval in plain decimals: one figure, or both ends. */
    static String plain(Interval interval) {
        String least = plain(interval.least());
        if (interval.most() == null) {
            return interval.least().over().signum() == 0 ? "?" : least + " – ?";
        }
        String most = plain(interval.most());
        return least.equals(most) ? least : least + " – " + most;
    }

    static String plain(End end) {
        return end == null ? null : decimal(end).toPlainString();
    }

    private static BigDecimal decimal(End end) {
        BigDecimal exact = end.under().compareTo(BigDecimal.ONE) == 0
                ? end.over()
                : end.over().divide(end.under(), FOUR);
        BigDecimal stripped = exact.stripTrailingZeros();
        return stripped.signum() == 0 ? BigDecimal.ZERO : stripped;
    }

    static List<Condition> met(ComputingLimit row, Figures figures) {
        List<Condition> met = new ArrayList<>();
        var stated = figures.stated();
        if (row.tppAtLeast() != null || row.tppBelow() != null) {
            Known<?> place = stated.rates().isKnown() || !stated.tpp().isKnown() ? stated.rates() : stated.tpp();
            met.add(met("total processing performance", place, figures.tpp(), row.tppAtLeast(), row.tppBelow(), row));
        }
        if (row.densityAtLeast() != null || row.densityBelow() != null) {
            Known<?> place = stated.density().isKnown() ? stated.density() : stated.dieArea();
            List<Interval> density = figures.density(figures.tpp());
            if (density.size() == 1) {
                met.add(met(
                        "performance density", place, density.get(0), row.densityAtLeast(), row.densityBelow(), row));
            }
        }
        if (row.rateAtLeast() != null) {
            met.add(met("operations a second", stated.rates(), figures.rate(), row.rateAtLeast(), null, row));
        }
        if (row.ioAtLeast() != null) {
            met.add(met("transfer rate", stated.ioBandwidth(), figures.io(), row.ioAtLeast(), null, row));
        }
        if (row.memoryAtLeast() != null || row.memoryBelow() != null) {
            met.add(met(
                    "memory bandwidth",
                    stated.memoryBandwidth(),
                    figures.memory(),
                    row.memoryAtLeast(),
                    row.memoryBelow(),
                    row));
        }
        if (row.stackDensityAbove() != null || row.stackDensityBelow() != null) {
            String wanted = row.stackDensityAbove() == null
                    ? ""
                    : "> " + row.stackDensityAbove().toPlainString();
            met.add(condition(
                    "memory bandwidth density",
                    stated.memory(),
                    plain(figures.stack()),
                    row.stackDensityBelow() == null
                            ? wanted
                            : join(wanted, "< " + row.stackDensityBelow().toPlainString()),
                    row));
        }
        if (row.datacenters() != Datacenters.ANY) {
            met.add(condition(
                    "for datacenters",
                    stated.datacenter(),
                    stated.datacenter().value(),
                    row.datacenters() == Datacenters.YES,
                    row));
        }
        return met;
    }

    private static Condition met(
            String name, Known<?> place, Interval figure, BigDecimal atLeast, BigDecimal below, ComputingLimit row) {
        String wanted = atLeast == null ? "" : ">= " + atLeast.toPlainString();
        return condition(
                name, place, plain(figure), below == null ? wanted : join(wanted, "< " + below.toPlainString()), row);
    }

    private static String join(String first, String second) {
        return first.isEmpty() ? second : first + ", " + second;
    }

    private static Condition condition(String name, Known<?> place, Object actual, Object wanted, ComputingLimit row) {
        return Condition.settled(name, place.pointer(), wanted, new Evaluation(Truth.TRUE, actual, List.of()))
                .at(row.source());
    }
}
