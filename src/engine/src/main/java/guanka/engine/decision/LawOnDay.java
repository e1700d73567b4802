package guanka.engine.decision;

import guanka.engine.items.ComputedItems;
import guanka.engine.items.ControlRows;
import guanka.engine.items.ValueShares;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.RuleReferences;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.ruleset.SentenceReferences;
import guanka.engine.ruleset.SessionFacts;
import guanka.facts.Control;
import guanka.facts.Counterparties;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Determination.ListUsed;
import guanka.facts.EndUsePart;
import guanka.facts.EndUses;
import guanka.facts.Held;
import guanka.facts.Indirect;
import guanka.facts.ItemProvision;
import guanka.facts.Known;
import guanka.facts.Law;
import guanka.facts.LicenseException;
import guanka.facts.LicenseExceptions;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Movement;
import guanka.facts.OwnershipProvision;
import guanka.facts.PartyListStatus;
import guanka.facts.Purpose;
import guanka.facts.Scope;
import guanka.facts.Term;
import guanka.facts.Territory;
import guanka.facts.UnheldLaw;
import guanka.facts.rows.BitLength;
import guanka.facts.rows.ComputingEntry;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ControllingInterest;
import guanka.facts.rows.CountingList;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.Dated;
import guanka.facts.rows.Designation;
import guanka.facts.rows.DirectProductRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.EntryTerms;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import guanka.facts.rows.RestrictionRow;
import guanka.facts.rows.RoleRow;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The law of one jurisdiction as it stands on the days between two changes: its rows that hold on them, and what follows from
 * rows alone. Rules see these rows and no others, so no rule asks for days or for a jurisdiction.
 */
final class LawOnDay implements AutoCloseable {

    private final String jurisdiction;
    /** The provision that stands for the law as a whole. */
    private final String base;

    private final List<Object> rows;
    private final Map<String, Territory> territories;
    private final Map<String, EndUses> endUses = new TreeMap<>();
    private final List<EndUseRow> endUseRows;
    private final Map<String, Law> laws = new HashMap<>();
    private final Map<String, PartyListStatus> partyLists = new LinkedHashMap<>();
    private final List<ListUsed> listsUsed;
    private final ListParts listParts;
    private final Map<String, List<EntryTerms>> entryTerms;
    private final List<Affiliates.OwnershipRule> ownershipRules = new ArrayList<>();
    private final Map<String, Map<String, Map<CounterpartyKind, Set<String>>>> askedOfOwners = new TreeMap<>();
    private final Set<Counterparties.Alike> takenTogether = new HashSet<>();
    private final Map<CounterpartyKind, Map<String, Set<String>>> asked = new EnumMap<>(CounterpartyKind.class);
    private final List<ItemList> itemLists;
    private final ItemsAsked itemsAsked;
    private final Roles roles;
    private final ValueShares shares;
    private final ComputedItems computed;
    private final ControlRows controls;
    private final List<LicenseException.Restriction> restrictions;
    private final List<LicenseException> exceptions;
    private final SessionPool sessions;
    private final Set<String> typesAsked;

    /** @param rowsOfJurisdiction all rows that belong to the jurisdiction, dated or not */
    LawOnDay(
            Ruleset ruleset,
            String jurisdiction,
            String base,
            LocalDate day,
            Collection<?> rowsOfJurisdiction,
            LegalCalendar calendar,
            ClosedWorld world,
            RuleReferences references,
            SentenceReferences sentences,
            PartyListings listings,
            ControlRows controls) {
        this.controls = controls;
        this.jurisdiction = jurisdiction;
        this.base = base;
        rows = rowsOfJurisdiction.stream()
                .filter(row -> !(row instanceof Dated dated) || dated.holdsOn(day))
                .collect(Collectors.toCollection(ArrayList::new));
        territories = Territories.of(rows(TerritoryRow.class), rows(MarkRow.class), rows(TerritoryPart.class));
        groupEndUses();
        endUseRows = rows(EndUseRow.class).stream()
                .filter(row -> row.part() != EndUsePart.COMPATIBLE)
                .toList();
        roles = new Roles(rows(RoleRow.class));
        shares = new ValueShares(rows(ShareRow.class), rows(ShareNumerator.class), territories);
        computed = new ComputedItems(rows(ComputingLimit.class), rows(ComputingEntry.class), rows(BitLength.class));
        itemLists = rows(ItemList.class);
        itemsAsked = new ItemsAsked(
                references,
                itemLists,
                rows.stream().filter(row -> !SessionFacts.isGathered(row)).toList(),
                territories);
        listParts = new ListParts(rows(PartyList.class), rows(Designation.class));
        entryTerms = rows(EntryTerms.class).stream()
                .sorted(Comparator.comparingInt(EntryTerms::step))
                .collect(Collectors.groupingBy(EntryTerms::terms));
        List<PartyList> lists = new ArrayList<>(rows(PartyList.class));
        lists.sort(Comparator.comparing(PartyList::key));
        for (PartyList list : lists) {
            if (list.partOf() != null && world.on(Extent.Kind.PARTY_LIST, list.key(), day) == null) {
                // a part of which no row says how far it is held stays open wherever only the whole is known
                continue;
            }
            Extent extent = world.on(Extent.Kind.PARTY_LIST, list.key(), day);
            partyLists.put(
                    list.key(),
                    new PartyListStatus(
                            list.key(),
                            list.provision(),
                            extent == null ? Held.NOT_HELD : extent.held(),
                            extent == null ? null : extent.asOf(),
                            extent == null ? null : extent.daysCurrent(),
                            extent != null && extent.isCurrentOn(day),
                            listings.size(list.key(), listParts),
                            extent == null ? null : extent.source()));
        }
        listsUsed = partyLists.values().stream()
                .map(list -> new ListUsed(list.list(), list.asOf(), list.held().name(), list.entries(), list.current()))
                .toList();
        Set<String> carried = references.carriedOut(rows, ruleset.rows(ItemRow.class));
        carried.addAll(controls.provisions());
        // a measure that can never apply carries nothing out, and must not clear what its provision says
        rows(Measure.class).stream()
                .filter(measure -> !sentences.foreign(measure).isEmpty())
                .forEach(measure -> carried.remove(measure.provision()));
        for (Provision provision : rows(Provision.class)) {
            laws.put(
                    provision.key(),
                    new Law(provision, calendar.of(provision.key(), day), carried.contains(provision.key())));
        }
        gatherAsked();
        groupOwnershipRules();
        List<Object> facts = new ArrayList<>(rows);
        facts.removeIf(SessionFacts::isGathered);
        facts.addAll(territories.values());
        facts.addAll(laws.values());
        facts.addAll(scopes());
        facts.addAll(partyLists.values());
        facts.addAll(itemProvisions(ruleset, day));
        restrictions = exceptionRestrictions();
        exceptions = exceptions();
        facts.add(new LicenseExceptions(exceptions));
        // what a sentence joins that asks for no term, no end use, no party or no item: it stays with the rows
        facts.addAll(List.of(
                Term.ANY,
                Purpose.ANY,
                Purpose.ANY_ALONE,
                Counterparty.ANYBODY,
                Counterparties.ANYBODY,
                ListedItem.NONE));
        rows(Measure.class).stream()
                .filter(measure -> measure.who() == CounterpartyKind.HELD)
                .map(measure -> new OwnershipProvision(measure.by(), measure.role(), measure.usersOutside()))
                .distinct()
                .forEach(facts::add);
        if (!world.holdsSome(Extent.Kind.LAW, jurisdiction, day)) {
            Extent extent = world.on(Extent.Kind.LAW, jurisdiction, day);
            facts.add(new UnheldLaw(base, extent == null ? null : extent.source()));
        }
        typesAsked = SessionFacts.askedBy(ruleset.kieBase(jurisdiction));
        sessions = new SessionPool(ruleset.kieBase(jurisdiction), facts);
    }

    private <R> List<R> rows(Class<R> type) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void groupEndUses() {
        Map<String, List<EndUseRow>> byProvision =
                rows(EndUseRow.class).stream().collect(Collectors.groupingBy(EndUseRow::provision));
        byProvision.forEach((provision, of) -> endUses.put(
                provision,
                new EndUses(
                        provision,
                        purposes(of, EndUsePart.NAMED),
                        purposes(of, EndUsePart.COMPATIBLE),
                        of.stream()
                                .filter(r -> r.part() == EndUsePart.NAMED)
                                .collect(Collectors.toMap(EndUseRow::purpose, EndUseRow::source, (a, b) -> a)))));
    }

    private static Set<String> purposes(List<EndUseRow> rows, EndUsePart part) {
        return rows.stream()
                .filter(r -> r.part() == part)
                .map(EndUseRow::purpose)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Scope> scopes() {
        Map<String, List<ScopeNote>> notes =
                rows(ScopeNote.class).stream().collect(Collectors.groupingBy(ScopeNote::provision));
        return rows(Provision.class).stream()
                .map(p -> new Scope(p.key(), notes.getOrDefault(p.key(), List.of()), p.source()))
                .toList();
    }

    private List<ItemProvision> itemProvisions(Ruleset ruleset, LocalDate day) {
        Set<String> own = itemLists.stream().map(ItemList::key).collect(Collectors.toSet());
        return ruleset.rows(ItemRow.class).stream()
                .filter(row -> own.contains(row.list()) && row.holdsOn(day))
                .map(row -> new ItemProvision(row.list(), row.provision()))
                .distinct()
                .toList();
    }

    /** In what respects some sentence of this law looks at parties. */
    private void gatherAsked() {
        Stream.concat(
                        rows(Measure.class).stream(),
                        rows(Coverage.class).stream().filter(Coverage::isAbleToBite))
                .forEach(this::asked);
        Stream.concat(
                        rows(ExceptionRow.class).stream().map(ExceptionRow::partyOn),
                        rows(RestrictionRow.class).stream().map(RestrictionRow::list))
                .filter(Objects::nonNull)
                .forEach(list -> ask(CounterpartyKind.LISTED, Roles.RECIPIENT, list));
        for (DirectProductRow row : rows(DirectProductRow.class)) {
            takenTogether.add(row.parties());
            if (row.ownershipRule() == null) {
                ask(row.who(), row.role(), row.parties().by());
            } else {
                askOwners(row.ownershipRule(), row.role(), row.who(), row.list());
            }
        }
    }

    private void asked(Sentence sentence) {
        switch (sentence.who()) {
            case ANYBODY -> {}
            case IN_ROLE, MILITARY_USER -> ask(sentence.who(), sentence.role(), Sentence.NONE);
            case LISTED, KNOWN_LISTED, HEADQUARTERED -> ask(sentence.who(), sentence.role(), sentence.by());
            default -> {
                askOwners(sentence.by(), sentence.role(), sentence.who(), sentence.list());
                if (sentence.who() == CounterpartyKind.HELD) {
                    askOwners(sentence.by(), sentence.role(), sentence.who(), Sentence.ANY);
                }
            }
        }
    }

    private void ask(CounterpartyKind kind, String role, String by) {
        if (kind != CounterpartyKind.ANYBODY) {
            asked.computeIfAbsent(kind, x -> new TreeMap<>())
                    .computeIfAbsent(role, x -> new TreeSet<>())
                    .add(by);
        }
    }

    private void askOwners(String rule, String role, CounterpartyKind kind, String list) {
        askedOfOwners
                .computeIfAbsent(rule, x -> new TreeMap<>())
                .computeIfAbsent(role, x -> new EnumMap<>(CounterpartyKind.class))
                .computeIfAbsent(kind, x -> new TreeSet<>())
                .add(list);
    }

    private void groupOwnershipRules() {
        Map<String, List<OwnershipRow>> byProvision = rows(OwnershipRow.class).stream()
                .collect(Collectors.groupingBy(OwnershipRow::provision, TreeMap::new, Collectors.toList()));
        Map<String, Set<String>> counting = new HashMap<>();
        rows(CountingList.class)
                .forEach(c -> counting.computeIfAbsent(c.provision(), x -> new TreeSet<>())
                        .add(c.list()));
        Map<String, Map<String, Indirect>> controlling = new HashMap<>();
        rows(ControllingInterest.class)
                .forEach(c -> controlling
                        .computeIfAbsent(c.provision(), x -> new TreeMap<>())
                        .put(c.interest(), c.indirect()));
        byProvision.forEach((provision, of) -> ownershipRules.add(new Affiliates.OwnershipRule(
                provision,
                of,
                counting.getOrDefault(provision, Set.of()),
                controlling.getOrDefault(provision, Map.of()))));
    }

    String jurisdiction() {
        return jurisdiction;
    }

    Map<String, Territory> territories() {
        return territories;
    }

    Map<String, EndUses> endUses() {
        return endUses;
    }

    /** The item lists on which rules may ask who stands; of the others a decision makes no facts. */
    ItemsAsked itemsAsked() {
        return itemsAsked;
    }

    List<EndUseRow> endUseRows() {
        return endUseRows;
    }

    /** A provision; the law as a whole where the jurisdiction has none of that key, which the check tells. */
    Law law(String provision) {
        Law own = laws.get(provision);
        return own == null ? laws.get(base) : own;
    }

    /** By list, in the order of their keys. */
    Map<String, PartyListStatus> partyLists() {
        return partyLists;
    }

    /** The same as answers tell them. */
    List<ListUsed> listsUsed() {
        return listsUsed;
    }

    ListParts listParts() {
        return listParts;
    }

    /** The steps of terms that list entries refer to, in their order; none where there are no such terms. */
    List<EntryTerms> entryTerms(String terms) {
        return entryTerms.getOrDefault(terms, List.of());
    }

    List<Affiliates.OwnershipRule> ownershipRules() {
        return ownershipRules;
    }

    /** In what respects some row asks about recipients without asking which of them. */
    Set<Counterparties.Alike> takenTogether() {
        return takenTogether;
    }

    /** What is asked of owners under a rule, by group of roles and kind: the lists of the owners. */
    Map<String, Map<CounterpartyKind, Set<String>>> askedOfOwners(String rule) {
        return askedOfOwners.getOrDefault(rule, Map.of());
    }

    /** By what (a list, or nothing) parties of a group of roles are looked at in a respect. */
    Set<String> asked(CounterpartyKind kind, String role) {
        return asked.getOrDefault(kind, Map.of()).getOrDefault(role, Set.of());
    }

    List<ItemList> itemLists() {
        return itemLists;
    }

    Roles roles() {
        return roles;
    }

    ValueShares shares() {
        return shares;
    }

    ComputedItems computed() {
        return computed;
    }

    private List<LicenseException.Restriction> exceptionRestrictions() {
        return rows(RestrictionRow.class).stream()
                .map(row -> new LicenseException.Restriction(
                        row,
                        territories(row.destinations()),
                        territories(row.exceptPlaces()),
                        territories(row.sentFrom()),
                        row.madeIn() == null
                                ? null
                                : territories(List.of(row.madeIn())).get(0)))
                .toList();
    }

    /** The license exceptions, each with the restrictions that bear on its cases. */
    private List<LicenseException> exceptions() {
        Map<String, List<ExceptionRow>> byProvision = rows(ExceptionRow.class).stream()
                .collect(Collectors.groupingBy(ExceptionRow::provision, TreeMap::new, Collectors.toList()));
        List<LicenseException> made = new ArrayList<>();
        byProvision.forEach((provision, of) -> made.add(new LicenseException(
                provision,
                of.stream().flatMap(row -> row.lifts().stream()).collect(Collectors.toCollection(TreeSet::new)),
                of.stream().map(this::variant).toList())));
        return made;
    }

    private LicenseException.Variant variant(ExceptionRow row) {
        return new LicenseException.Variant(
                row,
                territories(row.destinations()),
                territories(row.exceptPlaces()),
                territories(row.sentFrom()),
                restrictions.stream()
                        .filter(restriction -> restriction.bearsOn(row))
                        .toList());
    }

    /** All that takes license exceptions away. */
    List<LicenseException.Restriction> restrictions() {
        return restrictions;
    }

    boolean hasExceptions() {
        return !exceptions.isEmpty();
    }

    /** The reasons for control held against a destination. */
    ControlRows.Chart chart(Known<String> destination) {
        return new ControlRows.Chart(controls, territories, destination);
    }

    ControlRows controls() {
        return controls;
    }

    /** A reason for control that a line meets, with the territories for which it is marked. */
    Control control(ControlRows.Met met, Line line, Movement towards) {
        return new Control(
                met.list(),
                met.provision(),
                met.row(),
                line,
                met.item(),
                met.row() == null ? List.of() : territories(met.row().places()),
                met.row() == null ? List.of() : territories(met.row().exceptPlaces()),
                towards);
    }

    /** Territories by their ids; one that no row names on the day holds no country. */
    private List<Territory> territories(List<String> ids) {
        List<Territory> named = new ArrayList<>(ids.size());
        for (String id : ids) {
            Territory territory = territories.get(id);
            named.add(territory == null ? new Territory(id, Map.of(), null) : territory);
        }
        return named;
    }

    /** Whether some rule of this law asks for facts of a type. */
    boolean asksFor(Class<?> type) {
        return typesAsked.contains(type.getName());
    }

    SessionPool sessions() {
        return sessions;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
