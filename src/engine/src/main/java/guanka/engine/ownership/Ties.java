package guanka.engine.ownership;

import guanka.facts.Evaluation;
import guanka.facts.Holding;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How parties are tied to listed owners without being caught by them: by a share, or by another interest, in the party itself
 * or in a company that holds it at the threshold. Owners that are themselves caught count like listed ones. Only what is
 * certain counts; a tie that is not certain is no tie here.
 */
public final class Ties {

    private final Stakes stakes;
    private final OwnershipRow rule;
    private final Capture capture;
    private final Map<String, Map<String, Truth>> lists;

    /** @param lists legal entities that are listed, or may be, with the lists and how certain that is */
    public Ties(Stakes stakes, OwnershipRow rule, Capture capture, Map<String, Map<String, Truth>> lists) {
        this.stakes = stakes;
        this.rule = rule;
        this.capture = capture;
        this.lists = lists;
    }

    /** Whether an owner that counts for the list certainly holds some share, and the party is not certainly caught. */
    public Evaluation share(String party, String list) {
        Truth caught = capture.of(party).truth();
        return found(
                party,
                list,
                caught != Truth.TRUE,
                false,
                holding -> (holding.atLeast().signum() > 0 || holding.openBelow())
                        && (caught == Truth.FALSE || holding.exact()));
    }

    /** Whether such an owner holds a share that is not known exactly, while it is open whether the party is caught. */
    public Evaluation percentNotKnown(String party, String list) {
        boolean open = capture.of(party).truth() == Truth.UNKNOWN;
        return found(party, list, open, false, holding -> !holding.exact());
    }

    /** Whether such an owner has another interest than a share, and the party is not certainly caught. */
    public Evaluation otherInterest(String party, String list) {
        return found(party, list, capture.of(party).truth() != Truth.TRUE, true, holding -> true);
    }

    /** True with the first such owner by its id, whatever the order of the holdings. */
    private Evaluation found(String party, String list, boolean matters, boolean other, Predicate<Holding> tie) {
        String first = null;
        if (matters) {
            String entity = stakes.entityOf(party);
            for (String company : companies(entity)) {
                for (Holding holding : other ? stakes.otherInterestsIn(company) : stakes.in(company)) {
                    String owner = stakes.entityOf(holding.owner());
                    if (!owner.equals(entity)
                            && tie.test(holding)
                            && (first == null || owner.compareTo(first) < 0)
                            && counts(owner, list)) {
                        first = owner;
                    }
                }
            }
        }
        return new Evaluation(Truth.of(first != null), first, List.of());
    }

    private boolean counts(String owner, String list) {
        return lists.getOrDefault(owner, Map.of()).get(list) == Truth.TRUE
                || capture.certainlyCaught().contains(owner)
                        && capture.of(owner, list).truth() == Truth.TRUE;
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
