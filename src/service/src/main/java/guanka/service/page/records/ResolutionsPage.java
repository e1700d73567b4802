package guanka.service.page.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.records.DamagedRecord;
import guanka.records.StoredDetermination;
import guanka.service.determinations.Resolutions;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.RecordLookup;
import guanka.service.page.answer.ResolutionView;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;

/** What became of a determination, and a form to record more of it. */
@Path("/determinations/{id}/resolutions")
@Produces(MediaType.TEXT_HTML)
public class ResolutionsPage {

    /**
     * The page.
     *
     * @param given    what the form holds
     * @param mistakes why it was not recorded
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ResolutionList(
            Frame f,
            String id,
            List<ResolutionView> resolutions,
            List<Choice> states,
            Map<String, String> given,
            List<String> mistakes)
            implements TemplateInstance {}

    private static final List<String> TEXTS = List.of("license", "by", "reason");
    private static final String LINES = "lines";
    private static final String STATE = "state";

    private final Visits visits;
    private final RecordLookup lookup;
    private final Resolutions resolutions;

    ResolutionsPage(Visits visits, RecordLookup lookup, Resolutions resolutions) {
        this.visits = visits;
        this.lookup = lookup;
        this.resolutions = resolutions;
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    public RestResponse<String> show(String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        StoredDetermination stored = found(id);
        return stored == null ? nothing(visit, id) : page(visit, stored, 200, Map.of(), List.of());
    }

    /** Records one and shows all. */
    @RolesAllowed({Roles.CALLER, Roles.ANALYST})
    @POST
    public Uni<RestResponse<String>> add(String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Body.form(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(form -> {
            StoredDetermination stored = found(id);
            if (stored == null) {
                return nothing(visit, id);
            }
            Map<String, String> given = new TreeMap<>();
            form.forEach(
                    (name, values) -> given.put(name, String.join("", values).strip()));
            try {
                resolutions.add(stored, json(given));
                return visit.seeOther("/determinations/" + stored.id() + "/resolutions");
            } catch (Refusal refusal) {
                List<String> mistakes = refusal.problem().errors().stream()
                        .map(error -> visit.language().of(error.message()))
                        .toList();
                return page(
                        visit,
                        stored,
                        refusal.problem().status(),
                        given,
                        mistakes.isEmpty()
                                ? List.of(visit.language().of(refusal.problem().told()))
                                : mistakes);
            }
        });
    }

    private StoredDetermination found(String id) {
        try {
            return lookup.record(id);
        } catch (DamagedRecord damaged) {
            return null;
        }
    }

    private static RestResponse<String> nothing(Visit visit, String id) {
        return visit.page(
                404,
                Note.of(visit, visit.words().of("notFound.title"), visit.words().of("noRecord", "id", id)));
    }

    /** A field that is left empty says nothing. */
    private static byte[] json(Map<String, String> given) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(STATE, given.getOrDefault(STATE, ""));
        TEXTS.stream()
                .filter(name -> !given.getOrDefault(name, "").isEmpty())
                .forEach(name -> json.put(name, given.get(name)));
        String lines = given.getOrDefault(LINES, "");
        if (!lines.isEmpty()) {
            var named = json.putArray(LINES);
            Arrays.stream(lines.split("[,，;；\\s]+"))
                    .filter(line -> !line.isEmpty())
                    .forEach(named::add);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private RestResponse<String> page(
            Visit visit, StoredDetermination stored, int status, Map<String, String> given, List<String> mistakes) {
        Map<String, String> fields = new TreeMap<>(given);
        TEXTS.forEach(name -> fields.putIfAbsent(name, ""));
        fields.putIfAbsent(LINES, "");
        return visit.page(
                status,
                new ResolutionList(
                        visit.frame("records", visit.words().of("resolutions.title")),
                        stored.id().toString(),
                        resolutions.of(stored.id()).stream()
                                .map(one -> ResolutionView.of(one, visit))
                                .toList(),
                        Arrays.stream(Resolutions.State.values())
                                .map(state -> new Choice(
                                        state.name(),
                                        visit.words().of("resolutions." + state),
                                        state.name().equals(given.get(STATE))))
                                .toList(),
                        fields,
                        mistakes));
    }
}
