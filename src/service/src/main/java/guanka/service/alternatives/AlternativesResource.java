package guanka.service.alternatives;

import guanka.engine.json.CanonicalJson;
import guanka.facts.Shipment;
import guanka.service.clearances.Clearances;
import guanka.service.requests.Body;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import guanka.workbench.alternatives.Alternatives;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** What would change the answer to a shipment. */
@Path("/v1/alternatives")
public class AlternativesResource {

    private final ActiveRuleset rulesets;
    private final EditionCache<Alternatives> alternatives =
            new EditionCache<>(edition -> new Alternatives(edition.decisions()));

    private final Clearances clearances;
    private final CostlyWork costly;
    private final Caller caller;

    AlternativesResource(ActiveRuleset rulesets, Clearances clearances, CostlyWork costly, Caller caller) {
        this.rulesets = rulesets;
        this.clearances = clearances;
        this.costly = costly;
        this.caller = caller;
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> alternatives(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Query.check(request, Map.of());
        String actor = caller.name();
        return Body.json(request)
                .flatMap(json -> Uni.createFrom()
                        .completionStage(costly.submit(
                                actor, json.length, () -> request.response().closed(), () -> answer(edition, json))));
    }

    private RestResponse<byte[]> answer(Edition edition, byte[] json) {
        Shipment shipment =
                clearances.applied(edition, json, edition.reader().read(json)).shipment();
        return edition.answer(CanonicalJson.write(
                AlternativesAnswer.of(alternatives.of(edition).of(shipment))));
    }
}
