package guanka.engine.ownership;

import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Party;
import guanka.facts.Shipment;
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
    private final Map<String, List<Holding>> otherInterestsOf = new HashMap<>();
    private final Known<List<Holding>> researched;

    public Stakes(Shipment shipment, LocalDate day) {
        Known<List<Holding>> ownership = shipment.ownership();
        researched = ownership;
        for (Party party : shipment.parties()) {
            entityOf.put(party.id(), shipment.entityOf(party).id());
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
                    otherInterestsOf
                            .computeIfAbsent(entityOf(holding.owner()), x -> new ArrayList<>())
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

    /** Interests other than shares that a company has in others. */
    List<Holding> otherInterestsOf(String owner) {
        return otherInterestsOf.getOrDefault(owner, List.of());
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
