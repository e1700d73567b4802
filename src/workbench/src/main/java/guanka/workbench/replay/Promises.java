package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Shipment;
import guanka.facts.rows.BaseCase;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.RetiredCase;
import guanka.tables.SheetView;
import guanka.workbench.timeline.Timeline;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cases that stand as rows of a workbook, each asked on its first day, its last, and every day between on which something that
 * its shipment depends on is not as it was the day before.
 */
public final class Promises {

    private static final Pattern FINDING =
            Pattern.compile("(not )?(\\S+) (\\S+)(?: by (\\S+))?(?: line (\\S+))?(?: party (\\S+))?");

    /** Beyond so many days of one case the later ones are left out, but for its last. */
    private static final int DAYS_MOST = 40;

    private static final String FACTS = "changed facts";

    /** Columns by what a case expects. */
    private static final Map<String, String> COLUMNS = Map.of(
            "outcome", "outcome",
            "reviewPolicy", "review policy",
            "range", "at least",
            "jurisdictions", "jurisdictions",
            "findings", "findings",
            "missing", "missing");

    /**
     * A row with what it promises.
     *
     * @param days    a case for each day on which it is asked
     * @param unclear what of it is not understood; there are no days then
     */
    public record Promise(PromisedCase row, List<Case> days, List<Unclear> unclear) {}

    /** @param header of the column in which something is not understood */
    public record Unclear(String header, FactMistake mistake) {}

    private final Decisions decisions;
    private final ShipmentReader reader;
    private final CaseReader expectations;
    private final Timeline timeline;
    private final Map<String, BaseCase> bases = new HashMap<>();
    private final Map<String, RetiredCase> retired = new HashMap<>();
    private final Map<List<String>, String> sources;

    Promises(Decisions decisions, ShipmentReader reader, CaseReader expectations) {
        this.decisions = decisions;
        this.reader = reader;
        this.expectations = expectations;
        timeline = new Timeline(decisions);
        decisions.ruleset().rows(BaseCase.class).forEach(row -> bases.put(row.key(), row));
        decisions.ruleset().rows(RetiredCase.class).forEach(row -> retired.put(row.key(), row));
        sources = decisions.ruleset().rows(PromisedCase.class).isEmpty() ? Map.of() : sources();
    }

    /** What column {@code source} of the rows says. */
    private Map<List<String>, String> sources() {
        Map<List<String>, String> sources = new HashMap<>();
        for (SheetView sheet : decisions.ruleset().tables().sheets()) {
            int column = sheet.headers().indexOf("source");
            if (column >= 0
                    && decisions.ruleset().rows(PromisedCase.class).stream()
                            .anyMatch(row -> row.source().workbook().equals(sheet.workbook())
                                    && row.source().sheet().equals(sheet.sheet()))) {
                sheet.rows()
                        .forEach(row -> sources.put(
                                List.of(sheet.workbook(), sheet.sheet(), row.key()),
                                row.cells().get(column)));
            }
        }
        return sources;
    }

    /** Every row, in the order of the workbook. */
    public List<Promise> all() {
        return decisions.ruleset().rows(PromisedCase.class).stream()
                .map(this::promise)
                .toList();
    }

    /** A row as it would be if it stood in the workbook. */
    public Promise promise(PromisedCase row) {
        PromiseFacts facts = new PromiseFacts();
        BaseCase base = bases.get(row.baseCase());
        facts.put(base.facts());
        facts.put(row.facts());
        Shipment shipment = facts.read(row.from().toString(), reader);
        JsonNode expect = expected(row);
        List<Unclear> unclear = new ArrayList<>();
        facts.mistakes().forEach(mistake -> unclear.add(new Unclear(column(row, mistake), mistake)));
        if (shipment != null) {
            JsonNode whole = whole(row, row.key(), facts.on(row.from().toString()), expect);
            expectations
                    .mistakes(whole)
                    .forEach(mistake -> unclear.add(new Unclear(expectedIn(mistake.pointer()), mistake)));
        }
        if (!unclear.isEmpty()) {
            return new Promise(row, List.of(), unclear);
        }
        List<LocalDate> days = days(row, shipment);
        return new Promise(
                row,
                days.stream()
                        .map(day -> new Case(
                                days.size() == 1 ? row.key() : row.key() + " on " + day,
                                row.title().en(),
                                row.title().zh(),
                                source(row),
                                facts.on(day.toString()),
                                expect,
                                row))
                        .toList(),
                List.of());
    }

    private String source(PromisedCase row) {
        return sources.getOrDefault(
                List.of(row.source().workbook(), row.source().sheet(), row.key()), "");
    }

    private static JsonNode whole(PromisedCase row, String id, JsonNode shipment, JsonNode expect) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("id", id).put("title", row.title().en());
        whole.set("shipment", shipment);
        whole.set("expect", expect);
        return whole;
    }

    private List<LocalDate> days(PromisedCase row, Shipment shipment) {
        NavigableSet<LocalDate> changes = timeline.boundaries(shipment);
        List<LocalDate> days = new ArrayList<>();
        days.add(row.from());
        NavigableSet<LocalDate> within = row.to() == null
                ? changes.tailSet(row.from(), false)
                : changes.subSet(row.from(), false, row.to().isBefore(row.from()) ? row.from() : row.to(), true);
        within.stream().limit(DAYS_MOST).forEach(days::add);
        LocalDate last = row.to() != null ? row.to() : within.isEmpty() ? row.from() : within.last();
        if (!days.contains(last)) {
            days.add(last);
        }
        return days;
    }

    /** In which column the cause of a mistake of the facts stands: the case's own facts, unless the base case says it. */
    private static String column(PromisedCase row, FactMistake mistake) {
        boolean own = row.facts().stream()
                .map(fact -> fact.substring(0, fact.indexOf(" = ")))
                .anyMatch(pointer -> {
                    String at = mistake.pointer();
                    return at.startsWith(pointer) || pointer.startsWith(at);
                });
        return own ? FACTS : "base case";
    }

    private static String expectedIn(String pointer) {
        String[] steps = pointer.split("/");
        return steps.length > 2 ? COLUMNS.getOrDefault(steps[2], "outcome") : "outcome";
    }

    private static ObjectNode expected(PromisedCase row) {
        ObjectNode expect = JsonNodeFactory.instance.objectNode();
        put(expect, "outcome", row.outcome());
        if (row.reviewPolicy() != null) {
            policy(expect, row.reviewPolicy());
        }
        if (row.atLeast() != null || row.atMost() != null) {
            ObjectNode range = expect.putObject("range");
            put(range, "atLeast", row.atLeast());
            put(range, "atMost", row.atMost());
        }
        if (!row.jurisdictions().isEmpty()) {
            ObjectNode jurisdictions = expect.putObject("jurisdictions");
            for (String one : row.jurisdictions()) {
                String[] words = one.split(" ");
                ObjectNode of = jurisdictions.putObject(words[0]).put("outcome", words[1]);
                if (words.length > 2) {
                    policy(of, words[2]);
                }
            }
        }
        if (!row.findings().isEmpty()) {
            ArrayNode findings = expect.putArray("findings");
            row.findings().forEach(one -> finding(findings.addObject(), FINDING.matcher(one)));
        }
        if (!row.missing().isEmpty()) {
            ArrayNode missing = expect.putArray("missing");
            row.missing().forEach(missing::add);
        }
        return expect;
    }

    private static void finding(ObjectNode into, Matcher said) {
        if (said.matches()) {
            ObjectNode of = said.group(1) == null ? into : into.putObject("not");
            of.put("provision", said.group(2)).put("effect", said.group(3));
            put(of, "row", said.group(4));
            put(of, "line", said.group(5));
            put(of, "party", said.group(6));
        }
    }

    private static void policy(ObjectNode of, String policy) {
        of.put("reviewPolicy", policy.equals("NONE") ? null : policy);
    }

    private static void put(ObjectNode of, String name, String value) {
        if (value != null) {
            of.put(name, value);
        }
    }

    /** Whether a case of the ruleset's files is no longer asked, because the law that it speaks of had its last day before. */
    boolean isRetired(Case one) {
        RetiredCase row = retired.get(one.id());
        return row != null && leavesAfter(one, row.to());
    }

    private static boolean leavesAfter(Case one, LocalDate last) {
        String day = one.shipment().path("exportDate").asText();
        try {
            return day.length() >= 10 && LocalDate.parse(day.substring(0, 10)).isAfter(last);
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    /** Rows by which no case is retired: there is none of that name, or its shipment leaves while its law still holds. */
    List<RetiredCase> retiringNothing(List<Case> files) {
        Map<String, Case> byId = files.stream().collect(Collectors.toMap(Case::id, one -> one, (one, other) -> one));
        return decisions.ruleset().rows(RetiredCase.class).stream()
                .filter(row -> !byId.containsKey(row.key()) || !isRetired(byId.get(row.key())))
                .toList();
    }
}
