package guanka.engine.items;

import guanka.engine.items.PerformanceGrid.Axis;
import guanka.facts.Bounds;
import guanka.facts.Computing;
import guanka.facts.Known;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The figures of a chip as the law computes them from what its maker states. Total processing performance is the highest, over
 * all rates, of dense operations times bits; performance density is that over the area of its non-planar logic dies.
 */
final class Figures {

    private final Computing stated;
    private final Interval tpp;
    private final Interval rate;
    private final boolean sumContradicted;
    private final boolean densityContradicted;
    private final boolean planarContradicted;

    /** @param counted how many bits a stated bit length counts */
    Figures(Computing stated, IntUnaryOperator counted) {
        this.stated = stated;
        List<Computing.Rate> rates = stated.rates().value();
        boolean memoryAlone = rates == null && !stated.tpp().isKnown() && isMemory();
        rate = memoryAlone ? Interval.NOTHING : highest(rates, bits -> 1);
        Interval summed = memoryAlone ? Interval.NOTHING : highest(rates, counted);
        Interval given = Interval.of(stated.tpp().value());
        Interval both = summed.and(given);
        sumContradicted = both == null;
        tpp = both == null ? summed.hull(given) : both;
        planarContradicted = Boolean.FALSE.equals(stated.nonPlanar().value())
                        && (isAboveZero(stated.dieArea()) || isAboveZero(stated.density()))
                || Boolean.TRUE.equals(stated.nonPlanar().value()) && isZero(stated.dieArea());
        densityContradicted = !planarContradicted && densities(tpp).isEmpty();
    }

    private static Interval highest(List<Computing.Rate> rates, IntUnaryOperator counted) {
        if (rates == null) {
            return Interval.ANYWHERE;
        }
        Set<Integer> dense = new HashSet<>();
        rates.stream().filter(r -> !r.sparse()).forEach(r -> dense.add(r.bits()));
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        for (Computing.Rate one : rates) {
            if (one.sparse() && dense.contains(one.bits())) {
                continue;
            }
            BigDecimal bits = BigDecimal.valueOf(counted.applyAsInt(one.bits()));
            Bounds tops = one.tops().isKnown() ? one.tops().value() : Bounds.UNKNOWN;
            // a rate with sparsity says only what the dense one does not exceed
            least = one.sparse() ? least : least.max(tops.least().multiply(bits));
            most = most == null || tops.atMost() == null
                    ? null
                    : most.max(tops.atMost().multiply(bits));
        }
        return Interval.of(new Bounds(least, most));
    }

    Computing stated() {
        return stated;
    }

    Interval tpp() {
        return tpp;
    }

    Interval rate() {
        return rate;
    }

    Interval io() {
        return Interval.of(stated.ioBandwidth().value());
    }

    Interval memory() {
        return Interval.of(stated.memoryBandwidth().value());
    }

    /** Bandwidth density of a memory stack by itself; none of what computes, and of what shares a package with what does. */
    Interval stack() {
        Computing.Memory memory = stated.memory().value();
        boolean computes = stated.rates().isKnown() || stated.tpp().isKnown();
        if (memory == null) {
            return computes ? Interval.NOTHING : Interval.ANYWHERE;
        }
        Boolean copackaged = memory.copackaged().value();
        if (Boolean.TRUE.equals(copackaged)) {
            return Interval.NOTHING;
        }
        Interval density = Interval.quotient(
                Interval.of(memory.bandwidth().value()), memory.area().value());
        return copackaged == null && computes ? density.hull(Interval.NOTHING) : density;
    }

    private boolean isMemory() {
        return stated.memory().isKnown()
                && !Boolean.TRUE.equals(stated.memory().value().copackaged().value());
    }

    Boolean datacenter() {
        return stated.datacenter().value();
    }

    /** The densities that a part of the range of the total leaves open; none where that part cannot be. */
    List<Interval> density(Interval ofTpp) {
        if (planarContradicted) {
            return List.of(Interval.ANYWHERE);
        }
        return densityContradicted
                ? List.of(byArea(ofTpp), Interval.of(stated.density().value()))
                : densities(ofTpp);
    }

    private List<Interval> densities(Interval ofTpp) {
        Interval given = Interval.of(stated.density().value());
        List<Interval> densities = new ArrayList<>();
        if (!isPlanar()) {
            densities.add(byArea(ofTpp).and(given));
        }
        if (mayBePlanar()) {
            densities.add(Interval.NOTHING.and(given));
        }
        densities.removeIf(Objects::isNull);
        return densities;
    }

    /** Whether no die is made on a non-planar node, so that performance density does not apply. */
    boolean isPlanar() {
        return Boolean.FALSE.equals(stated.nonPlanar().value()) || isZero(stated.dieArea());
    }

    private boolean mayBePlanar() {
        return isPlanar() || !Boolean.TRUE.equals(stated.nonPlanar().value()) && !isAboveZero(stated.dieArea());
    }

    private static boolean isZero(Known<Bounds> figure) {
        return figure.isKnown()
                && figure.value().atMost() != null
                && figure.value().atMost().signum() == 0;
    }

    private static boolean isAboveZero(Known<Bounds> figure) {
        return figure.isKnown() && figure.value().least().signum() > 0;
    }

    private Interval byArea(Interval ofTpp) {
        return Interval.quotient(ofTpp, stated.dieArea().value());
    }

    /** Facts of which one must be wrong; none where they agree. */
    List<String> contradicting() {
        List<String> places = new ArrayList<>();
        if (sumContradicted) {
            places.add(stated.rates().pointer());
            places.add(stated.tpp().pointer());
        }
        if (planarContradicted) {
            places.add(stated.nonPlanar().pointer());
            places.add(
                    stated.dieArea().isKnown()
                            ? stated.dieArea().pointer()
                            : stated.density().pointer());
        }
        if (densityContradicted) {
            places.add(stated.density().pointer());
            places.add(stated.dieArea().pointer());
        }
        return places;
    }

    /** The facts that would settle a figure. */
    Set<String> settling(Axis axis) {
        Set<String> places = new LinkedHashSet<>();
        switch (axis) {
            case TPP -> total(places);
            case RATE -> rates(places);
            case DENSITY -> {
                if (!stated.density().isKnown() || !stated.density().value().isExact()) {
                    unless(places, stated.dieArea());
                    total(places);
                }
            }
            case IO -> unless(places, stated.ioBandwidth());
            case MEMORY -> unless(places, stated.memoryBandwidth());
            case DATACENTER -> places.add(stated.datacenter().pointer());
            case STACK -> {
                Computing.Memory memory = stated.memory().value();
                if (memory == null) {
                    places.add(stated.memory().pointer());
                } else {
                    unless(places, memory.bandwidth());
                    unless(places, memory.area());
                    if (!memory.copackaged().isKnown()) {
                        places.add(memory.copackaged().pointer());
                    }
                }
            }
        }
        places.addAll(contradicting());
        return places;
    }

    private void total(Set<String> places) {
        if (!tpp.isExact()) {
            if (stated.tpp().isKnown() && !stated.rates().isKnown()) {
                places.add(stated.tpp().pointer());
            } else {
                rates(places);
            }
        }
    }

    private void rates(Set<String> places) {
        if (!stated.rates().isKnown()) {
            places.add(stated.rates().pointer());
            return;
        }
        for (Computing.Rate one : stated.rates().value()) {
            if (one.sparse()) {
                places.add(stated.rates().pointer());
            } else {
                unless(places, one.tops());
            }
        }
    }

    private static void unless(Set<String> places, Known<Bounds> figure) {
        if (!figure.isKnown() || !figure.value().isExact()) {
            places.add(figure.pointer());
        }
    }
}
