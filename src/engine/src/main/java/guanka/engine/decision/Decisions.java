package guanka.engine.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import guanka.engine.items.Composition;
import guanka.engine.items.ControlRows;
import guanka.engine.items.ItemLists;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Jurisdictions;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.RuleReferences;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.ruleset.SentenceReferences;
import guanka.engine.ruleset.SessionFacts;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Content;
import guanka.facts.Determination;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.StandingClearance;
import guanka.facts.Text;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Dated;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides shipments by one ruleset: for each jurisdiction derives facts, runs the rules over the rows of its law that hold on
 * its legal day, and combines the findings of all. Safe for any number of threads; the same shipment gives the same
 * determination, whatever the order of its lines, parties, holdings and components.
 */
public final class Decisions implements AutoCloseable {

    /** Stretches of days of the law that are kept ready; older ones are made again when they are asked for. */
    private static final int STRETCHES_KEPT = 256;

    private final Ruleset ruleset;
    private final LegalCalendar calendar;
    private final Jurisdictions jurisdictions;
    private final Map<String, ZoneId> zones = new TreeMap<>();
    private final Map<String, NavigableSet<LocalDate>> changes = new HashMap<>();
    private final Map<String, List<Object>> rows = new HashMap<>();
    private final ClosedWorld closedWorld;
    private final RuleReferences references;
    private final SentenceReferences sentences;
    private final RowsOfCountries rowsOfCountries;
    private final ItemLists items;
    private final ControlRows controls;
    private final PartyListings partyListings;
    private final Combination combination;
    private final Cache<Stretch, LawOnDay> laws = Caffeine.newBuilder()
            .maximumSize(STRETCHES_KEPT)
            .<Stretch, LawOnDay>removalListener((stretch, law, cause) -> close(law, cause))
            .build();

    /** The days of a jurisdiction from one change of its law to the next. */
    private record Stretch(String jurisdiction, LocalDate from) {}

    public Decisions(Ruleset ruleset) {
        this.ruleset = ruleset;
        calendar = new LegalCalendar(ruleset);
        jurisdictions = new Jurisdictions(ruleset);
        closedWorld = new ClosedWorld(ruleset);
        references = new RuleReferences(ruleset);
        sentences = new SentenceReferences(ruleset, jurisdictions);
        rowsOfCountries = new RowsOfCountries(ruleset);
        items = new ItemLists(ruleset, closedWorld);
        controls = new ControlRows(ruleset);
        partyListings = new PartyListings(ruleset, calendar);
        combination = new Combination(ruleset);
        for (Jurisdiction jurisdiction : jurisdictions.all()) {
            zones.put(jurisdiction.key(), ZoneId.of(jurisdiction.zone()));
            changes.put(jurisdiction.key(), new TreeSet<>(Set.of(LocalDate.MIN)));
            rows.put(jurisdiction.key(), new ArrayList<>());
        }
        for (Object row : ruleset.tables().rows()) {
            String own = jurisdictions.of(row);
            for (String jurisdiction : own == null ? zones.keySet() : Set.of(own)) {
                if (!SessionFacts.isIndexed(row) && rows.containsKey(jurisdiction)) {
                    rows.get(jurisdiction).add(row);
                }
            }
        }
        changesOfLaw();
    }

    private static void close(LawOnDay law, RemovalCause cause) {
        if (law != null) {
            law.close();
        }
    }

    /** The days on which the law of each jurisdiction changes: from and after each row, and what the calendar says of each provision. */
    private void changesOfLaw() {
        for (Object row : ruleset.tables().rows()) {
            if (row instanceof Dated dated && !(row instanceof ItemRow)) {
                String own = extentOf(row) != null ? extentOf(row) : jurisdictions.of(row);
                for (String jurisdiction : own == null ? zones.keySet() : Set.of(own)) {
                    add(jurisdiction, dated.from(), dated.to());
                    if (row instanceof Extent extent && extent.asOf() != null && extent.daysCurrent() != null) {
                        add(jurisdiction, null, extent.asOf().plusDays(extent.daysCurrent()));
                    }
                }
            }
        }
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            add(jurisdictions.ofList(row.list()), row.from(), row.to());
        }
        for (Provision provision : ruleset.rows(Provision.class)) {
            add(provision.jurisdiction(), provision.starts(), null);
            for (CalendarRow row : calendar.rowsOf(provision.key())) {
                add(provision.jurisdiction(), row.from(), row.to());
            }
        }
    }

    private String extentOf(Object row) {
        return row instanceof Extent extent
                ? extent.kind() == Extent.Kind.LAW ? extent.of() : jurisdictions.ofList(extent.of())
                : null;
    }

    private void add(String jurisdiction, LocalDate from, LocalDate to) {
        Set<LocalDate> of = changes.get(jurisdiction);
        if (of != null) {
            if (from != null) {
                of.add(from);
            }
            if (to != null) {
                of.add(to.plusDays(1));
            }
        }
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    public LegalCalendar calendar() {
        return calendar;
    }

    public RuleReferences references() {
        return references;
    }

    public SentenceReferences sentences() {
        return sentences;
    }

    public Jurisdictions jurisdictions() {
        return jurisdictions;
    }

    /** The screening that decisions use, over the lists of this ruleset. */
    public PartyScreening screening() {
        return partyListings.screening();
    }

    /** The first days on which the law of some jurisdiction differs from the day before, whoever the parties are. */
    public NavigableSet<LocalDate> changesOfLaw(Set<String> of) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        of.forEach(jurisdiction -> days.addAll(changes.getOrDefault(jurisdiction, new TreeSet<>())));
        days.remove(LocalDate.MIN);
        return days;
    }

    private LawOnDay law(String jurisdiction, LocalDate day) {
        LocalDate from = changes.get(jurisdiction).floor(day);
        return laws.get(
                new Stretch(jurisdiction, from),
                stretch -> new LawOnDay(
                        ruleset,
                        jurisdiction,
                        jurisdictions.of(jurisdiction).law(),
                        day,
                        rows.get(jurisdiction),
                        calendar,
                        closedWorld,
                        references,
                        sentences,
                        partyListings,
                        controls));
    }

    /**
     * Decides one shipment; {@code id} and {@code evaluatedAt} are left to whoever gives the answer out.
     *
     * @throws OverBudget where it costs more than {@link Budget} allows
     */
    public Determination decide(Shipment shipment) {
        return Budget.ofThisThread(() -> {
            Map<String, LocalDate> days = days(shipment);
            return combination.of(shipment, days, looked(shipment, days, false, null), lists(days));
        });
    }

    /**
     * Decides one shipment and tells of each finding every condition with its verdict, and which findings missed by exactly
     * one condition. Those have the effect {@code NEARLY} and change nothing else in the answer.
     */
    public Determination explain(Shipment shipment) {
        return Budget.ofThisThread(() -> {
            Map<String, LocalDate> days = days(shipment);
            return combination.explained(shipment, days, looked(shipment, days, true, null), lists(days));
        });
    }

    /** Decides one shipment and gives the findings with the conditions behind them. */
    public Reasons reasons(Shipment shipment) {
        return Budget.ofThisThread(() -> {
            Map<String, LocalDate> days = days(shipment);
            Looked looked = looked(shipment, days, false, null);
            return new Reasons(
                    combination.of(shipment, days, looked, lists(days)),
                    world(shipment),
                    List.copyOf(days.values()),
                    looked.found().stream().map(Found::finding).toList());
        });
    }

    /** What the rules of every jurisdiction found, and by line what its codes and figures say to each. */
    record Looked(List<Found> found, Map<String, List<Classifications.Looked>> lines) {}

    private Looked looked(
            Shipment shipment, Map<String, LocalDate> days, boolean nearly, List<SessionPool.Firing> firings) {
        List<Found> found = new ArrayList<>();
        Map<String, List<Classifications.Looked>> lines = new HashMap<>();
        days.forEach((jurisdiction, day) -> {
            LawOnDay law = law(jurisdiction, day);
            ShipmentFacts of = new ShipmentFacts(shipment, law, day, days.keySet(), items, partyListings, nearly);
            found.addAll(law.sessions().run(of.all(), firings == null ? null : firings::add));
            of.looked()
                    .forEach((line, one) ->
                            lines.computeIfAbsent(line, x -> new ArrayList<>()).add(one));
        });
        return new Looked(found, lines);
    }

    private List<Determination.ListUsed> lists(Map<String, LocalDate> days) {
        List<Determination.ListUsed> used = new ArrayList<>();
        days.forEach((jurisdiction, day) -> used.addAll(law(jurisdiction, day).listsUsed()));
        return used;
    }

    /** Who is caught by owners, by each rule that holds under the shipment's readings; for people to follow the arithmetic. */
    public List<Holders> holders(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        List<Holders> holders = new ArrayList<>();
        days.forEach((jurisdiction, day) -> {
            LawOnDay law = law(jurisdiction, day);
            ShipmentFacts facts = new ShipmentFacts(shipment, law, day, days.keySet(), items, partyListings, false);
            Affiliates affiliates = new Affiliates(shipment, day, facts.listings());
            law.ownershipRules().forEach(rule -> holders.addAll(affiliates.holders(rule, world(shipment))));
        });
        return holders;
    }

    /** The world in which a shipment is decided: the ruleset's defaults but for the readings that the caller asks for. */
    public World world(Shipment shipment) {
        return ruleset.world(shipment);
    }

    /** The list entries that the shipment's parties match or may match, on whatever day. */
    public List<ListEntry> entriesOf(Shipment shipment) {
        return partyListings.entriesOf(shipment);
    }

    /** The list entries that a party is, or resembles, sure ones first; the same party is screened once. */
    public List<Match> matchesOf(Party party) {
        return partyListings.matchesOf(party);
    }

    /** Whether a standing clearance sets some match of some party of a shipment aside, on days on which it holds. */
    public boolean sets(StandingClearance clearance, Shipment shipment) {
        return shipment.parties().stream()
                .anyMatch(party -> StandingClearances.names(clearance, party)
                        && matchesOf(party).stream().anyMatch(match -> sets(clearance, party, match)));
    }

    /** Whether a standing clearance sets a match of a party aside, on days on which it holds. */
    public boolean sets(StandingClearance clearance, Party party, Match match) {
        return partyListings.sets(clearance, party, match);
    }

    /** Digest of all that a list entry says now, to which clearances are bound; empty where the lists have no such entry. */
    public Optional<String> contentOfEntry(String key) {
        return Optional.ofNullable(StandingClearances.content(partyListings.entry(key)));
    }

    /** The day on which each jurisdiction asked for sees the shipment, by its own zone. */
    public Map<String, LocalDate> legalDays(Shipment shipment) {
        return days(shipment);
    }

    /** What counts of a line for each row that names a value share, by the law of each jurisdiction asked for. */
    public List<ValueShare> sharesOf(Shipment shipment, Line line) {
        Map<String, LocalDate> days = days(shipment);
        List<ValueShare> shares = new ArrayList<>();
        days.forEach((jurisdiction, day) -> shares.addAll(law(jurisdiction, day)
                .shares()
                .of(line, composition(shipment, line, jurisdiction, days), ShipmentFacts.way(shipment))));
        return shares;
    }

    /** The question that asks a person for a fact; the pointer itself where the tables hold none. */
    public Text question(String pointer, Shipment shipment) {
        return combination.question(pointer, shipment);
    }

    /** The components of a line that certainly count into a share in a world, in the order of the bill of materials. */
    public List<Content> countedIn(Shipment shipment, Line line, ShareRow share, World world) {
        Map<String, LocalDate> days = days(shipment);
        String jurisdiction = jurisdictions.ofProvision(share.provision());
        LocalDate day = days.get(jurisdiction);
        return day == null
                ? List.of()
                : law(jurisdiction, day)
                        .shares()
                        .counted(
                                line,
                                composition(shipment, line, jurisdiction, days),
                                share,
                                ShipmentFacts.way(shipment),
                                world);
    }

    /** Decides one shipment and tells which rules fired and which rows they reached. */
    public Trace trace(Shipment shipment) {
        return Budget.ofThisThread(() -> traced(shipment));
    }

    private Trace traced(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        List<SessionPool.Firing> firings = new ArrayList<>();
        Looked looked = looked(shipment, days, false, firings);
        List<Found> found = looked.found();
        Determination determination = combination.of(shipment, days, looked, lists(days));
        return Trace.of(
                determination,
                firings,
                found,
                world(shipment),
                new RowsBehind(this, shipment).of(determination, found, firings));
    }

    RowsOfCountries rowsOfCountries() {
        return rowsOfCountries;
    }

    /** The rows by which some component of a line counts, or may count, into the share of a provision. */
    List<ShareNumerator> numeratorsMet(Shipment shipment, Line line, ShareRow share, World world) {
        Map<String, LocalDate> days = days(shipment);
        String jurisdiction = jurisdictions.ofProvision(share.provision());
        LocalDate day = days.get(jurisdiction);
        return law(jurisdiction, day)
                .shares()
                .numeratorsMet(
                        line,
                        composition(shipment, line, jurisdiction, days),
                        share,
                        ShipmentFacts.way(shipment),
                        world);
    }

    private Composition composition(Shipment shipment, Line line, String jurisdiction, Map<String, LocalDate> days) {
        LawOnDay law = law(jurisdiction, days.get(jurisdiction));
        return new Composition(
                line,
                items,
                jurisdiction,
                days.keySet(),
                days.get(jurisdiction),
                law.chart(shipment.destination()),
                law.computed());
    }

    private Map<String, LocalDate> days(Shipment shipment) {
        Map<String, LocalDate> days = new TreeMap<>();
        zones.forEach((jurisdiction, zone) -> {
            if (shipment.jurisdictions() == null || shipment.jurisdictions().contains(jurisdiction)) {
                days.put(jurisdiction, shipment.exportDate().in(zone));
            }
        });
        return days;
    }

    @Override
    public void close() {
        laws.invalidateAll();
        laws.cleanUp();
    }
}
