package guanka.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import guanka.records.chain.JsonText;
import guanka.records.chain.RecordHeader;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Determinations and events in the order in which they were recorded.
 *
 * <p>Stages complete after the sync, on a thread that serves all of them: what depends on them must not block there. They fail with
 * {@link QueueFull} where too much waits, with {@link StoreUnavailable} where the store takes no writes or it is not known whether
 * it took this one, and with {@link IllegalArgumentException} where the record cannot be kept, its id taken for instance. Reading
 * throws {@link StoreUnavailable}.
 */
public final class DeterminationLog {

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z_]{0,63}");
    private static final Set<String> OWN_KINDS = Set.of(Entry.DETERMINATION, Erasure.KIND);
    private static final String OF_RULESETS = "RULESET_";
    private static final String AUDIT = """
            SELECT sequence, id, kind, at, actor, idempotency_key, ruleset, ruleset_version, facts_digest, answer_digest,
              terms_digest, previous, hash, terms, parties, facts, answer
            FROM records WHERE sequence >= ? ORDER BY sequence LIMIT ?""";

    private final Writer writer;
    private final Reader reader;

    DeterminationLog(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Records a determination, unless the actor's key has recorded one before. */
    public CompletionStage<AppendResult> append(NewDetermination d) {
        Entry entry = Entry.of(d);
        return writer.submit(WriteTask.of(List.of(entry), transaction -> record(transaction, entry, d)));
    }

    /** Records several determinations in one transaction: all of them or none. Answers in the order given. */
    public CompletionStage<List<AppendResult>> appendAll(List<NewDetermination> ds) {
        List<NewDetermination> given = List.copyOf(ds);
        List<Entry> entries = given.stream().map(Entry::of).toList();
        return writer.submit(WriteTask.of(entries, transaction -> {
            List<AppendResult> appended = new ArrayList<>(given.size());
            for (int i = 0; i < given.size(); i++) {
                appended.add(record(transaction, entries.get(i), given.get(i)));
            }
            return List.copyOf(appended);
        }));
    }

    private static AppendResult record(Transaction transaction, Entry entry, NewDetermination d) throws SQLException {
        if (entry.idempotencyKey() == null) {
            return new AppendResult.Recorded(transaction.append(entry));
        }
        var key = new Transaction.Key(entry.actor(), entry.idempotencyKey());
        Transaction.Use use = transaction.uses().get(key);
        if (use != null) {
            StoredDetermination earlier = use.record();
            boolean same = use.factsDigest().equals(entry.factsDigest()) || earlier.isOf(entry.facts());
            return same && earlier.isAnswerTo(d.asked())
                    ? new AppendResult.Known(earlier)
                    : new AppendResult.OtherFacts(earlier.id());
        }
        long sequence = transaction.append(entry);
        var stored = new StoredDetermination(
                sequence,
                d.id(),
                Texts.instant(entry.at()),
                d.actor(),
                d.idempotencyKey(),
                d.rulesetDigest(),
                d.rulesetVersion(),
                d.facts(),
                d.answer(),
                d.terms(),
                d.asked());
        transaction.uses().put(key, new Transaction.Use(stored, entry.factsDigest()));
        return new AppendResult.Recorded(sequence);
    }

    /** @throws DamagedRecord where it is not what was written */
    public Optional<StoredDetermination> find(UUID id) {
        return reader.first(
                        RecordReader.SELECT + " FROM records r WHERE r.id = ? AND r.kind = 'DETERMINATION'",
                        RecordReader::determination,
                        id.toString())
                .map(found -> Redacted.checked(reader, found));
    }

    /**
     * Where a determination stands, as its row says, which may have been changed.
     *
     * @param sequence place in the chain
     * @param actor    who asked
     */
    public record Place(long sequence, String actor) {}

    /** Where a determination stands, without looking whether it is what was written. */
    public Optional<Place> place(UUID id) {
        return reader.first(
                "SELECT sequence, actor FROM records WHERE id = ? AND kind = 'DETERMINATION'",
                row -> new Place(row.getLong(1), row.getString(2)),
                id.toString());
    }

    /** What an event says that erased the facts of a record, empty where none does. */
    public Optional<Erased> erasureOf(long sequence) {
        return Redacted.erasure(reader, sequence);
    }

    /**
     * What is known of an erasure.
     *
     * @param event  place of the event in the chain
     * @param answer digest of the answer without what it quoted, null: it is as it was given
     */
    public record Erased(long event, String answer) {}

    public Optional<StoredDetermination> findByKey(String actor, String idempotencyKey) {
        return reader.first(
                        RecordReader.SELECT + " FROM records r WHERE r.actor = ? AND r.idempotency_key = ?",
                        RecordReader::determination,
                        actor,
                        idempotencyKey)
                .map(found -> Redacted.checked(reader, found));
    }

    /**
     * Records newest first, page by page; what is recorded meanwhile does not move the pages.
     *
     * @param cursor of the page before, null: from the newest
     * @param limit  of records on the page, from 1
     * @throws IllegalArgumentException where the cursor is none of this log, or the limit is below 1
     */
    public Page search(Search filter, String cursor, int limit) {
        return LogSearch.page(reader, filter, cursor, limit);
    }

    /**
     * Records in the order of the chain, for work on many.
     *
     * @param sequence only what comes behind it; 0: from the first
     * @param limit    of records, from 1
     */
    public List<StoredDetermination> after(long sequence, Search filter, int limit) {
        return LogSearch.after(reader, filter, sequence, limit);
    }

    /**
     * Records something else that is worth a place in the chain.
     *
     * @param kind in capitals and underscores; none of the log's own
     * @param json what happened
     * @return place in the chain
     * @throws IllegalArgumentException where the kind is taken or malformed, or the bytes are not JSON
     */
    public CompletionStage<Long> event(String kind, String actor, Instant at, byte[] json) {
        if (!KIND.matcher(kind).matches()
                || OWN_KINDS.contains(kind)
                || Witness.KINDS.contains(kind)
                || kind.startsWith(OF_RULESETS)) {
            throw new IllegalArgumentException("`" + kind + "` cannot be the kind of an event");
        }
        checkJson(json);
        Entry entry = Entry.event(kind, at, Texts.required("actor", actor), null, null, json);
        return writer.submit(WriteTask.of(json.length, transaction -> transaction.append(entry)));
    }

    private static void checkJson(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("an event is JSON");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("an event is one JSON value");
            }
        } catch (IOException notJson) {
            throw new IllegalArgumentException("an event is JSON", notJson);
        }
    }

    /** Signs the present head of the chain, and keeps the checkpoint. Waits for the sync. */
    public Checkpoint checkpoint() {
        return writer.await(WriteTask.of(0, transaction -> transaction.sign(writer.key(), Instant.now())));
    }

    /**
     * Whole records as lines of JSON for a verifier, in the order of the chain; the README of this module describes them.
     *
     * @param from  sequence of the first
     * @param limit of records, from 1
     */
    public List<byte[]> auditRecords(long from, int limit) {
        return reader.all(AUDIT, DeterminationLog::auditLine, from, limit);
    }

    private static byte[] auditLine(ResultSet row) throws SQLException {
        var header = new RecordHeader(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12));
        byte[] facts = row.getBytes(16);
        Base64.Encoder base64 = Base64.getEncoder();
        return new JsonText()
                .addJson("header", header.line())
                .add("hash", row.getString(13))
                .add("terms", row.getString(14))
                .add("parties", row.getString(15))
                .add("facts", facts == null ? null : base64.encodeToString(facts))
                .add("answer", base64.encodeToString(row.getBytes(17)))
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Erases facts and party names of determinations, and what their answers quote of them, and records which; digests stay, so that
     * the chain holds. What stands behind a record that is too young is younger still, whatever it is dated: where the clock went
     * back, nothing is erased too early. Large numbers are erased in several transactions.
     *
     * @param olderThan what was decided before is erased
     * @param reason    why, for the record
     * @param redaction of answers
     * @return how many were erased
     */
    public CompletionStage<Long> eraseFacts(
            Instant olderThan, String actor, Instant at, String reason, Redaction redaction) {
        return new Erasure(
                        writer,
                        olderThan,
                        Texts.required("actor", actor),
                        at,
                        Texts.required("reason", reason),
                        redaction)
                .begin();
    }

    /** When the newest record was written by its own account, those aside that the store writes of itself; empty where there is none. */
    public Optional<Instant> newest() {
        return reader.first(
                "SELECT at FROM records WHERE actor <> '" + Witness.STORE + "' ORDER BY sequence DESC LIMIT 1",
                row -> Texts.instant(row.getString(1)));
    }
}
