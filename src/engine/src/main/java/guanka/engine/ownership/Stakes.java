package guanka.engine.ownership;

import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Party;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shareholdings that count on the export date, between legal entities: a branch stands for the entity that it is of. */
public final class Stakes {

    private final Map<String, String> entityOf = new HashMap<>();
    private final Map<String, List<Holding>> byOwner = new HashMap<>();
    private final Map<String, List<Holding>> byOwned = new HashMap<>();
    private final Map<String, BigDecimal> atLeastIn = new HashMap<>();
    private final Map<String, Integer> openBelowIn = new HashMap<>();
    private final Map<String, List<Holding>> otherInterests = new HashMap<>();
    private final Known<List<Holding>> researched;

    public Stakes(List<Party> parties, Known<List<Holding>> ownership, LocalDate day) {
        researched = ownership;
        Map<String, Party> byId = new HashMap<>();
        parties.forEach(p -> byId.put(p.id(), p));
        for (Party party : parties) {
            Party entity = party;
            for (int hops = 0;
                    entity.branchOf() != null && byId.containsKey(entity.branchOf()) && hops < parties.size();
                    hops++) {
                entity = byId.get(entity.branchOf());
            }
            entityOf.put(party.id(), entity.id());
        }
        if (ownership.isKnown()) {
            for (Holding holding : ownership.value()) {
                if (!holding.heldOn(day)) {
                    continue;
                }
                if (!holding.interest().equals(Holding.SHAREHOLDING)) {
                    otherInterests
                            .computeIfAbsent(entityOf(holding.owned()), x -> new ArrayList<>())
                            .add(holding);
                } else {
                    byOwner.computeIfAbsent(entityOf(holding.owner()), x -> new ArrayList<>())
                            .add(holding);
                    byOwned.computeIfAbsent(entityOf(holding.owned()), x -> new ArrayList<>())
                            .add(holding);
                    atLeastIn.merge(entityOf(holding.owned()), holding.atLeast(), BigDecimal::add);
                    openBelowIn.merge(entityOf(holding.owned()), holding.openBelow() ? 1 : 0, Integer::sum);
                }
            }
        }
    }

    /** Whether anybody looked for owners at all. */
    public Known<List<Holding>> researched() {
        return researched;
    }

    public String entityOf(String party) {
        return entityOf.getOrDefault(party, party);
    }

    List<Holding> heldBy(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }

    List<Holding> in(String owned) {
        return byOwned.getOrDefault(owned, List.of());
    }

    /** Interests other than shares that others have in a company. */
    List<Holding> otherInterestsIn(String owned) {
        return otherInterests.getOrDefault(owned, List.of());
    }

    /** The sum of all lower ends in a company, counted or not. */
    BigDecimal atLeastIn(String owned) {
        return atLeastIn.getOrDefault(owned, BigDecimal.ZERO);
    }

    /** How many holdings in a company lie above a lower end that is itself out. */
    int openBelowIn(String owned) {
        return openBelowIn.getOrDefault(owned, 0);
    }
}
