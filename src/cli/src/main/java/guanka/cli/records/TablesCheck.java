package guanka.cli.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the tables beside the records with the events that say what they hold: rules and their bytes, files of versions, jobs and
 * their results, checkpoints, and what the file consists of. Each row that an event tells must be there, and no other.
 */
final class TablesCheck {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String JOB_PART = """
            SELECT job, part, first_line, lines, state, owner, leased_until, problems, result_digest, input, result, attempts
            FROM job_parts ORDER BY job, part""";

    private static final String WATCH = """
            SELECT id, owner, reference, kept_at, facts, facts_digest, answer, ruleset, ruleset_version, decided_at, due, revision
            FROM watches ORDER BY id""";

    private static final String SUBSCRIPTION =
            "SELECT id, owner, url, secret, created_at, verify_until, state FROM subscriptions ORDER BY id";

    private static final String CLEARANCE = """
            SELECT id, state, entry, content, said, until_day, asked_by, asked_at, approved_by, approved_at, ended_by, ended_at, ended_why
            FROM clearances ORDER BY id""";

    private static final String JOB = """
            SELECT id, state, actor, submitted_at, finished_at, ruleset_version, idempotency_key, submission, recorded,
              kind, since_version
            FROM jobs ORDER BY id""";

    /** Rows that events tell of: what they are called, how they are read, and how many columns name one. */
    private enum Table {
        FILES("file", 2, "SELECT version, name, content FROM attachments ORDER BY version, name"),
        JOBS("job", 1, JOB),
        PARTS("part of a job", 2, JOB_PART),
        NOTES("checkpoint", 2, "SELECT size, public_key, at, note FROM checkpoints ORDER BY size, public_key"),
        WATCHES("watch", 1, WATCH),
        PASS("pass over the watches", 1, "SELECT one, ruleset, bases, reached FROM watch_pass"),
        DELIVERIES("delivery of events to", 1, "SELECT receiver, told FROM deliveries ORDER BY receiver"),
        SUBSCRIPTIONS("subscription", 1, SUBSCRIPTION),
        CLEARANCES("clearance", 1, CLEARANCE),
        RESOLUTIONS("resolution", 1, "SELECT sequence, determination FROM resolutions ORDER BY sequence"),
        KJARS("rules", 1, "SELECT digest, kjar FROM kjars ORDER BY digest");

        private final String noun;
        private final int keys;
        private final String sql;

        Table(String noun, int keys, String sql) {
            this.noun = noun;
            this.keys = keys;
            this.sql = sql;
        }
    }

    private static final Map<Table, String> LATER = Map.of(
            Table.WATCHES,
            "watches",
            Table.PASS,
            "watch_pass",
            Table.DELIVERIES,
            "deliveries",
            Table.SUBSCRIPTIONS,
            "subscriptions",
            Table.CLEARANCES,
            "clearances",
            Table.RESOLUTIONS,
            "resolutions");

    private static final Set<String> ENDED = Set.of("DONE", "FAILED", "CANCELLED");
    private static final int INPUT = 7;
    private static final int DUE = 9;
    private static final int REVISION = 10;
    private static final int FILLER = 1 << 20;

    /** What belongs in a file whose shape no event tells. */
    private static final Set<String> KNOWN = Set.of(
            "records",
            "records_at",
            "records_events",
            "terms",
            "term_blocks",
            "head",
            "checkpoints",
            "kjars",
            "rulesets",
            "rulesets_one_active",
            "attachments",
            "jobs",
            "jobs_submitted",
            "jobs_keys",
            "job_parts",
            "job_parts_open",
            "watches",
            "watches_due",
            "watches_kept",
            "watch_pass",
            "deliveries",
            "subscriptions",
            "subscriptions_of",
            "clearances",
            "clearances_asked",
            "resolutions",
            "resolutions_of",
            "records_watches",
            "records_told",
            "probe",
            "migrations",
            "migrations_s_idx");

    private final Map<Table, Map<List<String>, List<String>>> expected = new TreeMap<>();

    /** The parts of each job by number. */
    private final Map<String, TreeMap<Integer, List<String>>> parts = new TreeMap<>();

    /** What resolutions say of the determinations that they are about, by their place: id and hash. */
    private final TreeMap<Long, List<List<String>>> resolved = new TreeMap<>();

    private JsonNode shape;

    TablesCheck() {
        for (Table table : Table.values()) {
            expected.put(table, new LinkedHashMap<>());
        }
    }

    /** Takes an intact record of the chain. */
    void next(ClaimedRecord record) throws BadRecord {
        switch (record.kind()) {
            case "RULESET_KEPT", "RULESET_REPLACED", "RULESET_ADOPTED" -> rules(json(record));
            case "FILE_ATTACHED" -> {
                JsonNode file = json(record);
                expected.get(Table.FILES)
                        .put(cells(file, "version", "name"), List.of(Cells.bytes(text(file, "digest"))));
            }
            case "JOB_CHANGED" -> job(json(record));
            case "JOB_PART_CHANGED" -> part(json(record));
            case "JOB_PARTS_REMOVED" -> {
                JsonNode removed = json(record);
                parts.getOrDefault(text(removed, "job"), new TreeMap<>())
                        .subMap(
                                removed.path("first").asInt(),
                                true,
                                removed.path("last").asInt(),
                                true)
                        .clear();
            }
            case "JOB_REMOVED" -> {
                parts.remove(text(json(record), "job"));
                expected.get(Table.JOBS).remove(cells(json(record), "job"));
            }
            case "WATCH_KEPT" -> watch(json(record));
            case "WATCH_TOLD" -> {
                if (json(record).path("watch").isObject()) {
                    watch(json(record).path("watch"));
                }
            }
            case "WATCH_REMOVED" -> expected.get(Table.WATCHES).remove(cells(json(record), "watch"));
            case "WATCHES_LOOKED_AT" -> {
                JsonNode pass = json(record);
                expected.get(Table.PASS).put(List.of(Cells.number(1)), cells(pass, "ruleset", "bases", "reached"));
                due(pass.path("due"));
            }
            case "WATCHES_DUE" -> {
                due(json(record).path("due"));
                allDue(json(record).path("all"));
            }
            case "EVENTS_DELIVERED" ->
                expected.get(Table.DELIVERIES).put(cells(json(record), "receiver"), cells(json(record), "told"));
            case "SUBSCRIPTION_KEPT" -> subscription(json(record));
            case "SUBSCRIPTION_REMOVED" -> {
                JsonNode removed = json(record);
                expected.get(Table.SUBSCRIPTIONS).remove(cells(removed, "subscription"));
                expected.get(Table.DELIVERIES).remove(cells(removed, "receiver"));
            }
            case "CLEARANCE_CHANGED" -> clearance(json(record));
            case "CLEARANCE_REMOVED" -> expected.get(Table.CLEARANCES).remove(cells(json(record), "clearance"));
            case "DETERMINATION_RESOLVED" -> resolved(record);
            case "CHECKPOINT_SIGNED" -> checkpoint(record);
            case "STORE_SHAPED" -> shape = json(record);
            default -> {}
        }
    }

    private static JsonNode json(ClaimedRecord record) throws BadRecord {
        try {
            return JSON.readTree(record.answer());
        } catch (IOException notJson) {
            throw new BadRecord(record.sequence(), record.id(), "what it reports is not JSON");
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).textValue();
    }

    private static List<String> cells(JsonNode json, String... names) {
        List<String> cells = new ArrayList<>();
        for (String name : names) {
            cells.add(Cells.of(json.path(name)));
        }
        return cells;
    }

    private void rules(JsonNode ruleset) {
        String digest = text(ruleset, "digest");
        if (digest != null && digest.startsWith("sha256:")) {
            expected.get(Table.KJARS)
                    .put(cells(ruleset, "digest"), List.of(Cells.bytes(digest.substring("sha256:".length()))));
        }
    }

    /** A job that ended keeps none of its lines. */
    private void job(JsonNode job) {
        String id = text(job, "id");
        expected.get(Table.JOBS)
                .put(
                        cells(job, "id"),
                        cells(
                                job,
                                "state",
                                "actor",
                                "submittedAt",
                                "finishedAt",
                                "rulesetVersion",
                                "key",
                                "submission",
                                "recorded",
                                "kind",
                                "since"));
        if (ENDED.contains(text(job, "state"))) {
            parts.getOrDefault(id, new TreeMap<>()).values().forEach(part -> part.set(INPUT, Cells.NOTHING));
        }
    }

    private void part(JsonNode part) {
        List<String> cells =
                cells(part, "firstLine", "lines", "state", "owner", "leasedUntil", "problems", "resultDigest");
        cells.add(Cells.bytes(text(part, "input")));
        cells.add(Cells.bytes(text(part, "result")));
        cells.add(Cells.of(part.path("attempts")));
        parts.computeIfAbsent(text(part, "job"), job -> new TreeMap<>())
                .put(part.path("part").asInt(), cells);
    }

    private void watch(JsonNode watch) {
        List<String> cells = cells(watch, "owner", "reference", "keptAt");
        cells.add(Cells.bytes(text(watch, "facts")));
        cells.addAll(
                cells(watch, "factsDigest", "answer", "ruleset", "rulesetVersion", "decidedAt", "due", "revision"));
        expected.get(Table.WATCHES).put(cells(watch, "id"), cells);
    }

    private void subscription(JsonNode subscription) {
        List<String> cells = cells(subscription, "owner", "url");
        cells.add(Cells.bytes(text(subscription, "secret")));
        cells.addAll(cells(subscription, "createdAt", "verifyUntil", "state"));
        expected.get(Table.SUBSCRIPTIONS).put(cells(subscription, "id"), cells);
    }

    private void clearance(JsonNode clearance) {
        List<String> cells = cells(clearance, "state", "entry", "content");
        cells.add(Cells.bytes(text(clearance, "said")));
        cells.addAll(cells(clearance, "until", "askedBy", "askedAt", "approvedBy", "approvedAt", "endedBy", "endedAt"));
        cells.add(Cells.bytes(text(clearance, "endedWhy")));
        expected.get(Table.CLEARANCES).put(cells(clearance, "id"), cells);
    }

    /** Every watch is due at an instant, in a revision more. */
    private void allDue(JsonNode at) {
        if (at.isTextual()) {
            expected.get(Table.WATCHES).values().forEach(row -> {
                row.set(DUE, Cells.of(at));
                row.set(REVISION, Cells.next(row.get(REVISION)));
            });
        }
    }

    /** Watches whose row says another time from now on, and nothing else. */
    private void due(JsonNode due) {
        due.fields().forEachRemaining(later -> {
            List<String> row = expected.get(Table.WATCHES).get(List.of(Cells.text(later.getKey())));
            if (row != null) {
                row.set(DUE, Cells.of(later.getValue()));
            }
        });
    }

    /** What a resolution is about stands before it. */
    private void resolved(ClaimedRecord record) throws BadRecord {
        JsonNode told = json(record);
        long about = told.path("record").asLong();
        if (about <= 0 || about >= record.sequence()) {
            throw new BadRecord(
                    record.sequence(), record.id(), "the determination that it resolves does not stand before it");
        }
        resolved.computeIfAbsent(about, none -> new ArrayList<>())
                .add(List.of(String.valueOf(text(told, "determination")), String.valueOf(text(told, "hash"))));
        expected.get(Table.RESOLUTIONS).put(List.of(Cells.number(record.sequence())), cells(told, "determination"));
    }

    /** Each resolution names its determination as it stands in the chain. */
    private void resolutions(Connection connection) throws SQLException, BadRecord {
        try (PreparedStatement named = connection.prepareStatement(
                "SELECT id, hash FROM records WHERE sequence = ? AND kind = 'DETERMINATION'")) {
            for (var about : resolved.entrySet()) {
                named.setLong(1, about.getKey());
                try (ResultSet row = named.executeQuery()) {
                    List<String> there = row.next() ? List.of(row.getString(1), row.getString(2)) : List.of();
                    if (!about.getValue().stream().allMatch(there::equals)) {
                        throw new BadRecord(
                                about.getKey(), null, "a resolution names another determination in its place");
                    }
                }
            }
        }
    }

    private void checkpoint(ClaimedRecord record) throws BadRecord {
        JsonNode signed = json(record);
        expected.get(Table.NOTES).put(cells(signed, "size", "key"), cells(signed, "at", "note"));
    }

    /**
     * Compares with the file.
     *
     * @param store id of the store, as the head of the chain names it
     * @param told  whether the store is of the shape whose events tell everything, and not of an earlier one
     */
    void end(Connection connection, String store, boolean told) throws BadRecord {
        try (Statement statement = connection.createStatement()) {
            shape(statement, store);
            resolutions(connection);
            if (told || shape != null) {
                parts.forEach((job, numbered) -> numbered.forEach((number, cells) ->
                        expected.get(Table.PARTS).put(List.of(Cells.text(job), Cells.number(number)), cells)));
                for (Table table : Table.values()) {
                    compare(statement, table);
                }
                probe(statement);
            } else {
                compare(statement, Table.KJARS);
            }
        } catch (SQLException damaged) {
            throw new BadRecord("the records are well, but a table cannot be read: " + damaged.getMessage());
        }
    }

    /** Stores of an earlier shape lack some tables; where none is told of, none need be there. */
    private boolean mayLack(Statement statement, Table table) throws SQLException {
        if (!LATER.containsKey(table) || !expected.get(table).isEmpty()) {
            return false;
        }
        try (ResultSet row =
                statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = '" + LATER.get(table) + "'")) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    private void compare(Statement statement, Table table) throws SQLException, BadRecord {
        if (mayLack(statement, table)) {
            return;
        }
        Map<List<String>, List<String>> left = new LinkedHashMap<>(expected.get(table));
        try (ResultSet row = statement.executeQuery(table.sql)) {
            while (row.next()) {
                List<String> cells = Cells.of(row);
                List<String> name = cells.subList(0, table.keys);
                List<String> said = left.remove(name);
                if (said == null) {
                    throw bad(table, name, "no record tells of it");
                }
                if (!(table == Table.NOTES
                        ? isNote(row, said)
                        : cells.subList(table.keys, cells.size()).equals(said))) {
                    throw bad(table, name, "it was changed");
                }
            }
        }
        if (!left.isEmpty()) {
            throw bad(table, left.keySet().iterator().next(), "it is missing");
        }
    }

    /** Whether the note has the digest that an event says, and is signed by the key that it stands under. */
    private static boolean isNote(ResultSet row, List<String> said) throws SQLException {
        if (!(row.getObject(4) instanceof String note)
                || !said.equals(
                        List.of(Cells.of(row).get(2), Cells.text(CanonicalText.digest(CanonicalText.bytes(note)))))) {
            return false;
        }
        VerifierKey key = VerifierKey.parse(row.getString(2));
        return key != null
                && SignedNote.of("the checkpoint of size " + row.getLong(1) + " in the file", note)
                        .isSignedBy(key);
    }

    private static BadRecord bad(Table table, List<String> name, String what) {
        String named = name.stream().map(Cells::shown).collect(Collectors.joining(" "));
        return new BadRecord("the records are well, but not the " + table.noun + " `" + named + "`: " + what);
    }

    /** Written now and then and removed; what remains of it where the service was killed is always the same. */
    private static void probe(Statement statement) throws SQLException, BadRecord {
        try (ResultSet row = statement.executeQuery("SELECT one, at, filler FROM probe")) {
            while (row.next()) {
                List<String> cells = Cells.of(row);
                boolean usual = cells.get(0).equals("number 1")
                        && cells.get(1).equals("text ")
                        && (cells.get(2).equals(Cells.NOTHING)
                                || cells.get(2).equals(Cells.bytes(CanonicalText.digest(new byte[FILLER]))));
                if (!usual) {
                    throw new BadRecord("the records are well, but table `probe` holds what no service writes there");
                }
            }
        }
    }

    private void shape(Statement statement, String store) throws SQLException, BadRecord {
        List<String> names = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")) {
            while (row.next()) {
                lines.add(CanonicalText.array(
                        List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
                if (!Set.of("table", "index").contains(row.getString(1))
                        || !KNOWN.contains(row.getString(2))
                                && !row.getString(2).startsWith("sqlite_autoindex_")) {
                    names.add(row.getString(1) + " `" + row.getString(2) + "`");
                }
            }
        }
        if (!names.isEmpty()) {
            throw new BadRecord("the records are well, but somebody put the " + names.get(0) + " into the file");
        }
        if (shape == null) {
            return;
        }
        if (!Objects.equals(text(shape, "store"), store)) {
            throw new BadRecord("the records are well, but the id of the store was changed");
        }
        if (text(shape, "schema") != null && !text(shape, "schema").equals(digest(lines))) {
            throw new BadRecord("the records are well, but a table or an index of the file was made otherwise");
        }
        if (text(shape, "history") != null && !text(shape, "history").equals(digest(history(statement)))) {
            throw new BadRecord("the records are well, but table `migrations` was changed");
        }
    }

    private static List<String> history(Statement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT quote(installed_rank), quote(version), quote(description), quote(type), quote(script), quote(checksum),
                  quote(installed_by), quote(installed_on), quote(execution_time), quote(success)
                FROM migrations ORDER BY installed_rank""")) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= 10; column++) {
                    values.add(row.getString(column));
                }
                lines.add(CanonicalText.array(values));
            }
        }
        return lines;
    }

    private static String digest(List<String> lines) {
        return CanonicalText.digest(CanonicalText.bytes(String.join("\n", lines)));
    }
}
