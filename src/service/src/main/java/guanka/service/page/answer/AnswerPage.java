package guanka.service.page.answer;

import guanka.service.determinations.Resolutions;
import guanka.service.page.Frame;
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

/** The answer to one question; printed, it is a memo for the file. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}")
@Produces(MediaType.TEXT_HTML)
public class AnswerPage {

    /**
     * The page.
     *
     * @param resolutions what became of it
     * @param address  under which this very answer is found
     * @param asked    address of the answer that was asked for
     * @param carried  all facts, for the questions to add to
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Answer(
            Frame f,
            AnswerView a,
            List<ResolutionView> resolutions,
            String address,
            String asked,
            String ownership,
            String timeline,
            String carried)
            implements TemplateInstance {}

    private final RecordLookup lookup;
    private final Resolutions resolutions;

    AnswerPage(RecordLookup lookup, Resolutions resolutions) {
        this.lookup = lookup;
        this.resolutions = resolutions;
    }

    @GET
    public RestResponse<String> answer(String id, HttpServerRequest request) {
        return lookup.at(id, request, (visit, situation) -> {
            AnswerView view = new Answers(visit, situation).view();
            return visit.page(new Answer(
                    visit.frame("ask", view.outcome().word()),
                    view,
                    resolutions.of(situation.asked().id()).stream()
                            .map(one -> ResolutionView.of(one, visit))
                            .toList(),
                    situation.address(""),
                    "/determinations/" + id,
                    situation.address("ownership"),
                    situation.address("timeline"),
                    situation.facts().pretty()));
        });
    }
}
