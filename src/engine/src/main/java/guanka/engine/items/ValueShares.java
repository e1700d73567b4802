package guanka.engine.items;

import guanka.facts.Comparison;
import guanka.facts.Condition;
import guanka.facts.Content;
import guanka.facts.DeclaredShare;
import guanka.facts.Evaluation;
import guanka.facts.Guard;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Territory;
import guanka.facts.Truth;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The share of a line's value that counts for a provision, as an interval: components of unknown value, origin or
 * classification widen it. Each component is counted once, with nothing below it; bounds are compared with the threshold by
 * cross-multiplication, so no digit is lost.
 */
public final class ValueShares {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** What is told in place of a share of which the facts say two things. */
    private static final String CONTRADICTED = "contradicted";

    private static final Condition NOT_CONTRADICTED =
            Condition.settled("stated share", "/lines", null, new Evaluation(Truth.FALSE, null, List.of()));

    private final List<Threshold> thresholds;
    private final Map<String, List<ShareNumerator>> numerators = new HashMap<>();
    private final Map<String, Territory> territories;

    /**
     * A row that names a threshold, with what holds for every line.
     *
     * @param everywhere what counts whatever the way, or null where that differs
     * @param questions  on which the countries of origin depend
     */
    private record Threshold(ShareRow row, Territory origin, Counting everywhere, Set<String> questions) {}

    /**
     * What counts on a way.
     *
     * @param questions on whose readings it depends what counts
     * @param alike     where it is a single question, what counts by each reading that a row names, and by none; else empty
     */
    private record Counting(List<ShareNumerator> rows, Set<String> questions, List<Read> alike) {

        static Counting of(List<ShareNumerator> rows) {
            if (rows.stream().allMatch(row -> row.reading().questions().isEmpty())) {
                return new Counting(rows, Set.of(), List.of());
            }
            Set<String> questions = new TreeSet<>();
            rows.forEach(row -> questions.addAll(row.reading().questions()));
            List<Read> alike = questions.size() != 1
                    ? List.of()
                    : Stream.concat(Stream.of(Guard.ANY), rows.stream().map(ShareNumerator::reading))
                            .distinct()
                            .map(reading -> new World(reading.wanted()))
                            .map(world -> new Read(world, holding(rows, world)))
                            .toList();
            return new Counting(rows, Set.copyOf(questions), alike);
        }

        /** The rows that count in a world. */
        List<ShareNumerator> in(World world) {
            return questions.isEmpty() ? rows : holding(rows, world);
        }

        private static List<ShareNumerator> holding(List<ShareNumerator> rows, World world) {
            return rows.stream().filter(row -> row.reading().holdsIn(world)).toList();
        }
    }

    private record Read(World world, List<ShareNumerator> rows) {}

    /**
     * @param shares      rows that name thresholds on the day
     * @param numerators  rows that say what counts on the day
     * @param territories by their ids
     */
    public ValueShares(List<ShareRow> shares, List<ShareNumerator> numerators, Map<String, Territory> territories) {
        numerators.forEach(n -> this.numerators
                .computeIfAbsent(n.provision(), x -> new ArrayList<>())
                .add(n));
        this.territories = territories;
        thresholds = shares.stream().map(this::threshold).toList();
    }

    private Threshold threshold(ShareRow row) {
        Territory origin = territories.get(row.originTerritory());
        List<ShareNumerator> counting = numerators.getOrDefault(row.provision(), List.of());
        Set<String> questions = new TreeSet<>();
        origin.countries().values().forEach(guards -> guards.forEach(g -> questions.addAll(g.questions())));
        boolean everywhere = counting.stream()
                .allMatch(n -> n.sendersOutside() == null
                        && territories.get(n.destination()).isAnywhere());
        return new Threshold(row, origin, everywhere ? Counting.of(List.copyOf(counting)) : null, questions);
    }

    /** One share for each row that names a threshold, of lines that stand on its list or may. */
    public List<ValueShare> of(Line line, Composition composition, Way way) {
        return of(line, composition, way, thresholds);
    }

    /** The same without those of destinations to which the way cannot lead, and of which nobody states a share. */
    public List<ValueShare> onTheWay(Line line, Composition composition, Way way) {
        List<Threshold> met = new ArrayList<>(thresholds.size());
        for (Threshold threshold : thresholds) {
            if (mayLeadTo(threshold.row(), way)
                    || !declared(line, threshold.row()).isEmpty()) {
                met.add(threshold);
            }
        }
        return of(line, composition, way, met);
    }

    private boolean mayLeadTo(ShareRow share, Way way) {
        Territory there = territories.get(share.destination());
        return there == null
                || there.isAnywhere()
                || switch (share.destinationSide()) {
                    case IN -> there.mayContain(way.to());
                    case OUT -> there.mayExclude(way.to());
                    case ANY -> true;
                };
    }

    private static List<DeclaredShare> declared(Line line, ShareRow share) {
        return line.declaredShares().isEmpty()
                ? List.of()
                : line.declaredShares().stream()
                        .filter(d -> d.provision().equals(share.provision()))
                        .toList();
    }

    private List<ValueShare> of(Line line, Composition composition, Way way, List<Threshold> asked) {
        List<ValueShare> result = new ArrayList<>(asked.size());
        Measures measures = new Measures(line, composition);
        Map<String, Counting> onTheWay = new HashMap<>();
        for (Threshold threshold : asked) {
            ShareRow share = threshold.row();
            Truth meant = composition.ofLine().under(share.items());
            if (!meant.possible()) {
                continue;
            }
            Counting counting = threshold.everywhere() != null
                    ? threshold.everywhere()
                    : onTheWay.computeIfAbsent(share.provision(), x -> Counting.of(rowsOf(share, way)));
            Condition reaches = reaches(line, threshold, counting, doubtful(counting.rows(), way), measures, way);
            Condition counts = reaches.at(share.source());
            if (meant == Truth.UNKNOWN) {
                counts = Condition.allOf(
                        "value share",
                        counts,
                        Condition.settled(
                                "control code",
                                line.codes().pointer(),
                                share.items(),
                                new Evaluation(
                                        Truth.UNKNOWN,
                                        null,
                                        List.copyOf(composition.ofLine().missing()))));
            }
            result.add(new ValueShare(share.provision(), line, counts, share, contradicted(line, share, reaches)));
        }
        return result;
    }

    /** Whether what counts comes to the threshold. */
    private Condition reaches(
            Line line,
            Threshold threshold,
            Counting counting,
            List<ShareNumerator> doubtful,
            Measures measures,
            Way way) {
        ShareRow share = threshold.row();
        BiFunction<List<ShareNumerator>, World, Evaluation> counted = (rows, world) -> {
            Evaluation all = compare(line, share, measures.of(threshold, rows, world));
            return doubtful.isEmpty()
                    ? all
                    : either(all, compare(line, share, measures.of(threshold, without(rows, doubtful), world)), way);
        };
        String fact = line.pointer() + "/content";
        Evaluation alike = threshold.questions().isEmpty() ? alike(counting, counted) : null;
        return alike != null
                ? Condition.settled("value share", fact, share.percent(), alike)
                : Condition.byReading(
                        "value share",
                        fact,
                        share.percent(),
                        questions(threshold, counting),
                        world -> counted.apply(counting.in(world), world));
    }

    /**
     * What all readings of a single question come to: then nobody need choose. One of them holds, of which a row speaks or none
     * does. Null where they differ.
     */
    private static Evaluation alike(Counting counting, BiFunction<List<ShareNumerator>, World, Evaluation> counted) {
        Evaluation first = null;
        for (Read read : counting.alike()) {
            Evaluation next = counted.apply(read.rows(), read.world());
            if (first != null && !first.equals(next)) {
                return null;
            }
            first = next;
        }
        return first;
    }

    /** Those on whose readings it hangs what comes from the territory, or what counts. */
    private static Set<String> questions(Threshold threshold, Counting counting) {
        if (threshold.questions().isEmpty() || counting.questions().isEmpty()) {
            return threshold.questions().isEmpty() ? counting.questions() : threshold.questions();
        }
        Set<String> both = new TreeSet<>(threshold.questions());
        both.addAll(counting.questions());
        return both;
    }

    /** What counts of one line: thresholds that count the same of the same origin are measured once. */
    private final class Measures {

        private record Asked(Territory origin, List<ShareNumerator> counting) {

            /** Rows are told apart by themselves, and a list of them by its first. */
            @Override
            public int hashCode() {
                return origin.id().hashCode()
                        + (counting.isEmpty() ? 0 : counting.get(0).key().hashCode());
            }
        }

        private final Line line;
        private final Composition composition;
        private final Map<Asked, Interval> known = new HashMap<>();

        Measures(Line line, Composition composition) {
            this.line = line;
            this.composition = composition;
        }

        Interval of(Threshold threshold, List<ShareNumerator> counting, World world) {
            // the origin's own readings are rare: measure again only where they matter
            return threshold.questions().isEmpty()
                    ? known.computeIfAbsent(
                            new Asked(threshold.origin(), counting),
                            x -> measure(line, composition, counting, threshold.origin(), world))
                    : measure(line, composition, counting, threshold.origin(), world);
        }
    }

    /** Where goods are sent from and where they go. */
    public record Way(Known<String> from, Known<String> to) {}

    /** The rows of which it is not known whether they count, because nobody tells where the goods leave. */
    private List<ShareNumerator> doubtful(List<ShareNumerator> rows, Way way) {
        return way.from().isKnown()
                ? List.of()
                : rows.stream().filter(n -> n.sendersOutside() != null).toList();
    }

    private static List<ShareNumerator> without(List<ShareNumerator> rows, List<ShareNumerator> doubtful) {
        return rows.stream().filter(n -> !doubtful.contains(n)).toList();
    }

    /** What holds whether or not some rows count. */
    private static Evaluation either(Evaluation one, Evaluation other, Way way) {
        if (one.truth() == other.truth() && one.truth() != Truth.UNKNOWN) {
            return one;
        }
        Set<String> missing = new LinkedHashSet<>(one.missing());
        missing.addAll(other.missing());
        missing.add(way.from().pointer());
        return new Evaluation(Truth.UNKNOWN, one.actual(), List.copyOf(missing));
    }

    /** What counts, or may, on a way. */
    private List<ShareNumerator> rowsOf(ShareRow share, Way way) {
        return numerators.getOrDefault(share.provision(), List.of()).stream()
                .filter(n -> territories.get(n.destination()).isAnywhere()
                        || territories.get(n.destination()).mayContain(way.to()))
                .filter(n -> n.sendersOutside() == null
                        || territories.get(n.sendersOutside()).mayExclude(way.from()))
                .toList();
    }

    /** Whether a stated share lies on the other side of the threshold than what the bill of materials settles. */
    private static Condition contradicted(Line line, ShareRow share, Condition reaches) {
        boolean orMore = share.comparison() == Comparison.AT_LEAST;
        List<DeclaredShare> declared = declared(line, share);
        if (declared.isEmpty()) {
            return NOT_CONTRADICTED;
        }
        return Condition.byReading(
                "stated share",
                declared.get(0).pointer(),
                share.percent(),
                reaches.questions(),
                world -> new Evaluation(
                        Truth.of(gainsays(declared, share, orMore, reaches.in(world))),
                        declared.get(0).percent().toPlainString(),
                        List.of()));
    }

    private static boolean gainsays(List<DeclaredShare> declared, ShareRow share, boolean orMore, Evaluation settled) {
        long reaching = declared.stream()
                .filter(d -> reaches(d.percent(), share.percent(), orMore))
                .count();
        boolean someBelow = reaching < declared.size();
        return CONTRADICTED.equals(settled.actual()) || someBelow && (reaching > 0 || settled.truth() == Truth.TRUE);
    }

    /** The components that certainly count for a share in a world, each with nothing below it. */
    public List<Content> counted(Line line, Composition composition, ShareRow share, Way way, World world) {
        List<ShareNumerator> counting = without(rowsOf(share, way), doubtful(rowsOf(share, way), way)).stream()
                .filter(n -> n.reading().holdsIn(world))
                .toList();
        List<Content> counted = new ArrayList<>();
        collectCounted(
                line.content().value(),
                composition,
                counting,
                territories.get(share.originTerritory()),
                world,
                counted);
        return counted;
    }

    /** The rows by which some component of a line counts, or may count, into the share of a provision in a world. */
    public List<ShareNumerator> numeratorsMet(
            Line line, Composition composition, ShareRow share, Way way, World world) {
        return rowsOf(share, way).stream()
                .filter(row -> row.reading().holdsIn(world))
                .filter(row -> meets(line.content().value(), composition, row))
                .toList();
    }

    /** Whether a component itself counts by a row. */
    private static Truth counts(Composition composition, Content component, ShareNumerator row) {
        Truth own = composition.isOn(component, row.list());
        return own.possible() && row.onlyLicensed() ? own.and(composition.needsLicense(component)) : own;
    }

    private boolean meets(List<Content> components, Composition composition, ShareNumerator row) {
        for (Content component : components == null ? List.<Content>of() : components) {
            if (counts(composition, component, row).possible()
                    || row.containing()
                            && composition.inside(component, row.list()).truth().possible()
                    || meets(component.content().value(), composition, row)) {
                return true;
            }
        }
        return false;
    }

    private void collectCounted(
            List<Content> components,
            Composition composition,
            List<ShareNumerator> counting,
            Territory origin,
            World world,
            List<Content> counted) {
        for (Content component : components == null ? List.<Content>of() : components) {
            Truth item = Truth.FALSE;
            for (ShareNumerator row : counting) {
                item = item.or(counts(composition, component, row));
                if (row.containing()) {
                    item = item.or(composition.inside(component, row.list()).truth());
                }
            }
            if (item.and(origin.contains("origin", component.origin()).in(world).truth()) == Truth.TRUE) {
                counted.add(component);
            } else {
                collectCounted(component.content().value(), composition, counting, origin, world, counted);
            }
        }
    }

    /**
     * What counts, at least and at most.
     *
     * @param most  null where there is no bound
     * @param nothing whether no component counts or may, so that the share is none even of something without value
     */
    record Interval(BigDecimal least, BigDecimal most, boolean nothing, Set<String> missing) {}

    private Interval measure(
            Line line, Composition composition, List<ShareNumerator> counting, Territory origin, World world) {
        BigDecimal whole = line.value().isKnown() ? line.value().value().amount() : null;
        return within(
                line.content().value(), line.content().pointer(), whole, whole, composition, counting, origin, world);
    }

    private Interval within(
            List<Content> components,
            String pointer,
            BigDecimal bound,
            BigDecimal whole,
            Composition composition,
            List<ShareNumerator> counting,
            Territory origin,
            World world) {
        if (components == null) {
            return new Interval(BigDecimal.ZERO, bound, false, new LinkedHashSet<>(List.of(pointer)));
        }
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        boolean nothing = true;
        Set<String> missing = new LinkedHashSet<>();
        for (Content component : components) {
            Interval one = of(component, whole, composition, counting, origin, world);
            least = least.add(one.least());
            most = most == null || one.most() == null ? null : most.add(one.most());
            nothing &= one.nothing();
            missing.addAll(one.missing());
        }
        return new Interval(least, most, nothing, missing);
    }

    private Interval of(
            Content component,
            BigDecimal whole,
            Composition composition,
            List<ShareNumerator> counting,
            Territory origin,
            World world) {
        Set<String> missing = new LinkedHashSet<>();
        Truth item = Truth.FALSE;
        for (ShareNumerator row : counting) {
            Truth own = counts(composition, component, row);
            if (own == Truth.UNKNOWN) {
                missing.addAll(composition.of(component).missing());
                if (component.computing().value() != null) {
                    missing.add(component.computing().pointer());
                }
            }
            item = item.or(own);
            if (row.containing() && own != Truth.TRUE) {
                Composition.Found inside = composition.inside(component, row.list());
                item = item.or(inside.truth());
                missing.addAll(inside.missing());
            }
        }
        Evaluation from = origin.contains("origin", component.origin()).in(world);
        Truth counted = item.and(from.truth());
        BigDecimal value =
                component.value().isKnown() ? component.value().value().amount() : null;
        if (counted == Truth.TRUE) {
            return value != null
                    ? new Interval(value, value, false, Set.of())
                    : new Interval(
                            worthAtLeast(component),
                            whole,
                            false,
                            new LinkedHashSet<>(List.of(component.value().pointer())));
        }
        Interval below = within(
                component.content().value(),
                component.content().pointer(),
                value != null ? value : whole,
                whole,
                composition,
                counting,
                origin,
                world);
        if (counted == Truth.FALSE) {
            if (value == null && !below.nothing()) {
                // what it is worth bounds what it can contain
                missing.clear();
                missing.addAll(below.missing());
                missing.add(component.value().pointer());
                return new Interval(below.least(), below.most(), false, missing);
            }
            return below;
        }
        if (item == Truth.TRUE) {
            missing.clear();
        }
        missing.addAll(from.missing());
        if (value == null) {
            missing.add(component.value().pointer());
        }
        missing.addAll(below.missing());
        BigDecimal own = value != null ? value : whole;
        BigDecimal least = value != null ? below.least().min(value) : BigDecimal.ZERO;
        BigDecimal most = own == null || below.most() == null ? null : own.max(below.most());
        return new Interval(least, most, false, missing);
    }

    /** What a component is worth at least: its value, or else that of what it is known to contain. */
    private static BigDecimal worthAtLeast(Content component) {
        if (component.value().isKnown()) {
            return component.value().value().amount();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Content inside :
                component.content().isKnown() ? component.content().value() : List.<Content>of()) {
            sum = sum.add(worthAtLeast(inside));
        }
        return sum;
    }

    private static Evaluation compare(Line line, ShareRow share, Interval interval) {
        boolean orMore = share.comparison() == Comparison.AT_LEAST;
        BigDecimal whole = line.value().isKnown() ? line.value().value().amount() : null;
        List<DeclaredShare> declared = declared(line, share);
        // a bill of materials without entries does not gainsay a share that somebody has stated
        boolean saysNothing = !declared.isEmpty()
                && line.content().isKnown()
                && line.content().value().isEmpty();
        Truth truth;
        Set<String> missing = new LinkedHashSet<>(interval.missing());
        if (saysNothing) {
            truth = Truth.UNKNOWN;
        } else if (interval.nothing()) {
            truth = Truth.FALSE;
        } else if (whole == null || whole.signum() == 0) {
            truth = Truth.UNKNOWN;
            missing.add(line.value().pointer());
        } else {
            BigDecimal threshold = share.percent().multiply(whole);
            boolean certain = reaches(interval.least().multiply(HUNDRED), threshold, orMore);
            boolean possible =
                    interval.most() == null || reaches(interval.most().multiply(HUNDRED), threshold, orMore);
            truth = certain ? Truth.TRUE : possible ? Truth.UNKNOWN : Truth.FALSE;
        }
        if (truth != Truth.UNKNOWN) {
            Truth settled = truth;
            List<DeclaredShare> otherwise = declared.stream()
                    .filter(d -> Truth.of(reaches(d.percent(), share.percent(), orMore)) != settled)
                    .toList();
            // a bill that certainly reaches the threshold is not talked away by what somebody states
            if (otherwise.isEmpty() || settled == Truth.TRUE) {
                return new Evaluation(truth, percent(interval, whole), List.of());
            }
            // a stated share that reaches it is not dropped either: of the two facts neither settles anything
            missing.clear();
            missing.add(line.content().pointer());
            otherwise.forEach(d -> missing.add(d.pointer()));
            return new Evaluation(Truth.UNKNOWN, CONTRADICTED, List.copyOf(missing));
        }
        if (!declared.isEmpty()) {
            boolean all = declared.stream().allMatch(d -> reaches(d.percent(), share.percent(), orMore));
            boolean none = declared.stream().noneMatch(d -> reaches(d.percent(), share.percent(), orMore));
            if (all || none) {
                return new Evaluation(Truth.of(all), declared.get(0).percent().toPlainString(), List.of());
            }
            declared.forEach(d -> missing.add(d.pointer()));
        }
        return new Evaluation(Truth.UNKNOWN, percent(interval, whole), List.copyOf(missing));
    }

    private static boolean reaches(BigDecimal value, BigDecimal threshold, boolean orMore) {
        int comparison = value.compareTo(threshold);
        return orMore ? comparison >= 0 : comparison > 0;
    }

    /** The interval in percent, for people to read; the comparison above does not use it. */
    private static String percent(Interval interval, BigDecimal whole) {
        if (whole == null || whole.signum() == 0) {
            return null;
        }
        String least = percent(interval.least(), whole);
        String most = interval.most() == null ? "?" : percent(interval.most(), whole);
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String percent(BigDecimal part, BigDecimal whole) {
        BigDecimal percent =
                part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64).stripTrailingZeros();
        return (percent.signum() == 0 ? BigDecimal.ZERO : percent).toPlainString();
    }
}
