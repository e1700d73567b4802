package guanka.service.clearances.desk;

import guanka.engine.json.CanonicalJson;
import guanka.service.requests.Query;
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
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Standing clearances: asked for by one person, approved by another, ended by any who may. */
@Path(ClearancesResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class ClearancesResource {

    static final String PATH = "/v1/clearances";
    private static final int LISTED_MAX = 100;

    private final ClearanceDesk desk;

    ClearancesResource(ClearanceDesk desk) {
        this.desk = desk;
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    public RestResponse<byte[]> list(HttpServerRequest request) {
        Query.check(request, Map.of("cursor", Set.of()));
        return answer(desk.page(request.getParam("cursor"), LISTED_MAX));
    }

    @RolesAllowed({Roles.CALLER, Roles.ANALYST})
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> ask(byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        ClearanceDesk.Shown asked = desk.ask(body);
        return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.CREATED)
                .entity(CanonicalJson.write(asked))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, PATH + "/" + asked.id())
                .build();
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Path("{id}")
    public RestResponse<byte[]> get(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        return answer(desk.get(id));
    }

    @RolesAllowed(Roles.APPROVER)
    @POST
    @Path("{id}/approval")
    public RestResponse<byte[]> approve(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        return answer(desk.approve(id));
    }

    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    @POST
    @Path("{id}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> end(String id, byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        return answer(desk.end(id, body));
    }

    private static RestResponse<byte[]> answer(Object shown) {
        return RestResponse.ResponseBuilder.ok(CanonicalJson.write(shown), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
