package guanka.engine.decision;

import guanka.engine.items.Composition;
import guanka.engine.items.ItemLists;
import guanka.engine.items.ValueShares;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Condition;
import guanka.facts.Contained;
import guanka.facts.Content;
import guanka.facts.Determination;
import guanka.facts.EndUses;
import guanka.facts.Finding;
import guanka.facts.Guard;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Movement;
import guanka.facts.Nexus;
import guanka.facts.Party;
import guanka.facts.Scope;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Territory;
import guanka.facts.Text;
import guanka.facts.UnheldCode;
import guanka.facts.UnsettledItem;
import guanka.facts.Validity;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Provision;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryRow;
import guanka.facts.rows.VocabularyEntry;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides shipments by one ruleset: derives facts, runs the rules, combines their findings. Safe for any number of threads;
 * the same shipment gives the same determination, whatever the order of its lines, parties, holdings and components.
 */
public final class Decisions implements AutoCloseable {

    /** Rows that are found through an index of the engine; as facts they would only cost memory. */
    private static final Set<Class<?>> INDEXED = Set.of(ItemRow.class, ListEntry.class, VocabularyEntry.class);

    private final Ruleset ruleset;
    private final LegalCalendar calendar;
    private final Map<String, Jurisdiction> jurisdictions;
    private final Map<String, ZoneId> zones = new HashMap<>();
    private final ItemLists items;
    private final ValueShares shares;
    private final Standings standings;
    private final Combination combination;
    private final SessionPool sessions;

    public Decisions(Ruleset ruleset) {
        this.ruleset = ruleset;
        calendar = new LegalCalendar(ruleset);
        jurisdictions = ruleset.rows(Jurisdiction.class).stream()
                .collect(Collectors.toMap(Jurisdiction::key, Function.identity(), (a, b) -> a, TreeMap::new));
        jurisdictions.forEach((key, jurisdiction) -> zones.put(key, ZoneId.of(jurisdiction.zone())));
        Map<String, Territory> territories = territories(ruleset);
        items = new ItemLists(ruleset);
        shares = new ValueShares(ruleset, territories, items);
        standings = new Standings(ruleset, calendar);
        combination = new Combination(ruleset);
        List<Object> rows = new ArrayList<>(territories.values());
        rows.addAll(endUses(ruleset));
        rows.addAll(scopes(ruleset));
        ruleset.tables().rows().stream()
                .filter(r -> !INDEXED.contains(r.getClass()))
                .forEach(rows::add);
        sessions = new SessionPool(ruleset, rows);
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    public LegalCalendar calendar() {
        return calendar;
    }

    /** The screening that decisions use, over the lists of this ruleset. */
    public PartyScreening screening() {
        return standings.screening();
    }

    /** Decides one shipment; {@code id} and {@code evaluatedAt} are left to whoever gives the answer out. */
    public Determination decide(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        List<Finding> findings = sessions.run(facts(shipment, days), Finding.class, null);
        return combination.of(shipment, days, findings);
    }

    /**
     * Decides one shipment and tells of each finding every condition with its verdict, and which findings missed by exactly
     * one condition. Those have the effect {@code NEARLY} and change nothing else in the answer.
     */
    public Determination explain(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        return combination.explained(shipment, days, sessions.run(facts(shipment, days), Finding.class, null));
    }

    /** Decides one shipment and gives the findings with the conditions behind them. */
    public Reasons reasons(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        List<Finding> findings = sessions.run(facts(shipment, days), Finding.class, null);
        return new Reasons(
                combination.of(shipment, days, findings),
                world(ruleset, shipment),
                List.copyOf(days.values()),
                findings);
    }

    /** Who is caught by owners, by each rule that holds under the shipment's readings; for people to follow the arithmetic. */
    public List<Holders> holders(Shipment shipment) {
        return standings.holders(shipment, days(shipment), world(shipment));
    }

    /** The world in which a shipment is decided: the ruleset's defaults but for the readings that the caller asks for. */
    public World world(Shipment shipment) {
        return world(ruleset, shipment);
    }

    /** The list entries that the shipment's parties match or may match, on whatever day. */
    public List<ListEntry> entriesOf(Shipment shipment) {
        return standings.entriesOf(shipment);
    }

    /** The list entries that a party is, or resembles, sure ones first; the same party is screened once. */
    public List<Match> matchesOf(Party party) {
        return standings.matchesOf(party);
    }

    /** The day on which each jurisdiction asked for sees the shipment, by its own zone. */
    public Map<String, LocalDate> legalDays(Shipment shipment) {
        return days(shipment);
    }

    /** What counts of a line for each row that names a value share. */
    public List<ValueShare> sharesOf(Line line) {
        return shares.of(line, new Composition(line, items), jurisdictions.keySet());
    }

    /** The question that asks a person for a fact; the pointer itself where the tables hold none. */
    public Text question(String pointer, Shipment shipment) {
        return combination.question(pointer, shipment);
    }

    /** The components of a line that certainly count into a share in a world, in the order of the bill of materials. */
    public List<Content> countedIn(Line line, ShareRow share, World world) {
        return shares.counted(line, new Composition(line, items), share, world);
    }

    /** Decides one shipment and tells which rules fired and which rows they reached. */
    public Trace trace(Shipment shipment) {
        Map<String, LocalDate> days = days(shipment);
        List<SessionPool.Firing> firings = new ArrayList<>();
        List<Finding> findings = sessions.run(facts(shipment, days), Finding.class, firings::add);
        World world = world(ruleset, shipment);
        Determination determination = combination.of(shipment, days, findings);
        return Trace.of(
                determination,
                firings,
                findings,
                world,
                new RowsBehind(ruleset, shares, items, shipment, world).of(determination, findings, firings));
    }

    private Map<String, LocalDate> days(Shipment shipment) {
        Map<String, LocalDate> days = new TreeMap<>();
        jurisdictions.forEach((key, jurisdiction) -> {
            if (shipment.jurisdictions() == null || shipment.jurisdictions().contains(key)) {
                days.put(key, shipment.exportDate().in(zones.get(key)));
            }
        });
        return days;
    }

    private List<Object> facts(Shipment shipment, Map<String, LocalDate> days) {
        List<Object> facts = new ArrayList<>();
        Map<String, Map<String, Validity>> validities = new HashMap<>();
        days.forEach((jurisdiction, day) -> facts.add(new Movement(
                jurisdiction,
                day,
                shipment.movement(),
                shipment.exportFrom(),
                shipment.destination(),
                law -> validities
                        .computeIfAbsent(jurisdiction, x -> new HashMap<>())
                        .computeIfAbsent(law, x -> calendar.of(law, day)))));
        facts.add(shipment.endUse());
        facts.add(new Nexus(shipment.usNexus()));
        facts.addAll(standings.facts(shipment, days));
        for (Line line : shipment.lines()) {
            facts.add(line);
            classify(line, days, validities, facts);
            Composition composition = new Composition(line, items);
            for (ItemList list : items.lists().values()) {
                if (list.anyCode() && days.containsKey(list.jurisdiction())) {
                    Condition mayBe = items.mayBeOn(list.key(), line.codes());
                    if (!mayBe.ruledOut()) {
                        facts.add(new UnsettledItem(list.key(), line, mayBe));
                    }
                }
                if (list.lookedForInside() && days.containsKey(list.jurisdiction())) {
                    Condition contains = composition.contains(list.key());
                    if (!contains.ruledOut()) {
                        facts.add(new Contained(list.key(), line, contains));
                    }
                }
            }
            facts.addAll(shares.of(line, composition, days.keySet()));
        }
        return facts;
    }

    private void classify(
            Line line, Map<String, LocalDate> days, Map<String, Map<String, Validity>> validities, List<Object> facts) {
        for (ItemLists.Hit hit : items.hits(line.codes())) {
            ItemList list = items.lists().get(hit.list());
            LocalDate day = days.get(list.jurisdiction());
            if (day != null) {
                Validity validity = validities
                        .computeIfAbsent(list.jurisdiction(), x -> new HashMap<>())
                        .computeIfAbsent(hit.provision(), law -> calendar.of(law, day));
                facts.add(new ListedItem(
                        hit.list(), hit.provision(), line, list.dualUse(), hit.condition(), hit.row(), validity));
            }
        }
        if (!line.codes().isKnown()) {
            facts.add(new UnheldCode(line, Condition.unknown("control code", line.codes(), null)));
            return;
        }
        for (int i = 0; i < line.codes().value().size(); i++) {
            String code = line.codes().value().get(i);
            if (!items.holds(code)) {
                String pointer = line.codes().pointer() + "/" + i;
                facts.add(new UnheldCode(
                        line,
                        Condition.settled(
                                "control code",
                                pointer,
                                null,
                                new guanka.facts.Evaluation(guanka.facts.Truth.UNKNOWN, code, List.of(pointer)))));
            }
        }
    }

    private static Map<String, Territory> territories(Ruleset ruleset) {
        Map<String, Map<String, List<Guard>>> countries = new TreeMap<>();
        Map<String, Source> sources = new HashMap<>();
        for (TerritoryRow row : ruleset.rows(TerritoryRow.class)) {
            countries
                    .computeIfAbsent(row.territory(), x -> new LinkedHashMap<>())
                    .computeIfAbsent(row.country(), x -> new ArrayList<>())
                    .add(row.reading());
            sources.putIfAbsent(row.territory(), row.source());
        }
        Map<String, Territory> territories = new TreeMap<>();
        countries.forEach((id, of) -> territories.put(id, new Territory(id, of, sources.get(id))));
        return territories;
    }

    private static List<EndUses> endUses(Ruleset ruleset) {
        Map<String, List<EndUseRow>> rows = ruleset.rows(EndUseRow.class).stream()
                .collect(Collectors.groupingBy(EndUseRow::provision, TreeMap::new, Collectors.toList()));
        List<EndUses> uses = new ArrayList<>();
        rows.forEach((provision, of) -> uses.add(new EndUses(
                provision,
                purposes(of, "NAMED"),
                purposes(of, "COMPATIBLE"),
                of.stream()
                        .filter(r -> r.part().equals("NAMED"))
                        .collect(Collectors.toMap(EndUseRow::purpose, EndUseRow::source, (a, b) -> a)))));
        return uses;
    }

    private static Set<String> purposes(List<EndUseRow> rows, String part) {
        return rows.stream()
                .filter(r -> r.part().equals(part))
                .map(EndUseRow::purpose)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Scope> scopes(Ruleset ruleset) {
        Map<String, List<ScopeNote>> notes =
                ruleset.rows(ScopeNote.class).stream().collect(Collectors.groupingBy(ScopeNote::provision));
        return ruleset.rows(Provision.class).stream()
                .map(p -> new Scope(p.key(), notes.getOrDefault(p.key(), List.of()), p.source()))
                .toList();
    }

    /** The world in which a shipment is decided: the ruleset's defaults but for the readings that the caller asks for. */
    static World world(Ruleset ruleset, Shipment shipment) {
        World world = ruleset.defaultWorld();
        for (var reading : shipment.readings().entrySet()) {
            world = world.with(reading.getKey(), reading.getValue());
        }
        return world;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
