package guanka.records;

import guanka.records.chain.JsonText;
import guanka.records.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the tables of a store look like, as an event says it after each migration; with it, what an earlier shape kept outside the
 * chain comes into it.
 */
final class StoreShape {

    private static final String LAST =
            "SELECT answer FROM records WHERE kind = '" + Witness.SHAPED + "' ORDER BY sequence DESC LIMIT 1";

    private StoreShape() {}

    /** Brings what an earlier shape kept into the chain; an empty store says its shape with its first checkpoint. */
    static void adopt(Writer writer, Database database) {
        writer.await(WriteTask.of(0, transaction -> {
            if (transaction.size() > 0) {
                tell(transaction, database);
            }
            return null;
        }));
    }

    /** Says the present shape unless it was said before. */
    static void tell(Transaction transaction, Database database) throws SQLException {
        transaction.send();
        String last = last(transaction);
        String migrated = migrated(transaction);
        if (last != null && last.contains("\"migrated\":\"" + migrated + "\"")) {
            return;
        }
        if (last == null) {
            adopt(transaction);
        }
        Witness.event(
                transaction,
                Witness.SHAPED,
                Witness.STORE,
                new JsonText()
                        .add("store", transaction.origin().substring("guanka/".length()))
                        .add("migrated", migrated)
                        .add("schema", digest(transaction, database.schema()))
                        .add("history", digest(transaction, database.history())));
    }

    private static String last(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction.statements().of(LAST).executeQuery()) {
            return row.next() ? new String(row.getBytes(1), StandardCharsets.UTF_8) : null;
        }
    }

    private static String migrated(Transaction transaction) throws SQLException {
        try (ResultSet row = transaction
                .statements()
                .of("SELECT count(*), max(installed_rank) FROM migrations")
                .executeQuery()) {
            row.next();
            return row.getString(1) + "/" + row.getString(2);
        }
    }

    /** Of what a query answers, row by row; null where there is no query. */
    private static String digest(Transaction transaction, String sql) throws SQLException {
        if (sql == null) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        try (ResultSet row = transaction.statements().of(sql).executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(row.getString(column));
                }
                lines.add(JsonText.array(values));
            }
        }
        return Witness.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** A store that never had another shape has told all that it keeps already. */
    private static boolean isOfThisShape(Transaction transaction) throws SQLException {
        return !rows(
                        transaction,
                        "SELECT sequence FROM records WHERE kind IN ('" + Witness.ATTACHED + "', '" + Witness.JOB
                                + "', '" + Witness.SIGNED + "') LIMIT 1",
                        1)
                .isEmpty();
    }

    private static void adopt(Transaction transaction) throws SQLException {
        if (isOfThisShape(transaction)) {
            return;
        }
        adoptRulesets(transaction);
        for (String[] file : rows(transaction, "SELECT version, name FROM attachments ORDER BY version, name", 2)) {
            Witness.attachment(transaction, file[0], file[1], content(transaction, file[0], file[1]));
        }
        for (String[] job : rows(transaction, "SELECT id FROM jobs ORDER BY submitted_at, id", 1)) {
            Witness.job(transaction, UUID.fromString(job[0]));
            String parts = "SELECT part FROM job_parts WHERE job = '" + UUID.fromString(job[0]) + "' ORDER BY part";
            for (String[] part : rows(transaction, parts, 1)) {
                Witness.part(transaction, UUID.fromString(job[0]), Integer.parseInt(part[0]));
            }
        }
        for (String[] note :
                rows(transaction, "SELECT size, public_key, at, note FROM checkpoints ORDER BY size, public_key", 4)) {
            Witness.checkpoint(
                    transaction,
                    Long.parseLong(note[0]),
                    note[1],
                    note[2],
                    Witness.digest(note[3].getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Who touched a draft before, beside its last author, is not known. */
    private static void adoptRulesets(Transaction transaction) throws SQLException {
        List<ArchivedRuleset> all = new ArrayList<>();
        Map<String, PlannedActivation> plans = new HashMap<>();
        try (ResultSet row = transaction
                .statements()
                .of(RulesetRows.SELECT + " WHERE authors IS NULL ORDER BY counter")
                .executeQuery()) {
            while (row.next()) {
                all.add(RulesetRows.of(row));
            }
        }
        try (ResultSet row = transaction.statements().of(RulesetRows.PLANNED).executeQuery()) {
            while (row.next()) {
                PlannedActivation plan = RulesetRows.planned(row);
                plans.put(plan.version(), plan);
            }
        }
        Map<String, String> digests = new HashMap<>();
        for (String[] row : rows(transaction, "SELECT version, digest FROM rulesets", 2)) {
            digests.put(row[0], row[1]);
        }
        for (ArchivedRuleset one : all) {
            byte[] counter = content(transaction, one.version(), "release-counter");
            RulesetRows.complete(
                    transaction,
                    one,
                    one.parentVersion() == null ? null : digests.get(one.parentVersion()),
                    counter == null ? 0 : Long.parseLong(new String(counter, StandardCharsets.US_ASCII)));
            PlannedActivation plan = plans.get(one.version());
            RulesetRows.event(
                    transaction,
                    RulesetArchive.ADOPTED,
                    Witness.STORE,
                    Instant.now(),
                    RulesetRows.find(transaction, one.version()),
                    "effective",
                    plan == null ? null : Texts.of(plan.effective()),
                    "scheduledBy",
                    plan == null ? null : plan.actor(),
                    "scheduledReason",
                    plan == null ? null : plan.reason());
        }
    }

    private static byte[] content(Transaction transaction, String version, String name) throws SQLException {
        var file = transaction.statements().of("SELECT content FROM attachments WHERE version = ? AND name = ?");
        Statements.bind(file, version, name);
        try (ResultSet row = file.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    private static List<String[]> rows(Transaction transaction, String sql, int columns) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (ResultSet row = transaction.statements().of(sql).executeQuery()) {
            while (row.next()) {
                String[] values = new String[columns];
                for (int column = 0; column < columns; column++) {
                    values[column] = row.getString(column + 1);
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
