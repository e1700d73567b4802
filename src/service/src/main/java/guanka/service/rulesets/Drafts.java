package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.release.Admission;
import guanka.engine.release.Draft;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Text;
import guanka.records.ArchivedRuleset;
import guanka.records.Attached;
import guanka.records.NewRuleset;
import guanka.records.OldRelease;
import guanka.records.RulesetArchive;
import guanka.records.RulesetState;
import guanka.records.WrongState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.KeptImpact;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.tables.EditedWorkbook;
import guanka.tables.TableMerge;
import guanka.tables.Tables;
import guanka.tables.VersionMark;
import guanka.workbench.check.CheckReport;
import guanka.workbench.check.Checks;
import guanka.workbench.replay.Replay;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes and edits drafts: other workbooks under the same rules, or a whole kjar that engineers built. */
@ApplicationScoped
public class Drafts {

    /** Name under which the check report of a version is kept. */
    static final String REPORT = "check-report";

    /** In front of the names of files as they were uploaded, which are kept with what was made of them. */
    static final String UPLOAD = "upload/";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How often a version is asked for that another instance was given meanwhile. */
    private static final int ATTEMPTS = 5;

    private final Set<String> reserved = ConcurrentHashMap.newKeySet();
    private final Records records;
    private final ActiveRuleset rulesets;
    private final Trust trust;
    private final HandedIn handedIn;

    Drafts(Records records, ActiveRuleset rulesets, Trust trust) {
        this.records = records;
        this.rulesets = rulesets;
        this.trust = trust;
        this.handedIn = new HandedIn(records, rulesets);
    }

    /** A draft as it is stored, with its check report. */
    public record Made(ArchivedRuleset draft, CheckReport report, List<HandedIn.Whence> workbooks) {}

    /**
     * Keeps a new draft.
     *
     * @param base      version whose other workbooks and rules stay
     * @param workbooks by file name
     * @param note      of the author, or null
     * @throws guanka.engine.ruleset.RefusedRuleset with every mistake
     */
    public Made make(ArchivedRuleset base, SortedMap<String, byte[]> workbooks, String author, String note) {
        HandedIn.Taken handed = handedIn.upon(base, workbooks);
        for (int attempt = 1; ; attempt++) {
            String version = reserve();
            try {
                byte[] kjar = assembled(base, handed.workbooks(), version);
                return keep(load(Admission.ofOwn(kjar)), null, kjar, base, author, note, handed, workbooks);
            } catch (WrongState taken) {
                // another instance over the same store was quicker
                if (attempt == ATTEMPTS || records.rulesets().find(version).isEmpty()) {
                    throw taken;
                }
            } finally {
                reserved.remove(version);
            }
        }
    }

    /**
     * Keeps a new draft of changed rows, as if the workbooks had been downloaded, changed and handed in.
     *
     * @param edits by workbook
     * @throws guanka.engine.ruleset.RefusedRuleset with every mistake
     */
    Made make(ArchivedRuleset base, Map<String, List<TableMerge.Edit>> edits, String author, String note) {
        return make(base, edited(base, edits), author, note);
    }

    /** The workbooks of a version with changed rows, marked as that version's. */
    private SortedMap<String, byte[]> edited(ArchivedRuleset base, Map<String, List<TableMerge.Edit>> edits) {
        byte[] kjar = bytes(base);
        VersionMark mark = new VersionMark(base.version(), base.digest());
        SortedMap<String, byte[]> changed = new TreeMap<>();
        edits.forEach((name, rows) -> changed.put(name, mark.in(EditedWorkbook.of(workbook(kjar, name), rows))));
        return changed;
    }

    /** A version with other workbooks. Its own bytes are out of the way before the draft is loaded, which needs all the room. */
    private byte[] assembled(ArchivedRuleset base, SortedMap<String, byte[]> workbooks, String version) {
        return Draft.assemble(bytes(base), workbooks, Map.of(), version);
    }

    private byte[] bytes(ArchivedRuleset version) {
        return records.rulesets().bytesOfDigest(version.digest()).orElseThrow();
    }

    /** A version that nobody has and nobody else is given while a draft of this name is checked. */
    private String reserve() {
        synchronized (reserved) {
            Set<String> taken = new TreeSet<>(reserved);
            records.rulesets().list().forEach(kept -> taken.add(kept.version()));
            String version = Draft.nextVersion(taken, today());
            reserved.add(version);
            return version;
        }
    }

    /**
     * Keeps a kjar that engineers built and signed as a draft.
     *
     * @throws guanka.engine.ruleset.RefusedRuleset with every reason
     */
    public Made upload(byte[] kjar, String author, String note) {
        Admission release = trust.release(kjar);
        ArchivedRuleset active = rulesets.find(rulesets.edition().version());
        try {
            long counter = release.release().counter();
            return keep(load(release), counter, kjar, active, author, note, HandedIn.Taken.NOTHING, new TreeMap<>());
        } catch (OldRelease old) {
            throw new RefusedRuleset(List.of(old.getMessage()));
        }
    }

    /**
     * Puts other workbooks into a draft; an approval is void.
     *
     * @param seen digest of the draft that the author saw
     * @throws guanka.engine.ruleset.RefusedRuleset with every mistake
     * @throws guanka.records.ConcurrentChange where the draft is another one by now, or no draft
     */
    public Made edit(
            ArchivedRuleset draft, String seen, SortedMap<String, byte[]> workbooks, String author, String note) {
        RulesetArchive archive = records.rulesets();
        String says = note == null ? draft.note() : note;
        String deciding = rulesets.edition().ruleset().digest();
        if (!deciding.equals(draft.parentDigest()) && HandedIn.areAllOf(deciding, workbooks)) {
            // the author has said in the workbooks of that version what is to hold where both have changed a place
            return rebase(draft, seen, workbooks, author, says);
        }
        HandedIn.Taken taken = handedIn.into(draft, author, workbooks);
        byte[] kjar = assembled(draft, taken.workbooks(), draft.version());
        try (Loaded loaded = load(Admission.ofOwn(kjar))) {
            CheckReport report = check(loaded.edition());
            String digest = loaded.edition().ruleset().digest();
            ArchivedRuleset kept = WriteResult.of(archive.replaceDraft(
                    draft.version(),
                    seen,
                    digest,
                    kjar,
                    author,
                    taken.hands(),
                    Instant.now(),
                    says,
                    files(report, workbooks)));
            return new Made(kept, report, taken.whence());
        }
    }

    /**
     * Puts changed rows of one workbook into a draft, as if the workbook had been downloaded, changed and handed in; the note stays.
     *
     * @param seen digest of the draft that the analyst saw
     * @throws guanka.engine.ruleset.RefusedRuleset with every mistake
     * @throws guanka.records.ConcurrentChange where the draft is another one by now, or no draft
     */
    public Made change(
            ArchivedRuleset draft, String seen, String workbook, List<TableMerge.Edit> edits, String author) {
        return edit(draft, seen, edited(draft, Map.of(workbook, edits)), author, null);
    }

    /** A case that the check of a draft proposed, as cells by their headers; empty where there is none of that key. */
    Optional<Map<String, String>> proposed(ArchivedRuleset draft, String key) {
        for (JsonNode one : report(draft).map(Drafts::tree).orElseThrow().path("proposals")) {
            if (one.path("key").asText().equals(key)) {
                Map<String, String> cells = new TreeMap<>();
                one.path("cells")
                        .properties()
                        .forEach(
                                cell -> cells.put(cell.getKey(), cell.getValue().asText()));
                return Optional.of(cells);
            }
        }
        return Optional.empty();
    }

    /** The day of export of a case of the files of a draft, null where there is no such case or its day is not known. */
    LocalDate dayOf(ArchivedRuleset draft, String caseId) {
        return new Replay(rulesets.of(draft).decisions())
                .cases().stream()
                        .filter(one -> one.promise() == null && one.id().equals(caseId))
                        .map(one -> one.shipment().path("exportDate").asText())
                        .filter(day -> day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}.*"))
                        .map(day -> day(day.substring(0, 10)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Null where there is no such day: cases of bad input name some. */
    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    /**
     * Puts a draft's own changes upon the version that decides now, row by row and cell by cell; an approval is void.
     *
     * @param seen digest of the draft that the analyst saw
     * @throws Refusal with every place that both have changed to different texts, or where the rules differ
     */
    public Made rebase(ArchivedRuleset draft, String seen, String author) {
        mustBeDraft(draft);
        return rebase(draft, seen, new TreeMap<>(), author, draft.note());
    }

    /** @throws Refusal where it can no longer be changed */
    static void mustBeDraft(ArchivedRuleset draft) {
        if (draft.state() != RulesetState.DRAFT && draft.state() != RulesetState.APPROVED) {
            throw new Refusal(
                    Problem.of(Kind.CHANGED, "ruleset " + draft.version() + " is no draft but " + draft.state()));
        }
    }

    /** @param settled workbooks of the version that decides, with what is to hold; they say it for all their cells */
    private Made rebase(
            ArchivedRuleset draft, String seen, SortedMap<String, byte[]> settled, String author, String note) {
        Edition active = rulesets.edition();
        Edition own = rulesets.of(draft);
        Text whose = new Text("the draft " + draft.version(), "草案 " + draft.version());
        TableMerge merge = merged(draft, own, active);
        mustAgree(
                merge.conflicts().stream()
                        .filter(conflict -> !settled.containsKey(conflict.workbook()))
                        .toList(),
                whose,
                active.version(),
                own.ruleset().tables());
        String base = active.ruleset().digest();
        byte[] from = records.rulesets().bytesOfDigest(base).orElseThrow();
        byte[] mine = records.rulesets().bytesOfDigest(draft.digest()).orElseThrow();
        byte[] began = records.rulesets()
                .bytesOfDigest(began(draft).ruleset().digest())
                .orElseThrow();
        byte[] kjar = Draft.assemble(
                from, edited(from, merge.edits(), began, Draft.workbookFiles(mine)::get), Map.of(), draft.version());
        if (!settled.isEmpty()) {
            Tables said = Draft.tables(from, settled);
            TableMerge more =
                    TableMerge.of(active.ruleset().tables(), said, Draft.tables(kjar, Map.of()), settled::containsKey);
            mustAgree(more.conflicts(), RebaseConflicts.UPLOAD, draft.version(), said);
            kjar = Draft.assemble(kjar, edited(kjar, more.edits(), from, settled::get), Map.of(), draft.version());
        }
        try (Loaded loaded = load(Admission.ofOwn(kjar))) {
            CheckReport report = check(loaded.edition());
            ArchivedRuleset kept = WriteResult.of(records.rulesets()
                    .rebaseDraft(
                            draft.version(),
                            seen,
                            loaded.edition().ruleset().digest(),
                            base,
                            kjar,
                            author,
                            Instant.now(),
                            note,
                            files(report, settled)));
            return new Made(kept, report, List.of());
        }
    }

    private static void mustAgree(List<TableMerge.Conflict> conflicts, Text whose, String other, Tables own) {
        if (!conflicts.isEmpty()) {
            throw new Refusal(RebaseConflicts.of(whose, other, new TableMerge(conflicts, Map.of()), own));
        }
    }

    /** The workbooks of a kjar with changes that were made to those of another: from what they began, and as they were saved. */
    private static SortedMap<String, byte[]> edited(
            byte[] kjar, Map<String, List<TableMerge.Edit>> edits, byte[] began, Function<String, byte[]> saved) {
        Map<String, byte[]> present = Draft.workbookFiles(kjar);
        Map<String, byte[]> before = Draft.workbookFiles(began);
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        edits.forEach((name, changes) -> workbooks.put(
                name, EditedWorkbook.of(present.get(name), changes, before.get(name), saved.apply(name))));
        return workbooks;
    }

    private static byte[] workbook(byte[] kjar, String name) {
        return Draft.workbook(kjar, name).orElseThrow();
    }

    /** What a draft and the version that decides now have both changed to different texts. */
    public List<TableMerge.Conflict> conflicts(ArchivedRuleset draft) {
        return merged(draft, rulesets.of(draft), rulesets.edition()).conflicts();
    }

    private Edition began(ArchivedRuleset draft) {
        return rulesets.ofDigest(
                draft.parentDigest() != null
                        ? draft.parentDigest()
                        : rulesets.find(draft.parentVersion()).digest());
    }

    /** @throws Refusal where the rules differ */
    private TableMerge merged(ArchivedRuleset draft, Edition own, Edition active) {
        Edition began = began(draft);
        if (!own.ruleset().rulesDigest().equals(active.ruleset().rulesDigest())) {
            throw new Refusal(Problem.of(
                    Kind.OUTDATED_BASE,
                    "the rules of " + draft.version() + " and of " + active.version()
                            + " differ: engineers build such a draft anew"));
        }
        return TableMerge.of(
                began.ruleset().tables(),
                own.ruleset().tables(),
                active.ruleset().tables());
    }

    /**
     * Workbooks by the names that a version has for them, whatever their files are called.
     *
     * @throws Refusal where two files are one workbook
     */
    SortedMap<String, byte[]> named(ArchivedRuleset version, SortedMap<String, byte[]> files) {
        try {
            return Draft.named(
                    records.rulesets().bytesOfDigest(version.digest()).orElseThrow(), files);
        } catch (IllegalArgumentException twice) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_WORKBOOKS,
                    "1 mistake",
                    List.of(Problem.Error.inWorkbook(
                            twice.getMessage(),
                            "given-twice",
                            new Text(
                                    "two of the files are this workbook; hand in the newer one alone",
                                    "有两个文件都是此工作簿；请只提交较新的一个")))));
        }
    }

    /** @param release counter of the signed release that it is, or null */
    private Made keep(
            Loaded draft,
            Long release,
            byte[] kjar,
            ArchivedRuleset parent,
            String author,
            String note,
            HandedIn.Taken handed,
            SortedMap<String, byte[]> uploaded) {
        try (Loaded loaded = draft) {
            Ruleset ruleset = loaded.edition().ruleset();
            if (!NewRuleset.isName(ruleset.version())) {
                throw new RefusedRuleset(List.of("`" + Problem.shown(ruleset.version())
                        + "` cannot name a version: letters, digits, points and dashes are taken, at most 64, and not"
                        + " `active`"));
            }
            CheckReport report = check(loaded.edition());
            ArchivedRuleset kept = WriteResult.of(records.rulesets()
                    .keep(
                            new NewRuleset(
                                    ruleset.version(),
                                    ruleset.digest(),
                                    parent.version(),
                                    parent.digest(),
                                    author,
                                    Instant.now(),
                                    note,
                                    release,
                                    kjar),
                            handed.hands(),
                            files(report, uploaded)));
            return new Made(kept, report, handed.whence());
        }
    }

    /** A draft is checked against what decides, whatever it was made from: that is what it would change. */
    private CheckReport check(Edition draft) {
        return Checks.of(draft.decisions(), rulesets.edition().decisions(), today(), new NewestFacts(records.log()));
    }

    /** What is kept with a draft in the same transaction. */
    private Attached files(CheckReport report, SortedMap<String, byte[]> uploaded) {
        return kept -> {
            Map<String, byte[]> files = new TreeMap<>(trust.seal(kept));
            uploaded.forEach((name, bytes) -> files.put(UPLOAD + name, bytes));
            files.put(REPORT, CanonicalJson.write(report));
            return files;
        };
    }

    /**
     * Gives up a draft.
     *
     * @param seen digest of the draft that was looked at
     * @throws guanka.records.ConcurrentChange where the draft is another one by now, or no draft
     */
    public ArchivedRuleset discard(ArchivedRuleset draft, String seen, String actor, String reason) {
        return WriteResult.of(records.rulesets().discard(draft.version(), seen, actor, Instant.now(), reason));
    }

    /** The check report of a version as JSON; absent for one that was never a draft here. */
    public Optional<byte[]> report(ArchivedRuleset version) {
        return records.rulesets().attachment(version.version(), REPORT);
    }

    /** The impact report of a version as JSON, as it is kept; absent where none was run over what the version holds now. */
    public Optional<byte[]> impact(ArchivedRuleset version) {
        return records.rulesets()
                .attachment(version.version(), KeptImpact.NAME)
                .filter(report -> tree(report).at("/draft/digest").asText().equals(version.digest())
                        && (version.state() != RulesetState.DRAFT && version.state() != RulesetState.APPROVED
                                || tree(report)
                                        .at("/base/digest")
                                        .asText()
                                        .equals(rulesets.edition().ruleset().digest())));
    }

    /**
     * What is approved with a draft: its content, and the report of its check against what decides now. Where the check was against
     * another version it is made anew, to be looked at first.
     *
     * @param seen         digest of the draft that was looked at
     * @param reportSeen   digest of the report that was looked at, or null where the approver names none
     * @param acceptErrors whether the approver has seen the errors of its check and approves in spite of them
     * @throws Refusal where its check is not the one that was looked at, or found errors that nobody accepted
     */
    RulesetArchive.Looked looked(ArchivedRuleset draft, String seen, String reportSeen, boolean acceptErrors) {
        byte[] report = report(draft)
                .orElseThrow(() -> new Refusal(
                        Problem.of(Kind.NOT_APPROVED, "ruleset " + draft.version() + " has no check report")));
        JsonNode read = tree(report);
        Edition active = rulesets.edition();
        if (!read.at("/base/digest").asText().equals(active.ruleset().digest())) {
            records.rulesets().attach(draft.version(), REPORT, CanonicalJson.write(check(rulesets.of(draft))));
            throw new Refusal(Problem.of(
                    Kind.CHANGED,
                    "the check report compared " + draft.version() + " with "
                            + read.at("/base/version").asText() + ", but " + active.version()
                            + " decides: it was checked anew, look at the report again"));
        }
        String digest = reportDigest(report);
        if (reportSeen != null && !reportSeen.replaceFirst("^sha256:", "").equals(digest)) {
            throw new Refusal(
                    Problem.of(Kind.CHANGED, "the check report of " + draft.version() + " is now sha256:" + digest));
        }
        int errors = read.at("/counts/errors").asInt();
        if (!acceptErrors && errors > 0) {
            throw new Refusal(Problem.of(
                    Kind.NOT_APPROVED,
                    "the check of " + draft.version() + " found " + errors
                            + " errors; approve with acceptErrors only after having read them"));
        }
        return new RulesetArchive.Looked(seen, REPORT, digest);
    }

    /** By which a report is named. */
    public static String reportDigest(byte[] report) {
        return KjarEntries.digest(report).replaceFirst("^sha256:", "");
    }

    /**
     * Ids of the cases that the check report of a version names as broken, so that its approver knew of them.
     *
     * @throws RefusedRuleset where the report is not the one that was approved
     */
    Set<String> casesKnownBroken(ArchivedRuleset version) {
        Set<String> broken = new TreeSet<>();
        byte[] report = report(version).orElse(null);
        if (version.report() != null && (report == null || !reportDigest(report).equals(version.report()))) {
            throw new RefusedRuleset(
                    List.of("the check report of " + version.version() + " is not the one that was approved"));
        }
        if (report != null) {
            tree(report).at("/cases/broken").forEach(id -> broken.add(id.asText()));
        }
        return broken;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The edition with which a version is compared: a draft with what decides now, whatever it was made from, so that all of it shows
     * that an approval would let in; a version that decided with the one that it came from.
     */
    public Edition baseOf(ArchivedRuleset version) {
        return version.state() == RulesetState.DRAFT || version.state() == RulesetState.APPROVED
                ? rulesets.edition()
                : rulesets.edition(version.parentVersion());
    }

    private record Loaded(Edition edition) implements AutoCloseable {

        @Override
        public void close() {
            edition.decisions().close();
        }
    }

    private static Loaded load(Admission admitted) {
        return new Loaded(Edition.of(admitted, Instant.now()));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
