package guanka.records;

import guanka.records.chain.Digests;
import guanka.records.chain.JsonText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/**
 * Every version of the rules, with its bytes: who made, approved and activated it. Each change has its place in the chain, in the
 * same transaction.
 *
 * <p>Stages complete as those of the log do, and fail besides with {@link ConcurrentChange} where the version is no longer what the
 * caller saw, and with {@link WrongState} where its state does not allow the step, and with {@link DamagedRecord} where a
 * row that it depends on is not as the chain says. Reading throws {@link StoreUnavailable}.
 */
public final class RulesetArchive {

    static final String ADOPTED = "RULESET_ADOPTED";
    static final String KEPT = "RULESET_KEPT";
    static final String REPLACED = "RULESET_REPLACED";
    static final String APPROVED = "RULESET_APPROVED";
    static final String DISCARDED = "RULESET_DISCARDED";
    static final String SCHEDULED = "RULESET_SCHEDULED";
    static final String UNSCHEDULED = "RULESET_UNSCHEDULED";
    static final String ACTIVATED = "RULESET_ACTIVATED";

    static final Set<String> KINDS =
            Set.of(ADOPTED, KEPT, REPLACED, APPROVED, DISCARDED, SCHEDULED, UNSCHEDULED, ACTIVATED);

    /** A file, and the last event that tells of it. */
    private static final String FILE = "SELECT a.content, r.sequence, r.answer, r.answer_digest FROM attachments a"
            + " LEFT JOIN records r ON r.sequence = (SELECT sequence " + Told.LAST + ")"
            + " WHERE a.version = ? AND a.name = ?";

    private final Writer writer;
    private final Reader reader;

    RulesetArchive(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps a new draft, under the next number. {@link WrongState} where the version exists or its release is not newer than every
     * one that was taken in before.
     *
     * @param attached what is kept with it
     */
    public CompletionStage<ArchivedRuleset> keep(NewRuleset given, Attached attached) {
        return keep(given, Set.of(), attached);
    }

    /**
     * The same for one that holds what others have drafted.
     *
     * @param hands who had a hand in that, and so in this one
     */
    public CompletionStage<ArchivedRuleset> keep(NewRuleset given, Set<String> hands, Attached attached) {
        return writer.submit(WriteTask.of(given.kjar().length, transaction -> {
            checkNew(transaction, given);
            ArchivedRuleset draft = draft(transaction, given, hands);
            Map<String, byte[]> files = attached.to(draft);
            insert(transaction, given, draft);
            RulesetRows.event(transaction, KEPT, draft.author(), given.at(), draft);
            attach(transaction, draft.version(), files);
            return draft;
        }));
    }

    /**
     * Keeps a ruleset and makes it the active one, where there is no active one; otherwise answers with the active one and changes
     * nothing.
     */
    public CompletionStage<ArchivedRuleset> importActive(NewRuleset given, Attached attached) {
        return writer.submit(WriteTask.of(given.kjar().length, transaction -> {
            ArchivedRuleset active = RulesetRows.heldActive(transaction);
            if (active != null) {
                return active;
            }
            return imported(transaction, given, attached);
        }));
    }

    /**
     * Keeps a signed release and makes it the active one in place of one that may decide no longer. {@link ConcurrentChange} where
     * another one is active by now, {@link OldRelease} where it is not newer than every release before.
     *
     * @param expired digest of the active one
     */
    public CompletionStage<ArchivedRuleset> replaceExpired(NewRuleset given, String expired, Attached attached) {
        Objects.requireNonNull(given.releaseCounter(), "a release");
        return writer.submit(WriteTask.of(given.kjar().length, transaction -> {
            ArchivedRuleset active = RulesetRows.heldActive(transaction);
            if (active == null || !active.digest().equals(expired)) {
                throw new ConcurrentChange("another version was activated meanwhile");
            }
            return imported(transaction, given, attached);
        }));
    }

    private static ArchivedRuleset imported(Transaction transaction, NewRuleset given, Attached attached)
            throws SQLException {
        checkNew(transaction, given);
        ArchivedRuleset draft = draft(transaction, given, Set.of());
        ArchivedRuleset imported = draft.activated(given.author(), given.at(), given.note());
        Map<String, byte[]> files = attached.to(imported);
        RulesetRows.retireActive(transaction);
        insert(transaction, given, imported);
        RulesetRows.event(transaction, KEPT, given.author(), given.at(), draft);
        RulesetRows.event(transaction, ACTIVATED, given.author(), given.at(), imported);
        attach(transaction, imported.version(), files);
        return imported;
    }

    private static void insert(Transaction transaction, NewRuleset given, ArchivedRuleset row) throws SQLException {
        RulesetRows.keep(transaction, given.digest(), given.kjar());
        RulesetRows.insert(transaction, row);
    }

    private static void checkNew(Transaction transaction, NewRuleset given) throws SQLException {
        if (RulesetRows.find(transaction, given.version()) != null) {
            throw new VersionExists(given.version());
        }
        if (given.releaseCounter() != null) {
            RulesetRows.holdAll(transaction);
        }
        long highest = RulesetRows.highestRelease(transaction);
        if (given.releaseCounter() != null && given.releaseCounter() <= highest) {
            throw new OldRelease("the release " + given.version() + " has counter " + given.releaseCounter()
                    + ", but counter " + highest + " is known: a release must have a higher one");
        }
    }

    /** Whoever had a hand in a parent that nobody has approved had a hand in what is made from it. */
    private static ArchivedRuleset draft(Transaction transaction, NewRuleset given, Set<String> hands)
            throws SQLException {
        SortedSet<String> authors = new TreeSet<>(hands);
        authors.add(given.author());
        ArchivedRuleset parent =
                given.parentVersion() == null ? null : RulesetRows.held(transaction, given.parentVersion());
        if (parent != null && !parent.isApprovedAs(given.parentDigest())) {
            authors.addAll(parent.authors());
        }
        return new ArchivedRuleset(
                given.version(),
                given.digest(),
                RulesetRows.nextCounter(transaction),
                given.parentVersion(),
                given.parentDigest(),
                RulesetState.DRAFT,
                given.author(),
                authors,
                Texts.kept(given.at()),
                given.note(),
                null,
                null,
                null,
                null,
                null,
                null,
                given.releaseCounter());
    }

    /**
     * Puts other rules into a draft; an approval and a planned activation are void. {@link ConcurrentChange} where the digest is no
     * longer the expected one or the version has been active.
     *
     * @param hands    who had a hand in what is put into it, and so in the draft
     * @param attached what is kept with it, in place of earlier files of the name
     */
    public CompletionStage<ArchivedRuleset> replaceDraft(
            String version,
            String expectedDigest,
            String newDigest,
            byte[] kjar,
            String author,
            Set<String> hands,
            Instant at,
            String note,
            Attached attached) {
        return replaceDraft(version, expectedDigest, newDigest, null, kjar, author, hands, at, note, attached);
    }

    /**
     * Puts a draft upon the version that decides: its own changes in the rules of that version. {@link OutdatedBase} where another
     * one decides by now.
     *
     * @param base digest of the version upon which it was put
     */
    public CompletionStage<ArchivedRuleset> rebaseDraft(
            String version,
            String expectedDigest,
            String newDigest,
            String base,
            byte[] kjar,
            String author,
            Instant at,
            String note,
            Attached attached) {
        return replaceDraft(
                version,
                expectedDigest,
                newDigest,
                Texts.required("base", base),
                kjar,
                author,
                Set.of(),
                at,
                note,
                attached);
    }

    private CompletionStage<ArchivedRuleset> replaceDraft(
            String version,
            String expectedDigest,
            String newDigest,
            String base,
            byte[] kjar,
            String author,
            Set<String> hands,
            Instant at,
            String note,
            Attached attached) {
        NewRuleset.checkDigest(newDigest, kjar);
        Texts.required("author", author);
        Texts.optional("note", note);
        return writer.submit(WriteTask.of(kjar.length, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            if (before.state() != RulesetState.DRAFT && before.state() != RulesetState.APPROVED) {
                throw new ConcurrentChange("version `" + version + "` is no longer a draft");
            }
            ArchivedRuleset after = before.edited(newDigest, author, hands, at, note);
            if (base != null) {
                ArchivedRuleset active = RulesetRows.heldActive(transaction);
                if (active == null || !active.digest().equals(base)) {
                    throw new OutdatedBase("another version decides since version `" + version + "` was put upon it");
                }
                after = after.on(active);
            }
            Map<String, byte[]> files = attached.to(after);
            RulesetRows.keep(transaction, newDigest, kjar);
            RulesetRows.update(transaction, after);
            RulesetRows.event(transaction, REPLACED, author, at, after);
            attach(transaction, version, files);
            return after;
        }));
    }

    /**
     * Gives up a draft; it stays in the record. {@link ConcurrentChange} where it is another one by now, or no draft; a planned
     * activation is void.
     *
     * @param reason null: none
     */
    public CompletionStage<ArchivedRuleset> discard(
            String version, String expectedDigest, String actor, Instant at, String reason) {
        Texts.required("actor", actor);
        Texts.optional("reason", reason);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            if (before.state() != RulesetState.DRAFT && before.state() != RulesetState.APPROVED) {
                throw new ConcurrentChange("version `" + version + "` is no longer a draft");
            }
            ArchivedRuleset after = before.discarded(reason);
            RulesetRows.update(transaction, after);
            RulesetRows.event(transaction, DISCARDED, actor, at, after);
            return after;
        }));
    }

    /**
     * What an approver has looked at.
     *
     * @param digest of the kjar
     * @param name   of the check report among the files of the version
     * @param report digest of that report, 64 hexadecimal digits
     */
    public record Looked(String digest, String name, String report) {}

    /**
     * Approves a draft as it is. {@link ConcurrentChange} where it or its report is not what was looked at, {@link WrongState}
     * unless a draft, {@link OutdatedBase} where what it was made from no longer decides.
     *
     * @param fourEyes whether the approver may have had no hand in the draft; if he had, {@link SamePerson}
     */
    public CompletionStage<ArchivedRuleset> approve(
            String version, Looked looked, String approver, boolean fourEyes, Instant at, String note) {
        Texts.required("approver", approver);
        Texts.optional("note", note);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, looked.digest());
            if (before.state() != RulesetState.DRAFT) {
                throw new WrongState("version `" + version + "` is not a draft");
            }
            if (fourEyes && Persons.isAmong(before.authors(), approver)) {
                throw new SamePerson(
                        "`" + approver + "` had a hand in the draft " + version + ", so someone else must approve it");
            }
            ArchivedRuleset base = checkBase(transaction, before);
            if (!looked.report().equals(digestOfFile(transaction, version, looked.name()))) {
                throw new ConcurrentChange("the check report of version `" + version + "` is another one by now");
            }
            ArchivedRuleset after = before.approved(approver, at, looked.report());
            RulesetRows.update(transaction, after);
            RulesetRows.event(
                    transaction,
                    APPROVED,
                    approver,
                    at,
                    after,
                    "approvalNote",
                    note,
                    "base",
                    base == null ? null : base.digest());
            return after;
        }));
    }

    /** The version that decides, which must still be the one that a draft was made from. */
    private static ArchivedRuleset checkBase(Transaction transaction, ArchivedRuleset draft) throws SQLException {
        ArchivedRuleset active = RulesetRows.heldActive(transaction);
        String outdated = outdated(draft, active);
        if (outdated != null) {
            throw new OutdatedBase(outdated);
        }
        return active;
    }

    /**
     * Why a draft does not follow the version that decides, or null where it does: to activate it would undo what was activated
     * since.
     */
    public static String outdated(ArchivedRuleset draft, ArchivedRuleset active) {
        if (draft.parentVersion() == null || active == null) {
            return null;
        }
        if (!active.version().equals(draft.parentVersion())) {
            return "version " + draft.version() + " was made from " + draft.parentVersion() + ", but "
                    + active.version() + " decides: rebase it, which puts its changes upon that version";
        }
        if (draft.parentDigest() != null && !active.digest().equals(draft.parentDigest())) {
            return "version " + draft.version() + " was made from an earlier content of " + draft.parentVersion()
                    + ": rebase it, which puts its changes upon what that holds now";
        }
        return null;
    }

    /**
     * Makes a version the one that decides, now or at a time to come; the former one retires. {@link ConcurrentChange} where its
     * digest is not the expected one, {@link WrongState} unless it is approved, or retired and a reason is given for going back;
     * {@link OutdatedBase} where it is approved and what it was made from no longer decides.
     *
     * @param rule      who may do it besides; {@link SamePerson} where this actor may not
     * @param reason    null: none, only for an approved version
     * @param effective null or not after {@code at}: now; otherwise the activation is planned, and replaces an earlier plan
     */
    public CompletionStage<ArchivedRuleset> activate(
            String version,
            String expectedDigest,
            String actor,
            Activator rule,
            Instant at,
            String reason,
            Instant effective) {
        Texts.required("actor", actor);
        Texts.optional("reason", reason);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset before = RulesetRows.expected(transaction, version, expectedDigest);
            checkActivation(transaction, before, actor, rule, reason);
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
            ArchivedRuleset after = before.activated(actor, at, reason);
            ArchivedRuleset former = RulesetRows.heldActive(transaction);
            RulesetRows.retireActive(transaction);
            RulesetRows.update(transaction, after);
            RulesetRows.event(
                    transaction, ACTIVATED, actor, at, after, "retired", former == null ? null : former.version());
            return after;
        }));
    }

    private static void checkActivation(
            Transaction transaction, ArchivedRuleset before, String actor, Activator rule, String reason)
            throws SQLException {
        if (before.state() == RulesetState.RETIRED) {
            if (reason == null || reason.isBlank()) {
                throw new WrongState("going back to version `" + before.version() + "` needs a reason");
            }
            return;
        }
        if (before.state() != RulesetState.APPROVED) {
            throw new WrongState("version `" + before.version() + "` is not approved");
        }
        String forbidden = rule.forbids(before, actor);
        if (forbidden != null) {
            throw new SamePerson(forbidden);
        }
        checkBase(transaction, before);
        if (before.releaseCounter() != null) {
            RulesetRows.holdAll(transaction);
        }
        long highest = RulesetRows.highestReleaseThatDecided(transaction);
        if (before.releaseCounter() != null && before.releaseCounter() <= highest) {
            throw new OldRelease("the release " + before.version() + " has counter " + before.releaseCounter()
                    + ", but counter " + highest + " has decided: only a retired version can be gone back to");
        }
    }

    /**
     * Gives up a planned activation that was refused when its time came. Nothing happens where the plan is another one by now.
     *
     * @param why it was refused
     */
    public CompletionStage<Boolean> giveUp(PlannedActivation plan, String actor, Instant at, String why) {
        Texts.required("actor", actor);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset row = RulesetRows.held(transaction, plan.version());
            if (row == null || !row.digest().equals(plan.digest()) || !isPlanned(transaction, plan)) {
                return false;
            }
            RulesetRows.schedule(transaction, plan.version(), null, null, null);
            RulesetRows.event(transaction, UNSCHEDULED, actor, at, row, "refused", Texts.kept(why));
            return true;
        }));
    }

    /**
     * Takes back a planned activation; the version stays approved. {@link ConcurrentChange} where its digest is not the expected one,
     * {@link WrongState} where nothing is planned.
     *
     * @param reason why, or null
     */
    public CompletionStage<ArchivedRuleset> unplan(
            String version, String expectedDigest, String actor, Instant at, String reason) {
        Texts.required("actor", actor);
        Texts.optional("reason", reason);
        return writer.submit(WriteTask.of(0, transaction -> {
            ArchivedRuleset row = RulesetRows.expected(transaction, version, expectedDigest);
            PreparedStatement planned =
                    transaction.statements().of("SELECT 1 FROM rulesets WHERE version = ? AND effective IS NOT NULL");
            Statements.bind(planned, version);
            try (ResultSet found = planned.executeQuery()) {
                if (!found.next()) {
                    throw new WrongState("no activation of version `" + version + "` is planned");
                }
            }
            RulesetRows.schedule(transaction, version, null, null, null);
            RulesetRows.event(transaction, UNSCHEDULED, actor, at, row, "reason", reason);
            return row;
        }));
    }

    private static boolean isPlanned(Transaction transaction, PlannedActivation plan) throws SQLException {
        PreparedStatement planned =
                transaction.statements().of("SELECT 1 FROM rulesets WHERE version = ? AND effective = ?");
        Statements.bind(planned, plan.version(), Texts.of(plan.effective()));
        try (ResultSet row = planned.executeQuery()) {
            return row.next();
        }
    }

    /** The version that decides. */
    public Optional<ArchivedRuleset> active() {
        return reader.first(RulesetRows.SELECT + " WHERE state = 'ACTIVE'", RulesetRows::of);
    }

    public Optional<ArchivedRuleset> find(String version) {
        return reader.first(RulesetRows.SELECT + " WHERE version = ?", RulesetRows::of, Texts.kept(version));
    }

    /**
     * A version that is as the chain says, for what is done by it elsewhere.
     *
     * @throws DamagedRecord where its row is another
     */
    public Optional<ArchivedRuleset> held(String version) {
        return writer.await(
                WriteTask.of(0, transaction -> Optional.ofNullable(RulesetRows.held(transaction, version))));
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
                "SELECT digest, kjar FROM kjars WHERE digest = (SELECT digest FROM rulesets WHERE version = ?)",
                RulesetArchive::kjar,
                Texts.kept(version));
    }

    /** Any kjar that was ever kept. */
    public Optional<byte[]> bytesOfDigest(String digest) {
        return reader.first(
                "SELECT digest, kjar FROM kjars WHERE digest = ?", RulesetArchive::kjar, Texts.kept(digest));
    }

    /** The bytes under a digest, which must be theirs. */
    private static byte[] kjar(ResultSet row) throws SQLException {
        byte[] kjar = row.getBytes(2);
        if (kjar == null || !("sha256:" + Digests.hex(kjar)).equals(row.getString(1))) {
            throw new DamagedRow("the rules that are kept as " + row.getString(1) + " were changed", null);
        }
        return kjar;
    }

    /**
     * Keeps a file with a version, in place of an earlier one of the name. Waits for the sync; {@link WrongState} where there is no
     * such version.
     */
    public void attach(String version, String name, byte[] file) {
        Texts.required("name", name);
        writer.await(WriteTask.of(file.length, transaction -> {
            if (RulesetRows.find(transaction, version) == null) {
                throw new WrongState("there is no version `" + version + "`");
            }
            attach(transaction, version, Map.of(name, file));
            return null;
        }));
    }

    private static void attach(Transaction transaction, String version, Map<String, byte[]> files) throws SQLException {
        for (var file : new TreeMap<>(files).entrySet()) {
            transaction.statements().update("""
                            INSERT INTO attachments (version, name, content) VALUES (?, ?, ?)
                            ON CONFLICT (version, name) DO UPDATE SET content = excluded.content""", version, file.getKey(), file.getValue());
            Witness.attachment(transaction, version, file.getKey(), file.getValue());
        }
    }

    /** Of a file as it was kept; null where there is no such file. */
    private static String digestOfFile(Transaction transaction, String version, String name) throws SQLException {
        transaction.send();
        PreparedStatement statement = transaction.statements().of(FILE);
        Statements.bind(statement, file(version, name));
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Digests.hex(file(row, version, name)) : null;
        }
    }

    /**
     * A file of a version, as it was kept.
     *
     * @throws DamagedRecord where it has not the digest that the chain tells
     */
    public Optional<byte[]> attachment(String version, String name) {
        String kept = Texts.kept(version);
        String called = Texts.kept(name);
        return reader.first(FILE, row -> file(row, kept, called), file(kept, called));
    }

    /** Values of {@link #FILE}. */
    private static Object[] file(String version, String name) {
        String told = new JsonText().add("version", version).add("name", name).toString();
        Object[] last = Told.bind(Witness.ATTACHED, told.substring(0, told.length() - 1) + ",");
        Object[] all = Arrays.copyOf(last, last.length + 2);
        all[last.length] = version;
        all[last.length + 1] = name;
        return all;
    }

    private static byte[] file(ResultSet row, String version, String name) throws SQLException {
        byte[] content = row.getBytes(1);
        byte[] told = row.getBytes(3);
        if (content == null
                || told == null
                || !Digests.hex(content)
                        .equals(Told.json(row.getLong(2), told, row.getString(4))
                                .path("digest")
                                .asText())) {
            throw new DamagedRecord("the file `" + name + "` of version " + version + " was changed", null);
        }
        return content;
    }
}
