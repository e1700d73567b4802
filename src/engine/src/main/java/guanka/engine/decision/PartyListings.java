package guanka.engine.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Certainty;
import guanka.engine.screening.ListedAddresses;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.ListedScripts;
import guanka.engine.screening.Match;
import guanka.engine.screening.MatchReason;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Listing;
import guanka.facts.Party;
import guanka.facts.PartyListStatus;
import guanka.facts.Shipment;
import guanka.facts.StandingClearance;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.Validity.State;
import guanka.facts.rows.ListEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which parties stand on which lists: by identifier or name, by what the caller knows, and as far as nobody can tell. A list
 * that does not hold a party clears it only where the list is held as a whole and the party has a name that could be found.
 */
final class PartyListings {

    private static final int MATCHES_KEPT = 20_000;
    private static final String NAME = "listed party";

    /** Waited for by the first party that is screened, not by the start. */
    private final Supplier<PartyScreening> screening;

    private final ListedAddresses addresses;
    private final LegalCalendar calendar;
    private final Map<String, ListEntry> entries;

    private final Cache<Asked, Screened> screened =
            Caffeine.newBuilder().maximumSize(MATCHES_KEPT).build();

    /** What is asked of the screening: the same party comes again in shipment after shipment. */
    private record Asked(List<String> names, String country, String kind, Map<String, String> identifiers) {}

    /** The list entries that a party is or resembles, sure ones first, and in which scripts it was looked for. */
    private record Screened(List<Match> matches, Scripts scripts) {}

    /** In which scripts names are that the lists can be compared with. */
    private record Scripts(boolean eastAsian, boolean other) {

        boolean isNone() {
            return !eastAsian && !other;
        }
    }

    PartyListings(Ruleset ruleset, LegalCalendar calendar) {
        this.calendar = calendar;
        entries = ruleset.rows(ListEntry.class).stream().collect(Collectors.toMap(ListEntry::key, Function.identity()));
        screening = ruleset::screening;
        addresses = new ListedAddresses(entries.values().stream()
                .filter(entry -> entry.kind().equals(ListEntry.ADDRESS))
                .map(ListedName::of)
                .toList());
    }

    PartyScreening screening() {
        return screening.get();
    }

    /** How many entries stand on a list, by themselves or by their marks. */
    int size(String list, ListParts parts) {
        return parts.wholeOf(list) == null
                ? screening().scripts().entries(list)
                : (int) entries.values().stream()
                        .filter(entry -> parts.alsoOn(entry).contains(list))
                        .count();
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
        return screened(party).matches();
    }

    private Screened screened(Party party) {
        if (party.address().isKnown()) {
            Screened named = screenedByName(party);
            List<Match> at = addresses.match(party.address().value());
            if (at.isEmpty()) {
                return named;
            }
            List<Match> both = new ArrayList<>(named.matches());
            both.addAll(at);
            return new Screened(both.stream().sorted(Match.BEST_FIRST).toList(), named.scripts());
        }
        return screenedByName(party);
    }

    private Screened screenedByName(Party party) {
        return screened.get(
                new Asked(
                        names(party),
                        party.country().value(),
                        party.kind() == null ? null : party.kind().name(),
                        party.identifiers()),
                asked -> new Screened(
                        asked.names().isEmpty() && asked.identifiers().isEmpty()
                                ? List.of()
                                : screening().match(asked.names(), asked.country(), asked.kind(), asked.identifiers()),
                        scripts(asked.names())));
    }

    private static List<String> names(Party party) {
        if (!party.name().isKnown()) {
            return party.aliases();
        }
        if (party.aliases().isEmpty()) {
            return List.of(party.name().value());
        }
        List<String> names = new ArrayList<>(party.aliases());
        names.add(0, party.name().value());
        return List.copyOf(names);
    }

    private Scripts scripts(List<String> names) {
        List<String> comparable =
                names.stream().filter(screening()::isComparable).toList();
        return new Scripts(
                comparable.stream().anyMatch(PartyScreening::isChineseOrJapanese),
                comparable.stream().anyMatch(name -> !PartyScreening.isChineseOrJapanese(name)));
    }

    /**
     * The listings of a party and of the legal entity of which it is a branch, as the party's own.
     *
     * @param lists the lists of one jurisdiction on its legal day, by key
     */
    List<Listing> of(
            Shipment shipment, Party party, Map<String, PartyListStatus> lists, ListParts parts, LocalDate day) {
        List<Listing> own = ofItself(shipment, party, lists, parts, day);
        Party entity = shipment.entityOf(party);
        if (entity != party) {
            for (Listing listing : ofItself(shipment, entity, lists, parts, day)) {
                own.add(new Listing(
                        party.id(),
                        listing.list(),
                        listing.condition(),
                        listing.certain(),
                        listing.bindsForeignPersons(),
                        listing.validity(),
                        listing.row(),
                        listing.terms(),
                        listing.cleared()));
            }
        }
        return own;
    }

    /** The listings of somebody who is not named: possible on every list. */
    static List<Listing> ofNobody(Map<String, PartyListStatus> lists, ListParts parts) {
        List<Listing> possible = new ArrayList<>();
        lists.values()
                .forEach(list -> addUnknown(possible, Roles.NOT_NAMED, list.list(), List.of("/parties"), lists, parts));
        return possible;
    }

    /** A list on which somebody may stand, with those of its parts of which nobody says how far they are held. */
    private static void addUnknown(
            List<Listing> to,
            String party,
            String list,
            List<String> missing,
            Map<String, PartyListStatus> lists,
            ListParts parts) {
        to.add(unknown(party, list, missing));
        for (String part : parts.of(list)) {
            if (!lists.containsKey(part)) {
                to.add(unknown(party, part, missing));
            }
        }
    }

    private List<Listing> ofItself(
            Shipment shipment, Party party, Map<String, PartyListStatus> lists, ListParts parts, LocalDate day) {
        List<Listing> found = new ArrayList<>();
        Set<String> settled = new HashSet<>();
        // who is surely one listed party is not another that is called alike, and sure matches come first; but whoever
        // was listed may still be listed under a name that is written otherwise
        boolean identified = false;
        Screened known = screened(party);
        for (Match match : known.matches()) {
            ListEntry entry = entries.get(match.entry().key());
            if (!lists.containsKey(entry.list())) {
                continue;
            }
            boolean exact = match.certainty() == Certainty.EXACT;
            String clearing = clearing(shipment, party, match, day);
            boolean cleared = clearing != null;
            Validity validity = calendar.of(entry, day);
            if (exact && !cleared) {
                identified |= isOpen(validity);
            } else if (!cleared && (Boolean.TRUE.equals(party.notListed().value()) || identified)) {
                continue;
            }
            boolean stands = entry.stillStands() == Truth.TRUE;
            if (!stands && !cleared && hasLooked(party, lists.get(entry.list()), day)) {
                continue;
            }
            Listing listing = new Listing(
                    party.id(),
                    entry.list(),
                    (stands || cleared || !exact
                                    ? condition(party, match, exact, clearing)
                                    : mayHaveEnded(party, match))
                            .at(entry.source()),
                    exact && stands,
                    binds(entry.bindsForeignPersons(), party, entry),
                    validity,
                    entry.source(),
                    entry.terms() == null ? entry.list() : entry.terms(),
                    cleared);
            found.add(listing);
            parts.alsoOn(entry).forEach(part -> found.add(listing.on(part)));
            if (exact && !cleared && isOpen(validity)) {
                settled.add(entry.list());
                settled.addAll(parts.alsoOn(entry));
            }
        }
        for (String list : said(party, parts)) {
            // the row of a listing that has begun and not ended says more than the caller: whom it binds, whether it is
            // paused
            if (isOf(list, lists, parts) && !isSettled(list, settled, found)) {
                found.add(new Listing(
                        party.id(),
                        list,
                        Condition.settled(
                                NAME, party.pointer() + "/listedOn", list, new Evaluation(Truth.TRUE, list, List.of())),
                        true,
                        binds(Truth.UNKNOWN, party, null),
                        LegalCalendar.always(),
                        null,
                        parts.wholeOf(list) == null ? list : null,
                        false));
                settled.add(list);
                for (String part : parts.of(list)) {
                    if (!lists.containsKey(part)
                            && !said(party, parts).contains(part)
                            && !hasLookedForPart(party, part, lists.get(list), day)) {
                        found.add(unknown(
                                party.id(), part, List.of(party.pointer() + "/listedOn", party.notListedOnPointer())));
                    }
                }
            }
        }
        for (PartyListStatus list : lists.values()) {
            List<String> missing =
                    settled.contains(list.list()) ? List.of() : open(party, known.scripts(), list, parts, day);
            if (!missing.isEmpty()) {
                addUnknown(found, party.id(), list.list(), missing, lists, parts);
            }
        }
        return found;
    }

    /** The lists on which the caller says that a party stands, and those of which they are parts. */
    private static Set<String> said(Party party, ListParts parts) {
        Set<String> said = new TreeSet<>(party.listedOn());
        party.listedOn().forEach(list -> {
            if (parts.wholeOf(list) != null) {
                said.add(parts.wholeOf(list));
            }
        });
        return said;
    }

    private static boolean isOf(String list, Map<String, PartyListStatus> lists, ListParts parts) {
        return lists.containsKey(list) || parts.wholeOf(list) != null && lists.containsKey(parts.wholeOf(list));
    }

    /** Whether an entry settles already what the caller says; one that may have ended does not. */
    private static boolean isSettled(String list, Set<String> settled, List<Listing> found) {
        return settled.contains(list)
                && found.stream().anyMatch(listing -> listing.list().equals(list) && listing.certain());
    }

    private static boolean hasLooked(Party party, PartyListStatus list, LocalDate day) {
        return party.notListedOn().contains(list.list()) && isRecent(party, list, day);
    }

    /** Whether the caller has looked whether a party that stands on a list stands on a part of it, and has found that it does not. */
    private static boolean hasLookedForPart(Party party, String part, PartyListStatus whole, LocalDate day) {
        return party.notListedOn().contains(part) && (whole == null || isRecent(party, whole, day));
    }

    /** That an entry stands of which the source does not tell the end: somebody has to look at it. */
    private static Condition mayHaveEnded(Party party, Match match) {
        return Condition.settled(
                NAME,
                party.notListedOnPointer(),
                match.matched(),
                new Evaluation(
                        Truth.UNKNOWN,
                        match.given(),
                        List.of(party.pointer() + "/listedOn", party.notListedOnPointer())));
    }

    /** The fact that sets a match aside, or null where none does; nobody can deny an identifier. */
    private String clearing(Shipment shipment, Party party, Match match, LocalDate day) {
        if (match.reason().equals(MatchReason.IDENTIFIER.name())) {
            return null;
        }
        String entry = match.entry().key();
        if (party.clearedMatches().stream().anyMatch(cleared -> cleared.entry().equals(entry))) {
            return party.pointer() + "/clearedMatches";
        }
        List<StandingClearance> standing = shipment.clearances();
        for (int i = 0; i < standing.size(); i++) {
            if (!day.isAfter(standing.get(i).until()) && sets(standing.get(i), party, match)) {
                return StandingClearances.POINTER + i;
            }
        }
        return null;
    }

    /** Whether a standing clearance sets a match of a party aside, on days on which it holds. */
    boolean sets(StandingClearance clearance, Party party, Match match) {
        return clearance.entry().equals(match.entry().key())
                && !match.reason().equals(MatchReason.IDENTIFIER.name())
                && (!match.reason().equals(MatchReason.SAME_ADDRESS.name()) || clearance.address() != null)
                && StandingClearances.names(clearance, party)
                && clearance.content().equals(StandingClearances.content(entries.get(clearance.entry())));
    }

    /** The entry of a key, or null. */
    ListEntry entry(String key) {
        return entries.get(key);
    }

    private static Condition condition(Party party, Match match, boolean exact, String clearing) {
        if (clearing != null) {
            return Condition.settled(
                    NAME, clearing, match.matched(), new Evaluation(Truth.TRUE, match.given(), List.of()));
        }
        List<String> missing = new ArrayList<>(List.of(party.notListed().pointer()));
        boolean sameName = match.reason().equals(MatchReason.SAME_NAME.name())
                || match.reason().equals(MatchReason.SAME_NAME_WITHOUT_LEGAL_FORM.name());
        if (sameName && party.kind() == null && match.entry().kind() != null) {
            missing.add(party.pointer() + "/kind");
        }
        if (sameName && !party.country().isKnown() && match.entry().country() != null) {
            missing.add(party.country().pointer());
        }
        return Condition.settled(
                NAME,
                exact ? party.pointer() + "/name" : party.notListed().pointer(),
                match.matched(),
                new Evaluation(
                        exact ? Truth.TRUE : Truth.UNKNOWN, match.given(), exact ? List.of() : List.copyOf(missing)));
    }

    private static boolean isOpen(Validity validity) {
        if (!validity.questions().isEmpty()) {
            return true;
        }
        State state = validity.in(null).state();
        return state == State.IN_FORCE || state == State.SUSPENDED;
    }

    /** What would settle whether a party that was not found stands on a list; nothing where it certainly does not. */
    private List<String> open(Party party, Scripts known, PartyListStatus list, ListParts parts, LocalDate day) {
        String whole = parts.wholeOf(list.list()) == null ? list.list() : parts.wholeOf(list.list());
        if (hasLooked(party, list, day)) {
            return List.of();
        }
        boolean otherScript = !known.isNone() && isOnlyInAnotherScript(party, known, whole);
        if (list.isClosed() && !known.isNone() && !otherScript) {
            return List.of();
        }
        Set<String> missing = new TreeSet<>();
        if (known.isNone()) {
            missing.add(party.name().pointer());
        } else if (otherScript) {
            missing.add(party.notListedOnPointer());
        }
        if (!list.isClosed()) {
            missing.add(party.notListedOnPointer());
        }
        return List.copyOf(missing);
    }

    /** A screening that the caller dates must not be older than the list itself may be. */
    private static boolean isRecent(Party party, PartyListStatus list, LocalDate day) {
        return party.screenedOn() == null
                || list.daysCurrent() == null
                || !day.isAfter(party.screenedOn().plusDays(list.daysCurrent()));
    }

    /** Whether the list has entries, of the party's country or of one not known, without any name in a script of the party's names. */
    private boolean isOnlyInAnotherScript(Party party, Scripts known, String list) {
        ListedScripts listed = screening().scripts();
        String country = party.country().value();
        return !known.other() && listed.lacksEastAsianName(list, country)
                || !known.eastAsian() && listed.lacksOtherName(list, country);
    }

    private static Listing unknown(String party, String list, List<String> missing) {
        Condition unknown = Condition.settled(NAME, missing.get(0), list, new Evaluation(Truth.UNKNOWN, null, missing));
        return new Listing(party, list, unknown, false, unknown, LegalCalendar.always(), null, list, false);
    }

    private static Condition binds(Truth truth, Party party, ListEntry row) {
        return Condition.settled(
                        "binds foreign persons",
                        party.name().pointer(),
                        "YES",
                        new Evaluation(
                                truth,
                                truth.name(),
                                truth == Truth.UNKNOWN ? List.of(party.name().pointer()) : List.of()))
                .at(row == null ? null : row.source());
    }
}
