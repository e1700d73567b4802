package guanka.service.replays;

import guanka.engine.replay.Replay;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.PerEdition;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Decides cases and holds the answers against what they expect, line by line. */
@Path("/v1/replays")
public class ReplaysResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final List<String> VERSIONS = List.of("ruleset", "baseline");

    private final ActiveRuleset rulesets;
    private final PerEdition<Replay> replays = new PerEdition<>(edition -> new Replay(edition.decisions()));

    ReplaysResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @POST
    @Consumes(NDJSON)
    @Produces(NDJSON)
    public Response replay(HttpServerRequest request, InputStream body) {
        Edition edition = rulesets.edition();
        Query.check(request, Map.of("ruleset", Set.of(), "baseline", Set.of()));
        mustBeActive(request, edition);
        mustBePlain(request);
        CaseLines cases = new CaseLines(edition, replays.of(edition), request.getParam("baseline") != null);
        StreamingOutput answers = out -> stream(new Lines(body, CaseLines.LINE_BYTES_MAX), cases, out);
        return Response.ok(answers, NDJSON)
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private static void stream(Lines lines, CaseLines cases, OutputStream out) throws IOException {
        for (Lines.Line line; (line = lines.next()) != null; ) {
            if (!line.isBlank()) {
                out.write(cases.answer(line));
                out.write('\n');
            }
        }
    }

    private static void mustBeActive(HttpServerRequest request, Edition edition) {
        List<Problem.Error> errors = new ArrayList<>();
        for (String name : VERSIONS) {
            String version = request.getParam(name);
            if (version != null && !version.equals(edition.version())) {
                String shown = version.length() <= 80 ? version : version.substring(0, 80) + "…";
                errors.add(Problem.Error.inParameter(
                        name,
                        "unknown-ruleset",
                        new Text(
                                "`" + shown + "` is not held here; the active ruleset is `" + edition.version() + "`",
                                "本服务没有规则集 `" + shown + "`；现行规则集为 `" + edition.version() + "`")));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.UNKNOWN_RULESET,
                    "the active ruleset is `" + edition.version() + "`, and no other is held here",
                    errors));
        }
    }

    private static void mustBePlain(HttpServerRequest request) {
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is compressed"));
        }
        if (type.contains("charset=") && !type.matches(".*charset=\"?utf-8\"?\\s*(;.*)?")) {
            throw new Refusal(Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "the body is not in UTF-8"));
        }
    }
}
