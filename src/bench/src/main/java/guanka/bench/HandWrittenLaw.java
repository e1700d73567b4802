package guanka.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.ownership.Capture;
import guanka.engine.ownership.Stakes;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Certainty;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Content;
import guanka.facts.DeclaredShare;
import guanka.facts.Determination;
import guanka.facts.Determination.Answer;
import guanka.facts.Determination.Citation;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.LineAnswer;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Determination.NotModelled;
import guanka.facts.Determination.Range;
import guanka.facts.Determination.ReadingAnswer;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Determination.WouldBe;
import guanka.facts.EndUse;
import guanka.facts.Evaluation;
import guanka.facts.Guard;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.TechnologyUsed;
import guanka.facts.Text;
import guanka.facts.Truth;
import guanka.facts.Validity.Standing;
import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import guanka.facts.rows.Reading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The yardstick: the Chinese law of the ruleset as a programmer would write it by hand, with plain ifs over hash maps. Law stands
 * in Java here on purpose. It is what Guanka argues against, and what its speed is measured against.
 *
 * <p>It gives the same outcomes, review policies, ranges, findings (id, provision, effect, line, party, {@code wouldBe},
 * citation, text), missing facts and readings as the engine, which {@link SameAnswers} holds against the whole mix. Codes, names,
 * calendar and texts come from the same rows; which sentence asks for what, thresholds, roles, purposes and territories are code.
 * Two algorithms are the engine's own, since they are plain Java there too: the screening of names and the worklist over
 * shareholdings. It keeps the matches of parties that come again, as the engine does.
 *
 * <p>It leaves out what would only make it slower: {@code because}, the place of the row behind a finding, obligations, other
 * jurisdictions than China, and every rule on which the rows could be changed without a programmer.
 */
public final class HandWrittenLaw {

    private static final String CN = "CN";
    private static final String NOT_NAMED = "?";
    private static final String PART_1 = "CN-2025-61/A1.1";
    private static final String PART_2 = "CN-2025-61/A1.2";
    private static final String DUAL_USE = "CN-DUAL-USE";
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal MINIMUM_SHARE = new BigDecimal("0.1");
    private static final BigDecimal NODE_NM = new BigDecimal(14);
    private static final int LAYERS = 256;

    private static final String REGIONS = "CN-2025-61.regions";
    private static final String NUMERATOR = "CN-2025-61/1.1.numerator";
    private static final String PRODUCT = "CN-2025-61/1.1.product";
    private static final String AGGREGATE = "CN-2025-61/2.aggregate";
    private static final String INDIRECT = "CN-2025-61/2.indirect";
    private static final String DENIED_PARTY = "CN-2025-61/5.denied-party";

    private static final Set<String> CHINA = Set.of("CN");
    private static final Set<String> US = Set.of("US");
    private static final Set<String> JAPAN = Set.of("JP");
    private static final Set<String> DOUBTFUL_REGIONS = Set.of("HK", "MO", "TW");
    private static final Set<String> FINISHED = Set.of("CONSUMER_GOODS", "ELECTRONICS", "OTHER");
    private static final Set<String> OUTSIDE_FORMS = Set.of(
            "ROTOR_OR_STATOR_ASSEMBLY",
            "MOULDED_SENSOR",
            "CALCINED_CATALYST",
            "PHOSPHOR",
            "CONSUMER_GOODS",
            "ELECTRONICS");
    private static final Set<String> RECEIVING = Set.of("CONSIGNEE", "INTERMEDIATE_CONSIGNEE", "PURCHASER", "END_USER");
    private static final Set<String> HUMANITARIAN =
            Set.of("EMERGENCY_MEDICAL", "PUBLIC_HEALTH_EMERGENCY", "DISASTER_RELIEF");
    private static final List<String> ACTIVITIES = List.of(
            "MAGNET_MANUFACTURING",
            "METAL_SMELTING",
            "RARE_EARTH_MINING",
            "SECONDARY_RESOURCE_RECYCLING",
            "SMELTING_AND_SEPARATION");
    private static final Set<String> US_MINERALS = Set.of("CN-2023-23", "CN-2024-33", "CN-2025-55");
    private static final List<String> DENYING_LISTS = List.of("CN_CONTROL", "CN_WATCH");

    private static final List<String> OUTCOMES =
            List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED");
    private static final int FREE = 0;
    private static final int EXEMPT = 1;
    private static final int LICENSE = 3;
    private static final int BAN = 4;
    private static final List<String> POLICIES =
            List.of("ROUTINE", "CASE_BY_CASE", "STRICT_REVIEW", "PRESUMPTION_OF_DENIAL");

    /** Three-valued, with the facts that would settle it. */
    private record Is(Truth truth, List<String> missing) {
        static final Is YES = new Is(Truth.TRUE, List.of());
        static final Is NO = new Is(Truth.FALSE, List.of());

        static Is of(boolean value) {
            return value ? YES : NO;
        }

        static Is open(String pointer) {
            return new Is(Truth.UNKNOWN, List.of(pointer));
        }

        static Is of(Truth truth, String pointer) {
            return truth == Truth.UNKNOWN ? open(pointer) : of(truth == Truth.TRUE);
        }

        boolean no() {
            return truth == Truth.FALSE;
        }

        Is and(Is other) {
            if (truth == Truth.FALSE || other.truth == Truth.FALSE) {
                return NO;
            }
            return truth == Truth.TRUE ? other : other.truth == Truth.TRUE ? this : both(other);
        }

        Is or(Is other) {
            if (truth == Truth.TRUE || other.truth == Truth.TRUE) {
                return YES;
            }
            return truth == Truth.FALSE ? other : other.truth == Truth.FALSE ? this : both(other);
        }

        Is not() {
            return truth == Truth.UNKNOWN ? this : of(truth == Truth.FALSE);
        }

        private Is both(Is other) {
            List<String> all = new ArrayList<>(missing.size() + other.missing.size());
            all.addAll(missing);
            all.addAll(other.missing);
            return new Is(Truth.UNKNOWN, all);
        }
    }

    private record Receiver(String party, Is role, Known<String> country, Is military) {}

    private record Listed(String party, String list, Is is, boolean certain, Is binds, ListEntry entry) {}

    /** What is asked of the screening: the same party comes again and again, for the engine too. */
    private record Asked(List<String> names, String country, Map<String, String> identifiers) {}

    private record Hit(String list, String provision, Is is, String row) {}

    private static final Comparator<ItemRow> SETTLED_FIRST =
            Comparator.comparing((ItemRow row) -> row.listed().equals("?")).thenComparing(ItemRow::key);

    private final Map<String, Provision> provisions = new HashMap<>();
    private final Map<String, List<CalendarRow>> calendar = new HashMap<>();
    private final Map<String, List<Pause>> pauses = new HashMap<>();
    private final Map<String, List<ItemRow>> byCode = new HashMap<>();
    private final Map<String, List<ItemRow>> byHeading = new HashMap<>();
    private final Map<String, Hit> groups = new TreeMap<>();
    private final Map<String, ListEntry> entries = new HashMap<>();
    private final Map<String, PartyList> lists = new TreeMap<>();
    private final Map<String, Text> findingTexts = new HashMap<>();
    private final Map<String, Text> questionTexts = new HashMap<>();
    private final Map<String, OpenQuestion> openQuestions = new HashMap<>();
    private final Map<String, List<Reading>> readings = new HashMap<>();
    private final Map<String, OwnershipRow> ownershipModes = new HashMap<>();
    private final List<NotModelled> coverage = new ArrayList<>();
    private final Set<String> basketCodes;
    private final PartyScreening screening;
    private final Cache<Asked, List<Match>> matches =
            Caffeine.newBuilder().maximumSize(20_000).build();
    private final World defaults;
    private final ZoneId zone;
    private final String authority;
    private final RulesetId rulesetId;

    public HandWrittenLaw(Ruleset ruleset) {
        ruleset.rows(Provision.class).forEach(p -> provisions.put(p.key(), p));
        Map<String, List<CalendarRow>> days = new HashMap<>();
        ruleset.rows(CalendarRow.class)
                .forEach(row -> row.provisions()
                        .forEach(p ->
                                days.computeIfAbsent(p, x -> new ArrayList<>()).add(row)));
        for (Provision law : provisions.values()) {
            String key = law.key();
            while (!days.containsKey(key)
                    && provisions.get(key).calendarOf() != null
                    && !provisions.get(key).calendarOf().equals(key)) {
                key = provisions.get(key).calendarOf();
            }
            calendar.put(law.key(), days.getOrDefault(key, List.of()));
        }
        ruleset.rows(Pause.class)
                .forEach(p -> pauses.computeIfAbsent(p.pause(), x -> new ArrayList<>())
                        .add(p));
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            for (String code : row.codes()) {
                if (!code.equals("?") && isChinese(row)) {
                    String normal = normal(code);
                    byCode.computeIfAbsent(normal, x -> new ArrayList<>()).add(row);
                    for (int dot = normal.lastIndexOf('.'); dot > 0; dot = normal.lastIndexOf('.', dot - 1)) {
                        byHeading
                                .computeIfAbsent(normal.substring(0, dot), x -> new ArrayList<>())
                                .add(row);
                    }
                    groups.putIfAbsent(
                            row.list() + "\n" + row.provision(), new Hit(row.list(), row.provision(), null, row.key()));
                }
            }
        }
        byCode.values().forEach(rows -> rows.sort(SETTLED_FIRST));
        byHeading.values().forEach(rows -> rows.sort(SETTLED_FIRST));
        ruleset.rows(ListEntry.class).forEach(e -> entries.put(e.key(), e));
        ruleset.rows(PartyList.class).stream()
                .filter(l -> l.jurisdiction().equals(CN))
                .forEach(l -> lists.put(l.key(), l));
        ruleset.rows(FindingText.class).forEach(t -> findingTexts.put(t.key(), t.text()));
        ruleset.rows(Question.class).forEach(q -> questionTexts.put(q.key(), q.question()));
        ruleset.rows(OpenQuestion.class).forEach(q -> openQuestions.put(q.key(), q));
        ruleset.rows(Reading.class)
                .forEach(r -> readings.computeIfAbsent(r.question(), x -> new ArrayList<>())
                        .add(r));
        ruleset.rows(OwnershipRow.class).stream()
                .filter(r -> r.provision().equals("CN-2025-61/2"))
                .forEach(r -> ownershipModes.put(r.aggregate() + r.indirect(), r));
        ruleset.rows(Coverage.class).stream()
                .filter(c -> c.jurisdiction().equals(CN))
                .forEach(c -> coverage.add(new NotModelled(CN, c.notModelled())));
        Jurisdiction china = ruleset.rows(Jurisdiction.class).stream()
                .filter(j -> j.key().equals(CN))
                .findFirst()
                .orElseThrow();
        zone = ZoneId.of(china.zone());
        authority = china.authority().en();
        basketCodes = new HashSet<>(ruleset.vocabulary("basketCodes"));
        screening = new PartyScreening(entries.values().stream()
                .filter(entry -> !entry.kind().equals(ListEntry.ADDRESS))
                .map(HandWrittenLaw::listedName)
                .toList());
        defaults = ruleset.defaultWorld();
        rulesetId = new RulesetId(ruleset.version(), ruleset.digest());
    }

    private static boolean isChinese(ItemRow row) {
        return row.list().startsWith("CN");
    }

    private static ListedName listedName(ListEntry entry) {
        List<String> names =
                new ArrayList<>(List.of(entry.name().en(), entry.name().zh()));
        names.addAll(entry.aliases());
        names.removeIf(n -> n == null || n.equals("?") || n.isBlank());
        Map<String, String> identifiers = new LinkedHashMap<>();
        for (String identifier : entry.identifiers()) {
            int colon = identifier.indexOf(':');
            if (colon > 0) {
                identifiers.put(
                        identifier.substring(0, colon).strip(),
                        identifier.substring(colon + 1).strip());
            }
        }
        String kind = entry.kind().equals("?") ? null : entry.kind();
        String country = entry.country() == null || entry.country().equals("?") ? null : entry.country();
        return new ListedName(entry.key(), entry.list(), names, kind, country, identifiers);
    }

    /** Screens the parties of a shipment anew, and remembers nothing. */
    int screen(Shipment shipment) {
        int matches = 0;
        for (Party party : shipment.parties()) {
            List<String> names = new ArrayList<>(party.aliases());
            if (party.name().isKnown()) {
                names.add(0, party.name().value());
            }
            if (!names.isEmpty() || !party.identifiers().isEmpty()) {
                matches += screening
                        .match(names, party.country().value(), party.identifiers())
                        .size();
            }
        }
        return matches;
    }

    /** What is the same under every reading. */
    private final class Facts {
        final Shipment shipment;
        final LocalDate day;
        final Map<String, Party> byId = new HashMap<>();
        final List<Receiver> receivers = new ArrayList<>();
        final Map<String, List<Listed>> listings = new LinkedHashMap<>();
        final List<Listed> standings = new ArrayList<>();
        final List<List<Hit>> hits = new ArrayList<>();
        final List<Is> contained = new ArrayList<>();
        final Is exported;
        final Is exported62;
        final Is exporterChinese;
        final Is abroad;
        final Stakes stakes;

        Facts(Shipment shipment) {
            this.shipment = shipment;
            day = shipment.exportDate().in(zone);
            shipment.parties().forEach(p -> byId.put(p.id(), p));
            receive();
            for (Party party : shipment.parties()) {
                listings.put(party.id(), listings(party, day));
            }
            for (Party party : shipment.parties()) {
                for (Listed on : listings.get(entityOf(party).id())) {
                    standings.add(
                            on.party().equals(party.id())
                                    ? on
                                    : new Listed(party.id(), on.list(), on.is(), on.certain(), on.binds(), on.entry()));
                }
            }
            if (receivers.stream().anyMatch(r -> r.party().equals(NOT_NAMED))) {
                lists.keySet().forEach(l -> standings.add(unknownListing(NOT_NAMED, l, "/parties")));
            }
            Is startsInChina = in(CHINA, shipment.exportFrom());
            Is endsOutside = in(CHINA, shipment.destination()).not();
            Is foreign = endsOutside.or(Is.of(shipment.movement().equals("DEEMED_EXPORT")));
            if (foreign.truth() != Truth.TRUE) {
                for (Receiver to : receivers) {
                    foreign = foreign.or(to.role().and(in(CHINA, to.country()).not()));
                }
            }
            exporterChinese = exporterChinese();
            exported = startsInChina.and(foreign);
            exported62 = startsInChina.or(exporterChinese).and(foreign);
            abroad = startsInChina.not().and(endsOutside);
            for (Line line : shipment.lines()) {
                hits.add(hits(line.codes()));
                contained.add(inside(line.content().value(), line.content().pointer(), PART_2));
            }
            stakes = shipment.ownership().isKnown()
                            && shipment.ownership().value().isEmpty()
                    ? null
                    : new Stakes(shipment.parties(), shipment.ownership(), day);
        }

        private void receive() {
            boolean endUser = false;
            for (Party party : shipment.parties()) {
                Truth receives = party.roles().is(r -> r.stream().anyMatch(RECEIVING::contains));
                if (receives.possible()) {
                    Known<Boolean> military = party.military();
                    if (!military.isKnown() && entityOf(party).military().isKnown()) {
                        military = entityOf(party).military();
                    }
                    receivers.add(new Receiver(
                            party.id(),
                            Is.of(receives, party.roles().pointer()),
                            party.country(),
                            Is.of(military.is(m -> m), military.pointer())));
                }
                endUser |= party.roles().isKnown() && party.roles().value().contains("END_USER");
            }
            if (!endUser) {
                List<String> settling = new ArrayList<>(List.of("/parties"));
                shipment.parties().stream()
                        .filter(p -> !p.roles().isKnown())
                        .forEach(p -> settling.add(p.roles().pointer()));
                receivers.add(new Receiver(
                        NOT_NAMED, new Is(Truth.UNKNOWN, settling), Known.unknown("/parties"), Is.open("/parties")));
            }
        }

        private Party entityOf(Party party) {
            Party entity = party;
            for (int hops = 0;
                    entity.branchOf() != null && byId.containsKey(entity.branchOf()) && hops < byId.size();
                    hops++) {
                entity = byId.get(entity.branchOf());
            }
            return entity;
        }

        private Is exporterChinese() {
            Is is = Is.NO;
            boolean named = false;
            for (Party party : shipment.parties()) {
                Truth exports = party.roles().is(r -> r.contains("EXPORTER"));
                named |= exports == Truth.TRUE;
                if (exports.possible()) {
                    is = is.or(
                            exports == Truth.TRUE
                                    ? in(CHINA, party.country())
                                    : Is.open(party.roles().pointer()));
                }
            }
            return named ? is : is.or(Is.open("/parties"));
        }
    }

    private static Is in(Set<String> territory, Known<String> country) {
        return country.isKnown() ? Is.of(territory.contains(country.value())) : Is.open(country.pointer());
    }

    private static Listed unknownListing(String party, String list, String pointer) {
        Is open = Is.open(pointer);
        return new Listed(party, list, open, false, open, null);
    }

    private List<Listed> listings(Party party, LocalDate day) {
        List<Listed> found = new ArrayList<>();
        List<String> names = new ArrayList<>(party.aliases());
        if (party.name().isKnown()) {
            names.add(0, party.name().value());
        }
        boolean cleared = Boolean.TRUE.equals(party.notListed().value());
        boolean identified = false;
        Set<String> settled = new HashSet<>();
        if (!names.isEmpty() || !party.identifiers().isEmpty()) {
            for (Match match : matches.get(
                    new Asked(List.copyOf(names), party.country().value(), party.identifiers()),
                    asked -> screening.match(asked.names(), asked.country(), asked.identifiers()))) {
                ListEntry entry = entries.get(match.entry().key());
                boolean exact = match.certainty() == Certainty.EXACT;
                // exact matches come first: a party identified as one listed person is not taken for another with a
                // similar name
                if (!lists.containsKey(entry.list()) || !exact && (cleared || identified)) {
                    continue;
                }
                identified |= exact;
                found.add(new Listed(
                        party.id(),
                        entry.list(),
                        exact ? Is.YES : Is.open(party.notListed().pointer()),
                        exact,
                        entry.bindsForeignPersons().equals("?")
                                ? Is.open(party.name().pointer())
                                : Is.of(entry.bindsForeignPersons().equals("YES")),
                        entry));
                if (exact && !(entry.until() != null && day.isAfter(entry.until()))) {
                    settled.add(entry.list());
                }
            }
        }
        for (String list : party.listedOn()) {
            if (!settled.contains(list)) {
                found.add(new Listed(
                        party.id(), list, Is.YES, true, Is.open(party.name().pointer()), null));
            }
        }
        if (names.isEmpty()) {
            for (String list : lists.keySet()) {
                if (found.stream().noneMatch(l -> l.certain() && l.list().equals(list))) {
                    found.add(unknownListing(party.id(), list, party.name().pointer()));
                }
            }
        }
        return found;
    }

    private static String normal(String code) {
        String bare = code.strip();
        int dot = bare.indexOf('.');
        return dot < 0
                ? bare.toUpperCase(Locale.ROOT)
                : bare.substring(0, dot).toUpperCase(Locale.ROOT)
                        + bare.substring(dot).toLowerCase(Locale.ROOT);
    }

    private List<ItemRow> rowsOf(String given) {
        String code = normal(given);
        List<ItemRow> rows = byCode.getOrDefault(code, List.of());
        List<ItemRow> below = byHeading.get(code);
        if (below != null) {
            rows = new ArrayList<>(rows);
            rows.addAll(below);
        }
        boolean copied = below != null;
        for (int dot = code.lastIndexOf('.'); dot > 0; dot = code.lastIndexOf('.', dot - 1)) {
            List<ItemRow> above = byCode.get(code.substring(0, dot));
            if (above != null) {
                for (ItemRow row : above) {
                    if (row.subCodesToo()) {
                        if (!copied) {
                            rows = new ArrayList<>(rows);
                            copied = true;
                        }
                        rows.add(row);
                    }
                }
            }
        }
        if (copied && rows.size() > 1) {
            rows.sort(SETTLED_FIRST);
        }
        return rows;
    }

    private List<Hit> hits(Known<List<String>> codes) {
        List<Hit> hits = new ArrayList<>();
        if (!codes.isKnown()) {
            Is open = Is.open(codes.pointer());
            groups.values().forEach(g -> hits.add(new Hit(g.list(), g.provision(), open, g.row())));
            return hits;
        }
        for (int i = 0; i < codes.value().size(); i++) {
            for (ItemRow row : rowsOf(codes.value().get(i))) {
                boolean open = row.listed().equals("?");
                int known = 0;
                while (known < hits.size()
                        && !(hits.get(known).list().equals(row.list())
                                && hits.get(known).provision().equals(row.provision()))) {
                    known++;
                }
                if (known == hits.size() || comesFirst(row, open, hits.get(known))) {
                    Is is = open ? Is.open(codes.pointer() + "/" + i) : Is.YES;
                    Hit hit = new Hit(row.list(), row.provision(), is, row.key());
                    if (known == hits.size()) {
                        hits.add(hit);
                    } else {
                        hits.set(known, hit);
                    }
                }
            }
        }
        return hits;
    }

    private static boolean comesFirst(ItemRow row, boolean open, Hit known) {
        boolean knownOpen = known.is() != Is.YES;
        return open == knownOpen ? row.key().compareTo(known.row()) < 0 : knownOpen;
    }

    private Truth under(String list, Known<List<String>> codes) {
        if (!codes.isKnown()) {
            return Truth.UNKNOWN;
        }
        Truth truth = Truth.FALSE;
        for (String code : codes.value()) {
            for (ItemRow row : rowsOf(code)) {
                if (row.list().equals(list)) {
                    if (!row.listed().equals("?")) {
                        return Truth.TRUE;
                    }
                    truth = Truth.UNKNOWN;
                }
            }
        }
        return truth;
    }

    private Is inside(List<Content> components, String pointer, String list) {
        if (components == null) {
            return Is.open(pointer);
        }
        Is is = Is.NO;
        for (Content component : components) {
            is = is.or(Is.of(under(list, component.codes()), component.codes().pointer()));
            if (is.truth() == Truth.TRUE) {
                return is;
            }
            is = is.or(inside(component.content().value(), component.content().pointer(), list));
            if (is.truth() == Truth.TRUE) {
                return is;
            }
        }
        return is;
    }

    /** The value that counts, at least and at most; {@code most} null where nothing bounds it. */
    private static final class Counted {
        BigDecimal least = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        boolean nothing = true;
        final Set<String> missing = new HashSet<>();
    }

    private Is reachesMinimum(Line line, boolean embedded) {
        BigDecimal whole = line.value().isKnown() ? line.value().value().amount() : null;
        Counted counted = within(line.content().value(), line.content().pointer(), whole, whole, embedded);
        Set<String> missing = new HashSet<>(counted.missing);
        if (counted.nothing) {
            return Is.NO;
        }
        if (whole == null || whole.signum() == 0) {
            missing.add(line.value().pointer());
        } else {
            BigDecimal threshold = MINIMUM_SHARE.multiply(whole);
            if (counted.least.multiply(HUNDRED).compareTo(threshold) >= 0) {
                return Is.YES;
            }
            if (counted.most != null && counted.most.multiply(HUNDRED).compareTo(threshold) < 0) {
                return Is.NO;
            }
        }
        int declared = 0;
        int reaching = 0;
        for (DeclaredShare share : line.declaredShares()) {
            if (share.provision().equals("CN-2025-61/1.1")) {
                declared++;
                reaching += share.percent().compareTo(MINIMUM_SHARE) >= 0 ? 1 : 0;
                missing.add(share.pointer());
            }
        }
        if (declared > 0 && (reaching == 0 || reaching == declared)) {
            return Is.of(reaching > 0);
        }
        return new Is(Truth.UNKNOWN, List.copyOf(missing));
    }

    private Counted within(
            List<Content> components, String pointer, BigDecimal bound, BigDecimal whole, boolean embedded) {
        Counted sum = new Counted();
        if (components == null) {
            sum.most = bound;
            sum.nothing = false;
            sum.missing.add(pointer);
            return sum;
        }
        for (Content component : components) {
            count(component, whole, embedded, sum);
        }
        return sum;
    }

    private void count(Content component, BigDecimal whole, boolean embedded, Counted sum) {
        Set<String> missing = new HashSet<>();
        Truth item = under(PART_1, component.codes());
        if (item == Truth.UNKNOWN) {
            missing.add(component.codes().pointer());
        }
        if (embedded) {
            Truth own = under(PART_2, component.codes());
            if (own == Truth.UNKNOWN) {
                missing.add(component.codes().pointer());
            }
            item = item.or(own);
            if (own != Truth.TRUE) {
                Is holds =
                        inside(component.content().value(), component.content().pointer(), PART_2);
                item = item.or(holds.truth());
                missing.addAll(holds.missing());
            }
        }
        Is chinese = in(CHINA, component.origin());
        Truth counts = item.and(chinese.truth());
        BigDecimal value =
                component.value().isKnown() ? component.value().value().amount() : null;
        if (counts == Truth.TRUE) {
            if (value == null) {
                sum.missing.add(component.value().pointer());
            }
            sum.nothing = false;
            sum.least = sum.least.add(value == null ? worthAtLeast(component) : value);
            BigDecimal most = value == null ? whole : value;
            sum.most = sum.most == null || most == null ? null : sum.most.add(most);
            return;
        }
        BigDecimal own = value != null ? value : whole;
        Counted below = within(component.content().value(), component.content().pointer(), own, whole, embedded);
        if (counts == Truth.UNKNOWN) {
            below.nothing = false;
            if (item == Truth.TRUE) {
                missing.clear();
            }
            missing.addAll(chinese.missing());
            if (value == null) {
                missing.add(component.value().pointer());
            }
            sum.missing.addAll(missing);
            below.least = value != null ? below.least.min(value) : BigDecimal.ZERO;
            below.most = own == null || below.most == null ? null : own.max(below.most);
        }
        sum.nothing &= below.nothing;
        sum.missing.addAll(below.missing);
        sum.least = sum.least.add(below.least);
        sum.most = sum.most == null || below.most == null ? null : sum.most.add(below.most);
    }

    private static BigDecimal worthAtLeast(Content component) {
        if (component.value().isKnown()) {
            return component.value().value().amount();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Content inside :
                component.content().isKnown() ? component.content().value() : List.<Content>of()) {
            sum = sum.add(worthAtLeast(inside));
        }
        return sum;
    }

    /** Something that a sentence of law says. */
    private static final class Said {
        final Provision law;
        final String effect;
        final int policy;
        final String line;
        final String party;
        final String row;
        final Said upon;
        final Is is;
        final boolean below;
        final Standing standing;
        List<Said> more = List.of();
        int atLeast;
        int atMost;
        int policyAtLeast = -1;
        int policyAtMost = -1;

        Said(
                Provision law,
                String effect,
                int policy,
                String line,
                String party,
                String row,
                Said upon,
                Is is,
                boolean below,
                Standing standing) {
            this.law = law;
            this.effect = effect;
            this.policy = policy;
            this.line = line;
            this.party = party;
            this.row = row;
            this.upon = upon;
            this.is = is;
            this.below = below;
            this.standing = standing;
        }

        Truth inForce() {
            return standing.state() == State.IN_FORCE ? is.truth() : Truth.FALSE;
        }

        boolean requires() {
            return upon == null && (effect.equals("LICENSE_REQUIRED") || effect.equals("PROHIBITED"));
        }

        boolean exempts() {
            return effect.equals("EXEMPT");
        }
    }

    private static final class Verdict {
        int atLeast;
        int atMost;
        int policyAtLeast = -1;
        int policyAtMost = -1;

        void take(int least, int most, int policyLeast, int policyMost) {
            atLeast = Math.max(atLeast, least);
            atMost = Math.max(atMost, most);
            policyAtLeast = Math.max(policyAtLeast, policyLeast);
            policyAtMost = Math.max(policyAtMost, policyMost);
        }

        String outcome() {
            return atLeast >= LICENSE || atLeast == atMost ? OUTCOMES.get(atLeast) : "UNDETERMINED";
        }

        String policy() {
            return outcome().equals("LICENSE_REQUIRED") ? policy(policyAtLeast) : null;
        }

        static String policy(int ordinal) {
            return ordinal < 0 ? null : POLICIES.get(ordinal);
        }

        Range range() {
            return new Range(OUTCOMES.get(atLeast), OUTCOMES.get(atMost));
        }

        boolean differs(Verdict other) {
            return !outcome().equals(other.outcome()) || !Objects.equals(policy(), other.policy());
        }
    }

    /** The law under one reading of every question. */
    private final class Pass {
        final Facts facts;
        final World world;
        final Set<String> asked;
        final List<Said> said = new ArrayList<>();
        final Map<String, Standing> standings = new HashMap<>();
        final Map<String, Verdict> lines = new LinkedHashMap<>();
        final Verdict whole = new Verdict();
        private Capture capture;

        Pass(Facts facts, World world, Set<String> asked) {
            this.facts = facts;
            this.world = world;
            this.asked = asked;
            run();
            weigh();
        }

        private boolean reading(String question, String wanted) {
            asked.add(question);
            return wanted.equals(world.reading(question));
        }

        private boolean holds(Guard guard) {
            asked.addAll(guard.questions());
            return guard.holdsIn(world);
        }

        private Is inChina61(Known<String> country) {
            if (country.isKnown() && DOUBTFUL_REGIONS.contains(country.value())) {
                return Is.of(reading(REGIONS, "INSIDE"));
            }
            return in(CHINA, country);
        }

        private Standing standing(String provision) {
            Standing known = standings.get(provision);
            if (known == null) {
                known = find(provision);
                standings.put(provision, known);
            }
            return known;
        }

        private Standing find(String provision) {
            LocalDate day = facts.day;
            CalendarRow on = null;
            LocalDate first = null;
            LocalDate resumes = null;
            for (CalendarRow row : calendar.getOrDefault(provision, List.of())) {
                boolean covers = !day.isBefore(row.from()) && (row.to() == null || !day.isAfter(row.to()));
                if (covers ? !holds(row.reading()) : !row.reading().holdsIn(world)) {
                    continue;
                }
                if (covers) {
                    on = row;
                }
                if (first == null || row.from().isBefore(first)) {
                    first = row.from();
                }
                if (row.state().equals("IN_FORCE")
                        && row.from().isAfter(day)
                        && (resumes == null || row.from().isBefore(resumes))) {
                    resumes = row.from();
                }
            }
            if (on != null) {
                State state = State.valueOf(on.state());
                return new Standing(state, state == State.IN_FORCE ? null : resumes, null);
            }
            if (first == null || day.isBefore(first)) {
                LocalDate starts = provisions.get(provision).starts();
                return new Standing(State.NOT_YET, starts != null && starts.isAfter(day) ? starts : resumes, null);
            }
            return new Standing(State.ENDED, resumes, null);
        }

        private Standing standing(ListEntry entry) {
            LocalDate day = facts.day;
            if (entry == null) {
                return new Standing(State.IN_FORCE, null, null);
            }
            if (!entry.hasBegunBy(day)) {
                return new Standing(State.NOT_YET, entry.from(), null);
            }
            if (entry.until() != null && day.isAfter(entry.until())) {
                return new Standing(State.ENDED, null, null);
            }
            for (Pause pause :
                    entry.pause() == null ? List.<Pause>of() : pauses.getOrDefault(entry.pause(), List.of())) {
                if (!day.isBefore(pause.from())
                        && (pause.to() == null || !day.isAfter(pause.to()))
                        && holds(pause.reading())) {
                    LocalDate back = pause.to() == null ? null : pause.to().plusDays(1);
                    boolean over = back != null && entry.until() != null && back.isAfter(entry.until());
                    return new Standing(State.SUSPENDED, over ? null : back, null);
                }
            }
            return new Standing(State.IN_FORCE, null, null);
        }

        private static Standing worst(Standing one, Standing other) {
            return other.state().compareTo(one.state()) > 0
                    ? later(other, one)
                    : other.state() == one.state() ? later(one, other) : one;
        }

        private static Standing later(Standing worse, Standing better) {
            if (better.state() == State.IN_FORCE || worse.from() == null) {
                return worse;
            }
            return better.from() == null || better.from().isAfter(worse.from())
                    ? new Standing(worse.state(), better.from(), null)
                    : worse;
        }

        private Said say(
                String provision, String effect, Is is, Line line, String party, String row, Standing standing) {
            Provision law = provisions.get(provision);
            boolean own = effect == null;
            int policy = own && law.reviewPolicy() != null ? POLICIES.indexOf(law.reviewPolicy()) : -1;
            Standing all = standing == null ? standing(provision) : worst(standing(provision), standing);
            Said one = new Said(
                    law,
                    own ? law.effect() : effect,
                    policy,
                    line == null ? null : line.id(),
                    party,
                    row,
                    null,
                    is,
                    false,
                    all);
            said.add(one);
            return one;
        }

        private void run() {
            List<Line> lines = facts.shipment.lines();
            for (int i = 0; i < lines.size(); i++) {
                line(lines.get(i), facts.hits.get(i), facts.contained.get(i));
            }
            for (Listed on : facts.standings) {
                PartyList list = lists.get(on.list());
                if (on.entry() != null) {
                    String effect = on.certain() ? "LISTED_PARTY" : "POSSIBLE_MATCH";
                    say(
                            list.provision(),
                            effect,
                            on.is(),
                            null,
                            on.party(),
                            on.entry().key(),
                            standing(on.entry()));
                }
                if (on.list().equals("CN_UNRELIABLE")) {
                    for (Receiver to : facts.receivers) {
                        if (to.party().equals(on.party())) {
                            Is is = to.role().and(on.is());
                            String row = on.entry() == null
                                    ? "CN-UNRELIABLE-LIST"
                                    : on.entry().key();
                            say("CN-UNRELIABLE-LIST", null, is, null, to.party(), row, standing(on.entry()));
                        }
                    }
                }
            }
        }

        private void line(Line line, List<Hit> hits, Is contained) {
            EndUse use = facts.shipment.endUse();
            for (Hit hit : hits) {
                if (hit.list().equals(DUAL_USE)) {
                    dualUse(line, hit);
                }
            }
            if (facts.exported.truth().possible()) {
                for (String purpose : List.of("TERRORISM", "WMD")) {
                    Is is = facts.exported.and(serves(use, purpose));
                    if (!is.no()) {
                        say("CN-ECL/12", null, is, line, null, "CN-ECL/12/" + purpose, null);
                    }
                }
                unheld(line);
                if (line.form().isKnown() && OUTSIDE_FORMS.contains(line.form().value())) {
                    String row = "CN-2025-18/" + line.form().value();
                    say("CN-2025-18", "NOT_CONTROLLED", facts.exported, line, null, row, null);
                }
            }
            Is mining = serves(use, "OVERSEAS_RARE_EARTH_ACTIVITY");
            if (!mining.no()) {
                Is supplied = facts.exported62.and(mining);
                if (!supplied.no()) {
                    exemptPublic(say("CN-2025-62/1.3", null, supplied, line, null, "1.3", null), line);
                }
                Is helped = facts.exporterChinese.and(mining);
                if (!helped.no()) {
                    exemptPublic(say("CN-2025-62/7", null, helped, line, null, "7", null), line);
                }
            }
            announcement61(line, hits, contained);
        }

        private void unheld(Line line) {
            Known<List<String>> codes = line.codes();
            if (!codes.isKnown()) {
                reviewDrones(
                        say("CN-2024-51", null, facts.exported.and(Is.open(codes.pointer())), line, null, "", null));
                return;
            }
            for (int i = 0; i < codes.value().size(); i++) {
                String code = codes.value().get(i);
                if (!basketCodes.contains(code) && rowsOf(code).isEmpty()) {
                    Is is = facts.exported.and(Is.open(codes.pointer() + "/" + i));
                    reviewDrones(say("CN-2024-51", null, is, line, null, "", null));
                }
            }
        }

        private void reviewDrones(Said license) {
            review(license, "CN-2026-34", "STRICT_REVIEW", toUs(), null, "CN-2026-34/drones", standing("CN-2026-34"));
        }

        private Is toUs() {
            return in(US, facts.shipment.destination());
        }

        private void dualUse(Line line, Hit hit) {
            Provision law = provisions.get(hit.provision());
            boolean license = law.effect().equals("LICENSE_REQUIRED");
            if (license && law.measure().equals("CN-2025-62")) {
                Is is = hit.is().and(facts.exported62);
                if (!is.no()) {
                    exemptPublic(say(law.key(), null, is, line, null, hit.row(), null), line);
                }
            }
            Is exported = hit.is().and(facts.exported);
            Is passedOn = facts.abroad.no() ? Is.NO : hit.is().and(facts.abroad).and(in(CHINA, line.origin()));
            if (!exported.no()) {
                if (license) {
                    Said required = say(law.key(), null, exported, line, null, hit.row(), null);
                    if (law.measure().equals("CN-2025-62")) {
                        exemptPublic(required, line);
                    }
                    if (US_MINERALS.contains(law.key())) {
                        review(
                                required,
                                "CN-2024-46/2",
                                "PRESUMPTION_OF_DENIAL",
                                toUs(),
                                null,
                                "CN-2024-46/2/minerals",
                                standing("CN-2024-46/2"));
                    } else if (law.key().equals("CN-2023-39")) {
                        review(
                                required,
                                "CN-2024-46/2",
                                "STRICT_REVIEW",
                                toUs(),
                                null,
                                "CN-2024-46/2/graphite",
                                standing("CN-2024-46/2"));
                    } else if (law.key().equals("CN-2024-51")) {
                        reviewDrones(required);
                    }
                }
                forbidden("CN-2024-46/1", US, exported, line, hit, List.of("MILITARY"));
                forbidden(
                        "CN-2026-1",
                        JAPAN,
                        exported,
                        line,
                        hit,
                        List.of("MILITARY", "MILITARY_POTENTIAL", "AI_MILITARY_POTENTIAL"));
                for (Listed on : facts.standings) {
                    String provision = on.list().equals("CN_CONTROL")
                            ? "CN-CONTROL-LIST"
                            : on.list().equals("CN_WATCH") ? "CN-WATCH-LIST" : null;
                    if (provision != null) {
                        listed(provision, exported, line, hit, on);
                    }
                }
            }
            if (!passedOn.no()) {
                forbidden("CN-2024-46/3", US, passedOn, line, hit, List.of("MILITARY"));
                forbidden(
                        "CN-2026-1",
                        JAPAN,
                        passedOn,
                        line,
                        hit,
                        List.of("MILITARY", "MILITARY_POTENTIAL", "AI_MILITARY_POTENTIAL"));
                if (US_MINERALS.contains(hit.provision())) {
                    Is is = passedOn.and(toUs());
                    if (!is.no()) {
                        say(
                                "CN-2024-46/3",
                                null,
                                is,
                                line,
                                null,
                                "CN-2024-46/3/minerals",
                                worst(standing("CN-2024-46/2"), standing(hit.provision())));
                    }
                }
                for (Listed on : facts.standings) {
                    if (on.list().equals("CN_CONTROL") && !on.binds().no()) {
                        listed("CN-CONTROL-LIST", passedOn.and(on.binds()), line, hit, on);
                    }
                }
            }
        }

        /** Military users and uses in a country: one sentence each in the announcements on the United States and Japan. */
        private void forbidden(
                String provision, Set<String> where, Is item, Line line, Hit hit, List<String> purposes) {
            for (Receiver to : facts.receivers) {
                Is there = in(where, facts.shipment.destination()).or(in(where, to.country()));
                Is is = item.and(there).and(to.role());
                if (is.no()) {
                    continue;
                }
                Is military = is.and(to.military());
                if (!military.no()) {
                    say(provision, null, military, line, to.party(), provision, standing(hit.provision()));
                }
                for (String purpose : purposes) {
                    Is serves = serves(facts.shipment.endUse(), purpose);
                    if (purpose.equals("AI_MILITARY_POTENTIAL") && serves.truth() == Truth.TRUE) {
                        serves = Is.open(facts.shipment.endUse().purposes().pointer());
                    }
                    Is used = is.and(serves);
                    if (!used.no()) {
                        say(
                                provision,
                                null,
                                used,
                                line,
                                to.party(),
                                provision + "/" + purpose,
                                standing(hit.provision()));
                    }
                }
            }
        }

        private void listed(String provision, Is item, Line line, Hit hit, Listed on) {
            for (Receiver to : facts.receivers) {
                if (to.party().equals(on.party())) {
                    Is is = item.and(to.role()).and(on.is());
                    if (!is.no()) {
                        String row = on.entry() == null ? provision : on.entry().key();
                        say(
                                provision,
                                null,
                                is,
                                line,
                                to.party(),
                                row,
                                worst(standing(on.entry()), standing(hit.provision())));
                    }
                }
            }
        }

        private void announcement61(Line line, List<Hit> hits, Is contained) {
            Is abroad = inChina61(facts.shipment.exportFrom()).not();
            if (!abroad.no()) {
                abroad = abroad.and(inChina61(facts.shipment.destination()).not());
            }
            if (abroad.no()) {
                return;
            }
            Is chinese = in(CHINA, line.origin());
            Is foreign = chinese.not();
            Is product = contained.no() ? Is.NO : contained.and(notFinished(line));
            for (Hit hit : hits) {
                if (hit.list().equals(PART_2)) {
                    partTwo(line, abroad, foreign, chinese, hit.is(), hit.row());
                } else if (hit.list().equals(PART_1)) {
                    annexItem(line, abroad, foreign, chinese, hit.is(), hit.row());
                }
            }
            if (!product.no()) {
                partTwo(line, abroad, foreign, chinese, product, "CN-2025-61/1.1");
            }
        }

        private Is notFinished(Line line) {
            if (line.form().isKnown()) {
                return FINISHED.contains(line.form().value()) && reading(PRODUCT, "COMPONENTS") ? Is.NO : Is.YES;
            }
            return reading(PRODUCT, "COMPONENTS") ? Is.open(line.form().pointer()) : Is.YES;
        }

        private void partTwo(Line line, Is abroad, Is foreign, Is chinese, Is item, String row) {
            Is others = abroad.and(item).and(foreign);
            if (!others.no()) {
                Is reaches = reachesMinimum(line, reading(NUMERATOR, "EMBEDDED"));
                Is is = others.and(reaches);
                Provision law = provisions.get("CN-2025-61/1.1");
                Said limb = new Said(
                        law,
                        law.effect(),
                        0,
                        line.id(),
                        null,
                        "CN-2025-61/1.1",
                        null,
                        is,
                        is.no(),
                        standing(law.key()));
                said.add(limb);
                treat61(limb);
            }
            annexItem(line, abroad, foreign, chinese, item, row);
        }

        private void annexItem(Line line, Is abroad, Is foreign, Is chinese, Is item, String row) {
            Is moved = abroad.and(item);
            Is madeAbroad = moved.and(foreign);
            if (!madeAbroad.no()) {
                for (String activity : ACTIVITIES) {
                    Is is = madeAbroad.and(madeWith(line, activity));
                    if (!is.no()) {
                        treat61(say("CN-2025-61/1.2", null, is, line, null, "CN-2025-61/1.2/" + activity, null));
                    }
                }
            }
            Is ofChina = moved.and(chinese);
            if (!ofChina.no()) {
                treat61(say("CN-2025-61/1.3", null, ofChina, line, null, row, null));
            }
        }

        private static Is madeWith(Line line, String activity) {
            if (!line.technologies().isKnown()) {
                return Is.open(line.technologies().pointer());
            }
            Is is = Is.NO;
            for (TechnologyUsed used : line.technologies().value()) {
                if (used.activity().equals(activity)) {
                    is = is.or(in(CHINA, used.origin()));
                }
            }
            return is;
        }

        private static Is serves(EndUse use, String purpose) {
            return Is.of(
                    use.purposes().is(p -> p.contains(purpose)), use.purposes().pointer());
        }

        private Said review(
                Said license, String provision, String policy, Is is, String party, String row, Standing standing) {
            Is all = license.below ? is : license.is.and(is);
            if (all.no()) {
                return null;
            }
            Said review = new Said(
                    provisions.get(provision),
                    policy,
                    POLICIES.indexOf(policy),
                    license.line,
                    party == null ? license.party : party,
                    row,
                    license,
                    license.below ? Is.NO : all,
                    license.below,
                    standing == null ? license.standing : worst(license.standing, standing));
            if (license.more.isEmpty()) {
                license.more = new ArrayList<>(4);
            }
            license.more.add(review);
            said.add(review);
            return review;
        }

        private void exemptPublic(Said license, Line line) {
            review(
                    license,
                    "CN-2025-62/6.1",
                    "EXEMPT",
                    Is.of(Boolean.TRUE.equals(line.publicDomain().value())),
                    null,
                    "",
                    null);
        }

        private void treat61(Said limb) {
            EndUse use = facts.shipment.endUse();
            for (Receiver to : facts.receivers) {
                Is military = to.role().and(to.military());
                if (!military.no()) {
                    review(limb, "CN-2025-61/2", "PRESUMPTION_OF_DENIAL", military, to.party(), "CN-2025-61/2", null);
                }
                for (Listed on : facts.standings) {
                    if (on.party().equals(to.party()) && DENYING_LISTS.contains(on.list())) {
                        review(
                                limb,
                                "CN-2025-61/2",
                                "PRESUMPTION_OF_DENIAL",
                                to.role().and(on.is()),
                                to.party(),
                                on.entry() == null ? "CN-2025-61/2" : on.entry().key(),
                                standing(on.entry()));
                    }
                }
                if (facts.stakes != null && !to.party().equals(NOT_NAMED)) {
                    held(limb, to);
                }
            }
            deny(limb, use, "CN-2025-61/3.1", "WMD");
            deny(limb, use, "CN-2025-61/3.2", "TERRORISM");
            deny(limb, use, "CN-2025-61/3.3", "MILITARY");
            deny(limb, use, "CN-2025-61/3.3", "MILITARY_POTENTIAL");
            chips(limb, use, "AI_MILITARY_POTENTIAL", false, false);
            chips(limb, use, "LOGIC_CHIP", true, false);
            chips(limb, use, "MEMORY_CHIP", false, true);
            chips(limb, use, "SEMICONDUCTOR_EQUIPMENT", true, true);
            chips(limb, use, "SEMICONDUCTOR_MATERIAL", true, true);
            Truth humanitarian = use.purposes()
                    .is(p -> p.stream().anyMatch(HUMANITARIAN::contains)
                            && p.stream().allMatch(x -> HUMANITARIAN.contains(x) || x.equals("CIVIL")));
            review(
                    limb,
                    "CN-2025-61/5",
                    "EXEMPT",
                    Is.of(humanitarian, use.purposes().pointer()),
                    null,
                    "",
                    null);
        }

        private void deny(Said limb, EndUse use, String provision, String purpose) {
            Is is = serves(use, purpose);
            if (!is.no()) {
                review(limb, provision, "PRESUMPTION_OF_DENIAL", is, null, provision + "/" + purpose, null);
            }
        }

        private void chips(Said limb, EndUse use, String purpose, boolean logic, boolean memory) {
            Is is = serves(use, purpose);
            if (is.no()) {
                return;
            }
            if (logic || memory) {
                Is advanced = Is.NO;
                if (logic) {
                    advanced = Is.of(
                            use.logicNodeNm().is(nm -> nm.compareTo(NODE_NM) <= 0),
                            use.logicNodeNm().pointer());
                }
                if (memory) {
                    advanced = advanced.or(Is.of(
                            use.memoryLayers().is(n -> n >= LAYERS),
                            use.memoryLayers().pointer()));
                }
                is = is.and(advanced);
            }
            review(limb, "CN-2025-61/4", "CASE_BY_CASE", is, null, "CN-2025-61/4/" + purpose, null);
        }

        private void held(Said limb, Receiver to) {
            boolean researched = facts.shipment.ownership().isKnown();
            for (String list : DENYING_LISTS) {
                if (researched
                        && facts.listings.values().stream()
                                .allMatch(on ->
                                        on.stream().noneMatch(l -> l.list().equals(list)))) {
                    continue;
                }
                Evaluation caught = capture().of(to.party(), list);
                if (caught.truth() == Truth.FALSE) {
                    continue;
                }
                Is is = to.role().and(new Is(caught.truth(), caught.missing()));
                review(limb, "CN-2025-61/2", "PRESUMPTION_OF_DENIAL", is, to.party(), "SINGLE-DIRECT", null);
                Is all = limb.below ? Is.NO : limb.is.and(is);
                if (limb.below || !all.no()) {
                    said.add(new Said(
                            provisions.get("CN-2025-61/2"),
                            "OWNED_BY_LISTED_PARTY",
                            -1,
                            null,
                            to.party(),
                            "SINGLE-DIRECT",
                            limb,
                            all,
                            limb.below,
                            limb.standing));
                }
            }
        }

        private Capture capture() {
            asked.add(AGGREGATE);
            asked.add(INDIRECT);
            if (capture == null) {
                OwnershipRow mode = ownershipModes.get(world.reading(AGGREGATE) + world.reading(INDIRECT));
                Map<String, Evaluation> listed = new LinkedHashMap<>();
                Map<String, Map<String, Truth>> on = new HashMap<>();
                for (List<Listed> of : facts.listings.values()) {
                    for (Listed one : of) {
                        if (DENYING_LISTS.contains(one.list())
                                && standing(one.entry()).state() == State.IN_FORCE) {
                            String entity = facts.stakes.entityOf(one.party());
                            on.computeIfAbsent(entity, x -> new HashMap<>())
                                    .merge(one.list(), one.is().truth(), Truth::or);
                            listed.merge(
                                    entity,
                                    new Evaluation(
                                            one.is().truth(), null, one.is().missing()),
                                    HandWrittenLaw::moreCertain);
                        }
                    }
                }
                capture = new Capture(facts.stakes, mode, listed, on);
            }
            return capture;
        }

        private void weigh() {
            facts.shipment.lines().forEach(l -> lines.put(l.id(), new Verdict()));
            for (Said one : said) {
                if (one.requires() && one.inForce() != Truth.FALSE) {
                    weigh(one);
                    lines.get(one.line).take(one.atLeast, one.atMost, one.policyAtLeast, one.policyAtMost);
                }
            }
            lines.values().forEach(v -> whole.take(v.atLeast, v.atMost, v.policyAtLeast, v.policyAtMost));
        }

        private void weigh(Said one) {
            Truth lifted = Truth.FALSE;
            int sure = one.policy;
            int open = one.policy;
            for (Said more : one.more) {
                if (more.exempts()) {
                    lifted = lifted.or(exempts(more));
                } else if (more.policy >= 0) {
                    Truth applies = more.inForce();
                    // upon an uncertain requirement the review is uncertain too
                    open = applies.possible() ? Math.max(open, more.policy) : open;
                    sure = applies == Truth.TRUE ? Math.max(sure, more.policy) : sure;
                }
            }
            int effect = one.effect.equals("PROHIBITED") ? BAN : LICENSE;
            one.atLeast = one.inForce() != Truth.TRUE ? FREE : lifted.possible() ? EXEMPT : effect;
            one.atMost = lifted == Truth.TRUE ? EXEMPT : effect;
            one.policyAtLeast = one.atLeast == LICENSE ? sure : -1;
            one.policyAtMost = one.atMost == LICENSE ? open : -1;
        }

        private Truth exempts(Said exemption) {
            Truth truth = exemption.inForce();
            if (truth.possible()
                    && exemption.law.key().equals("CN-2025-61/5")
                    && reading(DENIED_PARTY, "DENIAL_HOLDS")) {
                for (Said other : exemption.upon.more) {
                    if (other.law.key().equals("CN-2025-61/2") && other.policy >= 0) {
                        truth = truth.and(other.inForce().not());
                    }
                }
            }
            return truth;
        }

        List<Told> told() {
            Map<String, Told> best = new HashMap<>();
            for (Said one : said) {
                Told told = tell(one);
                if (told != null) {
                    Told known = best.get(told.same());
                    if (known == null || told.isBetterThan(known)) {
                        best.put(told.same(), told);
                    }
                }
            }
            List<Told> all = new ArrayList<>(best.values());
            all.sort(Comparator.comparing(Told::id));
            return all;
        }

        private Told tell(Said one) {
            Truth truth = one.is.truth();
            State state = one.standing.state();
            if (truth == Truth.FALSE) {
                return one.below ? Told.of(one, "BELOW_THRESHOLD", truth) : null;
            }
            if (truth == Truth.UNKNOWN && (state == State.NOT_YET || state == State.ENDED)) {
                return null;
            }
            if (state != State.IN_FORCE) {
                return Told.of(one, state == State.SUSPENDED ? "SUSPENDED" : "NOT_IN_FORCE", truth);
            }
            if (one.exempts()) {
                truth = exempts(one);
                if (truth == Truth.FALSE) {
                    return null;
                }
            }
            boolean stays = truth == Truth.TRUE || one.effect.equals("POSSIBLE_MATCH");
            return Told.of(one, stays ? one.effect : "UNKNOWN", truth);
        }

        Map<String, Set<String>> missing() {
            Map<String, Set<String>> missing = new TreeMap<>(HandWrittenLaw::comparePointers);
            for (Said one : said) {
                if (!one.requires() || one.inForce() == Truth.FALSE) {
                    continue;
                }
                Verdict line = lines.get(one.line);
                boolean movesOutcome = one.atMost > line.atLeast;
                boolean movesPolicy = line.atLeast != BAN && one.policyAtMost > line.policyAtLeast;
                if (!movesOutcome && !movesPolicy) {
                    continue;
                }
                add(one, missing);
                for (Said more : one.more) {
                    if (more.exempts()) {
                        if (more.inForce().possible()) {
                            add(more, missing);
                            if (more.law.key().equals("CN-2025-61/5") && reading(DENIED_PARTY, "DENIAL_HOLDS")) {
                                for (Said other : one.more) {
                                    if (other.law.key().equals("CN-2025-61/2")
                                            && other.policy >= 0
                                            && other.inForce() == Truth.UNKNOWN) {
                                        add(other, missing);
                                    }
                                }
                            }
                        }
                    } else if (more.policy >= 0
                            && movesPolicy
                            && more.inForce() == Truth.UNKNOWN
                            && more.policy > line.policyAtLeast) {
                        add(more, missing);
                    }
                }
            }
            return missing;
        }

        private static void add(Said one, Map<String, Set<String>> missing) {
            for (String pointer : one.is.missing()) {
                missing.computeIfAbsent(pointer, x -> new TreeSet<>()).add(one.law.key());
            }
        }
    }

    private static Evaluation moreCertain(Evaluation a, Evaluation b) {
        if (a.truth() != b.truth()) {
            return a.truth().compareTo(b.truth()) > 0 ? a : b;
        }
        Set<String> missing = new TreeSet<>(a.missing());
        missing.addAll(b.missing());
        return new Evaluation(a.truth(), null, List.copyOf(missing));
    }

    /** One of several that say the same of the same line and party: the most certain is told. */
    private record Told(Said said, String effect, Truth truth, String same, String id) {

        static Told of(Said said, String effect, Truth truth) {
            StringBuilder of = new StringBuilder(said.effect);
            if (said.line != null) {
                of.append("@line=").append(said.line);
            }
            if (said.party != null) {
                of.append("@party=").append(said.party);
            }
            if (said.effect.equals("LISTED_PARTY") || said.effect.equals("POSSIBLE_MATCH")) {
                of.append("@row=").append(said.row);
            }
            String same = said.law.key() + ":" + of;
            String id = effect.equals(said.effect) ? same : said.law.key() + ":" + effect + ":" + of;
            return new Told(said, effect, truth, same, id);
        }

        private int weight() {
            return truth == Truth.FALSE
                    ? 0
                    : (said.standing.state() == State.IN_FORCE ? 2 : 0) + (truth == Truth.TRUE ? 2 : 1);
        }

        boolean isBetterThan(Told other) {
            return weight() != other.weight() ? weight() > other.weight() : said.row.compareTo(other.said.row) < 0;
        }
    }

    /** Decides one shipment under Chinese law. */
    public Determination decide(Shipment shipment) {
        World world = defaults;
        for (var reading : shipment.readings().entrySet()) {
            world = world.with(reading.getKey(), reading.getValue());
        }
        Facts facts = new Facts(shipment);
        Set<String> asked = new TreeSet<>();
        Pass pass = new Pass(facts, world, asked);
        List<Told> told = pass.told();
        Map<String, List<String>> byLine = new HashMap<>();
        List<FindingAnswer> findings = new ArrayList<>(told.size());
        for (Told one : told) {
            findings.add(answer(one));
            if (one.said().line != null) {
                byLine.computeIfAbsent(one.said().line, x -> new ArrayList<>()).add(one.id());
            }
        }
        List<MissingFact> missing = new ArrayList<>();
        pass.missing()
                .forEach((pointer, laws) ->
                        missing.add(new MissingFact(pointer, List.copyOf(laws), question(pointer, shipment))));
        List<LineAnswer> lines = new ArrayList<>();
        pass.lines.forEach((id, verdict) -> lines.add(new LineAnswer(
                id, verdict.outcome(), verdict.policy(), verdict.range(), byLine.getOrDefault(id, List.of()))));
        Verdict whole = pass.whole;
        Range policies = whole.policyAtMost < 0 || whole.atLeast == BAN
                ? null
                : new Range(Verdict.policy(whole.policyAtLeast), Verdict.policy(whole.policyAtMost));
        return new Determination(
                null,
                shipment.reference(),
                whole.outcome(),
                whole.policy(),
                whole.range(),
                policies,
                List.of(new JurisdictionAnswer(
                        CN, authority, whole.outcome(), whole.policy(), whole.range(), facts.day)),
                lines,
                findings,
                missing,
                readings(facts, pass, asked),
                List.of(),
                rulesetId,
                facts.day.toString(),
                null,
                coverage);
    }

    private List<ReadingAnswer> readings(Facts facts, Pass applied, Set<String> asked) {
        List<ReadingAnswer> answers = new ArrayList<>();
        for (String id : List.copyOf(asked)) {
            String own = applied.world.reading(id);
            List<Answer> each = new ArrayList<>();
            boolean differs = false;
            for (Reading reading : readings.getOrDefault(id, List.of())) {
                Verdict other = reading.reading().equals(own)
                        ? applied.whole
                        : new Pass(facts, applied.world.with(id, reading.reading()), new HashSet<>()).whole;
                differs |= other.differs(applied.whole);
                each.add(new Answer(reading.reading(), other.outcome(), other.policy(), reading.meaning()));
            }
            if (differs) {
                OpenQuestion question = openQuestions.get(id);
                answers.add(new ReadingAnswer(id, question.provision(), question.question(), own, each));
            }
        }
        return answers;
    }

    private FindingAnswer answer(Told told) {
        Said said = told.said();
        Provision law = said.law;
        LocalDate from = said.standing.from();
        WouldBe wouldBe = null;
        boolean effective =
                said.effect.equals("LICENSE_REQUIRED") || said.effect.equals("PROHIBITED") || said.exempts();
        if (said.standing.state() != State.IN_FORCE && told.truth() != Truth.FALSE && (effective || said.policy >= 0)) {
            String outcome =
                    told.truth() == Truth.UNKNOWN ? "UNDETERMINED" : effective ? said.effect : "LICENSE_REQUIRED";
            wouldBe = new WouldBe(outcome, told.truth() == Truth.TRUE ? Verdict.policy(said.policy) : null, from);
        }
        return new FindingAnswer(
                told.id(),
                law.key(),
                law.jurisdiction(),
                told.effect(),
                said.line,
                NOT_NAMED.equals(said.party) ? null : said.party,
                wouldBe,
                null,
                null,
                new Citation(law.title(), law.article(), law.url()),
                findingTexts
                        .get(told.effect())
                        .with("law", law.text())
                        .with("from", from == null ? "—" : from.toString()),
                null);
    }

    private Text question(String pointer, Shipment shipment) {
        String[] tokens = pointer.split("/");
        StringBuilder pattern = new StringBuilder();
        for (int i = 1; i < tokens.length; i++) {
            boolean number = isNumber(tokens[i]);
            // components at any depth share one question
            if (i > 4
                    && number
                    && tokens[i - 1].equals("content")
                    && isNumber(tokens[i - 2])
                    && tokens[i - 3].equals("content")) {
                pattern.setLength(pattern.length() - "/content".length());
                continue;
            }
            pattern.append('/').append(number ? "*" : tokens[i]);
        }
        Text question = questionTexts.getOrDefault(pattern.toString(), new Text(pointer, pointer));
        if (tokens.length > 2 && isNumber(tokens[2])) {
            int index = Integer.parseInt(tokens[2]);
            if (tokens[1].equals("lines")) {
                return question.with("line", shipment.lines().get(index).id());
            }
            if (tokens[1].equals("parties")) {
                Party party = shipment.parties().get(index);
                return question.with(
                        "party", party.name().isKnown() ? party.name().value() : party.id());
            }
        }
        return question;
    }

    private static boolean isNumber(String token) {
        if (token.isEmpty() || token.length() > 9) {
            return false;
        }
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int comparePointers(String a, String b) {
        String[] left = a.split("/", -1);
        String[] right = b.split("/", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = isNumber(left[i]) && isNumber(right[i])
                    ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
