package guanka.engine.ownership;

import guanka.facts.Aggregate;
import guanka.facts.Comparison;
import guanka.facts.Holding;
import guanka.facts.Indirect;
import guanka.facts.Party;
import guanka.facts.Truth;
import guanka.facts.rows.OwnershipRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is caught by whom it belongs to, written down as naively as the sentence reads: look at every company again and again
 * until nobody new is caught. Shares no code with the engine; slow on purpose.
 */
final class OwnershipOracle {

    /** An amount next to which a share may lie without reaching it: {@code side} is -1 just below, 1 just above, 0 on it. */
    record End(BigDecimal amount, int side) {
        static final End NOTHING = new End(BigDecimal.ZERO, 0);
        static final End WHOLE = new End(new BigDecimal(100), 0);

        End plus(End other) {
            return new End(amount.add(other.amount), Integer.signum(side + other.side));
        }

        End minus(End other) {
            return new End(amount.subtract(other.amount), Integer.signum(side - other.side));
        }

        boolean isBelow(End other) {
            int order = amount.compareTo(other.amount);
            return order < 0 || order == 0 && side < other.side;
        }

        boolean reaches(OwnershipRow rule) {
            int order = amount.compareTo(rule.percent());
            return order > 0 || order == 0 && (side > 0 || side == 0 && rule.comparison() == Comparison.AT_LEAST);
        }
    }

    /** A holding between legal entities with its two ends. */
    record Stake(String owner, String owned, End least, End most, String pointer) {}

    final List<Stake> stakes = new ArrayList<>();
    private final Map<String, String> branchOf = new TreeMap<>();
    private final Set<String> entities = new TreeSet<>();
    private final OwnershipRow rule;

    OwnershipOracle(List<Party> parties, List<Holding> holdings, LocalDate day, OwnershipRow rule) {
        this.rule = rule;
        for (Party party : parties) {
            if (party.branchOf() != null) {
                branchOf.put(party.id(), party.branchOf());
            }
        }
        for (Party party : parties) {
            entities.add(entityOf(party.id()));
        }
        for (Holding h : holdings) {
            boolean begun = h.from() == null || !h.from().isAfter(day);
            boolean over = h.until() != null && h.until().isBefore(day);
            if (h.interest().equals("SHAREHOLDING") && begun && !over) {
                stakes.add(new Stake(
                        entityOf(h.owner()),
                        entityOf(h.owned()),
                        new End(h.atLeast(), h.openBelow() ? 1 : 0),
                        new End(h.atMost(), h.openAbove() ? -1 : 0),
                        h.pointer()));
            }
        }
    }

    String entityOf(String party) {
        String entity = party;
        while (branchOf.containsKey(entity)) {
            entity = branchOf.get(entity);
        }
        return entity;
    }

    /** Caught in any case: all shares at their lower ends, and only those listed who certainly are. */
    Set<String> certain(Map<String, Truth> listed) {
        return caught(owners(listed, Set.of(Truth.TRUE)), false);
    }

    /** Caught in the worst case: all shares of those who count as high as the other owners leave room for. */
    Set<String> possible(Map<String, Truth> listed) {
        return caught(owners(listed, Set.of(Truth.TRUE, Truth.UNKNOWN)), true);
    }

    private static Set<String> owners(Map<String, Truth> listed, Set<Truth> wanted) {
        Set<String> owners = new TreeSet<>();
        listed.forEach((entity, truth) -> {
            if (wanted.contains(truth)) {
                owners.add(entity);
            }
        });
        return owners;
    }

    private Set<String> caught(Set<String> listed, boolean worst) {
        Set<String> caught = new HashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            Set<String> counting = new TreeSet<>(listed);
            if (rule.indirect() == Indirect.TIERS) {
                counting.addAll(caught);
            }
            for (String company : entities) {
                if (!caught.contains(company) && isCaught(company, counting, worst)) {
                    caught.add(company);
                    more = true;
                }
            }
        }
        return caught;
    }

    private boolean isCaught(String company, Set<String> counting, boolean worst) {
        if (rule.aggregate() == Aggregate.SUM) {
            return held(company, counting, worst).reaches(rule);
        }
        return counting.stream()
                .anyMatch(owner -> held(company, Set.of(owner), worst).reaches(rule));
    }

    /** What some owners hold together of a company. */
    private End held(String company, Set<String> owners, boolean worst) {
        End together = End.NOTHING;
        End others = End.NOTHING;
        for (Stake stake : stakes) {
            if (stake.owned().equals(company)) {
                if (owners.contains(stake.owner())) {
                    together = together.plus(worst ? stake.most() : stake.least());
                } else {
                    others = others.plus(stake.least());
                }
            }
        }
        End room = End.WHOLE.minus(others);
        return worst && room.isBelow(together) ? room : together;
    }

    /** Caught where every share and every listing is known. */
    Set<String> caught(Set<String> listed, Map<String, BigDecimal> shares) {
        OwnershipOracle exact = new OwnershipOracle(List.of(), List.of(), null, rule);
        exact.entities.addAll(entities);
        for (Stake stake : stakes) {
            End share =
                    new End(shares.getOrDefault(stake.pointer(), stake.least().amount()), 0);
            exact.stakes.add(new Stake(stake.owner(), stake.owned(), share, share, stake.pointer()));
        }
        return exact.caught(listed, false);
    }

    /** Who is caught through an owner on a list, at whatever share and over however many caught companies. */
    Set<String> caughtThrough(Set<String> onList, Set<String> caught, Map<String, BigDecimal> shares) {
        Set<String> reached = new HashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (Stake stake : stakes) {
                boolean some =
                        shares.getOrDefault(stake.pointer(), stake.least().amount())
                                        .signum()
                                > 0;
                boolean counts = onList.contains(stake.owner())
                        || rule.indirect() == Indirect.TIERS
                                && caught.contains(stake.owner())
                                && reached.contains(stake.owner());
                if (some && counts && reached.add(stake.owned())) {
                    more = true;
                }
            }
        }
        reached.retainAll(caught);
        return reached;
    }
}
