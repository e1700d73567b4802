package guanka.service.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import guanka.service.requests.Query;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * The description of the interface, as it is written in YAML or as JSON. The document is whole, so nothing is read off the methods, and
 * a start does not wait for anybody to read it.
 */
@Authenticated
@Path("/q/openapi")
public class DescriptionResource {

    private static final String DOCUMENT = "META-INF/openapi.yaml";
    private static final String YAML = "application/yaml";
    private static final String FORMAT = "format";
    private static final String IN_JSON = "json";
    private static final Map<String, Set<String>> PARAMETERS = Map.of(FORMAT, Set.of(IN_JSON, "yaml"));

    /** Made when it is first asked for. */
    private volatile byte[] json;

    @GET
    @Produces(YAML)
    public Response yaml(HttpServerRequest request) {
        Query.check(request, PARAMETERS);
        return IN_JSON.equals(request.getParam(FORMAT)) ? inJson() : inYaml();
    }

    /** Whoever takes either gets what is written. */
    @GET
    @Produces("application/json;qs=0.5")
    public Response json(HttpServerRequest request) {
        Query.check(request, PARAMETERS);
        String format = request.getParam(FORMAT);
        return format == null || format.equals(IN_JSON) ? inJson() : inYaml();
    }

    private static Response inYaml() {
        return Response.ok(document(), YAML).build();
    }

    private Response inJson() {
        byte[] made = json;
        if (made == null) {
            try {
                made = new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(document()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            json = made;
        }
        return Response.ok(made, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static byte[] document() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
