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

/** Compares the table of rulesets with the events in the chain, so that no approval or activation goes unrecorded. */
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

    private final Map<String, Map<String, String>> rows = new TreeMap<>();

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
        if (ACTIVE.equals(row.get("state"))) {
            rows.values().stream()
                    .filter(other -> ACTIVE.equals(other.get("state")))
                    .forEach(other -> other.put("state", Cells.text("RETIRED")));
        }
        rows.put(event.path("version").asText(), row);
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
