package guanka.engine.ownership;

import guanka.facts.Aggregate;
import guanka.facts.Comparison;
import guanka.facts.Evaluation;
import guanka.facts.Holding;
import guanka.facts.Indirect;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which companies are caught by who owns them: tier by tier, never by multiplying. At each company the shares of owners that
 * are listed or already caught are added; at the threshold it is caught itself and its whole share counts below. The least
 * fixed point is computed twice: with the lower ends of all shares and the owners that are certainly listed, for what is
 * certain, and with the upper ends and the possible ones, for what cannot be ruled out. Each share is looked at once for each
 * of the two.
 */
public final class Capture {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Stakes stakes;
    private final OwnershipRow rule;
    private final Map<String, Indirect> controlling;
    private final Map<String, Evaluation> listed;
    private final Map<String, Map<String, Truth>> lists;
    private final Map<String, Tally> certain;
    private final Map<String, Tally> possible;
    private final Set<String> certainlyCaught = new HashSet<>();
    private final Set<String> possiblyCaught = new HashSet<>();

    /** What was found out about an entity, and about it and a list: the same is asked for every rule of law that asks for owners. */
    private final Map<String, Evaluation> known = new HashMap<>();

    private final Map<String, Map<String, Evaluation>> knownByList = new HashMap<>();

    /** Lists of missing facts, and one set for all those that hold the same: owners in a circle all miss what the circle misses. */
    private final Map<List<String>, Set<String>> setOf = new IdentityHashMap<>();

    private final Map<Set<String>, Set<String>> sets = new HashMap<>();

    /**
     * @param controlling interests that make their holder control a company whatever its share, and whether that goes on
     * @param listed legal entities that are listed on some list that counts, or may be
     * @param lists  for each of them the lists, with how certain that is
     */
    public Capture(
            Stakes stakes,
            OwnershipRow rule,
            Map<String, Indirect> controlling,
            Map<String, Evaluation> listed,
            Map<String, Map<String, Truth>> lists) {
        this.stakes = stakes;
        this.rule = rule;
        this.controlling = controlling;
        this.listed = listed;
        this.lists = lists;
        certain = close(true, certainlyCaught);
        possible = close(false, possiblyCaught);
    }

    /** A running sum of what counts in a company; {@code open} where the true sum differs from it. */
    private static final class Tally {
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal leastCounted = BigDecimal.ZERO;
        private int openCounted;
        private boolean open;

        void add(Holding holding, boolean lower) {
            sum = sum.add(lower ? holding.atLeast() : holding.atMost());
            open |= lower ? holding.openBelow() : holding.openAbove();
            leastCounted = leastCounted.add(holding.atLeast());
            openCounted += holding.openBelow() ? 1 : 0;
        }

        boolean isLessThan(Tally other, boolean lower) {
            int order = sum.compareTo(other.sum);
            return order < 0 || order == 0 && (lower ? !open && other.open : open && !other.open);
        }
    }

    private Map<String, Tally> close(boolean lower, Set<String> caught) {
        Map<String, Tally> tallies = new HashMap<>();
        Deque<String> owners = new ArrayDeque<>();
        Set<String> counted = new HashSet<>();
        listed.forEach((party, evaluation) -> {
            if (lower ? evaluation.truth() == Truth.TRUE : evaluation.truth().possible()) {
                owners.add(party);
                counted.add(party);
            }
        });
        boolean sums = rule.aggregate() == Aggregate.SUM;
        boolean tiers = rule.indirect() == Indirect.TIERS;
        while (!owners.isEmpty()) {
            String owner = owners.poll();
            for (Holding interest : controlling.isEmpty() ? List.<Holding>of() : stakes.otherInterestsOf(owner)) {
                Indirect goesOn = controlling.get(interest.interest());
                String owned = stakes.entityOf(interest.owned());
                if (goesOn != null && caught.add(owned) && goesOn == Indirect.TIERS && counted.add(owned)) {
                    owners.add(owned);
                }
            }
            // one owner may hold several stakes of a company, by itself and by its branches: alone it holds their sum
            Map<String, Tally> alone = sums ? tallies : new HashMap<>();
            for (Holding holding : stakes.heldBy(owner)) {
                String owned = stakes.entityOf(holding.owned());
                Tally tally = alone.computeIfAbsent(owned, x -> new Tally());
                tally.add(holding, lower);
                if (!sums) {
                    tallies.merge(owned, tally, (most, one) -> most.isLessThan(one, lower) ? one : most);
                }
                if (!caught.contains(owned) && reaches(owned, tally, lower)) {
                    caught.add(owned);
                    if (tiers && counted.add(owned)) {
                        owners.add(owned);
                    }
                }
            }
        }
        return tallies;
    }

    private boolean reaches(String owned, Tally tally, boolean lower) {
        BigDecimal sum = tally.sum;
        boolean open = tally.open;
        if (!lower) {
            // nobody can hold what others certainly hold
            BigDecimal left = HUNDRED.subtract(stakes.atLeastIn(owned).subtract(tally.leastCounted));
            boolean leftOpen = stakes.openBelowIn(owned) > tally.openCounted;
            int order = left.compareTo(sum);
            if (order < 0 || order == 0 && leftOpen) {
                sum = left;
                open = leftOpen;
            }
            // where the shares given exceed the whole, what is certain stays possible
            if (sum.compareTo(tally.leastCounted) < 0) {
                sum = tally.leastCounted;
                open = false;
            }
        }
        int order = sum.compareTo(rule.percent());
        if (order != 0) {
            return order > 0;
        }
        boolean orMore = rule.comparison() == Comparison.AT_LEAST;
        return lower ? orMore || open : orMore && !open;
    }

    /** Whether a party is caught, with the sum behind it and what would settle it. */
    public Evaluation of(String party) {
        return known.computeIfAbsent(stakes.entityOf(party), this::ofEntity);
    }

    private Evaluation ofEntity(String entity) {
        if (!stakes.researched().isKnown()) {
            return new Evaluation(
                    Truth.UNKNOWN, null, List.of(stakes.researched().pointer()));
        }
        if (certainlyCaught.contains(entity)) {
            return new Evaluation(Truth.TRUE, sum(certain, entity), List.of());
        }
        if (!possiblyCaught.contains(entity)) {
            return new Evaluation(Truth.FALSE, sum(possible, entity), List.of());
        }
        Set<String> missing = new LinkedHashSet<>();
        collectMissing(entity, false, missing);
        Tally most = possible.get(entity);
        String actual = sum(certain, entity) + " to "
                + (most == null ? BigDecimal.ZERO : most.sum.min(HUNDRED)).toPlainString();
        return new Evaluation(Truth.UNKNOWN, actual, List.copyOf(missing));
    }

    private static String sum(Map<String, Tally> tallies, String entity) {
        Tally tally = tallies.get(entity);
        return tally == null ? "0" : tally.sum.toPlainString();
    }

    /** @param throughAll also what lies above owners that are certain: on which lists those above them stand */
    private void collectMissing(String from, boolean throughAll, Set<String> missing) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>(open);
        boolean tiers = rule.indirect() == Indirect.TIERS;
        while (!open.isEmpty()) {
            for (Holding holding : linksInto(open.poll())) {
                String owner = stakes.entityOf(holding.owner());
                Evaluation listing = listed.get(owner);
                boolean possibleOwner =
                        listing != null && listing.truth().possible() || tiers && possiblyCaught.contains(owner);
                if (!possibleOwner) {
                    continue;
                }
                if (!holding.exact() && holding.interest().equals(Holding.SHAREHOLDING)) {
                    missing.add(holding.pointer());
                }
                boolean certainOwner =
                        listing != null && listing.truth() == Truth.TRUE || tiers && certainlyCaught.contains(owner);
                if (!certainOwner || throughAll) {
                    if (listing != null) {
                        missing.addAll(listing.missing());
                    }
                    if (seen.add(owner)) {
                        open.add(owner);
                    }
                }
            }
        }
    }

    /** The facts of a list of this capture, as the one set that all lists of the same facts share. */
    Set<String> setOf(List<String> missing) {
        return setOf.computeIfAbsent(missing, list -> {
            Set<String> set = new HashSet<>(list);
            return sets.computeIfAbsent(set, same -> same);
        });
    }

    /** Whether a party is caught through owners on a list, or on whichever of those that count where it is none of them. */
    public Evaluation of(String party, String list, Set<String> lists) {
        return lists.contains(list) ? of(party, list) : of(party);
    }

    /** Whether a party is caught through an owner on a list, at whatever share and over however many tiers. */
    public Evaluation of(String party, String list) {
        Evaluation caught = of(party);
        if (caught.truth() == Truth.FALSE || !stakes.researched().isKnown()) {
            return caught;
        }
        return knownByList
                .computeIfAbsent(list, x -> new HashMap<>())
                .computeIfAbsent(stakes.entityOf(party), entity -> through(entity, list, caught));
    }

    private Evaluation through(String entity, String list, Evaluation caught) {
        Truth through = through(entity, list);
        Truth both = caught.truth().and(through);
        if (both != Truth.UNKNOWN) {
            return new Evaluation(both, caught.actual(), List.of());
        }
        Set<String> missing = new LinkedHashSet<>(caught.missing());
        if (through == Truth.UNKNOWN) {
            collectMissing(entity, true, missing);
        }
        return new Evaluation(
                both,
                caught.actual(),
                missing.size() == caught.missing().size() ? caught.missing() : List.copyOf(missing));
    }

    /** Shares in a company, and the interests in it that are control. */
    private List<Holding> linksInto(String owned) {
        if (controlling.isEmpty()) {
            return stakes.in(owned);
        }
        List<Holding> links = new ArrayList<>(stakes.in(owned));
        stakes.otherInterestsIn(owned).stream()
                .filter(interest -> controlling.containsKey(interest.interest()))
                .forEach(links::add);
        return links;
    }

    private Truth through(String entity, String list) {
        Truth found = Truth.FALSE;
        Deque<String> open = new ArrayDeque<>(List.of(entity));
        Map<String, Truth> seen = new HashMap<>(Map.of(entity, Truth.TRUE));
        boolean tiers = rule.indirect() == Indirect.TIERS;
        while (!open.isEmpty()) {
            String owned = open.poll();
            for (Holding holding : linksInto(owned)) {
                String owner = stakes.entityOf(holding.owner());
                boolean some = !holding.interest().equals(Holding.SHAREHOLDING)
                        || holding.atLeast().signum() > 0
                        || holding.openBelow();
                Truth link = seen.get(owned)
                        .and(some ? Truth.TRUE : holding.atMost().signum() > 0 ? Truth.UNKNOWN : Truth.FALSE);
                found = found.or(link.and(lists.getOrDefault(owner, Map.of()).getOrDefault(list, Truth.FALSE)));
                Truth counts = !tiers
                        ? Truth.FALSE
                        : certainlyCaught.contains(owner)
                                ? Truth.TRUE
                                : possiblyCaught.contains(owner) ? Truth.UNKNOWN : Truth.FALSE;
                Truth reached = link.and(counts);
                if (reached.compareTo(seen.getOrDefault(owner, Truth.FALSE)) > 0) {
                    seen.put(owner, reached);
                    open.add(owner);
                }
            }
        }
        return found;
    }

    /** Entities that are certainly caught. */
    public Set<String> certainlyCaught() {
        return certainlyCaught;
    }

    /** Entities that cannot be ruled out. */
    public Set<String> possiblyCaught() {
        return possiblyCaught;
    }
}
