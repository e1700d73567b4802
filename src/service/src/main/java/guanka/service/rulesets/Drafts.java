package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.release.Admission;
import guanka.engine.release.Draft;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.ruleset.Ruleset;
import guanka.records.ArchivedRuleset;
import guanka.records.RulesetArchive;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.workbench.check.CheckReport;
import guanka.workbench.check.Checks;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Makes and edits drafts: other workbooks under the same rules, or a whole kjar that engineers built. */
@ApplicationScoped
public class Drafts {

    /** Name under which the check report of a version is kept. */
    static final String REPORT = "check-report";

    private static final String RELEASE_COUNTER = "release-counter";

    /** Name under which the impact of a version on everything is kept. */
    static final String IMPACT = "impact";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Trust trust;

    Drafts(Records records, ActiveRuleset rulesets, Trust trust) {
        this.records = records;
        this.rulesets = rulesets;
        this.trust = trust;
    }

    /** A draft as it is stored, with its check report. */
    public record Made(ArchivedRuleset draft, CheckReport report) {}

    /**
     * Keeps a new draft.
     *
     * @param base      version whose other workbooks and rules stay
     * @param workbooks by file name
     * @param note      of the author, or null
     * @throws guanka.engine.ruleset.RefusedRuleset with every mistake
     */
    public Made make(ArchivedRuleset base, SortedMap<String, byte[]> workbooks, String author, String note) {
        byte[] kjar = Draft.assemble(
                records.rulesets().bytesOfDigest(base.digest()).orElseThrow(), workbooks, Map.of(), nextVersion());
        return keep(Admission.ofOwn(kjar), kjar, base.version(), author, note);
    }

    /**
     * Keeps a kjar that engineers built and signed as a draft.
     *
     * @throws guanka.engine.ruleset.RefusedRuleset with every reason
     */
    public Made upload(byte[] kjar, String author, String note) {
        Admission release = trust.release(kjar);
        ReleaseInfo info = release.release();
        info.mustNotBeOlderThan(highestRelease());
        Made made = keep(release, kjar, rulesets.edition().version(), author, note);
        records.rulesets()
                .attach(
                        made.draft().version(),
                        RELEASE_COUNTER,
                        String.valueOf(info.counter()).getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    /** The highest number of all releases that were ever taken in: an older one may not come back unnoticed. */
    private long highestRelease() {
        return records.rulesets().list().stream()
                .flatMap(version -> records.rulesets().attachment(version.version(), RELEASE_COUNTER).stream())
                .mapToLong(counter -> Long.parseLong(new String(counter, StandardCharsets.US_ASCII)))
                .max()
                .orElse(0);
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
        byte[] kjar = Draft.assemble(
                archive.bytesOfDigest(draft.digest()).orElseThrow(), workbooks, Map.of(), draft.version());
        try (Loaded loaded = load(Admission.ofOwn(kjar))) {
            CheckReport report =
                    Checks.of(loaded.edition().decisions(), baseOf(draft).decisions(), today());
            String digest = loaded.edition().ruleset().digest();
            ArchivedRuleset kept = WriteResult.of(
                    archive.replaceDraft(draft.version(), seen, digest, kjar, author, Instant.now(), note));
            return seal(kept, report);
        }
    }

    private Made keep(Admission admitted, byte[] kjar, String parent, String author, String note) {
        RulesetArchive archive = records.rulesets();
        try (Loaded loaded = load(admitted)) {
            Ruleset ruleset = loaded.edition().ruleset();
            CheckReport report = Checks.of(
                    loaded.edition().decisions(), rulesets.edition(parent).decisions(), today());
            ArchivedRuleset kept = WriteResult.of(archive.keep(
                    ruleset.version(),
                    ruleset.digest(),
                    archive.highestCounter() + 1,
                    parent,
                    author,
                    Instant.now(),
                    note,
                    kjar));
            return seal(kept, report);
        }
    }

    private Made seal(ArchivedRuleset kept, CheckReport report) {
        trust.seal(kept);
        records.rulesets().attach(kept.version(), REPORT, CanonicalJson.write(report));
        return new Made(kept, report);
    }

    /** The check report of a version as JSON; absent for one that was never a draft here. */
    public Optional<byte[]> report(ArchivedRuleset version) {
        return records.rulesets().attachment(version.version(), REPORT);
    }

    /** The impact report of a version as JSON; absent where none was run over what the version holds now. */
    public Optional<byte[]> impact(ArchivedRuleset version) {
        return records.rulesets()
                .attachment(version.version(), IMPACT)
                .filter(report -> tree(report).at("/draft/digest").asText().equals(version.digest()));
    }

    /**
     * Whether a draft may be approved as it is.
     *
     * @param acceptErrors whether the approver has seen the errors of its check and approves in spite of them
     * @throws Refusal where its check found errors that nobody accepted
     */
    public void mustBeApprovable(ArchivedRuleset draft, boolean acceptErrors) {
        JsonNode report = tree(report(draft)
                .orElseThrow(() -> new Refusal(
                        Problem.of(Kind.NOT_APPROVED, "ruleset " + draft.version() + " has no check report"))));
        if (!acceptErrors && report.at("/counts/errors").asInt() > 0) {
            throw new Refusal(Problem.of(
                    Kind.NOT_APPROVED,
                    "the check of " + draft.version() + " found "
                            + report.at("/counts/errors").asInt()
                            + " errors; approve with acceptErrors only after having read them"));
        }
    }

    /** Ids of the cases that the check report of a version names as broken, so that its approver knew of them. */
    Set<String> casesKnownBroken(ArchivedRuleset version) {
        Set<String> broken = new TreeSet<>();
        report(version).ifPresent(report -> tree(report).at("/cases/broken").forEach(id -> broken.add(id.asText())));
        return broken;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The edition with which a draft is compared. */
    public Edition baseOf(ArchivedRuleset draft) {
        return rulesets.edition(draft.parentVersion());
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

    private String nextVersion() {
        List<String> versions =
                records.rulesets().list().stream().map(ArchivedRuleset::version).toList();
        return Draft.nextVersion(versions, today());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
