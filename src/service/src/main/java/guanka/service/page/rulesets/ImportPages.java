package guanka.service.page.rulesets;

import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Uploads;
import guanka.service.rulesets.ImportsResource;
import guanka.service.security.Roles;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Next week's list: what it changes of the lists that are held, and the draft that changes it. */
@RolesAllowed(Roles.ANALYST)
@SameOrigin
@Path("/imports")
@Produces(MediaType.TEXT_HTML)
public class ImportPages {

    /** Entries that the page names; the API names more. */
    private static final int SHOWN_MAX = 200;

    /**
     * The form and, once a list was handed in, what came of it.
     *
     * @param report   what the list changes, or null
     * @param version  of the draft that was made, or an empty text
     * @param refusals why the list was refused
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ListImport(
            Frame f,
            List<Choice> sources,
            String retrieved,
            String lastDay,
            String note,
            boolean shrinks,
            Outcome report,
            List<String> refusals)
            implements TemplateInstance {}

    /** @param beyond how many entries are not shown */
    public record Outcome(
            List<ImportsResource.ImportedList> lists,
            List<Line> lines,
            int beyond,
            List<String> remarks,
            String base,
            String version) {}

    /** An entry that is new, changed or gone, in the words of the visitor. */
    public record Line(String list, String change, String key, String name, String detail) {}

    private final Visits visits;
    private final ImportsResource imports;

    ImportPages(Visits visits, ImportsResource imports) {
        this.visits = visits;
        this.imports = imports;
    }

    @GET
    public RestResponse<String> form(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return visit.page(new ListImport(
                visit.frame("rulesets", visit.words().of("import.title")),
                sources("csl"),
                LocalDate.now(ZoneOffset.UTC).toString(),
                "",
                "",
                false,
                null,
                List.of()));
    }

    /** Tells what a list changes; where a draft is asked for, makes it. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public RestResponse<String> take(
            @RestForm("file") FileUpload file,
            @RestForm String source,
            @RestForm String retrieved,
            @RestForm String lastDay,
            @RestForm String mayShrink,
            @RestForm String charset,
            @RestForm String note,
            @RestForm String preview,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Outcome outcome = null;
            List<String> refusals = List.of();
            int status = 200;
            try {
                if (file == null || file.fileName().isBlank()) {
                    refusals = List.of(visit.words().of("import.noFile"));
                    status = 422;
                } else {
                    outcome = outcome(
                            visit,
                            imports.take(
                                    new ImportsResource.Asked(
                                            file, source, retrieved, lastDay, mayShrink, "", charset, note),
                                    "true".equals(preview)));
                }
            } catch (Refusal refusal) {
                Problem problem = refusal.problem();
                status = problem.status();
                refusals = problem.errors().isEmpty()
                        ? List.of(visit.language().of(problem.told()))
                        : problem.errors().stream()
                                .map(error -> (error.cell() == null
                                                ? ""
                                                : error.workbook() + " " + error.sheet() + " " + error.cell() + ": ")
                                        + visit.language().of(error.message()))
                                .toList();
            }
            return visit.page(
                    status,
                    new ListImport(
                            visit.frame("rulesets", visit.words().of("import.title")),
                            sources(source),
                            retrieved == null ? "" : retrieved,
                            lastDay == null ? "" : lastDay,
                            note == null ? "" : note,
                            "true".equals(mayShrink),
                            outcome,
                            refusals));
        });
    }

    private static List<Choice> sources(String chosen) {
        return List.of(
                new Choice("csl", "US Consolidated Screening List (CSV, TSV, JSON)", !"opensanctions".equals(chosen)),
                new Choice("opensanctions", "OpenSanctions (FollowTheMoney)", "opensanctions".equals(chosen)));
    }

    private static Outcome outcome(Visit visit, ImportsResource.Report report) {
        return new Outcome(
                report.lists(),
                report.entries().stream()
                        .limit(SHOWN_MAX)
                        .map(entry -> new Line(
                                entry.list(),
                                visit.words().of("import." + entry.change().toLowerCase(Locale.ROOT)),
                                entry.key(),
                                entry.name(),
                                visit.language().of(entry.detail())))
                        .toList(),
                Math.max(0, report.entries().size() - SHOWN_MAX) + report.beyond(),
                report.remarks().stream().map(visit.language()::of).toList(),
                report.base(),
                report.draft() == null ? "" : report.draft().version());
    }
}
