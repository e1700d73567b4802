package guanka.engine.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.ownership.Capture;
import guanka.engine.ownership.Stakes;
import guanka.engine.ownership.Ties;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Certainty;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.HeldByListed;
import guanka.facts.Known;
import guanka.facts.Listing;
import guanka.facts.Participant;
import guanka.facts.Parties;
import guanka.facts.Party;
import guanka.facts.Recipient;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.TieToListed;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.World;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.RoleRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the parties of a shipment are: in which roles, on which lists, held by whom. */
final class Standings {

    /** Stands for the recipient that nobody has named. */
    static final String NOT_NAMED = "?";

    private static final int MATCHES_KEPT = 20_000;
    static final String RECIPIENT = "RECIPIENT";
    static final String EXPORTER = "EXPORTER";
    static final String PARTICIPANT = "PARTICIPANT";

    private final PartyScreening screening;
    private final LegalCalendar calendar;
    private final Map<String, ListEntry> entries;
    private final Map<String, PartyList> lists;
    private final Map<String, List<OwnershipRow>> ownership;
    private final Map<String, Set<String>> countingLists = new HashMap<>();

    /** The jurisdictions of the lists that count for a provision. */
    private final Map<String, Set<String>> countedIn = new HashMap<>();

    private final Set<String> recipientRoles;
    private final Set<String> rolesToName;
    private final Set<String> exporterRoles;
    private final Set<String> participantRoles;
    private final Cache<Asked, List<Match>> matches =
            Caffeine.newBuilder().maximumSize(MATCHES_KEPT).build();

    /** What is asked of the screening: the same party comes again in shipment after shipment. */
    private record Asked(List<String> names, String country, Map<String, String> identifiers) {}

    Standings(Ruleset ruleset, LegalCalendar calendar) {
        this.calendar = calendar;
        entries = ruleset.rows(ListEntry.class).stream().collect(Collectors.toMap(ListEntry::key, Function.identity()));
        lists = ruleset.rows(PartyList.class).stream()
                .collect(Collectors.toMap(PartyList::key, Function.identity(), (a, b) -> a, TreeMap::new));
        ownership = ruleset.rows(OwnershipRow.class).stream()
                .collect(Collectors.groupingBy(OwnershipRow::provision, TreeMap::new, Collectors.toList()));
        for (CountingList counts : ruleset.rows(CountingList.class)) {
            countingLists
                    .computeIfAbsent(counts.provision(), x -> new TreeSet<>())
                    .add(counts.list());
            PartyList list = lists.get(counts.list());
            if (list != null) {
                countedIn
                        .computeIfAbsent(counts.provision(), x -> new TreeSet<>())
                        .add(list.jurisdiction());
            }
        }
        recipientRoles = roles(ruleset, r -> r.group().equals(RECIPIENT));
        rolesToName = roles(ruleset, r -> r.group().equals(RECIPIENT) && r.mustBeNamed());
        exporterRoles = roles(ruleset, r -> r.group().equals(EXPORTER));
        participantRoles = roles(ruleset, r -> r.group().equals(PARTICIPANT));
        screening = NameIndexes.of(
                ruleset,
                () -> new PartyScreening(entries.values().stream()
                        .filter(entry -> !entry.kind().equals(ListEntry.ADDRESS))
                        .map(Standings::listedName)
                        .toList()));
    }

    private static ListedName listedName(ListEntry entry) {
        List<String> names = new ArrayList<>();
        names.add(entry.name().en());
        names.add(entry.name().zh());
        names.addAll(entry.aliases());
        Map<String, String> identifiers = new LinkedHashMap<>();
        for (String identifier : entry.identifiers()) {
            int colon = identifier.indexOf(':');
            if (colon > 0) {
                identifiers.put(
                        identifier.substring(0, colon).strip(),
                        identifier.substring(colon + 1).strip());
            }
        }
        return new ListedName(
                entry.key(),
                entry.list(),
                names.stream()
                        .filter(n -> n != null && !n.equals("?") && !n.isBlank())
                        .toList(),
                established(entry.kind()),
                established(entry.country()),
                identifiers);
    }

    private static String established(String cell) {
        return cell == null || cell.equals(ListedName.NOT_ESTABLISHED) ? null : cell;
    }

    private static Set<String> roles(Ruleset ruleset, Predicate<RoleRow> wanted) {
        return ruleset.rows(RoleRow.class).stream()
                .filter(wanted)
                .map(RoleRow::role)
                .collect(Collectors.toSet());
    }

    PartyScreening screening() {
        return screening;
    }

    /** The list entries that the parties match or may match, on whatever day. */
    List<ListEntry> entriesOf(Shipment shipment) {
        Map<String, ListEntry> found = new TreeMap<>();
        for (Party party : shipment.parties()) {
            matchesOf(party)
                    .forEach(m ->
                            found.put(m.entry().key(), entries.get(m.entry().key())));
        }
        return List.copyOf(found.values());
    }

    /** The list entries that a party is, or resembles, sure ones first. */
    List<Match> matchesOf(Party party) {
        List<String> names = names(party);
        return names.isEmpty() && party.identifiers().isEmpty()
                ? List.of()
                : matches.get(
                        new Asked(List.copyOf(names), party.country().value(), party.identifiers()),
                        asked -> screening.match(asked.names(), asked.country(), asked.identifiers()));
    }

    private static List<String> names(Party party) {
        List<String> names = new ArrayList<>(party.aliases());
        if (party.name().isKnown()) {
            names.add(0, party.name().value());
        }
        return names;
    }

    /** The facts about parties as one jurisdiction's day finds them. */
    List<Object> facts(Shipment shipment, Map<String, LocalDate> days) {
        Map<String, Party> byId = new LinkedHashMap<>();
        shipment.parties().forEach(p -> byId.put(p.id(), p));
        List<Object> facts = new ArrayList<>();
        List<Recipient> recipients = recipients(shipment, byId);
        facts.addAll(recipients);
        facts.add(new Parties(recipients, exporters(shipment)));
        facts.addAll(participants(shipment, recipients));

        Map<String, List<Listing>> listings = listings(shipment, days);
        for (Party party : shipment.parties()) {
            for (Listing listing : listings.get(entityOf(party, byId).id())) {
                facts.add(
                        listing.party().equals(party.id())
                                ? listing
                                : new Listing(
                                        party.id(),
                                        listing.list(),
                                        listing.condition(),
                                        listing.certain(),
                                        listing.bindsForeignPersons(),
                                        listing.validity(),
                                        listing.row()));
            }
        }
        if (recipients.stream().anyMatch(r -> NOT_NAMED.equals(r.party()))) {
            for (PartyList list : lists.values()) {
                if (days.containsKey(list.jurisdiction())) {
                    facts.add(unknownListing(NOT_NAMED, list.key(), "/parties"));
                }
            }
        }
        facts.addAll(held(shipment, recipients, listings, days));
        return facts;
    }

    private static Party entityOf(Party party, Map<String, Party> byId) {
        Party entity = party;
        for (int hops = 0;
                entity.branchOf() != null && byId.containsKey(entity.branchOf()) && hops < byId.size();
                hops++) {
            entity = byId.get(entity.branchOf());
        }
        return entity;
    }

    private List<Recipient> recipients(Shipment shipment, Map<String, Party> byId) {
        Set<String> named = new HashSet<>();
        List<Recipient> recipients = new ArrayList<>();
        for (Party party : shipment.parties()) {
            Truth receives = party.roles().is(r -> r.stream().anyMatch(recipientRoles::contains));
            if (receives.possible()) {
                Party entity = entityOf(party, byId);
                recipients.add(new Recipient(
                        party.id(),
                        Condition.settled("recipient", party.roles(), RECIPIENT, receives),
                        party.country(),
                        party.military().isKnown()
                                ? party.military()
                                : entity.military().isKnown() ? entity.military() : party.military()));
            }
            if (party.roles().isKnown()) {
                named.addAll(party.roles().value());
            }
        }
        if (!named.containsAll(rolesToName)) {
            List<String> settling = new ArrayList<>(List.of("/parties"));
            shipment.parties().stream()
                    .filter(p -> !p.roles().isKnown())
                    .forEach(p -> settling.add(p.roles().pointer()));
            recipients.add(Recipient.notNamed(NOT_NAMED, "/parties", List.copyOf(settling)));
        }
        return recipients;
    }

    private List<Participant> participants(Shipment shipment, List<Recipient> recipients) {
        List<Participant> participants = new ArrayList<>();
        for (Party party : shipment.parties()) {
            Truth takesPart = party.roles().is(r -> r.stream().anyMatch(participantRoles::contains));
            if (takesPart.possible()) {
                participants.add(new Participant(
                        party.id(), Condition.settled("participant", party.roles(), PARTICIPANT, takesPart)));
            }
        }
        recipients.stream()
                .filter(r -> NOT_NAMED.equals(r.party()))
                .forEach(r -> participants.add(new Participant(r.party(), r.role())));
        return participants;
    }

    private List<Known<String>> exporters(Shipment shipment) {
        List<Known<String>> countries = new ArrayList<>();
        boolean named = false;
        for (Party party : shipment.parties()) {
            Truth exports = party.roles().is(r -> r.stream().anyMatch(exporterRoles::contains));
            if (exports.possible()) {
                named |= exports == Truth.TRUE;
                countries.add(
                        exports == Truth.TRUE
                                ? party.country()
                                : Known.unknown(party.roles().pointer()));
            }
        }
        if (!named) {
            countries.add(Known.unknown("/parties"));
        }
        return countries;
    }

    private List<Listing> listings(Party party, Map<String, LocalDate> days) {
        List<Listing> found = new ArrayList<>();
        Set<String> settled = new HashSet<>();
        // matches come exact ones first: who is one listed party is not another that is called alike
        Set<String> identifiedIn = new HashSet<>();
        for (Match match : matchesOf(party)) {
            ListEntry entry = entries.get(match.entry().key());
            PartyList list = lists.get(entry.list());
            LocalDate day = list == null ? null : days.get(list.jurisdiction());
            if (day == null) {
                continue;
            }
            boolean exact = match.certainty() == Certainty.EXACT;
            if (exact) {
                identifiedIn.add(list.jurisdiction());
            } else if (Boolean.TRUE.equals(party.notListed().value()) || identifiedIn.contains(list.jurisdiction())) {
                continue;
            }
            Validity validity = calendar.of(entry, day);
            Condition condition = Condition.settled(
                            "listed party",
                            exact
                                    ? party.pointer() + "/name"
                                    : party.notListed().pointer(),
                            match.matched(),
                            new Evaluation(
                                    exact ? Truth.TRUE : Truth.UNKNOWN,
                                    match.given(),
                                    exact
                                            ? List.of()
                                            : List.of(party.notListed().pointer())))
                    .at(entry.source());
            found.add(new Listing(
                    party.id(),
                    entry.list(),
                    condition,
                    exact,
                    binds(entry.bindsForeignPersons(), party, entry.source()),
                    validity,
                    entry.source()));
            boolean over = validity.questions().isEmpty() && validity.in(null).state() == Validity.State.ENDED;
            if (exact && !over) {
                settled.add(entry.list());
            }
        }
        for (String list : party.listedOn()) {
            // an entry that the tables hold says when and whom it binds; the caller's word stands where they hold none
            if (!settled.contains(list)) {
                found.add(new Listing(
                        party.id(),
                        list,
                        Condition.settled(
                                "listed party",
                                party.pointer() + "/listedOn",
                                list,
                                new Evaluation(Truth.TRUE, list, List.of())),
                        true,
                        binds("?", party, null),
                        LegalCalendar.always(),
                        null));
            }
        }
        if (names(party).isEmpty()) {
            for (PartyList list : lists.values()) {
                if (days.containsKey(list.jurisdiction())
                        && found.stream().noneMatch(l -> l.certain() && l.list().equals(list.key()))) {
                    found.add(
                            unknownListing(party.id(), list.key(), party.name().pointer()));
                }
            }
        }
        return found;
    }

    private static Listing unknownListing(String party, String list, String pointer) {
        Condition unknown =
                Condition.settled("listed party", pointer, list, new Evaluation(Truth.UNKNOWN, null, List.of(pointer)));
        return new Listing(party, list, unknown, false, unknown, LegalCalendar.always(), null);
    }

    private static Condition binds(String cell, Party party, Source row) {
        Truth truth = cell.equals("?") ? Truth.UNKNOWN : Truth.of(cell.equals("YES"));
        return Condition.settled(
                        "binds foreign persons",
                        party.name().pointer(),
                        "YES",
                        new Evaluation(
                                truth,
                                cell,
                                truth == Truth.UNKNOWN ? List.of(party.name().pointer()) : List.of()))
                .at(row);
    }

    /** Who is caught, and who is tied without being caught, in one world. */
    private record Owners(Map<String, Evaluation> listed, Capture capture, Ties ties) {}

    /** Everybody who is caught by owners, recipient or not, by each rule whose reading holds in a world. */
    List<Holders> holders(Shipment shipment, Map<String, LocalDate> days, World world) {
        List<Holders> holders = new ArrayList<>();
        Map<String, List<Listing>> listings = listings(shipment, days);
        ownership.forEach((provision, rows) -> {
            LocalDate day = dayOf(provision, days);
            if (day != null) {
                Stakes stakes = new Stakes(shipment.parties(), shipment.ownership(), day);
                for (OwnershipRow row : rows) {
                    if (row.reading().holdsIn(world)) {
                        Owners owners = owners(stakes, row, relevant(provision, listings), world);
                        holders.add(new Holders(row, day, stakes, owners.listed(), owners.capture()));
                    }
                }
            }
        });
        return holders;
    }

    private Map<String, List<Listing>> listings(Shipment shipment, Map<String, LocalDate> days) {
        Map<String, List<Listing>> listings = new LinkedHashMap<>();
        for (Party party : shipment.parties()) {
            listings.put(party.id(), listings(party, days));
        }
        return listings;
    }

    private List<Listing> relevant(String provision, Map<String, List<Listing>> listings) {
        Set<String> counting = countingLists.getOrDefault(provision, Set.of());
        return listings.values().stream()
                .flatMap(List::stream)
                .filter(l -> counting.contains(l.list()))
                .toList();
    }

    /** The legal day of the jurisdiction whose lists count for a provision, or null where that is not evaluated. */
    private LocalDate dayOf(String provision, Map<String, LocalDate> days) {
        for (String jurisdiction : countedIn.getOrDefault(provision, Set.of())) {
            LocalDate day = days.get(jurisdiction);
            if (day != null) {
                return day;
            }
        }
        return null;
    }

    private List<Object> held(
            Shipment shipment,
            List<Recipient> recipients,
            Map<String, List<Listing>> listings,
            Map<String, LocalDate> days) {
        List<Object> held = new ArrayList<>();
        for (var provision : ownership.entrySet()) {
            LocalDate day = dayOf(provision.getKey(), days);
            if (day == null
                    || shipment.ownership().isKnown()
                            && shipment.ownership().value().isEmpty()) {
                continue;
            }
            Set<String> counting = countingLists.getOrDefault(provision.getKey(), Set.of());
            List<OwnershipRow> rows = provision.getValue();
            Set<String> questions = new TreeSet<>();
            rows.forEach(r -> questions.addAll(r.reading().questions()));
            List<Listing> relevant = relevant(provision.getKey(), listings);
            relevant.forEach(l -> questions.addAll(l.validity().questions()));
            Stakes stakes = new Stakes(shipment.parties(), shipment.ownership(), day);
            for (OwnershipRow row : rows) {
                Map<Map<String, String>, Owners> known = new HashMap<>();
                Function<World, Owners> owners = world -> known.computeIfAbsent(
                        questions.stream().collect(Collectors.toMap(q -> q, q -> world.reading(q))),
                        x -> owners(stakes, row, relevant, world));
                for (Recipient recipient : recipients) {
                    if (!NOT_NAMED.equals(recipient.party())) {
                        held.addAll(held(shipment, recipient, row, counting, relevant, questions, owners));
                    }
                }
            }
        }
        return held;
    }

    /** For each list through which the recipient may be caught under a row: whether it is, or how it is tied; true only where the row's reading holds. */
    private static List<Object> held(
            Shipment shipment,
            Recipient recipient,
            OwnershipRow row,
            Set<String> counting,
            List<Listing> relevant,
            Set<String> questions,
            Function<World, Owners> owners) {
        List<Object> held = new ArrayList<>();
        String party = recipient.party();
        for (String list : counting) {
            boolean named = relevant.stream().anyMatch(l -> l.list().equals(list));
            if (!shipment.ownership().isKnown() || named) {
                Condition condition = of(
                        "held by listed parties",
                        row,
                        questions,
                        world -> owners.apply(world).capture().of(party, list));
                held.add(new HeldByListed(row.provision(), party, list, condition.at(row.source()), row.source()));
            }
            if (shipment.ownership().isKnown() && named) {
                held.add(new TieToListed(
                        row.provision(),
                        party,
                        list,
                        of(
                                "share of a listed owner",
                                row,
                                questions,
                                world -> owners.apply(world).ties().share(party, list)),
                        of(
                                "share of a listed owner not known",
                                row,
                                questions,
                                world -> owners.apply(world).ties().percentNotKnown(party, list)),
                        of(
                                "other interest of a listed owner",
                                row,
                                questions,
                                world -> owners.apply(world).ties().otherInterest(party, list)),
                        row.source()));
            }
        }
        return held;
    }

    private static Condition of(
            String name, OwnershipRow row, Set<String> questions, Function<World, Evaluation> inItsReading) {
        return Condition.byReading(
                name,
                "/ownership",
                row.percent(),
                questions,
                world -> row.reading().holdsIn(world)
                        ? inItsReading.apply(world)
                        : new Evaluation(Truth.FALSE, null, List.of()));
    }

    private static Owners owners(Stakes stakes, OwnershipRow rule, List<Listing> relevant, World world) {
        Map<String, Evaluation> listed = new LinkedHashMap<>();
        Map<String, Map<String, Truth>> lists = new HashMap<>();
        for (Listing listing : relevant) {
            if (listing.validity().in(world).state() == Validity.State.IN_FORCE) {
                lists.computeIfAbsent(stakes.entityOf(listing.party()), x -> new HashMap<>())
                        .merge(listing.list(), listing.condition().in(world).truth(), Truth::or);
                listed.merge(
                        stakes.entityOf(listing.party()), listing.condition().in(world), (a, b) -> {
                            if (a.truth() != b.truth()) {
                                return a.truth().compareTo(b.truth()) > 0 ? a : b;
                            }
                            Set<String> missing = new TreeSet<>(a.missing());
                            missing.addAll(b.missing());
                            return new Evaluation(a.truth(), a.actual(), List.copyOf(missing));
                        });
            }
        }
        Capture capture = new Capture(stakes, rule, listed, lists);
        return new Owners(listed, capture, new Ties(stakes, rule, capture, lists));
    }
}
