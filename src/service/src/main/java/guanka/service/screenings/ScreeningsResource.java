package guanka.service.screenings;

import guanka.engine.json.CanonicalJson;
import guanka.service.requests.Body;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.service.security.Roles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Holds parties against the party lists, without a shipment. */
@Path("/v1/screenings")
public class ScreeningsResource {

    private final ActiveRuleset rulesets;
    private final EditionCache<ListedParties> listed = new EditionCache<>(ListedParties::new);

    ScreeningsResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> screen(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Query.check(request, Map.of());
        return Body.json(request).emitOn(Infrastructure.getDefaultWorkerPool()).map(json -> answer(edition, json));
    }

    private RestResponse<byte[]> answer(Edition edition, byte[] json) {
        List<ScreenedParties.ScreenedParty> parties = ScreenedParties.read(json, edition.reader());
        return edition.answer(CanonicalJson.write(listed.of(edition).screened(parties)));
    }
}
