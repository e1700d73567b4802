package guanka.service.determinations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.facts.Outcome;
import guanka.facts.Text;
import guanka.records.Resolution;
import guanka.records.StoredDetermination;
import guanka.records.WrongState;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.KeptText;
import guanka.service.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Keeps what became of determinations, where all of it is understood. */
@ApplicationScoped
public class Resolutions {

    /** How many one determination may have. */
    private static final int MAX = 100;

    private static final int LINES_MAX = 1000;
    private static final Map<String, Integer> TEXTS = Map.of("license", 128, "by", 128, "reason", 2000);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What can become of it. */
    public enum State {
        /** The goods may go. */
        RELEASED,
        /** The business is not done. */
        REFUSED,
        LICENSE_APPLIED_FOR,
        LICENSE_GRANTED
    }

    private final Records records;
    private final Caller caller;

    Resolutions(Records records, Caller caller) {
        this.records = records;
        this.caller = caller;
    }

    /** The record of the log that a resolution is about. */
    public record About(String determination, long sequence, String hash) {}

    /**
     * A resolution as it is shown.
     *
     * @param actor who recorded it
     * @param by    who decided it, where that is somebody else
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            long sequence,
            String at,
            String actor,
            String state,
            List<String> lines,
            String license,
            String by,
            String reason,
            About record) {

        static Shown of(Resolution resolution) {
            try {
                JsonNode said = JSON.readTree(resolution.json());
                List<String> lines = new ArrayList<>();
                said.path("lines").forEach(line -> lines.add(line.asText()));
                return new Shown(
                        resolution.id().toString(),
                        resolution.sequence(),
                        resolution.at().toString(),
                        resolution.actor(),
                        said.path("state").asText(),
                        lines.isEmpty() ? null : lines,
                        said.path("license").textValue(),
                        said.path("by").textValue(),
                        said.path("reason").textValue(),
                        new About(resolution.determination().toString(), resolution.record(), resolution.hash()));
            } catch (IOException damaged) {
                throw new IllegalStateException("a recorded resolution is no JSON", damaged);
            }
        }
    }

    /** What became of a determination, in order. */
    public List<Shown> of(UUID determination) {
        return records.resolutions().of(determination).stream().map(Shown::of).toList();
    }

    /**
     * Records what a caller says became of a determination.
     *
     * @throws Refusal where it is not understood, or there are as many as there may be
     */
    public Shown add(StoredDetermination stored, byte[] body) {
        String json = checked(body, stored);
        try {
            return Shown.of(records.resolutions()
                    .add(stored.id(), caller.name(), Instant.now().truncatedTo(ChronoUnit.MILLIS), json, MAX));
        } catch (WrongState full) {
            throw new Refusal(Problem.of(Kind.TOO_MANY_RESOLUTIONS, full.getMessage()));
        }
    }

    /** The body as it is kept, where all of it is understood. */
    private static String checked(byte[] body, StoredDetermination stored) {
        JsonNode json;
        try {
            json = JSON.readTree(body == null ? new byte[0] : body);
        } catch (IOException notJson) {
            throw new Refusal(Problem.of(Kind.NOT_JSON, "the body is no JSON text"));
        }
        List<Problem.Error> errors = new ArrayList<>();
        ObjectNode kept = JSON.createObjectNode();
        if (!json.isObject()) {
            errors.add(error("", "wrong-type", "an object was expected", "应为对象"));
        }
        state(json.path("state"), kept, errors);
        json.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (value.isNull() || name.equals("state")) {
                return;
            }
            if (name.equals("lines")) {
                lines(value, stored, kept, errors);
            } else if (TEXTS.containsKey(name)) {
                text(name, value, kept, errors);
            } else {
                errors.add(error(
                        "/" + Problem.shown(name).replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "known are by, license, lines, reason, state",
                        "可用属性：by、license、lines、reason、state"));
            }
        });
        if (!kept.has("reason") && errors.isEmpty()) {
            errors.add(error("/reason", "missing", "say why, for whoever reads it later", "须说明理由，供日后查阅"));
        }
        if (!kept.has("license")
                && errors.isEmpty()
                && needsLicense(kept.path("state").asText(), stored)) {
            errors.add(error(
                    "/license",
                    "missing",
                    "the number of the license, or the symbol of the exception, under which this is released or granted",
                    "须填写放行或者获准所依据的许可证号或者许可例外代号"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_RESOLUTION, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
        return kept.toString();
    }

    /** What needs a license leaves under one alone. */
    private static boolean needsLicense(String state, StoredDetermination stored) {
        return state.equals(State.LICENSE_GRANTED.name())
                || state.equals(State.RELEASED.name())
                        && Set.of(Outcome.LICENSE_REQUIRED.name(), Outcome.PROHIBITED.name())
                                .contains(String.valueOf(stored.terms().outcome()));
    }

    private static void state(JsonNode value, ObjectNode kept, List<Problem.Error> errors) {
        for (State state : State.values()) {
            if (state.name().equals(value.textValue())) {
                kept.put("state", state.name());
                return;
            }
        }
        errors.add(error(
                "/state",
                value.isMissingNode() || value.isNull() ? "missing" : "unknown-value",
                "one of RELEASED, REFUSED, LICENSE_APPLIED_FOR, LICENSE_GRANTED was expected",
                "应为 RELEASED、REFUSED、LICENSE_APPLIED_FOR、LICENSE_GRANTED 之一"));
    }

    private static void text(String name, JsonNode value, ObjectNode kept, List<Problem.Error> errors) {
        String text = value.isTextual() ? value.textValue().strip() : null;
        int most = TEXTS.get(name);
        if (text == null || text.isEmpty()) {
            errors.add(error("/" + name, "wrong-type", "a text that is not empty was expected", "应为非空文本"));
        } else if (text.length() > most) {
            errors.add(error("/" + name, "too-long", "at most " + most + " characters", "最多 " + most + " 个字符"));
        } else if (!KeptText.isOne(text)) {
            errors.add(error("/" + name, KeptText.CODE, KeptText.MESSAGE.en(), KeptText.MESSAGE.zh()));
        } else {
            kept.put(name, text);
        }
    }

    /** Lines that the determination has; all of them where none is named. */
    private static void lines(JsonNode value, StoredDetermination stored, ObjectNode kept, List<Problem.Error> errors) {
        Set<String> known = new TreeSet<>();
        try {
            JSON.readTree(stored.answer())
                    .path("lines")
                    .forEach(line -> known.add(line.path("id").asText()));
        } catch (IOException damaged) {
            throw new IllegalStateException("a recorded answer is no JSON", damaged);
        }
        if (!value.isArray() || value.isEmpty() || value.size() > LINES_MAX) {
            errors.add(error("/lines", "wrong-type", "1 to 1000 ids of lines were expected", "应为 1 至 1000 个行标识"));
            return;
        }
        Set<String> named = new TreeSet<>();
        for (int i = 0; i < value.size(); i++) {
            String line = value.get(i).textValue();
            if (line == null || !known.contains(line)) {
                errors.add(error("/lines/" + i, "unknown-line", "the determination has no such line", "该判定没有这一行"));
            } else if (!named.add(line)) {
                errors.add(error("/lines/" + i, "given-twice", "this line is named twice", "此行重复出现"));
            }
        }
        var lines = kept.putArray("lines");
        named.forEach(lines::add);
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }
}
