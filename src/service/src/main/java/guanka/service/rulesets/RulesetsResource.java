package guanka.service.rulesets;

import guanka.engine.json.CanonicalJson;
import guanka.engine.release.Draft;
import guanka.engine.ruleset.KjarEntries;
import guanka.facts.Determination.RulesetId;
import guanka.records.ArchivedRuleset;
import guanka.records.PlannedActivation;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Conditional;
import guanka.service.requests.Query;
import guanka.service.rulesets.RulesetAnswers.RulesetAnswer;
import guanka.service.security.Roles;
import guanka.tables.TableDiff;
import guanka.tables.VersionMark;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Versions of the law that are kept here: what they are, what they hold, and how they differ. */
@Path(RulesetsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class RulesetsResource {

    static final String PATH = "/v1/rulesets";
    static final String JAR = "application/java-archive";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Records records;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;
    private final Drafts drafts;
    private final Trust trust;

    private final KjarRoom room = new KjarRoom();

    RulesetsResource(Records records, ActiveRuleset rulesets, RulesetAnswers answers, Drafts drafts, Trust trust) {
        this.records = records;
        this.rulesets = rulesets;
        this.answers = answers;
        this.drafts = drafts;
        this.trust = trust;
    }

    record All(String active, List<RulesetAnswer> rulesets) {}

    record Diff(RulesetId base, RulesetId draft, List<TableDiff.SheetDiff> sheets) {}

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    public byte[] list(HttpServerRequest request) {
        Query.check(request, Map.of());
        List<PlannedActivation> plans = records.rulesets().scheduled();
        return CanonicalJson.write(new All(
                rulesets.edition().version(),
                records.rulesets().list().stream()
                        .map(version -> answers.brief(version, plans))
                        .toList()));
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("active")
    public byte[] active(HttpServerRequest request) {
        return show(rulesets.edition().version(), request);
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}")
    public byte[] show(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        return CanonicalJson.write(answers.whole(rulesets.find(version)));
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}/workbooks/{name}")
    @Produces(XLSX)
    public RestResponse<byte[]> workbook(String version, String name, HttpServerRequest request) {
        Query.check(request, Map.of());
        ArchivedRuleset kept = rulesets.find(version);
        byte[] workbook = room.taken(() -> Draft.workbook(kjar(kept), name))
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.NOT_FOUND,
                        "ruleset " + version + " has no workbook `" + Problem.shown(name) + "`; it has "
                                + String.join(", ", Draft.workbooks(kjar(kept))))));
        // the same workbook is packed anew each time, so the tag says that it means the same and not that its bytes are
        return Conditional.answer(
                        request, kept.digest(), XLSX, () -> new VersionMark(kept.version(), kept.digest()).in(workbook))
                .header(HttpHeaders.ETAG, null)
                .header(HttpHeaders.ETAG, "W/\"" + kept.digest() + "\"")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(ActiveRuleset.HEADER, kept.version())
                .build();
    }

    /** A version that was approved, as a release that this installation signed, for other installations to verify. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}/release")
    @Produces(JAR)
    public RestResponse<byte[]> release(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        ArchivedRuleset kept = rulesets.find(version);
        byte[] release = room.taken(() -> trust.release(kept.version(), () -> kjar(kept)));
        return Conditional.answer(request, KjarEntries.digest(release), JAR, () -> release)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ruleset-" + kept.version() + ".jar\"")
                .header(ActiveRuleset.HEADER, kept.version())
                .build();
    }

    /** The bytes whose digest answers name: whoever decides by them elsewhere gives the same answers, digest included. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}/kjar")
    @Produces(JAR)
    public RestResponse<byte[]> kjar(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        ArchivedRuleset kept = rulesets.find(version);
        return Conditional.answer(request, kept.digest(), JAR, () -> kjar(kept))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + kept.version() + ".jar\"")
                .header(ActiveRuleset.HEADER, kept.version())
                .build();
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}/report")
    public RestResponse<byte[]> report(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        byte[] report = drafts.report(rulesets.find(version))
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.NOT_FOUND, "ruleset " + version + " never was a draft here, so it has no check report")));
        return Conditional.answer(
                        request, "sha256:" + Drafts.reportDigest(report), MediaType.APPLICATION_JSON, () -> report)
                .build();
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{version}/diff")
    public byte[] diff(String version, HttpServerRequest request) {
        Query.check(request, Map.of("base", Set.of()));
        ArchivedRuleset kept = rulesets.find(version);
        String base = request.getParam("base");
        Edition draft = rulesets.of(kept);
        Edition against = base != null ? rulesets.edition(base) : drafts.baseOf(kept);
        return CanonicalJson.write(new Diff(
                id(against),
                id(draft),
                TableDiff.between(against.ruleset().tables(), draft.ruleset().tables())
                        .sheets()));
    }

    private static RulesetId id(Edition edition) {
        return new RulesetId(edition.version(), edition.ruleset().digest());
    }

    private byte[] kjar(ArchivedRuleset version) {
        return records.rulesets().bytesOfDigest(version.digest()).orElseThrow();
    }
}
