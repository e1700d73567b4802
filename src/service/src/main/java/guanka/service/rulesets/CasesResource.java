package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Text;
import guanka.records.ArchivedRuleset;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.KeptText;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.tables.TableMerge;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Takes the cases that a check proposed over into the draft, and ends cases that the law has overtaken. */
@Path(RulesetsResource.PATH + "/{version}/cases")
public class CasesResource {

    static final String WORKBOOK = "cases.xlsx";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STEPS = Set.of("proposed", "retired");
    private static final Set<String> RETIREMENT = Set.of("case", "to", "reason", "source");
    private static final int CASES_MOST = 500;
    private static final int TEXT_MAX = 2_000;

    /**
     * A case of the ruleset's files that is ended.
     *
     * @param to last day of the law that it speaks of; null for the day before its shipment
     */
    public record Retirement(String id, String to, String reason, String source) {}

    private final Drafts drafts;
    private final DraftsResource answers;
    private final ActiveRuleset rulesets;
    private final Caller caller;
    private final KjarRoom room = new KjarRoom();

    CasesResource(Drafts drafts, DraftsResource answers, ActiveRuleset rulesets, Caller caller) {
        this.drafts = drafts;
        this.answers = answers;
        this.rulesets = rulesets;
        this.caller = caller;
    }

    /** Both kinds of cases at once; an approval is void. */
    @RolesAllowed(Roles.ANALYST)
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Response take(String version, byte[] body, HttpServerRequest request) {
        Query.check(request, Map.of());
        ArchivedRuleset draft = rulesets.find(version);
        String seen = SeenDigest.of(request, draft);
        JsonNode json = parsed(body);
        List<Problem.Error> errors = new ArrayList<>();
        names(json, "", STEPS, errors);
        List<String> proposed = new ArrayList<>();
        List<Retirement> retired = new ArrayList<>();
        list(json, "proposed", errors).forEach(key -> proposed.add(text(key, "/proposed", true, errors)));
        list(json, "retired", errors).forEach(one -> {
            String at = "/retired/" + retired.size();
            names(one, at, RETIREMENT, errors);
            retired.add(new Retirement(
                    text(one.path("case"), at + "/case", true, errors),
                    text(one.path("to"), at + "/to", false, errors),
                    text(one.path("reason"), at + "/reason", true, errors),
                    text(one.path("source"), at + "/source", false, errors)));
        });
        if (proposed.size() + retired.size() > CASES_MOST) {
            errors.add(
                    error("", "too-many", "at most " + CASES_MOST + " cases at once", "一次最多 " + CASES_MOST + " 个案例"));
        }
        refuseIfAny(errors);
        return answers.answer(Response.Status.OK, taken(draft, seen, proposed, retired));
    }

    /** The same for a page, whose form says what was looked at. */
    public void take(String version, String seen, List<String> proposed, List<Retirement> retired) {
        ArchivedRuleset draft = rulesets.find(version);
        taken(draft, SeenDigest.must(seen, draft), proposed, retired);
    }

    private Drafts.Made taken(ArchivedRuleset draft, String seen, List<String> proposed, List<Retirement> retired) {
        Drafts.mustBeDraft(draft);
        List<Problem.Error> errors = new ArrayList<>();
        List<TableMerge.Edit> edits = new ArrayList<>();
        for (String key : new TreeSet<>(proposed)) {
            drafts.proposed(draft, key)
                    .ifPresentOrElse(
                            cells -> edits.add(new TableMerge.Edit("Cases", 0, cells)),
                            () -> errors.add(error(
                                    "/proposed",
                                    "not-proposed",
                                    "the check of this draft proposes no case `" + Problem.shown(key) + "`",
                                    "此草案的检查没有建议案例 `" + Problem.shown(key) + "`")));
        }
        for (Retirement one : retired) {
            LocalDate day = drafts.dayOf(draft, one.id());
            if (day == null) {
                errors.add(error(
                        "/retired",
                        "no-such-case",
                        "`" + Problem.shown(one.id()) + "` is no case of the files of this ruleset that still stands",
                        "`" + Problem.shown(one.id()) + "` 不是本规则集自带且仍有效的案例"));
                continue;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put("key", one.id());
            cells.put("to", one.to() == null ? day.minusDays(1).toString() : one.to());
            cells.put("reason", one.reason());
            cells.put("source", one.source() == null ? one.reason() : one.source());
            cells.put("confidence", "unknown");
            edits.add(new TableMerge.Edit("Retired cases", 0, cells));
        }
        if (edits.isEmpty() && errors.isEmpty()) {
            errors.add(error("", "nothing-named", "name a case to take over or to end", "请指明要采纳或者终止的案例"));
        }
        refuseIfAny(errors);
        try {
            return room.taken(() -> drafts.change(draft, seen, WORKBOOK, edits, caller.name()));
        } catch (RefusedRuleset refused) {
            throw new Refusal(Problem.of(refused));
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body == null || body.length == 0 ? new byte[] {'{', '}'} : body);
        } catch (IOException e) {
            throw new Refusal(Problem.of(Kind.NOT_JSON, "the body is no JSON text"));
        }
    }

    private static void names(JsonNode of, String at, Set<String> allowed, List<Problem.Error> errors) {
        if (!of.isObject()) {
            errors.add(error(at, "wrong-type", "an object was expected", "应为对象"));
            return;
        }
        of.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                errors.add(error(
                        at,
                        "unknown-property",
                        "`" + Problem.shown(name) + "` is not known here: " + String.join(", ", new TreeSet<>(allowed)),
                        "此处没有 `" + Problem.shown(name) + "`，可用：" + String.join("、", new TreeSet<>(allowed))));
            }
        });
    }

    private static Iterable<JsonNode> list(JsonNode in, String name, List<Problem.Error> errors) {
        JsonNode list = in.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            errors.add(error("/" + name, "wrong-type", "a list was expected", "应为列表"));
            return List.of();
        }
        return list;
    }

    private static String text(JsonNode value, String at, boolean needed, List<Problem.Error> errors) {
        String text = value.isTextual() ? value.asText().strip() : "";
        if (text.isEmpty() && (needed || !value.isMissingNode())) {
            errors.add(error(at, "wrong-type", "a text was expected", "应为文本"));
        } else if (text.length() > TEXT_MAX) {
            errors.add(error(at, "too-long", "at most " + TEXT_MAX + " characters", "最多 " + TEXT_MAX + " 个字符"));
        } else if (!KeptText.isOne(text)) {
            errors.add(error(at, KeptText.CODE, KeptText.MESSAGE.en(), KeptText.MESSAGE.zh()));
        }
        return text.isEmpty() ? null : text;
    }

    private static void refuseIfAny(List<Problem.Error> errors) {
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_STEP, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }
}
