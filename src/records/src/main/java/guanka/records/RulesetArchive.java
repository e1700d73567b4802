package guanka.records;

import guanka.records.chain.Digests;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Every version of the rules, with its bytes: who made, approved and activated it. Each change has its place in the chain, in the
 * same transaction.
 *
 * <p>Stages complete as those of the log do, and fail besides with {@link ConcurrentChange} where the version is no longer what the
 * caller saw, and with {@link WrongState} where its state does not allow the step. Reading throws {@link StoreUnavailable}.
 */
public final class RulesetArchive {

    static final String KEPT = "RULESET_KEPT";
    static final String REPLACED = "RULESET_REPLACED";
    static final String APPROVED = "RULESET_APPROVED";
    static final String SCHEDULED = "RULESET_SCHEDULED";
    static final String ACTIVATED = "RULESET_ACTIVATED";

    private final Writer writer;
    private final Reader reader;

    RulesetArchive(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps a new draft. {@link WrongState} where the version exists, {@link ConcurrentChange} where the counter is not above all
     * others.
     *
     * @param digest of the kjar, {@code sha256:} and 64 hexadecimal digits
     * @param parent version that it was made from, null: none
     * @param note   null: none
     * @throws IllegalArgumentException where the digest is not that of the bytes, or a text cannot be kept
     */
    public CompletionStage<ArchivedRuleset> keep(
            String version,
            String digest,
            long counter,
            String parent,
            String author,
            Instant at,
            String note,
            byte[] kjar) {
        ArchivedRuleset draft = draft(version, digest, counter, parent, author, at, note, kjar);
        return writer.submit(WriteTask.of(kjar.length, transaction -> {
            checkNew(transaction, version);
            if (RulesetRows.highestCounter(transaction) >= counter) {
                throw new ConcurrentChange("another version has taken number " + counter + " meanwhile");
            }
            RulesetRows.keep(transaction, digest, kjar);
            RulesetRows.insert(transaction, draft);
            RulesetRows.event(transaction, KEPT, author, at, draft);
            return draft;
        }));
    }

    /**
     * Keeps a ruleset and makes it the active one, where there is no active one; otherwise answers with the active one and changes
     * nothing.
     */
    public CompletionStage<ArchivedRuleset> importActive(
            String version,
            String digest,
            long counter,
            String parent,
            String author,
            Instant at,
            String note,
            byte[] kjar) {
        ArchivedRuleset draft = draft(version, digest, counter, parent, author, at, note, kjar);
        ArchivedRuleset imported = new ArchivedRuleset(
                version,
                digest,
                counter,
                parent,
                RulesetState.ACTIVE,
                author,
                draft.createdAt(),
                note,
                null,
                null,
                author,
                draft.createdAt(),
                note);
        return writer.submit(WriteTask.of(kjar.length, transaction -> {
            ArchivedRuleset active = RulesetRows.active(transaction);
            if (active != null) {
                return active;
            }
            checkNew(transaction, version);
            RulesetRows.keep(transaction, digest, kjar);
            RulesetRows.insert(transaction, imported);
            RulesetRows.event(transaction, KEPT, author, at, draft);
            RulesetRows.event(transaction, ACTIVATED, author, at, imported);
            return imported;
        }));
    }

    private static void checkNew(Transaction transaction, String version) throws SQLException {
        if (RulesetRows.find(transaction, version) != null) {
            throw new WrongState("version `" + version + "` exists already");
        }
    }

    private static ArchivedRuleset draft(
            String version,
            String digest,
            long counter,
            String parent,
            String author,
            Instant at,
            String note,
            byte[] kjar) {
        checkDigest(digest, kjar);
        return new ArchivedRuleset(
                Texts.required("version", version),
                digest,
                counter,
                Texts.optional("parent version", parent),
                RulesetState.DRAFT,
                Texts.required("author", author),
                Texts.kept(at),
                Texts.optional("note", note),
                null,
                null,
                null,
                null,
                null);
    }

    private static void checkDigest(String digest, byte[] kjar) {
        if (!("sha256:" + Digests.hex(kjar)).equals(digest)) {
            throw new IllegalArgumentException("`" + digest + "` is not the digest of the kjar");
        }
    }

    /**
     * Puts other rules into a draft; an approval and a planned activation are void. {@link ConcurrentChange} where the digest is no
     * longer the expected one or the version has been active.
     */
    public CompletionStage<ArchivedRuleset> replaceDraft(
            String version,
            String expectedDigest,
            String newDigest,
            byte[] kjar,
            String author,
            Instant at,
            String note) {
        checkDigest(newDigest, kjar);
        Texts.required("author", author);
        Texts.optional("note", note);
        return writer.submit(WriteTask.of(kjar.length, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            if (before.state() != RulesetState.DRAFT && before.state() != RulesetState.APPROVED) {
                throw new ConcurrentChange("version `" + version + "` is no longer a draft");
            }
            var after = new ArchivedRuleset(
                    version,
                    newDigest,
                    before.counter(),
                    before.parentVersion(),
                    RulesetState.DRAFT,
                    author,
                    Texts.kept(at),
                    note,
                    null,
                    null,
                    null,
                    null,
                    null);
            RulesetRows.keep(transaction, newDigest, kjar);
            RulesetRows.update(transaction, after);
            RulesetRows.event(transaction, REPLACED, author, at, after);
            return after;
        }));
    }

    /**
     * Approves a draft as it is. {@link ConcurrentChange} where its digest is not the expected one, {@link WrongState} unless a
     * draft.
     */
    public CompletionStage<ArchivedRuleset> approve(
            String version, String expectedDigest, String approver, Instant at, String note) {
        Texts.required("approver", approver);
        Texts.optional("note", note);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            if (before.state() != RulesetState.DRAFT) {
                throw new WrongState("version `" + version + "` is not a draft");
            }
            var after = new ArchivedRuleset(
                    version,
                    before.digest(),
                    before.counter(),
                    before.parentVersion(),
                    RulesetState.APPROVED,
                    before.author(),
                    before.createdAt(),
                    before.note(),
                    approver,
                    Texts.kept(at),
                    null,
                    null,
                    null);
            RulesetRows.update(transaction, after);
            RulesetRows.event(transaction, APPROVED, approver, at, after, "approvalNote", note);
            return after;
        }));
    }

    /**
     * Makes a version the one that decides, now or at a time to come; the former one retires. {@link ConcurrentChange} where its
     * digest is not the expected one, {@link WrongState} unless it is approved, or retired and a reason is given for going back.
     *
     * @param reason    null: none, only for an approved version
     * @param effective null or not after {@code at}: now; otherwise the activation is planned, and replaces an earlier plan
     */
    public CompletionStage<ArchivedRuleset> activate(
            String version, String expectedDigest, String actor, Instant at, String reason, Instant effective) {
        Texts.required("actor", actor);
        Texts.optional("reason", reason);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            if (before.state() != RulesetState.APPROVED && before.state() != RulesetState.RETIRED) {
                throw new WrongState("version `" + version + "` is not approved");
            }
            if (before.state() == RulesetState.RETIRED && (reason == null || reason.isBlank())) {
                throw new WrongState("going back to version `" + version + "` needs a reason");
            }
            if (effective != null && effective.isAfter(at)) {
                RulesetRows.schedule(transaction, version, effective, actor, reason);
                RulesetRows.event(
                        transaction,
                        SCHEDULED,
                        actor,
                        at,
                        before,
                        "effective",
                        Texts.of(effective),
                        "scheduledReason",
                        reason);
                return before;
            }
            var after = new ArchivedRuleset(
                    version,
                    before.digest(),
                    before.counter(),
                    before.parentVersion(),
                    RulesetState.ACTIVE,
                    before.author(),
                    before.createdAt(),
                    before.note(),
                    before.approvedBy(),
                    before.approvedAt(),
                    actor,
                    Texts.kept(at),
                    reason);
            ArchivedRuleset former = RulesetRows.active(transaction);
            RulesetRows.retireActive(transaction);
            RulesetRows.update(transaction, after);
            RulesetRows.event(
                    transaction, ACTIVATED, actor, at, after, "retired", former == null ? null : former.version());
            return after;
        }));
    }

    /** The version that decides. */
    public Optional<ArchivedRuleset> active() {
        return reader.first(RulesetRows.SELECT + " WHERE state = 'ACTIVE'", RulesetRows::of);
    }

    public Optional<ArchivedRuleset> find(String version) {
        return reader.first(RulesetRows.SELECT + " WHERE version = ?", RulesetRows::of, Texts.kept(version));
    }

    /** All versions, the newest first. */
    public List<ArchivedRuleset> list() {
        return reader.all(RulesetRows.SELECT + " ORDER BY counter DESC", RulesetRows::of);
    }

    /** Activations that wait for their time, the nearest first. */
    public List<PlannedActivation> scheduled() {
        return reader.all(RulesetRows.PLANNED + " ORDER BY effective, counter", RulesetRows::planned);
    }

    /** Activations whose time has come, the earliest first; {@link #activate} executes them. */
    public List<PlannedActivation> dueActivations(Instant now) {
        return reader.all(
                RulesetRows.PLANNED + " AND effective <= ? ORDER BY effective, counter",
                RulesetRows::planned,
                Texts.of(now));
    }

    /** The kjar that a version has now. */
    public Optional<byte[]> bytesOfVersion(String version) {
        return reader.first(
                "SELECT kjar FROM kjars WHERE digest = (SELECT digest FROM rulesets WHERE version = ?)",
                row -> row.getBytes(1),
                Texts.kept(version));
    }

    /** Any kjar that was ever kept. */
    public Optional<byte[]> bytesOfDigest(String digest) {
        return reader.first("SELECT kjar FROM kjars WHERE digest = ?", row -> row.getBytes(1), Texts.kept(digest));
    }

    /**
     * Keeps a file with a version, in place of an earlier one of the name. Waits for the sync; {@link WrongState} where there is no
     * such version.
     */
    public void attach(String version, String name, byte[] report) {
        Texts.required("name", name);
        writer.await(WriteTask.of(report.length, transaction -> {
            if (RulesetRows.find(transaction, version) == null) {
                throw new WrongState("there is no version `" + version + "`");
            }
            return transaction.statements().update("""
                            INSERT INTO attachments (version, name, content) VALUES (?, ?, ?)
                            ON CONFLICT (version, name) DO UPDATE SET content = excluded.content""", version, name, report);
        }));
    }

    public Optional<byte[]> attachment(String version, String name) {
        return reader.first(
                "SELECT content FROM attachments WHERE version = ? AND name = ?",
                row -> row.getBytes(1),
                Texts.kept(version),
                Texts.kept(name));
    }

    /** The highest counter of all versions; 0 where there is none. */
    public long highestCounter() {
        return reader.first(RulesetRows.COUNTER, row -> row.getLong(1)).orElse(0L);
    }
}
