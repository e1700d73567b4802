package guanka.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the table of rulesets with the events in the chain, so that no approval or activation goes unrecorded, and each event with
 * those before it, so that none tells of a version what no step made of it.
 */
final class RulesetsCheck {

    private static final JsonMapper JSON = new JsonMapper();

    /** Columns of a ruleset's row, each with the property of an event that must have the same value. */
    private static final String[][] COLUMNS = {
        {"digest", "digest"},
        {"counter", "counter"},
        {"parent", "parent"},
        {"parent_digest", "parentDigest"},
        {"state", "state"},
        {"author", "author"},
        {"authors", "authors"},
        {"created_at", "createdAt"},
        {"note", "note"},
        {"approved_by", "approvedBy"},
        {"approved_at", "approvedAt"},
        {"report", "report"},
        {"activated_by", "activatedBy"},
        {"activated_at", "activatedAt"},
        {"reason", "reason"},
        {"release_counter", "releaseCounter"},
        {"effective", "effective"},
        {"scheduled_by", "scheduledBy"},
        {"scheduled_reason", "scheduledReason"}
    };

    private static final String ACTIVE = Cells.text("ACTIVE");

    /** Columns that stores of an earlier shape do not have. */
    private static final Set<String> LATER = Set.of("parent_digest", "authors", "report", "release_counter");

    /** What only other rules in a draft change. */
    private static final List<String> OF_CONTENT = List.of(
            "digest",
            "parent",
            "parent_digest",
            "author",
            "authors",
            "created_at",
            "note",
            "counter",
            "release_counter");

    private static final List<String> OF_APPROVAL = List.of("approved_by", "approved_at", "report");

    /** From which state which step leads to which. */
    private static final Map<String, Map<String, String>> STEPS = Map.of(
            "RULESET_REPLACED", Map.of("DRAFT", "DRAFT", "APPROVED", "DRAFT"),
            "RULESET_APPROVED", Map.of("DRAFT", "APPROVED"),
            "RULESET_DISCARDED", Map.of("DRAFT", "DISCARDED", "APPROVED", "DISCARDED"),
            "RULESET_SCHEDULED", Map.of("APPROVED", "APPROVED", "RETIRED", "RETIRED"),
            "RULESET_UNSCHEDULED", Map.of("APPROVED", "APPROVED", "RETIRED", "RETIRED"),
            "RULESET_ACTIVATED", Map.of("APPROVED", "ACTIVE", "RETIRED", "ACTIVE"));

    private final Map<String, Map<String, String>> rows = new TreeMap<>();

    /** The version that the record before kept, and who kept it: what is imported is active at once. */
    private String kept;

    private String keptBy;
    private long keptAt;

    /** Takes an intact record of the chain; records that are no events of rulesets are ignored. */
    void next(ClaimedRecord record) throws BadRecord {
        if (!record.kind().startsWith("RULESET_")) {
            return;
        }
        JsonNode event;
        try {
            event = JSON.readTree(record.answer());
        } catch (IOException notJson) {
            throw new BadRecord(record.sequence(), record.id(), "what it reports is not JSON");
        }
        Map<String, String> row = new HashMap<>();
        for (String[] column : COLUMNS) {
            row.put(column[0], Cells.of(event.path(column[1])));
        }
        if (record.kind().equals("RULESET_SCHEDULED")) {
            row.put("scheduled_by", Cells.text(record.actor()));
        }
        String version = event.path("version").asText();
        if (event.has("authors")) {
            follows(record, version, rows.get(version), row);
        }
        if (record.kind().equals("RULESET_KEPT")) {
            kept = version;
            keptBy = record.actor();
            keptAt = record.sequence();
        }
        if (ACTIVE.equals(row.get("state"))) {
            rows.values().stream()
                    .filter(other -> ACTIVE.equals(other.get("state")))
                    .forEach(other -> other.put("state", Cells.text("RETIRED")));
        }
        rows.put(version, row);
    }

    /** Each step makes what it may of what the steps before it left: none approves, activates or makes others the authors by the way. */
    private void follows(ClaimedRecord record, String version, Map<String, String> before, Map<String, String> after)
            throws BadRecord {
        if (record.kind().equals("RULESET_KEPT")) {
            must(record, before == null && is(after, "DRAFT"), "ruleset `" + version + "` was no new draft");
            Map<String, String> parent = rows.get(Cells.shown(after.get("parent")));
            must(
                    record,
                    parent == null
                            || !is(parent, "DRAFT") && parent.get("digest").equals(after.get("parent_digest"))
                            || authors(after).containsAll(authors(parent)),
                    "ruleset `" + version + "` lacks authors of what it was made from");
            return;
        }
        Map<String, String> steps = STEPS.get(record.kind());
        if (before == null || steps == null || before.get("authors").equals(Cells.NOTHING)) {
            // an earlier shape told less
            must(record, before != null || steps == null, "ruleset `" + version + "` was never kept");
            return;
        }
        boolean imported = record.kind().equals("RULESET_ACTIVATED")
                && version.equals(kept)
                && record.sequence() == keptAt + 1
                && record.actor().equals(keptBy);
        String state = Cells.shown(before.get("state"));
        must(
                record,
                imported && is(after, "ACTIVE") || Cells.text(steps.get(state)).equals(after.get("state")),
                "ruleset `" + version + "` was " + state + ", which does not lead there");
        must(record, authors(after).containsAll(authors(before)), "ruleset `" + version + "` lost an author");
        boolean replaced = record.kind().equals("RULESET_REPLACED");
        for (String column : OF_CONTENT) {
            must(
                    record,
                    replaced && !column.equals("counter") || before.get(column).equals(after.get(column)),
                    "ruleset `" + version + "` changed by the way: `" + column + "`");
        }
        boolean approval =
                replaced || Set.of("RULESET_APPROVED", "RULESET_DISCARDED").contains(record.kind());
        for (String column : OF_APPROVAL) {
            must(
                    record,
                    approval || before.get(column).equals(after.get(column)),
                    "ruleset `" + version + "` changed by the way: `" + column + "`");
        }
    }

    private static void must(ClaimedRecord record, boolean holds, String otherwise) throws BadRecord {
        if (!holds) {
            throw new BadRecord(record.sequence(), record.id(), otherwise);
        }
    }

    private static boolean is(Map<String, String> row, String state) {
        return Cells.text(state).equals(row.get("state"));
    }

    private static Set<String> authors(Map<String, String> row) throws BadRecord {
        Set<String> authors = new TreeSet<>();
        try {
            JSON.readTree(Cells.shown(row.get("authors"))).forEach(one -> authors.add(one.asText()));
        } catch (IOException notJson) {
            throw new BadRecord("the records are well, but the authors of a ruleset are no JSON");
        }
        return authors;
    }

    /**
     * Compares with the file.
     *
     * @param told whether the store is of the shape that has all columns, and not of an earlier one
     */
    void end(Connection connection, boolean told) throws BadRecord {
        TreeSet<String> missing = new TreeSet<>(rows.keySet());
        List<String> names = new ArrayList<>();
        for (String[] column : COLUMNS) {
            if (told || !LATER.contains(column[0])) {
                names.add(column[0]);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT version, " + String.join(", ", names) + " FROM rulesets ORDER BY counter")) {
            while (row.next()) {
                List<String> cells = Cells.of(row);
                String version = String.valueOf(row.getString(1));
                Map<String, String> said = rows.getOrDefault(version, Map.of());
                for (int i = 0; i < names.size(); i++) {
                    if (!missing.contains(version) || !cells.get(i + 1).equals(said.get(names.get(i)))) {
                        throw new BadRecord("the records are well, but ruleset `" + version + "` is not as they say: `"
                                + names.get(i) + "` was changed");
                    }
                }
                if (!cells.get(0).equals(Cells.text(version))) {
                    throw new BadRecord("the records are well, but the name of ruleset `" + version + "` was changed");
                }
                missing.remove(version);
            }
            if (!missing.isEmpty()) {
                throw new BadRecord("the records are well, but ruleset `" + missing.first() + "` is missing");
            }
        } catch (SQLException damaged) {
            throw new BadRecord("the records are well, but the rulesets cannot be read: " + damaged.getMessage());
        }
    }
}
