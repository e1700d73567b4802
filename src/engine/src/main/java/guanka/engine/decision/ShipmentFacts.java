package guanka.engine.decision;

import guanka.engine.items.Composition;
import guanka.engine.items.ComputedLine;
import guanka.engine.items.ControlRows;
import guanka.engine.items.ItemLists;
import guanka.engine.items.ValueShares;
import guanka.facts.Assertions;
import guanka.facts.ComputedPerformance;
import guanka.facts.Condition;
import guanka.facts.Contained;
import guanka.facts.Control;
import guanka.facts.Counterparties;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.EndUse;
import guanka.facts.EndUses;
import guanka.facts.Evaluation;
import guanka.facts.ExceptionTerms;
import guanka.facts.Known;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Listing;
import guanka.facts.Money;
import guanka.facts.Movement;
import guanka.facts.Nexus;
import guanka.facts.Parties;
import guanka.facts.Party;
import guanka.facts.Purpose;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ItemList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What the rules of one jurisdiction are given of a shipment: its lines, its items, its parties and its uses as that law looks at them. */
final class ShipmentFacts {

    private final Shipment shipment;
    private final LawOnDay law;
    private final LocalDate day;
    private final Collection<String> asked;
    private final ItemLists items;
    private final PartyListings partyListings;
    private final boolean nearly;
    private final Movement movement;
    private final Map<String, Condition> recipientsOn = new HashMap<>();
    private final Assertions said;
    /** The movement as a chart of countries sees it. */
    private final Movement towards;

    private final List<Object> facts = new ArrayList<>();
    /** The item lists that can matter, now that it is known who takes part and for what. */
    private Set<String> itemLists = Set.of();

    private final Map<String, Classifications.Looked> looked = new LinkedHashMap<>();

    /** Parties on lists whose entries say what is required, each with the steps of its entry's terms. */
    private final List<Bound> bound = new ArrayList<>();

    private record Bound(Counterparty listed, List<EntryTerms> steps) {}

    private final List<Composed> composed = new ArrayList<>();

    private record Composed(Line line, Composition composition) {}

    /**
     * @param asked  jurisdictions that are asked for
     * @param nearly whether also facts are given that rule a finding out, to tell what it misses by
     */
    ShipmentFacts(
            Shipment shipment,
            LawOnDay law,
            LocalDate day,
            Collection<String> asked,
            ItemLists items,
            PartyListings partyListings,
            boolean nearly) {
        this.shipment = shipment;
        this.law = law;
        this.day = day;
        this.asked = asked;
        this.items = items;
        this.partyListings = partyListings;
        this.nearly = nearly;
        said = new Assertions(shipment.assertions());
        movement = new Movement(
                law.jurisdiction(), day, shipment.movement(), shipment.exportFrom(), shipment.destination());
        towards = new Movement(law.jurisdiction(), day, movement.kind(), movement.from(), towards());
    }

    /** Where a shipment goes; a release inside a country goes where the one who receives it is from. */
    private Known<String> towards() {
        if (!movement.kind().equals("DEEMED_EXPORT")
                || !Objects.equals(movement.from().value(), movement.to().value())) {
            return movement.to();
        }
        Set<String> countries = new TreeSet<>();
        Known<String> from = Known.unknown("/parties");
        for (Roles.Member member : law.roles().members(Roles.RECIPIENT, shipment)) {
            if (!member.country().isKnown()) {
                return member.country();
            }
            countries.add(member.country().value());
            from = member.country();
        }
        return countries.size() == 1 ? from : Known.unknown("/parties");
    }

    List<Object> all() {
        facts.add(movement);
        facts.add(said);
        if (law.asksFor(Nexus.class)) {
            facts.add(new Nexus(shipment.usNexus()));
        }
        if (law.asksFor(EndUse.class)) {
            facts.add(shipment.endUse());
        }
        purposes();
        parties();
        itemLists = law.itemsAsked().of(movement, facts);
        shipment.lines().forEach(this::line);
        composed.forEach(this::limbs);
        return facts;
    }

    /** By line what its codes and figures say to this law. */
    Map<String, Classifications.Looked> looked() {
        return looked;
    }

    private void purposes() {
        EndUse use = shipment.endUse();
        for (EndUseRow row : law.endUseRows()) {
            if (!nearly && !use.mayServe(row.purpose())) {
                continue;
            }
            Condition serves = use.serves(row, law.territories().get(row.facilityIn()));
            if (nearly || !serves.ruledOut()) {
                facts.add(new Purpose(row.provision(), false, serves, row.source()));
            }
        }
        for (EndUses uses : law.endUses().values()) {
            if (nearly || use.mayBeOnly(uses)) {
                facts.add(new Purpose(uses.provision(), true, use.isOnly(uses), uses.rowOf(use)));
            }
        }
    }

    private void parties() {
        Map<String, List<Listing>> listings = listings();
        // of a list on which nobody knows a party to stand rules learn by the counterparties alone
        listings.values()
                .forEach(of -> of.stream().filter(ShipmentFacts::isSaid).forEach(facts::add));
        Map<String, List<Roles.Member>> members = new LinkedHashMap<>();
        for (String role : List.of(Roles.RECIPIENT, Roles.PARTICIPANT)) {
            members.put(role, law.roles().members(role, shipment));
        }
        if (law.asksFor(Parties.class)) {
            facts.add(law.roles().parties(shipment, members.get(Roles.RECIPIENT), members.get(Roles.PARTICIPANT)));
        }
        members.forEach((role, of) -> {
            if (!law.asked(CounterpartyKind.IN_ROLE, role).isEmpty()) {
                of.forEach(member -> add(CounterpartyKind.IN_ROLE, role, member, List.of(inRole(role, member, of))));
            }
            if (!law.asked(CounterpartyKind.MILITARY_USER, role).isEmpty()) {
                for (Roles.Member member : of) {
                    Condition military = Roles.military(shipment, member);
                    if (nearly || !military.ruledOut()) {
                        add(CounterpartyKind.MILITARY_USER, role, member, List.of(member.role(), military));
                    }
                }
            }
            listed(role, of, listings);
            law.asked(CounterpartyKind.HEADQUARTERED, role).forEach(place -> headquartered(role, of, place));
        });
        law.asked(CounterpartyKind.HEADQUARTERED, Counterparty.EXPORTER)
                .forEach(place ->
                        headquartered(Counterparty.EXPORTER, law.roles().senders(shipment), place));
        Affiliates affiliates = new Affiliates(shipment, day, listings);
        for (Affiliates.OwnershipRule rule : law.ownershipRules()) {
            law.askedOfOwners(rule.provision())
                    .forEach((role, kinds) -> facts.addAll(affiliates.of(rule, role, members.get(role), kinds)));
        }
        if (shipment.lines().stream().anyMatch(line -> line.isMadeOfUsTechnology() || line.mayContainSomething())) {
            facts.addAll(Counterparties.among(facts, law.takenTogether()));
        }
    }

    /** The listings of every party, by its id, and of somebody who is not named. */
    Map<String, List<Listing>> listings() {
        Map<String, List<Listing>> listings = new LinkedHashMap<>();
        for (Party party : shipment.parties()) {
            listings.put(party.id(), partyListings.of(shipment, party, law.partyLists(), law.listParts(), day));
        }
        return listings;
    }

    /**
     * A party is of the country of its address and of that of its own headquarters, a branch also of those of its legal entity:
     * what is said of any of them is said of it. Headquarters of which nothing is said add nothing.
     */
    private void add(CounterpartyKind kind, String role, Roles.Member member, List<Condition> conditions) {
        add(kind, role, member, member.country(), conditions);
        if (member.party() == null) {
            return;
        }
        Party entity = shipment.entityOf(member.party());
        Set<String> told = new HashSet<>();
        told.add(member.country().value());
        for (Known<String> country : List.of(entity.country(), member.party().headquarters(), entity.headquarters())) {
            boolean said = country == entity.country() ? entity != member.party() : country.isKnown();
            if (said && told.add(country.value())) {
                add(kind, role, member, country, conditions);
            }
        }
    }

    private void add(
            CounterpartyKind kind,
            String role,
            Roles.Member member,
            Known<String> country,
            List<Condition> conditions) {
        facts.add(new Counterparty(
                kind, role, Counterparty.NONE, Counterparty.NONE, member.id(), country, conditions, null, null, null));
    }

    private void limbs(Composed of) {
        for (Bound party : bound) {
            facts.addAll(new EntryLimbs(shipment, law)
                    .of(of.line(), of.composition().ofLine(), party.listed(), party.steps()));
        }
    }

    private void headquartered(String role, List<Roles.Member> members, String territory) {
        for (Roles.Member member : members) {
            Condition there =
                    Roles.headquarters(shipment, member, law.territories().get(territory));
            if (nearly || !there.ruledOut()) {
                facts.add(new Counterparty(
                        CounterpartyKind.HEADQUARTERED,
                        role,
                        territory,
                        Counterparty.NONE,
                        member.id(),
                        member.country(),
                        List.of(member.role(), there),
                        null,
                        null,
                        null));
            }
        }
    }

    /** Whether there is somebody in a role: where nobody is named who surely receives, somebody does all the same. */
    private static Condition inRole(String role, Roles.Member member, List<Roles.Member> members) {
        boolean namesNobody = member.party() == null
                && role.equals(Roles.RECIPIENT)
                && members.stream().noneMatch(Roles.Member::isSure);
        return namesNobody
                ? Condition.settled("recipient", "/parties", role, new Evaluation(Truth.TRUE, null, List.of()))
                : member.role();
    }

    private void listed(String role, List<Roles.Member> members, Map<String, List<Listing>> listings) {
        var lists = law.asked(CounterpartyKind.LISTED, role);
        var known = law.asked(CounterpartyKind.KNOWN_LISTED, role);
        for (Roles.Member member : members) {
            List<Listing> of = member.party() == null
                    ? PartyListings.ofNobody(law.partyLists(), law.listParts())
                    : listings.get(member.id());
            for (Listing listing : of) {
                if (listing.cleared()) {
                    continue;
                }
                List<EntryTerms> steps = law.entryTerms(listing.terms()).stream()
                        .filter(step -> step.role().equals(role))
                        .toList();
                if (known.contains(listing.list()) && isSaid(listing)) {
                    facts.add(listed(CounterpartyKind.KNOWN_LISTED, role, member, listing));
                }
                if (lists.contains(listing.list()) || !steps.isEmpty()) {
                    Counterparty listed = listed(CounterpartyKind.LISTED, role, member, listing);
                    facts.add(listed);
                    if (!steps.isEmpty()) {
                        bound.add(new Bound(listed, steps));
                    }
                }
            }
        }
    }

    /** Whether the caller or an entry says so, and not only that nobody can tell. */
    private static boolean isSaid(Listing listing) {
        return listing.certain() || listing.row() != null;
    }

    private static Counterparty listed(CounterpartyKind kind, String role, Roles.Member member, Listing listing) {
        return new Counterparty(
                kind,
                role,
                listing.list(),
                Counterparty.NONE,
                member.id(),
                member.country(),
                List.of(member.role(), listing.condition()),
                listing.bindsForeignPersons(),
                listing.validity(),
                listing.row());
    }

    private void line(Line line) {
        facts.add(line);
        facts.add(ListedItem.any(line));
        Composition composition =
                new Composition(line, items, law.jurisdiction(), asked, day, law.chart(towards.to()), law.computed());
        ComputedLine figures = law.computed().of(line, composition);
        looked.put(line.id(), new Classifications.Looked(law.jurisdiction(), composition.ofLine(), figures));
        List<ItemLists.Hit> hits = new ArrayList<>(composition.ofLine().hits(itemLists::contains));
        if (line.hasCustomsCode()) {
            hits.addAll(items.byCustomsCode(line, composition.ofLine(), said));
        }
        for (ItemLists.Hit hit : hits) {
            if (figures == null || !law.computed().lists().contains(hit.list())) {
                listed(line, hit.list(), hit.provision(), items.standing(hit, line, said), hit.row());
            }
        }
        if (figures != null) {
            figures.hits(nearly).forEach(hit -> listed(line, hit.list(), hit.provision(), hit.condition(), hit.row()));
            ComputedLine.Contradicted contradicted = figures.contradicted();
            facts.add(new ComputedPerformance(
                    contradicted.provision(), line, contradicted.condition(), contradicted.row()));
        }
        controls(line, composition, figures);
        composed.add(new Composed(line, composition));
        for (ItemList list : law.itemLists()) {
            if (list.lookedForInside()) {
                Condition contains = composition.contains(list.key());
                if (!contains.ruledOut()) {
                    facts.add(new Contained(
                            list.key(), line, contains, composition.ofLine().isOfNothing()));
                }
            }
        }
        facts.addAll(
                nearly
                        ? law.shares().of(line, composition, way(shipment))
                        : law.shares().onTheWay(line, composition, way(shipment)));
    }

    /** The way of all lines of a shipment. */
    static ValueShares.Way way(Shipment shipment) {
        return new ValueShares.Way(shipment.exportFrom(), shipment.destination());
    }

    private void listed(Line line, String list, String under, Condition condition, Source row) {
        if (!itemLists.contains(list)) {
            return;
        }
        Law provision = law.law(under);
        facts.add(new ListedItem(
                list, provision.getKey(), provision.getMeasure(), line, condition, row, provision.validity()));
    }

    /** The reasons for control of a line that are marked for the destination, or may be. */
    private void controls(Line line, Composition composition, ComputedLine figures) {
        List<Control> marked = new ArrayList<>();
        for (ControlRows.Met met : law.controls().of(composition.ofLine(), law.jurisdiction(), day)) {
            Control control = law.control(met, line, towards);
            Condition there = control.isMarked();
            boolean possible = there == null || !there.ruledOut();
            if (possible) {
                marked.add(control);
            }
            if (nearly || possible) {
                facts.add(control);
            }
        }
        if (law.hasExceptions()) {
            facts.add(new ExceptionTerms(
                    line,
                    towards,
                    marked,
                    law.controls().eligible(composition.ofLine(), law.jurisdiction(), day),
                    law.restrictions(),
                    () -> orderValue(line, composition),
                    list -> law.computed().lists().contains(list)
                            ? figuresOn(figures, line, list)
                            : composition.isOn(list),
                    (list, party) -> party == null
                            ? recipientsOn.computeIfAbsent(list, any -> recipientOn(any, null))
                            : recipientOn(list, party),
                    this::recipientSeatedIn,
                    control -> control.applies(said, law.law(control.provision()))));
        }
    }

    /** What the lines of this shipment are worth that fall under the same entries. */
    private Known<Money> orderValue(Line line, Composition composition) {
        Set<String> entries = ControlRows.entries(composition.ofLine());
        if (shipment.lines().size() == 1 || !line.value().isKnown()) {
            return line.value();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Line other : shipment.lines()) {
            boolean same = other == line
                    || !Collections.disjoint(
                            entries,
                            ControlRows.entries(items.classification(other.codes(), law.jurisdiction(), asked, day)));
            if (same) {
                if (!other.value().isKnown()
                        || !other.value()
                                .value()
                                .currency()
                                .equals(line.value().value().currency())) {
                    return Known.unknown(other.value().pointer());
                }
                sum = sum.add(other.value().value().amount());
            }
        }
        return new Known<>(
                new Money(sum, line.value().value().currency()), line.value().pointer());
    }

    /** Whether a line stands on a list that figures decide; what is no chip stands on none. */
    private static Condition figuresOn(ComputedLine figures, Line line, String list) {
        return figures != null
                ? figures.on(list)
                : Condition.settled(
                        "computed performance",
                        line.computing().pointer(),
                        list,
                        new Evaluation(Truth.FALSE, null, List.of()));
    }

    /** Whether a recipient, or its ultimate parent, is headquartered in a territory. */
    private Condition recipientSeatedIn(String territory) {
        List<Condition> each = new ArrayList<>();
        for (Roles.Member member : law.roles().members(Roles.RECIPIENT, shipment)) {
            each.add(Condition.allOf(
                    "headquarters",
                    member.role(),
                    Roles.headquarters(shipment, member, law.territories().get(territory))));
        }
        return each.isEmpty()
                ? Condition.settled("headquarters", "/parties", territory, new Evaluation(Truth.FALSE, null, List.of()))
                : Condition.anyOf("headquarters", each);
    }

    /** Whether a recipient stands on a party list, or may. */
    private Condition recipientOn(String list, String party) {
        List<Condition> each = new ArrayList<>();
        for (Object fact : facts) {
            if (fact instanceof Counterparty to
                    && to.kind() == CounterpartyKind.LISTED
                    && to.role().equals(Roles.RECIPIENT)
                    && to.by().equals(list)
                    && (party == null || party.equals(to.party()))) {
                each.add(Condition.allOf("on the list", to.conditions()));
            }
        }
        return each.isEmpty()
                ? Condition.settled("on the list", "/parties", list, new Evaluation(Truth.FALSE, null, List.of()))
                : Condition.anyOf("on the list", each);
    }
}
