package guanka.engine.json;

import guanka.facts.Holding;
import guanka.facts.Known;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The shares between parties. Chains, diamonds and loops are legal; two shares of one pair on one day are not. */
final class Holdings {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private final FactKinds kinds;
    private final Set<String> parties;
    private final Set<LocalDate> exportDays;
    private final Mistakes mistakes;

    /** @param exportDays the export date, which may be another day in another jurisdiction */
    Holdings(FactKinds kinds, Set<String> parties, Set<LocalDate> exportDays, Mistakes mistakes) {
        this.kinds = kinds;
        this.parties = parties;
        this.exportDays = exportDays;
        this.mistakes = mistakes;
    }

    Known<List<Holding>> read(Fields shipment) {
        Known<List<Edge>> edges = shipment.known("ownership", Kinds.list(this::edge, 0, FactKinds.HOLDINGS_MAX));
        if (!edges.isKnown()) {
            return Known.unknown(edges.pointer());
        }
        List<Edge> once = once(edges.value());
        Set<String> told = new HashSet<>();
        exportDays.forEach(day -> checkSums(once, day, told));
        return new Known<>(once.stream().map(Edge::holding).toList(), edges.pointer());
    }

    /**
     * A share with its place.
     *
     * @param number place in the list
     * @param share  the property that names the share
     */
    private record Edge(Holding holding, int number, String share) {

        String pointer() {
            return "/ownership/" + number;
        }

        boolean sameShare(Edge other) {
            return holding.atLeast().compareTo(other.holding.atLeast()) == 0
                    && holding.openBelow() == other.holding.openBelow()
                    && holding.atMost().compareTo(other.holding.atMost()) == 0
                    && holding.openAbove() == other.holding.openAbove();
        }

        /** Whether the other, which starts no earlier, starts before this one is over. */
        boolean overlaps(Edge later) {
            return holding.until() == null
                    || later.holding.from() == null
                    || !later.holding.from().isAfter(holding.until());
        }

        /** This share held until the last day of either. */
        Edge joinedWith(Edge later) {
            Holding first = number < later.number ? holding : later.holding;
            LocalDate until = holding.until() == null || later.holding.until() == null
                    ? null
                    : holding.until().isAfter(later.holding.until()) ? holding.until() : later.holding.until();
            return new Edge(
                    new Holding(
                            first.owner(),
                            first.owned(),
                            first.pointer(),
                            first.atLeast(),
                            first.openBelow(),
                            first.atMost(),
                            first.openAbove(),
                            first.interest(),
                            holding.from(),
                            until),
                    Math.min(number, later.number),
                    number < later.number ? share : later.share);
        }
    }

    private Edge edge(Object given, String pointer, Mistakes noted) {
        Fields fields = Fields.of(given, pointer, noted, FactKinds.HOLDING);
        if (fields == null) {
            return null;
        }
        String owner = party(fields, "owner");
        String owned = party(fields, "owned");
        BigDecimal percent = fields.optional("percent", Kinds.PERCENT, null);
        String lower = end(fields, "percentAtLeast", "percentMoreThan");
        String upper = end(fields, "percentAtMost", "percentLessThan");
        BigDecimal atLeast = fields.optional(lower, Kinds.PERCENT, null);
        BigDecimal atMost = fields.optional(upper, Kinds.PERCENT, null);
        boolean banded = fields.has(lower) || fields.has(upper);
        if (banded && fields.has("percent")) {
            noted.add(fields.pointer("percent"), Fault.PERCENT_AND_BAND);
        }
        boolean bandIsUseless = fields.has(lower) && atLeast == null || fields.has(upper) && atMost == null;
        atLeast = percent != null ? percent : atLeast != null ? atLeast : BigDecimal.ZERO;
        atMost = percent != null ? percent : atMost != null ? atMost : ALL;
        boolean openBelow = percent == null && lower.equals("percentMoreThan");
        boolean openAbove = percent == null && upper.equals("percentLessThan");
        String place = fields.pointer(banded ? fields.has(lower) ? lower : upper : "percent");
        int order = atLeast.compareTo(atMost);
        if (!bandIsUseless && (order > 0 || order == 0 && (openBelow || openAbove))) {
            noted.add(place, Fault.EMPTY_BAND, "least", atLeast.toPlainString(), "most", atMost.toPlainString());
        }
        String interest = fields.optional("interest", kinds.interest, Holding.SHAREHOLDING);
        LocalDate from = fields.optional("from", Kinds.DATE, null);
        LocalDate until = fields.optional("until", Kinds.DATE, null);
        if (from != null && until != null && until.isBefore(from)) {
            noted.add(fields.pointer("until"), Fault.DATES_CROSSED, "found", until, "first", from);
        }
        fields.optional("source", FactKinds.NAME, null);
        if (owner == null || owned == null) {
            return null;
        }
        return new Edge(
                new Holding(
                        owner,
                        owned,
                        pointer + "/percent",
                        atLeast,
                        openBelow,
                        atMost,
                        openAbove,
                        interest,
                        from,
                        until),
                Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1)),
                place);
    }

    private String party(Fields fields, String name) {
        String id = fields.required(name, Kinds.TEXT);
        if (id == null || parties.contains(id)) {
            return id;
        }
        mistakes.addUnknown(fields.pointer(name), Fault.UNKNOWN_PARTY, id, parties, null);
        return null;
    }

    /** Which of the two names of one end of a band is used. */
    private String end(Fields fields, String inclusive, String exclusive) {
        if (fields.has(inclusive) && fields.has(exclusive)) {
            fields.optional(exclusive, Kinds.PERCENT, null);
            mistakes.add(fields.pointer(exclusive), Fault.TWO_ENDS, "name", inclusive, "other", exclusive);
        }
        return fields.has(exclusive) && !fields.has(inclusive) ? exclusive : inclusive;
    }

    /** Each share once: a share that is given twice is held on the days of both. */
    private List<Edge> once(List<Edge> edges) {
        if (edges.size() < 2) {
            return edges;
        }
        Map<String, List<Edge>> byPair = new HashMap<>();
        for (Edge edge : edges) {
            // ids hold no control characters
            String pair = edge.holding.owner() + '\n' + edge.holding.owned() + '\n' + edge.holding.interest();
            byPair.computeIfAbsent(pair, p -> new ArrayList<>(1)).add(edge);
        }
        if (byPair.size() == edges.size()) {
            return edges;
        }
        Map<Integer, Edge> once = new TreeMap<>();
        for (List<Edge> pair : byPair.values()) {
            pair.sort(
                    Comparator.comparing((Edge e) -> e.holding.from(), Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(Edge::number));
            Edge held = pair.get(0);
            for (Edge next : pair.subList(1, pair.size())) {
                if (!held.overlaps(next)) {
                    once.put(held.number, held);
                    held = next;
                    continue;
                }
                if (!held.sameShare(next)) {
                    Edge first = held.number < next.number ? held : next;
                    Edge second = first == held ? next : held;
                    mistakes.add(
                            second.share,
                            Fault.TWO_SHARES,
                            "first",
                            first.pointer(),
                            "owner",
                            first.holding.owner(),
                            "owned",
                            first.holding.owned());
                }
                held = held.joinedWith(next);
            }
            once.put(held.number, held);
        }
        return List.copyOf(once.values());
    }

    /** What is certainly held on a day must not be more than there is; a lower end that is out itself takes more than it says. */
    private void checkSums(List<Edge> edges, LocalDate day, Set<String> told) {
        Map<String, BigDecimal> sums = new HashMap<>();
        Set<String> open = new HashSet<>();
        for (Edge edge : edges) {
            Holding holding = edge.holding;
            if (!holding.interest().equals(Holding.SHAREHOLDING) || !holding.heldOn(day)) {
                continue;
            }
            BigDecimal sum = sums.merge(holding.owned(), holding.atLeast(), BigDecimal::add);
            if (holding.openBelow()) {
                open.add(holding.owned());
            }
            int order = sum.compareTo(ALL);
            if ((order > 0 || order == 0 && open.contains(holding.owned())) && told.add(holding.owned())) {
                mistakes.add(edge.share, Fault.MORE_THAN_ALL, "found", sum.toPlainString(), "owned", holding.owned());
            }
        }
    }
}
