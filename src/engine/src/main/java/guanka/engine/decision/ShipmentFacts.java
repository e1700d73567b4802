package guanka.engine.decision;

import guanka.engine.items.Composition;
import guanka.engine.items.ComputedLine;
import guanka.engine.items.ItemLists;
import guanka.facts.Assertions;
import guanka.facts.ComputedPerformance;
import guanka.facts.Condition;
import guanka.facts.Contained;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.EndUse;
import guanka.facts.EndUsePart;
import guanka.facts.EndUses;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Listing;
import guanka.facts.Movement;
import guanka.facts.Nexus;
import guanka.facts.Party;
import guanka.facts.Purpose;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the rules of one jurisdiction are given of a shipment: its lines, its items, its parties and its uses as that law looks at them. */
final class ShipmentFacts {

    private final Shipment shipment;
    private final LawOnDay law;
    private final LocalDate day;
    private final Collection<String> asked;
    private final ItemLists items;
    private final PartyListings partyListings;
    private final boolean nearly;
    private final List<Object> facts = new ArrayList<>();
    private final Map<String, Classifications.Looked> looked = new LinkedHashMap<>();
    private boolean chips;

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
    }

    List<Object> all() {
        facts.add(new Movement(
                law.jurisdiction(), day, shipment.movement(), shipment.exportFrom(), shipment.destination()));
        facts.add(new Nexus(shipment.usNexus()));
        facts.add(new Assertions(shipment.assertions()));
        facts.add(shipment.endUse());
        purposes();
        shipment.lines().forEach(this::line);
        parties();
        return facts;
    }

    /** By line what its codes and figures say to this law. */
    Map<String, Classifications.Looked> looked() {
        return looked;
    }

    private void purposes() {
        EndUse use = shipment.endUse();
        for (EndUseRow row : law.endUseRows()) {
            if (row.part() == EndUsePart.COMPATIBLE || !nearly && !use.mayServe(row.purpose())) {
                continue;
            }
            Condition serves = use.serves(row, law.territories().get(row.facilityIn()));
            if (nearly || !serves.ruledOut()) {
                facts.add(new Purpose(row.provision(), false, serves, row.source()));
            }
        }
        for (EndUses uses : law.endUses().values()) {
            Condition only = use.isOnly(uses);
            if (nearly || !only.ruledOut()) {
                facts.add(new Purpose(uses.provision(), true, only, uses.rowOf(use)));
            }
        }
    }

    private void parties() {
        Map<String, List<Listing>> listings = listings();
        listings.values().forEach(facts::addAll);
        Map<String, List<Roles.Member>> members = new LinkedHashMap<>();
        for (String role : List.of(Roles.RECIPIENT, Roles.PARTICIPANT)) {
            members.put(role, law.roles().members(role, shipment));
        }
        facts.add(law.roles().parties(shipment, members.get(Roles.RECIPIENT), members.get(Roles.PARTICIPANT)));
        members.forEach((role, of) -> {
            if (!law.asked(CounterpartyKind.IN_ROLE, role).isEmpty()) {
                of.forEach(member -> add(CounterpartyKind.IN_ROLE, role, member, List.of(member.role())));
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
            if (chips) {
                law.asked(CounterpartyKind.HEADQUARTERED, role).forEach(place -> headquartered(role, of, place));
            }
        });
        Affiliates affiliates = new Affiliates(shipment, day, listings);
        for (Affiliates.OwnershipRule rule : law.ownershipRules()) {
            law.askedOfOwners(rule.provision())
                    .forEach((role, kinds) -> facts.addAll(affiliates.of(rule, role, members.get(role), kinds)));
        }
    }

    /** The listings of every party, by its id, and of somebody who is not named. */
    Map<String, List<Listing>> listings() {
        Map<String, List<Listing>> listings = new LinkedHashMap<>();
        for (Party party : shipment.parties()) {
            listings.put(party.id(), partyListings.of(shipment, party, law.partyLists(), day));
        }
        return listings;
    }

    private void add(CounterpartyKind kind, String role, Roles.Member member, List<Condition> conditions) {
        facts.add(new Counterparty(
                kind,
                role,
                Counterparty.NONE,
                Counterparty.NONE,
                member.id(),
                member.country(),
                conditions,
                null,
                null,
                null));
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

    private void listed(String role, List<Roles.Member> members, Map<String, List<Listing>> listings) {
        var lists = law.asked(CounterpartyKind.LISTED, role);
        if (lists.isEmpty()) {
            return;
        }
        for (Roles.Member member : members) {
            List<Listing> of =
                    member.party() == null ? PartyListings.ofNobody(law.partyLists()) : listings.get(member.id());
            for (Listing listing : of) {
                if (lists.contains(listing.list()) && !listing.isCleared()) {
                    facts.add(new Counterparty(
                            CounterpartyKind.LISTED,
                            role,
                            listing.list(),
                            Counterparty.NONE,
                            member.id(),
                            member.country(),
                            List.of(member.role(), listing.condition()),
                            listing.bindsForeignPersons(),
                            listing.validity(),
                            listing.row()));
                }
            }
        }
    }

    private void line(Line line) {
        facts.add(line);
        facts.add(ListedItem.any(line));
        Composition composition = new Composition(line, items, law.jurisdiction(), asked, day);
        ComputedLine figures = law.computed().of(line, composition);
        looked.put(line.id(), new Classifications.Looked(law.jurisdiction(), composition.ofLine(), figures));
        for (ItemLists.Hit hit : composition.ofLine().hits()) {
            if (figures == null || !law.computed().lists().contains(hit.list())) {
                listed(line, hit.list(), hit.provision(), hit.condition(), hit.row());
            }
        }
        if (figures != null) {
            chips = true;
            figures.hits(nearly).forEach(hit -> listed(line, hit.list(), hit.provision(), hit.condition(), hit.row()));
            ComputedLine.Contradicted contradicted = figures.contradicted();
            facts.add(new ComputedPerformance(
                    contradicted.provision(), line, contradicted.condition(), contradicted.row()));
        }
        for (ItemList list : law.itemLists()) {
            if (list.lookedForInside()) {
                Condition contains = composition.contains(list.key());
                if (!contains.ruledOut()) {
                    facts.add(new Contained(list.key(), line, contains));
                }
            }
        }
        facts.addAll(law.shares().of(line, composition, shipment.destination()));
    }

    private void listed(Line line, String list, String under, Condition condition, Source row) {
        Law provision = law.law(under);
        facts.add(new ListedItem(
                list, provision.getKey(), provision.getMeasure(), line, condition, row, provision.validity()));
    }
}
