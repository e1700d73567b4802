package guanka.service.determinations;

import guanka.engine.json.CanonicalJson;
import guanka.records.StoredDetermination;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** What became of determinations: recorded behind them in the log, never in their place. */
@Path(DeterminationsResource.PATH + "/{id}/resolutions")
@Produces(MediaType.APPLICATION_JSON)
public class ResolutionsResource {

    private final Records records;
    private final Resolutions resolutions;
    private final Caller caller;
    private final Trail trail;

    ResolutionsResource(Records records, Resolutions resolutions, Caller caller, Trail trail) {
        this.records = records;
        this.resolutions = resolutions;
        this.caller = caller;
        this.trail = trail;
    }

    record All(List<Resolutions.Shown> resolutions) {}

    @RolesAllowed({Roles.CALLER, Roles.ANALYST})
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> resolve(String id, byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        StoredDetermination stored = find(id, "POST");
        return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.CREATED)
                .entity(CanonicalJson.write(resolutions.add(stored, body)))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, DeterminationsResource.PATH + "/" + stored.id() + "/resolutions")
                .build();
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
    @GET
    public RestResponse<byte[]> list(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        StoredDetermination stored = find(id, "GET");
        return RestResponse.ResponseBuilder.ok(
                        CanonicalJson.write(new All(resolutions.of(stored.id()))), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private StoredDetermination find(String id, String method) {
        StoredDetermination stored;
        try {
            stored = records.log().find(UUID.fromString(id)).orElse(null);
        } catch (IllegalArgumentException none) {
            stored = null;
        }
        if (stored != null && !caller.maySee(stored.actor())) {
            trail.refused(caller.name(), method, DeterminationsResource.PATH + "/" + id + "/resolutions", 404);
            stored = null;
        }
        if (stored == null) {
            throw new Refusal(
                    Problem.of(Kind.NOT_FOUND, "no determination is recorded under `" + Problem.shown(id) + "`"));
        }
        return stored;
    }
}
