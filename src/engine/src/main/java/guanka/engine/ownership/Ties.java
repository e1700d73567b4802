package guanka.engine.ownership;

import guanka.facts.Evaluation;
import guanka.facts.Holding;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How parties are tied to listed owners without being caught by them: by a share, or by another interest, in the party itself
 * or in a company that holds it at the threshold. Owners that are themselves caught count like listed ones. A tie is as certain as the
 * interest and the listing behind it, and unknown where nobody looked for owners.
 */
public final class Ties {

    private final Stakes stakes;
    private final OwnershipRow rule;
    private final Capture capture;
    private final Map<String, Map<String, Truth>> lists;

    /** Sets of facts that many ties miss, put in order once. */
    private final Map<Set<String>, List<String>> inOrder = new IdentityHashMap<>();

    /** @param lists legal entities that are listed, or may be, with the lists and how certain that is */
    public Ties(Stakes stakes, OwnershipRow rule, Capture capture, Map<String, Map<String, Truth>> lists) {
        this.stakes = stakes;
        this.rule = rule;
        this.capture = capture;
        this.lists = lists;
    }

    /** Whether an owner that counts for the list holds some share without the party being held at the threshold. */
    public Evaluation share(String party, String list) {
        return found(party, list, capture.of(party).truth().not(), stakes::in, holding -> {
            boolean some = holding.atLeast().signum() > 0 || holding.openBelow();
            return some ? Truth.TRUE : holding.atMost().signum() > 0 ? Truth.UNKNOWN : Truth.FALSE;
        });
    }

    /** Whether such an owner holds a share that is not known exactly, while it is open whether the party is caught. */
    public Evaluation percentNotKnown(String party, String list) {
        boolean open = capture.of(party).truth() == Truth.UNKNOWN;
        return found(party, list, Truth.of(open), stakes::in, holding -> Truth.of(!holding.exact()));
    }

    /** Whether such an owner has another interest than a share, held at the threshold or not. */
    public Evaluation otherInterest(String party, String list) {
        return found(party, list, Truth.TRUE, stakes::otherInterestsIn, holding -> Truth.TRUE);
    }

    /** As certain as the surest such owner, named by the first of them by id, whatever the order of the holdings. */
    private Evaluation found(
            String party,
            String list,
            Truth matters,
            Function<String, List<Holding>> links,
            Function<Holding, Truth> tie) {
        if (!stakes.researched().isKnown()) {
            return new Evaluation(
                    Truth.UNKNOWN, null, List.of(stakes.researched().pointer()));
        }
        Truth best = Truth.FALSE;
        String first = null;
        Set<String> missing = new HashSet<>();
        Set<Set<String>> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        String entity = stakes.entityOf(party);
        for (String company : matters.possible() ? companies(entity) : Set.<String>of()) {
            for (Holding holding : links.apply(company)) {
                String owner = stakes.entityOf(holding.owner());
                if (owner.equals(entity)) {
                    continue;
                }
                Evaluation counts = counts(owner, list);
                Truth truth = matters.and(tie.apply(holding)).and(counts.truth());
                if (truth == Truth.UNKNOWN) {
                    shared.add(capture.setOf(counts.missing()));
                    if (tie.apply(holding) == Truth.UNKNOWN) {
                        missing.add(holding.pointer());
                    }
                }
                if (truth.possible() && (truth.compareTo(best) > 0 || truth == best && owner.compareTo(first) < 0)) {
                    best = truth;
                    first = owner;
                }
            }
        }
        return new Evaluation(best, first, best == Truth.UNKNOWN ? inOrder(missing, shared) : List.of());
    }

    private List<String> inOrder(Set<String> missing, Set<Set<String>> shared) {
        if (shared.size() == 1 && shared.iterator().next().containsAll(missing)) {
            return inOrder.computeIfAbsent(shared.iterator().next(), set -> List.copyOf(new TreeSet<>(set)));
        }
        Set<String> all = new TreeSet<>(missing);
        shared.forEach(all::addAll);
        return List.copyOf(all);
    }

    private Evaluation counts(String owner, String list) {
        Truth listed = lists.getOrDefault(owner, Map.of()).getOrDefault(list, Truth.FALSE);
        Evaluation caught = capture.possiblyCaught().contains(owner)
                ? capture.of(owner, list)
                : new Evaluation(Truth.FALSE, null, List.of());
        return new Evaluation(listed.or(caught.truth()), null, caught.missing());
    }

    /** The entity and the companies that certainly hold it at the threshold, over however many tiers. */
    private Set<String> companies(String entity) {
        Set<String> found = new HashSet<>(Set.of(entity));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (Holding holding : stakes.in(open.poll())) {
                String owner = stakes.entityOf(holding.owner());
                if (holding.atLeast().compareTo(rule.percent()) >= 0 && found.add(owner)) {
                    open.add(owner);
                }
            }
        }
        return found;
    }
}
