package guanka.service.replays;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Lines;
import guanka.service.requests.NdjsonBody;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides cases and holds the answers against what they expect, line by line. */
@Path("/v1/replays")
public class ReplaysResource {

    private final ActiveRuleset rulesets;

    ReplaysResource(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @RolesAllowed(Roles.ANALYST)
    @POST
    @Consumes(Lines.NDJSON)
    @Produces(Lines.NDJSON)
    public Response replay(HttpServerRequest request) {
        Query.check(request, Map.of("ruleset", Set.of(), "baseline", Set.of()));
        mustBeKept(request);
        Edition edition = rulesets.edition(request.getParam("ruleset"));
        String baseline = request.getParam("baseline");
        CaseLines cases = new CaseLines(edition, baseline == null ? null : rulesets.edition(baseline));
        Lines lines = NdjsonBody.of(request);
        StreamingOutput answers = out -> stream(lines, cases, out);
        return Response.ok(answers, Lines.NDJSON)
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private void mustBeKept(HttpServerRequest request) {
        List<Problem.Error> errors = new ArrayList<>();
        for (String name : List.of("ruleset", "baseline")) {
            String version = request.getParam(name);
            if (version != null && !rulesets.isKept(version)) {
                errors.add(Problem.Error.inParameter(
                        name,
                        "unknown-ruleset",
                        new Text(
                                "`" + Problem.shown(version) + "` is not kept here",
                                "本服务没有保存规则集 `" + Problem.shown(version) + "`")));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.UNKNOWN_RULESET,
                    "the active ruleset is `" + rulesets.edition().version() + "`; /v1/rulesets lists all",
                    errors));
        }
    }

    private static void stream(Lines lines, CaseLines cases, OutputStream out) throws IOException {
        for (Lines.Line line; (line = lines.nextFilled()) != null; ) {
            out.write(cases.answer(line));
            out.write('\n');
        }
        out.write(cases.totals());
        out.write('\n');
    }
}
