package guanka.service.page.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.status.StatusResource;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** What runs here, who may call, what is kept: the same as the API answers. */
@Authenticated
@Path("/status")
@Produces(MediaType.TEXT_HTML)
public class StatusPage {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Status(Frame f, List<Entry> entries) implements TemplateInstance {}

    /** @param meaning of the value in words, or an empty text */
    public record Entry(String name, String value, String meaning) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Visits visits;
    private final StatusResource status;

    StatusPage(Visits visits, StatusResource status) {
        this.visits = visits;
        this.status = status;
    }

    @Authenticated
    @GET
    public RestResponse<String> status(HttpServerRequest request) {
        Visit visit = visits.of(request);
        List<Entry> entries = new ArrayList<>();
        try {
            collect(visit, MAPPER.readTree(CanonicalJson.write(status.of(visit.edition()))), "", entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return visit.page(new Status(visit.frame("status", visit.words().of("status.title")), entries));
    }

    /** One entry for each value, with its meaning where it is a mode. */
    private static void collect(Visit visit, JsonNode node, String path, List<Entry> entries) {
        if (node.isValueNode()) {
            entries.add(new Entry(name(visit, path), node.asText(), ""));
        } else if (node.has("mode")) {
            String meaning = node.path("meaning").path(visit.language().code()).asText();
            entries.add(new Entry(name(visit, path), node.get("mode").asText(), meaning));
        } else {
            node.properties()
                    .forEach(p -> collect(
                            visit, p.getValue(), path.isEmpty() ? p.getKey() : path + "." + p.getKey(), entries));
        }
    }

    private static String name(Visit visit, String path) {
        return visit.words().or("status." + path, path);
    }
}
