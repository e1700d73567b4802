package guanka.service.page.records;

import guanka.records.DeterminationLog;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.RecordLookup;
import guanka.service.records.Records;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Looks at one record with the eyes of an auditor. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}/verification")
@Produces(MediaType.TEXT_HTML)
public class VerifyPage {

    /** @param whole whether every check holds */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Verification(
            Frame f, String id, long sequence, long records, boolean whole, String hash, List<CheckView> checks)
            implements TemplateInstance {}

    public record CheckView(String words, boolean holds) {}

    private final Visits visits;
    private final RecordLookup lookup;
    private final Records records;

    VerifyPage(Visits visits, RecordLookup lookup, Records records) {
        this.visits = visits;
        this.lookup = lookup;
        this.records = records;
    }

    @GET
    public RestResponse<String> verify(String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        DeterminationLog.Place stored = lookup.place(id);
        if (stored == null) {
            return visit.page(
                    404,
                    Note.of(
                            visit,
                            visit.words().of("notFound.title"),
                            visit.words().of("noRecord", "id", id)));
        }
        Proof proof = Proof.of(id, stored.sequence(), records.log());
        return visit.page(new Verification(
                visit.frame("records", visit.words().of("verify.title")),
                id,
                stored.sequence(),
                records.state().records(),
                proof.holds(),
                proof.hash(),
                proof.checks().stream()
                        .map(c -> new CheckView(visit.words().of(c.key()), c.holds()))
                        .toList()));
    }
}
