package guanka.service.page.ownership;

import guanka.service.page.Frame;
import guanka.service.page.answer.RecordLookup;
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

/** Who owns whom, and which parties an ownership rule treats like a listed one. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}/ownership")
@Produces(MediaType.TEXT_HTML)
public class OwnershipPage {

    /** @param nothing why there is nothing to draw, or an empty text */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Ownership(Frame f, List<Graph> graphs, String nothing, String answer, String change)
            implements TemplateInstance {}

    private final RecordLookup lookup;

    OwnershipPage(RecordLookup lookup) {
        this.lookup = lookup;
    }

    @GET
    public RestResponse<String> ownership(String id, HttpServerRequest request) {
        return lookup.at(id, request, (visit, situation) -> {
            boolean known = situation.shipment().ownership().isKnown();
            boolean some = known && !situation.shipment().ownership().value().isEmpty();
            return visit.page(new Ownership(
                    visit.frame("ask", visit.words().of("ownership.title")),
                    some ? new Graphs(visit, situation).all() : List.of(),
                    some ? "" : visit.words().of(known ? "ownership.none" : "ownership.unknown"),
                    situation.address(""),
                    "/?from=" + id));
        });
    }
}
