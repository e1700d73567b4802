package guanka.engine.decision;

import guanka.engine.ownership.Capture;
import guanka.engine.ownership.Stakes;
import guanka.engine.ownership.Ties;
import guanka.facts.Condition;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Evaluation;
import guanka.facts.Indirect;
import guanka.facts.Listing;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.World;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Sentence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who is held, controlled or tied by listed parties, under the ownership rules of one jurisdiction on its legal day. */
final class Affiliates {

    /** One ownership rule: its rows, one for each reading, the lists whose entries count, and the interests that are control. */
    record OwnershipRule(
            String provision, List<OwnershipRow> rows, Set<String> lists, Map<String, Indirect> controlling) {}

    /** Who is caught, and who is tied, in one world. */
    private record Owners(Map<String, Evaluation> listed, Capture capture, Capture controlled, Ties ties) {}

    private static final Evaluation NOT = new Evaluation(Truth.FALSE, null, List.of());

    private final Shipment shipment;
    private final LocalDate day;
    private final Map<String, List<Listing>> listings;

    /** @param listings by party, of all parties of the shipment */
    Affiliates(Shipment shipment, LocalDate day, Map<String, List<Listing>> listings) {
        this.shipment = shipment;
        this.day = day;
        this.listings = listings;
    }

    private List<Listing> relevant(OwnershipRule rule) {
        return listings.values().stream()
                .flatMap(Collection::stream)
                .filter(l -> rule.lists().contains(l.list()) && !l.cleared())
                .toList();
    }

    /** Everybody who is caught by owners, in whatever role, by each row whose reading holds in a world. */
    List<Holders> holders(OwnershipRule rule, World world) {
        Stakes stakes = new Stakes(shipment, day);
        List<Holders> holders = new ArrayList<>();
        for (OwnershipRow row : rule.rows()) {
            if (row.reading().holdsIn(world)) {
                Owners owners = owners(stakes, rule, row, relevant(rule), world);
                holders.add(new Holders(row, day, stakes, owners.listed(), owners.capture()));
            }
        }
        return holders;
    }

    /**
     * What the members of a group of roles are under a rule, in the respects that some sentence asks about.
     *
     * @param asked kinds, each with the lists of owners that are asked about
     */
    List<Counterparty> of(
            OwnershipRule rule, String role, List<Roles.Member> members, Map<CounterpartyKind, Set<String>> asked) {
        List<Counterparty> found = new ArrayList<>();
        boolean noneHeld =
                shipment.ownership().isKnown() && shipment.ownership().value().isEmpty();
        if (noneHeld || asked.isEmpty()) {
            return found;
        }
        List<Listing> relevant = relevant(rule);
        boolean researched = shipment.ownership().isKnown();
        if (researched && relevant.isEmpty()) {
            return found;
        }
        Set<String> questions = new TreeSet<>();
        rule.rows().forEach(r -> questions.addAll(r.reading().questions()));
        relevant.forEach(l -> questions.addAll(l.validity().questions()));
        Stakes stakes = new Stakes(shipment, day);
        for (OwnershipRow row : rule.rows()) {
            Map<Map<String, String>, Owners> known = new HashMap<>();
            Function<World, Owners> owners = world -> known.computeIfAbsent(
                    questions.stream().collect(Collectors.toMap(q -> q, q -> world.reading(q))),
                    x -> owners(stakes, rule, row, relevant, world));
            for (Roles.Member member : members) {
                if (member.party() == null) {
                    continue;
                }
                asked.forEach((kind, lists) -> {
                    for (String list : lists) {
                        Budget.step();
                        boolean named = list.equals(Sentence.ANY)
                                || relevant.stream().anyMatch(l -> l.list().equals(list));
                        if (named || !researched) {
                            Condition condition = condition(kind, row, questions, owners, member.id(), list, rule);
                            if (!condition.ruledOut()) {
                                found.add(new Counterparty(
                                        kind,
                                        role,
                                        rule.provision(),
                                        list,
                                        member.id(),
                                        member.country(),
                                        List.of(member.role(), condition.at(row.source())),
                                        null,
                                        null,
                                        row.source()));
                            }
                        }
                    }
                });
            }
        }
        return found;
    }

    private static Condition condition(
            CounterpartyKind kind,
            OwnershipRow row,
            Set<String> questions,
            Function<World, Owners> owners,
            String party,
            String list,
            OwnershipRule rule) {
        return switch (kind) {
            case HELD ->
                of(
                        "held by listed parties",
                        row,
                        questions,
                        world -> owners.apply(world).capture().of(party, list, rule.lists()));
            case HELD_OR_CONTROLLED ->
                of(
                        "held or controlled by listed parties",
                        row,
                        questions,
                        world -> owners.apply(world).controlled().of(party, list, rule.lists()));
            case TIED ->
                Condition.anyOf(
                        "tie to a listed owner",
                        ofSome("share of a listed owner", row, questions, owners, Ties::share, party, list, rule),
                        ofSome(
                                "other interest of a listed owner",
                                row,
                                questions,
                                owners,
                                Ties::otherInterest,
                                party,
                                list,
                                rule));
            default ->
                ofSome(
                        "share of a listed owner not known",
                        row,
                        questions,
                        owners,
                        Ties::percentNotKnown,
                        party,
                        list,
                        rule);
        };
    }

    private interface Tie {
        Evaluation of(Ties ties, String party, String list);
    }

    /** A tie to owners on one list, or on any that counts: the surest of them. */
    private static Condition ofSome(
            String name,
            OwnershipRow row,
            Set<String> questions,
            Function<World, Owners> owners,
            Tie tie,
            String party,
            String list,
            OwnershipRule rule) {
        return of(name, row, questions, world -> {
            Budget.step();
            Ties ties = owners.apply(world).ties();
            return list.equals(Sentence.ANY)
                    ? rule.lists().stream()
                            .map(one -> tie.of(ties, party, one))
                            .reduce(Affiliates::surer)
                            .orElse(NOT)
                    : tie.of(ties, party, list);
        });
    }

    private static Evaluation surer(Evaluation a, Evaluation b) {
        if (a.truth() != b.truth()) {
            return a.truth().compareTo(b.truth()) > 0 ? a : b;
        }
        Set<String> missing = new TreeSet<>(a.missing());
        missing.addAll(b.missing());
        return new Evaluation(a.truth(), a.actual(), List.copyOf(missing));
    }

    private static Condition of(
            String name, OwnershipRow row, Set<String> questions, Function<World, Evaluation> inItsReading) {
        return Condition.byReading(
                name,
                "/ownership",
                row.percent(),
                questions,
                world -> row.reading().questions().isEmpty() || row.reading().holdsIn(world)
                        ? inItsReading.apply(world)
                        : NOT);
    }

    private static Owners owners(
            Stakes stakes, OwnershipRule rule, OwnershipRow row, List<Listing> relevant, World world) {
        Map<String, Evaluation> listed = new LinkedHashMap<>();
        Map<String, Map<String, Truth>> lists = new HashMap<>();
        for (Listing listing : relevant) {
            if (listing.validity().in(world).state() == Validity.State.IN_FORCE) {
                Evaluation is = listing.condition().in(world);
                lists.computeIfAbsent(stakes.entityOf(listing.party()), x -> new HashMap<>())
                        .merge(listing.list(), is.truth(), Truth::or);
                listed.merge(stakes.entityOf(listing.party()), is, Affiliates::surer);
            }
        }
        Capture capture = new Capture(stakes, row, Map.of(), listed, lists);
        Capture controlled =
                rule.controlling().isEmpty() ? capture : new Capture(stakes, row, rule.controlling(), listed, lists);
        return new Owners(listed, capture, controlled, new Ties(stakes, row, capture, lists));
    }
}
