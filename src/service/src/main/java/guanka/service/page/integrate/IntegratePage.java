package guanka.service.page.integrate;

import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** How a trade system calls the service: programs to copy and run, the description, clients that are generated from it. */
@Authenticated
@Path("/integrate")
public class IntegratePage {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Integrate(Frame f, List<Program> programs, String openapi, List<String> clients)
            implements TemplateInstance {}

    /**
     * A program that asks in five steps.
     *
     * @param run   the command that runs it
     * @param needs what must be installed, in words
     */
    public record Program(String name, String file, String run, String needs, String text) {}

    private final Visits visits;

    IntegratePage(Visits visits) {
        this.visits = visits;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<String> show(HttpServerRequest request) {
        Visit visit = visits.of(request);
        String base = Example.base(request);
        return visit.page(new Integrate(
                visit.frame("integrate", visit.words().of("integrate.title")),
                List.of(
                        program(visit, base, "curl", Example.CURL, "sh "),
                        program(visit, base, "Java", Example.JAVA, "java "),
                        program(visit, base, "TypeScript", Example.TYPESCRIPT, "node "),
                        program(visit, base, "Python", Example.PYTHON, "python3 ")),
                Example.OPENAPI.at(base),
                List.of(Example.JAVA_CLIENT.at(base), Example.TYPESCRIPT_CLIENT.at(base))));
    }

    private static Program program(Visit visit, String base, String name, Example example, String runner) {
        return new Program(
                name,
                example.file(),
                runner + example.file(),
                visit.words().of("integrate.needs." + name),
                example.at(base));
    }

    /** A program as a file. */
    @GET
    @Path("/{file}")
    @Produces("text/plain;charset=UTF-8")
    public RestResponse<String> file(HttpServerRequest request, @PathParam("file") String file) {
        Example example = Example.programs().stream()
                .filter(program -> program.file().equals(file))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        return RestResponse.ResponseBuilder.ok(example.at(Example.base(request)))
                .header("Content-Disposition", "attachment; filename=\"" + example.file() + "\"")
                .header("Cache-Control", "private, no-cache")
                .build();
    }
}
