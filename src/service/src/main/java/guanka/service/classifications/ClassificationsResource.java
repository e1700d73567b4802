package guanka.service.classifications;

import guanka.engine.decision.Budget;
import guanka.engine.json.CanonicalJson;
import guanka.service.requests.Body;
import guanka.service.requests.LargeReads;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Suggests under which control codes products may fall, without a shipment. */
@Path("/v1/classifications")
public class ClassificationsResource {

    private final ActiveRuleset rulesets;
    private final Budget.Limits limits;
    private final EditionCache<Suggestions> suggestions = new EditionCache<>(Suggestions::new);

    ClassificationsResource(ActiveRuleset rulesets, CostlyWork costly) {
        this.rulesets = rulesets;
        limits = costly.limits();
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> suggest(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Query.check(request, Map.of());
        return Body.json(request)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(json -> LargeReads.inTurn(json.length, () -> answer(edition, json)));
    }

    private RestResponse<byte[]> answer(Edition edition, byte[] json) {
        ProductLines lines =
                ProductLines.read(json, edition.reader(), LocalDate.now().toString());
        return edition.answer(CanonicalJson.write(
                Budget.within(limits, () -> false, () -> suggestions.of(edition).of(lines))));
    }
}
