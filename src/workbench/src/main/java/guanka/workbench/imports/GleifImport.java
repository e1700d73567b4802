package guanka.workbench.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads relationship records of the Global LEI System, format RR-CDF 2.1, from the golden copy file in XML, in CSV
 * ({@code Relationship.StartNode.NodeID}, {@code Relationship.Period.1.startDate}, ...) or in JSON ({@code {"relations":
 * [{"RelationshipRecord": ...}]}} with each value under {@code $}).
 *
 * <p>A relationship leads from the start node to the end node: {@code IS_DIRECTLY_CONSOLIDATED_BY} says that the end node, by an
 * accounting standard, consolidates the start node. That is control, not a number of shares, so it becomes a holding of unknown
 * size; quantifiers ({@code ACCOUNTING_CONSOLIDATION}) measure the consolidation and are not used, also because publishers write
 * both 1.00 and 100 for all. {@code IS_ULTIMATELY_CONSOLIDATED_BY} is used only where no chain of direct parents leads to the same
 * end. {@code IS_INTERNATIONAL_BRANCH_OF} makes a branch. A feeder fund is invested in its master. A fund's manager and umbrella
 * control without shares.
 *
 * <p>Who the parties are stands in other files: names in level 1 (LEI-CDF), of which only those of the parties are kept; and who does not
 * say which parent it has, in the reporting exceptions: it has an owner of whom nothing is known.
 */
public final class GleifImport {

    /** What the file is. */
    public static final String PUBLICATION = "GLEIF RR-CDF 2.1";

    private static final String RELATIONSHIP = "Relationship.";
    private static final List<String> NEEDED = List.of(
            "Relationship.StartNode.NodeID",
            "Relationship.EndNode.NodeID",
            "Relationship.RelationshipType",
            "Relationship.RelationshipStatus");
    private static final int PERIODS = 5;

    /** Statuses of registrations that are void or have ended. */
    private static final Set<String> NOT_STANDING = Set.of("ANNULLED", "DUPLICATE", "RETIRED", "CANCELLED");

    private static final String EXCEPTIONS = "GLEIF reporting exception";

    /** The reason of an exception that says that nobody is known to hold the party. */
    private static final String NOBODY = "NO_KNOWN_PERSON";

    private static final List<String> OTHER_NAMES = List.of(
            "Entity.OtherEntityNames.OtherEntityName.",
            "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.");
    private static final int OTHERS = 5;

    private record Link(String start, String end, LocalDate from, LocalDate until) {}

    private final Fragment fragment;
    private final Set<String> asked;
    private final List<Link> ultimate = new ArrayList<>();
    private final Map<String, List<String>> directParents = new HashMap<>();
    private final Map<String, String> branches = new HashMap<>();
    private final Set<String> leis = new HashSet<>();
    private final Set<String> nameless = new HashSet<>();
    private final Set<String> unnamed = new HashSet<>();

    /** @param asked who is asked for: also of interest where no relationship is told */
    public GleifImport(Fragment fragment, Set<String> asked) {
        this.asked = Set.copyOf(asked);
        this.fragment = fragment;
    }

    /** Reads relationship records. */
    public void read(SourceFile file) throws IOException {
        String name = file.name();
        try (InputStream in = file.open()) {
            int first = first(in);
            if (first == '<') {
                XmlRecords.each(in, name, "RelationshipRecord", this::json);
            } else if (first == '{' || first == '[') {
                JsonRecords.each(in, name, "relations", this::json);
            } else {
                csv(new Csv(Texts.reader(in, null, name), name));
            }
        }
        finish();
    }

    /** The first sign of a file, behind the mark of UTF-8 where it has one. */
    private static int first(InputStream in) throws IOException {
        in.mark(16);
        byte[] begin = in.readNBytes(4);
        in.reset();
        int at = begin.length == 4 && begin[0] == (byte) 0xEF && begin[1] == (byte) 0xBB ? 3 : 0;
        return begin.length > at ? begin[at] : -1;
    }

    private interface Table {
        void row(Map<String, String> record);
    }

    /** Reads a file in XML, JSON or CSV. */
    private static void each(
            SourceFile file, String element, String list, Consumer<JsonNode> record, List<String> needed, Table rows)
            throws IOException {
        String name = file.name();
        try (InputStream in = file.open()) {
            int first = first(in);
            if (first == '<') {
                XmlRecords.each(in, name, element, record);
            } else if (first == '{' || first == '[') {
                JsonRecords.each(in, name, list, record);
            } else {
                Csv csv = new Csv(Texts.reader(in, null, name), name);
                csv.headers(needed);
                for (Map<String, String> row; (row = csv.next()) != null; ) {
                    rows.row(row);
                }
            }
        }
    }

    /** Reads the names of those who were read before from level 1. */
    public void names(SourceFile file) throws IOException {
        each(
                file,
                "LEIRecord",
                "records",
                given -> {
                    JsonNode record = given.has("LEIRecord") ? given.path("LEIRecord") : given;
                    JsonNode entity = record.path("Entity");
                    List<String> others = new ArrayList<>();
                    texts(entity.path("OtherEntityNames").path("OtherEntityName"), others);
                    texts(entity.path("TransliteratedOtherEntityNames").path("TransliteratedOtherEntityName"), others);
                    named(
                            text(record.path("LEI")),
                            text(entity.path("LegalName")),
                            others,
                            text(entity.path("LegalJurisdiction")),
                            text(entity.path("LegalAddress").path("Country")));
                },
                List.of("LEI", "Entity.LegalName"),
                row -> {
                    List<String> others = new ArrayList<>();
                    for (String of : OTHER_NAMES) {
                        for (int i = 1; i <= OTHERS; i++) {
                            String other = row.getOrDefault(of + i, "");
                            if (!other.isBlank()) {
                                others.add(other);
                            }
                        }
                    }
                    named(
                            row.get("LEI"),
                            row.get("Entity.LegalName"),
                            others,
                            row.getOrDefault("Entity.LegalJurisdiction", ""),
                            row.getOrDefault("Entity.LegalAddress.Country", ""));
                });
    }

    private static void texts(JsonNode values, List<String> to) {
        for (JsonNode value : values.isArray() ? values : List.of(values)) {
            String text = text(value);
            if (!text.isBlank()) {
                to.add(text);
            }
        }
    }

    private void named(String lei, String name, List<String> others, String jurisdiction, String address) {
        if (!leis.contains(lei) || name == null || name.isBlank()) {
            return;
        }
        String place = jurisdiction.isBlank() ? address : jurisdiction;
        String country = place.indexOf('-') == 2 ? place.substring(0, 2) : place;
        fragment.add(member(lei, name, others.stream().distinct().toList(), Cells.country(country)));
        nameless.remove(lei);
    }

    /** Reads who does not say which parent it has. */
    public void exceptions(SourceFile file) throws IOException {
        each(
                file,
                "Exception",
                "exceptions",
                given -> {
                    JsonNode record = given.has("Exception") ? given.path("Exception") : given;
                    List<String> reasons = new ArrayList<>();
                    texts(record.path("ExceptionReason"), reasons);
                    excepted(text(record.path("LEI")), text(record.path("ExceptionCategory")), reasons);
                },
                List.of("LEI", "Exception.Category", "Exception.Reason.1"),
                row -> excepted(row.get("LEI"), row.get("Exception.Category"), List.of(row.get("Exception.Reason.1"))));
    }

    private void excepted(String lei, String category, List<String> reasons) {
        if (!leis.contains(lei) && !asked.contains(lei)) {
            return;
        }
        if (leis.add(lei)) {
            fragment.add(member(lei, null, List.of(), null));
            nameless.add(lei);
        }
        if (reasons.equals(List.of(NOBODY))) {
            fragment.leave("parties of which no person is known to control them");
            return;
        }
        String owner = "unnamed-owner-" + lei;
        String record = EXCEPTIONS + " " + category + " of " + lei + " (" + String.join(", ", reasons) + ")";
        fragment.note(record + ": who holds it is not told; it is kept as a party of whom nothing is known");
        if (unnamed.add(owner)) {
            fragment.add(new Fragment.Member(owner, null, List.of(), null, Map.of(), null));
            fragment.add(new Fragment.Edge(owner, lei, Share.UNKNOWN, Fragment.SHAREHOLDING, null, null, record));
        }
    }

    /** Tells how many parties have no name yet, which screening needs. */
    public void tellNameless() {
        nameless.forEach(lei -> fragment.leave("names: the parties of which level 1 (--names) gives none"));
    }

    private void csv(Csv csv) throws IOException {
        csv.headers(NEEDED);
        for (Map<String, String> record; (record = csv.next()) != null; ) {
            String from = "";
            String until = "";
            for (int i = 1; i <= PERIODS; i++) {
                if (record.getOrDefault(RELATIONSHIP + "Period." + i + ".periodType", "")
                        .equals("RELATIONSHIP_PERIOD")) {
                    from = record.getOrDefault(RELATIONSHIP + "Period." + i + ".startDate", "");
                    until = record.getOrDefault(RELATIONSHIP + "Period." + i + ".endDate", "");
                }
            }
            add(
                    record.get("Relationship.StartNode.NodeID"),
                    record.getOrDefault("Relationship.StartNode.NodeIDType", "LEI"),
                    record.get("Relationship.EndNode.NodeID"),
                    record.getOrDefault("Relationship.EndNode.NodeIDType", "LEI"),
                    record.get("Relationship.RelationshipType"),
                    record.get("Relationship.RelationshipStatus"),
                    record.getOrDefault("Registration.RegistrationStatus", ""),
                    from,
                    until);
        }
    }

    private void json(JsonNode given) {
        JsonNode record = given.has("RelationshipRecord") ? given.path("RelationshipRecord") : given;
        JsonNode relationship = record.path("Relationship");
        if (!relationship.isObject()) {
            throw RefusedSource.otherForm("a record has no `Relationship`: this is not " + PUBLICATION + " in JSON");
        }
        JsonNode periods = relationship.path("RelationshipPeriods").path("RelationshipPeriod");
        String from = "";
        String until = "";
        for (JsonNode period : periods.isArray() ? periods : List.of(periods)) {
            if (text(period.path("PeriodType")).equals("RELATIONSHIP_PERIOD")) {
                from = text(period.path("StartDate"));
                until = text(period.path("EndDate"));
            }
        }
        JsonNode start = relationship.path("StartNode");
        JsonNode end = relationship.path("EndNode");
        add(
                text(start.path("NodeID")),
                start.has("NodeIDType") ? text(start.path("NodeIDType")) : "LEI",
                text(end.path("NodeID")),
                end.has("NodeIDType") ? text(end.path("NodeIDType")) : "LEI",
                text(relationship.path("RelationshipType")),
                text(relationship.path("RelationshipStatus")),
                text(record.path("Registration").path("RegistrationStatus")),
                from,
                until);
    }

    /** The golden copy wraps every value: {@code {"$": "ACTIVE"}}. */
    private static String text(JsonNode value) {
        return value.isObject() ? value.path("$").asText("") : value.asText("");
    }

    private void add(
            String start,
            String startType,
            String end,
            String endType,
            String type,
            String status,
            String registration,
            String from,
            String until) {
        if (start.isBlank() || end.isBlank()) {
            fragment.leave("records without a start or an end");
            return;
        }
        if (!startType.equals("LEI") || !endType.equals("LEI")) {
            fragment.leave("records whose ends are not both LEIs");
            return;
        }
        if (NOT_STANDING.contains(registration)) {
            fragment.leave("records whose registration is " + registration);
            return;
        }
        LocalDate last = Cells.day(until, true);
        if (status.equals("INACTIVE") && last == null) {
            fragment.leave("relationships that are INACTIVE since a day which is not given");
            return;
        }
        LocalDate first = Cells.day(from, false);
        String record = PUBLICATION + " " + type + " of " + start + " to " + end
                + (registration.isEmpty() ? "" : " (" + registration + ")");
        switch (type) {
            case "IS_DIRECTLY_CONSOLIDATED_BY" -> {
                directParents.computeIfAbsent(start, x -> new ArrayList<>(1)).add(end);
                fragment.add(new Fragment.Edge(end, start, Share.UNKNOWN, Fragment.SHAREHOLDING, first, last, record));
            }
            case "IS_ULTIMATELY_CONSOLIDATED_BY" -> ultimate.add(new Link(start, end, first, last));
            case "IS_INTERNATIONAL_BRANCH_OF" -> {
                if (last != null) {
                    fragment.leave("branches that have ended");
                    return;
                }
                String other = branches.put(start, end);
                if (other != null && !other.equals(end)) {
                    fragment.note("branch " + start + " is given as one of " + other + " and of " + end
                            + "; the latter is taken");
                }
            }
            case "IS_FEEDER_TO" ->
                fragment.add(new Fragment.Edge(start, end, Share.UNKNOWN, Fragment.SHAREHOLDING, first, last, record));
            case "IS_FUND-MANAGED_BY", "IS_SUBFUND_OF" ->
                fragment.add(new Fragment.Edge(end, start, Share.UNKNOWN, Fragment.OTHER_CONTROL, first, last, record));
            default -> {
                fragment.leave("relationships of the unknown type " + Cells.line(type));
                return;
            }
        }
        leis.add(start);
        leis.add(end);
    }

    private void finish() {
        for (Link link : ultimate) {
            if (leadsTo(link.start, link.end)) {
                fragment.leave("ultimate parents to whom the direct ones lead");
            } else {
                fragment.add(new Fragment.Edge(
                        link.end,
                        link.start,
                        Share.UNKNOWN,
                        Fragment.SHAREHOLDING,
                        link.from,
                        link.until,
                        PUBLICATION + " IS_ULTIMATELY_CONSOLIDATED_BY of " + link.start + " to " + link.end));
            }
        }
        for (String lei : leis) {
            fragment.add(member(lei, null, List.of(), null));
            nameless.add(lei);
        }
    }

    private Fragment.Member member(String lei, String name, List<String> others, String country) {
        String head = branches.get(lei);
        return new Fragment.Member(
                lei, name, others, country, Map.of("lei", lei), head == null || head.equals(lei) ? null : head);
    }

    private boolean leadsTo(String start, String end) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            for (String parent : directParents.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (parent.equals(end)) {
                    return true;
                }
                if (seen.add(parent)) {
                    open.add(parent);
                }
            }
        }
        return false;
    }
}
