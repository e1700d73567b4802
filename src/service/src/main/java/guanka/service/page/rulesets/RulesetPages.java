package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.CanonicalJson;
import guanka.facts.rows.Jurisdiction;
import guanka.records.ArchivedRuleset;
import guanka.records.PlannedActivation;
import guanka.records.RulesetState;
import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Body;
import guanka.service.requests.Uploads;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.AnnotatedUpload;
import guanka.service.rulesets.CasesResource;
import guanka.service.rulesets.Drafts;
import guanka.service.rulesets.DraftsResource;
import guanka.service.rulesets.ReleasesResource;
import guanka.service.rulesets.RulesetAnswers;
import guanka.service.rulesets.RulesetAnswers.RulesetAnswer;
import guanka.service.security.Roles;
import guanka.tables.TableMerge;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Versions of the law: which there are, what each is, and the steps from an uploaded workbook to a ruleset that decides. */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@SameOrigin
@Path("/rulesets")
@Produces(MediaType.TEXT_HTML)
public class RulesetPages {

    private static final int ON_A_PAGE = 20;

    /** Workbooks of more bytes stand in no page; the API hands them back. */
    private static final int IN_A_PAGE = 1_400_000;

    /**
     * All versions, some at a time.
     *
     * @param plans   versions that wait for their hour
     * @param states  by which the versions can be chosen
     * @param earlier address of the page with older versions, or an empty text
     * @param later   address of the page with newer ones, or an empty text
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Rulesets(
            Frame f,
            List<Version> versions,
            List<Version> plans,
            List<Choice> states,
            int found,
            String earlier,
            String later,
            List<Choice> bases,
            String note,
            Refused refused)
            implements TemplateInstance {}

    /**
     * An upload that was refused.
     *
     * @param annotated address of the workbook with its mistakes in it, or an empty text
     * @param file      what that is called
     */
    public record Refused(String detail, List<Mistake> mistakes, String annotated, String file) {}

    /** @param plan when it is to be activated, or an empty text */
    public record Version(RulesetAnswer is, Mark state, String plan) {}

    public record Mistake(String workbook, String sheet, String cell, String code, String sentence) {}

    /**
     * One version.
     *
     * @param checked its check report, or null where it never was a draft here
     * @param report  digest of that report, or an empty text
     * @param authors everybody who had a hand in its content
     * @param impact  whether its impact on everything was run
     * @param refused an edit of it that was refused, or null
     * @param twice   what it and the version that decides have both changed
     * @param zones   in which the hour of an activation can be told
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OneRuleset(
            Frame f,
            Version version,
            String active,
            CheckView checked,
            String report,
            String authors,
            boolean impact,
            boolean draft,
            boolean approved,
            boolean retired,
            boolean discarded,
            Refused refused,
            List<TableMerge.Conflict> twice,
            List<Choice> zones)
            implements TemplateInstance {}

    private final Visits visits;
    private final Records records;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;
    private final Drafts drafts;
    private final DraftsResource making;
    private final ReleasesResource releasing;
    private final CasesResource cases;

    RulesetPages(
            Visits visits,
            Records records,
            ActiveRuleset rulesets,
            RulesetAnswers answers,
            Drafts drafts,
            DraftsResource making,
            ReleasesResource releasing,
            CasesResource cases) {
        this.visits = visits;
        this.records = records;
        this.rulesets = rulesets;
        this.answers = answers;
        this.drafts = drafts;
        this.making = making;
        this.releasing = releasing;
        this.cases = cases;
    }

    @GET
    public RestResponse<String> all(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return visit.page(list(visit, null, "", null));
    }

    private Rulesets list(Visit visit, String base, String note, Refusal refused) {
        List<PlannedActivation> plans = records.rulesets().scheduled();
        List<ArchivedRuleset> all = records.rulesets().list();
        String state = visit.parameter("state") == null ? "" : visit.parameter("state");
        List<ArchivedRuleset> found = all.stream()
                .filter(kept -> state.isEmpty() || kept.state().name().equals(state))
                .toList();
        int pages = Math.max(1, (found.size() + ON_A_PAGE - 1) / ON_A_PAGE);
        int page = Math.min(pages, pageOf(visit.parameter("page")));
        String chosen = base == null ? visit.edition().version() : base;
        return new Rulesets(
                visit.frame("rulesets", visit.words().of("rulesets.title")),
                found.stream()
                        .skip((page - 1L) * ON_A_PAGE)
                        .limit(ON_A_PAGE)
                        .map(kept -> version(visit, answers.brief(kept, plans)))
                        .toList(),
                plans.stream()
                        .map(plan -> version(visit, answers.whole(rulesets.find(plan.version()))))
                        .toList(),
                states(visit, state),
                found.size(),
                page < pages ? pageAddress(state, page + 1) : "",
                page > 1 ? pageAddress(state, page - 1) : "",
                all.stream()
                        .filter(kept -> kept.state() != RulesetState.DISCARDED)
                        .map(kept -> new Choice(
                                kept.version(),
                                kept.version()
                                        + visit.words().of("comma")
                                        + visit.words().of("ruleset." + kept.state()),
                                kept.version().equals(chosen)))
                        .toList(),
                note == null ? "" : note,
                refused == null ? null : refused(visit, refused));
    }

    private static List<Choice> states(Visit visit, String chosen) {
        List<Choice> states = new ArrayList<>();
        states.add(new Choice("", visit.words().of("rulesets.everyState"), chosen.isEmpty()));
        for (RulesetState state : RulesetState.values()) {
            states.add(new Choice(
                    state.name(),
                    visit.words().of("ruleset." + state),
                    state.name().equals(chosen)));
        }
        return states;
    }

    private static int pageOf(String page) {
        return page != null && page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
    }

    private static String pageAddress(String state, int page) {
        return "/rulesets?page=" + page + (state.isEmpty() ? "" : "&state=" + Visit.encoded(state));
    }

    private static Refused refused(Visit visit, Refusal refusal) {
        AnnotatedUpload annotated =
                refusal instanceof DraftsResource.RefusedUpload upload ? upload.annotated(visit.language()::of) : null;
        boolean fits = annotated != null && annotated.bytes().length <= IN_A_PAGE;
        List<Mistake> mistakes = refusal.problem().errors().stream()
                .map(error -> mistake(visit, error))
                .toList();
        return new Refused(
                mistakes.isEmpty()
                        ? visit.language().of(refusal.problem().told())
                        : visit.words().of(mistakes.size() == 1 ? "upload.one" : "upload.many", "n", mistakes.size()),
                mistakes,
                fits
                        ? "data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,"
                                + Base64.getEncoder().encodeToString(annotated.bytes())
                        : "",
                fits ? annotated.name() : "");
    }

    private static Version version(Visit visit, RulesetAnswer kept) {
        return new Version(
                kept,
                Mark.of(kept.state(), visit.words().of("ruleset." + kept.state())),
                kept.scheduled() == null ? "" : kept.scheduled().effective());
    }

    private static Mistake mistake(Visit visit, Problem.Error error) {
        return new Mistake(
                error.workbook() == null ? "" : error.workbook(),
                error.sheet() == null ? "" : error.sheet(),
                error.cell() == null ? "" : error.cell(),
                error.code() == null ? "" : error.code(),
                visit.language().of(error.message()));
    }

    /** Makes a draft of uploaded workbooks, or shows every mistake in them by its cell. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> upload(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String base,
            @RestForm String note,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            try {
                List<FileUpload> given =
                        files.stream().filter(f -> !f.fileName().isBlank()).toList();
                return visit.seeOther(address(making.make(given, base, note)));
            } catch (Refusal refusal) {
                return visit.page(refusal.problem().status(), list(visit, base, note, refusal));
            }
        });
    }

    @GET
    @Path("{version}")
    public RestResponse<String> one(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            return visit.page(one(visit, rulesets.find(version), null, List.of()));
        });
    }

    private OneRuleset one(Visit visit, ArchivedRuleset kept, Refusal refused, List<TableMerge.Conflict> twice) {
        return new OneRuleset(
                visit.frame("rulesets", kept.version()),
                version(visit, answers.whole(kept)),
                visit.edition().version(),
                drafts.report(kept).map(report -> CheckView.of(visit, report)).orElse(null),
                drafts.report(kept).map(Drafts::reportDigest).orElse(""),
                String.join(visit.words().of("comma"), kept.authors()),
                drafts.impact(kept).isPresent(),
                kept.state() == RulesetState.DRAFT,
                kept.state() == RulesetState.APPROVED,
                kept.state() == RulesetState.RETIRED,
                kept.state() == RulesetState.DISCARDED,
                refused == null ? null : refused(visit, refused),
                twice,
                zones(visit));
    }

    private static List<Choice> zones(Visit visit) {
        List<Choice> zones = new ArrayList<>();
        visit.edition().ruleset().rows(Jurisdiction.class).stream()
                .map(jurisdiction -> String.valueOf(jurisdiction.zone()))
                .distinct()
                .forEach(zone -> zones.add(new Choice(zone, zone, zones.isEmpty())));
        zones.add(new Choice("UTC", "UTC", false));
        return zones;
    }

    /** Puts other workbooks into a draft, or shows every mistake in them by its cell. */
    @POST
    @Path("{version}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> edit(
            String version,
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String digest,
            @RestForm String note,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            try {
                List<FileUpload> given =
                        files.stream().filter(f -> !f.fileName().isBlank()).toList();
                making.edit(version, given, note == null || note.isBlank() ? null : note, digest == null ? "" : digest);
                return visit.seeOther(address(version));
            } catch (Refusal refusal) {
                return visit.page(refusal.problem().status(), one(visit, rulesets.find(version), refusal, List.of()));
            }
        });
    }

    /** Puts a draft upon the version that decides now, or shows what both have changed. */
    @POST
    @Path("{version}/rebase")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> rebase(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            try {
                making.rebase(version, seen(Body.fields(body)));
                return visit.seeOther(address(version));
            } catch (Refusal refusal) {
                if (!refusal.problem().type().endsWith("rebase-conflicts")) {
                    throw refusal;
                }
                ArchivedRuleset draft = rulesets.find(version);
                return visit.page(refusal.problem().status(), one(visit, draft, null, drafts.conflicts(draft)));
            }
        });
    }

    /** Takes proposed cases over, and ends cases that the law has overtaken. */
    @POST
    @Path("{version}/cases")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> cases(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            String reason = form.getOrDefault("reason", List.of("")).get(0).strip();
            cases.take(
                    version,
                    seen(form),
                    form.getOrDefault("proposed", List.of()),
                    form.getOrDefault("retired", List.of()).stream()
                            .map(id -> new CasesResource.Retirement(id, null, reason, null))
                            .toList());
            return visit.seeOther(address(version));
        });
    }

    /** Takes back a planned activation. */
    @POST
    @Path("{version}/plan")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.APPROVER)
    public RestResponse<String> unplan(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            releasing.unplan(
                    version,
                    seen(form),
                    form.getOrDefault("reason", List.of("")).get(0));
            return visit.seeOther(address(version));
        });
    }

    /** Gives up a draft. */
    @POST
    @Path("{version}/discard")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> discard(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            making.discard(
                    version,
                    seen(form),
                    form.getOrDefault("reason", List.of("")).get(0));
            return visit.seeOther(address(version));
        });
    }

    private static String seen(Map<String, List<String>> form) {
        return form.getOrDefault("digest", List.of("")).get(0);
    }

    @POST
    @Path("{version}/approval")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.APPROVER)
    public RestResponse<String> approve(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            ObjectNode step = step(form, "note");
            form.getOrDefault("report", List.of()).stream().findFirst().ifPresent(report -> step.put("report", report));
            step.put("acceptErrors", form.containsKey("acceptErrors"));
            releasing.approve(version, CanonicalJson.write(step), request);
            return visit.seeOther(address(version));
        });
    }

    @POST
    @Path("{version}/activation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.APPROVER)
    public RestResponse<String> activate(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            ObjectNode step = step(form, "reason");
            String hour = form.getOrDefault("effective", List.of("")).get(0);
            if (!hour.isBlank()) {
                step.put(
                        "effective",
                        instant(hour, form.getOrDefault("zone", List.of("UTC")).get(0)));
            }
            releasing.activate(version, CanonicalJson.write(step), request);
            return visit.seeOther(address(version));
        });
    }

    /** An hour of a zone with its offset; what is none goes on as it is, to be refused with what is wanted. */
    private static String instant(String hour, String zone) {
        try {
            return LocalDateTime.parse(hour)
                    .atZone(ZoneId.of(zone))
                    .toOffsetDateTime()
                    .toString();
        } catch (DateTimeException none) {
            return hour;
        }
    }

    /** What was looked at, and what was said about it. */
    private static ObjectNode step(Map<String, List<String>> form, String said) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("digest", form.getOrDefault("digest", List.of("")).get(0));
        String text = form.getOrDefault(said, List.of("")).get(0);
        if (!text.isBlank()) {
            step.put(said, text);
        }
        return step;
    }

    private static String address(String version) {
        return "/rulesets/" + Visit.encoded(version);
    }
}
