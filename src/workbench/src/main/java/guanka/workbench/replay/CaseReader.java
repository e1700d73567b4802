package guanka.workbench.replay;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.items.ControlCodes;
import guanka.engine.items.ItemLists;
import guanka.engine.json.FactMistake;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Effect;
import guanka.facts.HoldCode;
import guanka.facts.LicenseTerm;
import guanka.facts.Outcome;
import guanka.facts.ReviewPolicy;
import guanka.facts.Text;
import guanka.facts.rows.ComputingEntry;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads cases against the words of one ruleset. An expectation that is passed over would hold whatever the answer is, so nothing is:
 * a name that the format does not have, a value of the wrong type, and a code, provision, reading, line or party that does not
 * exist are mistakes, each told by JSON Pointer.
 */
public final class CaseReader {

    private static final Set<String> EXPECTATIONS = names(
            "outcome",
            "reviewPolicy",
            "range",
            "jurisdictions",
            "lines",
            "findings",
            "missing",
            "obligations",
            "readings",
            "holds",
            "exceptions",
            "classification",
            "status",
            "pointers");

    private static final Set<String> OUTCOMES = constants(Outcome.values());

    /** Both ends of a range are settled outcomes. */
    private static final Set<String> ENDS = OUTCOMES.stream()
            .filter(outcome -> !outcome.equals(Outcome.UNDETERMINED.name()))
            .collect(Collectors.toCollection(LinkedHashSet::new));

    private static final Set<String> POLICIES = constants(ReviewPolicy.values());
    private static final Set<String> EFFECTS = Stream.of(Effect.values())
            .filter(effect -> effect != Effect.NONE && effect != Effect.DUTY)
            .map(Enum::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    private static final Set<String> HOLDS = constants(HoldCode.values());
    private static final Set<String> VERDICT = names("outcome", "reviewPolicy");
    private static final Set<String> RANGE = names("atLeast", "atMost");
    private static final Set<String> FINDING = names("provision", "effect", "line", "party", "row");
    private static final Set<String> NOT = names("not");
    private static final Set<String> HOLD =
            names("code", "provision", "line", "party", "coveredBy", "notCoveredBecause");
    private static final Set<String> TERMS = constants(LicenseTerm.values());

    /** What facts can be answered with: taken, no JSON, too large, mistaken. */
    private static final Set<Integer> STATUSES = new TreeSet<>(Set.of(200, 400, 413, 422));

    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");
    private static final Pattern PREFIX = Pattern.compile("^[A-Za-z]+:");
    private static final int SHOWN = 80;
    private static final int NAMED_MOST = 20;

    private final Set<String> provisions;
    private final Set<String> jurisdictions;
    private final Map<String, Set<String>> readings = new TreeMap<>();
    private final ItemLists items;

    /** Codes that say what a chip can do stand in other sheets than those of items. */
    private final Set<String> chips = new HashSet<>();

    public CaseReader(Ruleset ruleset) {
        provisions = ruleset.rows(Provision.class).stream().map(Provision::key).collect(Collectors.toSet());
        jurisdictions =
                ruleset.rows(Jurisdiction.class).stream().map(Jurisdiction::key).collect(Collectors.toSet());
        ruleset.rows(OpenQuestion.class).forEach(question -> readings.put(question.key(), new TreeSet<>()));
        for (Reading reading : ruleset.rows(Reading.class)) {
            readings.computeIfAbsent(reading.question(), x -> new TreeSet<>()).add(reading.reading());
        }
        items = new ItemLists(ruleset, new ClosedWorld(ruleset));
        for (ComputingEntry entry : ruleset.rows(ComputingEntry.class)) {
            chips.addAll(entry.codes());
            chips.addAll(entry.paragraphs());
        }
        for (ComputingLimit limit : ruleset.rows(ComputingLimit.class)) {
            chips.add(limit.paragraph());
            chips.add(limit.carrier());
        }
    }

    /**
     * Reads a case.
     *
     * @throws MalformedCase with everything in it that is not understood
     */
    public Case read(JsonNode json) {
        List<FactMistake> mistakes = mistakes(json);
        if (!mistakes.isEmpty()) {
            throw new MalformedCase(mistakes);
        }
        return Case.of(json);
    }

    /** What is not understood in a case; empty where all is. */
    public List<FactMistake> mistakes(JsonNode json) {
        var look = new Look(json.path("shipment"));
        look.whole(json);
        return look.mistakes;
    }

    /** What is not understood in what a case expects. */
    List<FactMistake> mistakes(Case one) {
        var look = new Look(one.shipment());
        look.expect(one.expect());
        return look.mistakes;
    }

    private static Set<String> names(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    private static Set<String> constants(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One case while it is looked at. */
    private final class Look {

        private final List<FactMistake> mistakes = new ArrayList<>();
        private final JsonNode shipment;
        private final Set<String> lines;
        private final Set<String> parties;

        Look(JsonNode shipment) {
            this.shipment = shipment;
            lines = ids("lines");
            parties = ids("parties");
        }

        private Set<String> ids(String list) {
            Set<String> ids = new HashSet<>();
            shipment.path(list).forEach(one -> ids.add(one.path("id").asText()));
            return ids;
        }

        private void whole(JsonNode json) {
            if (!json.isObject()) {
                add(
                        "",
                        "wrong-type",
                        "a case was expected: an object with `id`, `shipment` and `expect`",
                        "应为案例对象，含有 `id`、`shipment` 和 `expect`");
                return;
            }
            if (absent(json.path("id"))) {
                needed("/id", "id");
            } else if (!json.path("id").isTextual()) {
                text("/id");
            } else if (json.path("id").asText().isBlank()) {
                add("/id", "empty-id", "an id is not empty", "标识不得为空");
            }
            for (String name : List.of("title", "titleZh", "source", "origin")) {
                if (!absent(json.path(name)) && !json.path(name).isTextual()) {
                    text("/" + name);
                }
            }
            if (absent(json.path("shipment"))) {
                needed("/shipment", "shipment");
            }
            if (absent(json.path("expect"))) {
                needed("/expect", "expect");
            } else {
                expect(json.path("expect"));
            }
        }

        private void expect(JsonNode expect) {
            String at = "/expect";
            if (!object(expect, at, EXPECTATIONS)) {
                return;
            }
            verdict(expect, at);
            given(expect, at, "range", (range, place) -> {
                if (object(range, place, RANGE)) {
                    given(range, place, "atLeast", (end, there) -> code(end, there, ENDS));
                    given(range, place, "atMost", (end, there) -> code(end, there, ENDS));
                }
            });
            given(expect, at, "jurisdictions", (all, place) -> keyed(all, place, this::jurisdiction, this::verdictOf));
            given(expect, at, "lines", (all, place) -> keyed(all, place, this::line, this::verdictOf));
            given(expect, at, "findings", (all, place) -> each(all, place, this::finding));
            given(expect, at, "missing", (all, place) -> each(all, place, this::fact));
            given(expect, at, "obligations", (all, place) -> each(all, place, this::provision));
            given(expect, at, "exceptions", (all, place) -> each(all, place, this::provision));
            given(expect, at, "holds", (all, place) -> each(all, place, this::hold));
            given(
                    expect,
                    at,
                    "readings",
                    (all, place) -> keyed(
                            all,
                            place,
                            (key, there) -> known(key, there, readings.keySet(), "open question", "未决问题"),
                            this::readings));
            given(
                    expect,
                    at,
                    "classification",
                    (all, place) -> keyed(
                            all,
                            place,
                            this::line,
                            (of, there) -> keyed(
                                    of, there, this::jurisdiction, (codes, where) -> each(codes, where, this::item))));
            status(expect, at);
        }

        private void status(JsonNode expect, String at) {
            JsonNode status = expect.path("status");
            given(expect, at, "status", (value, place) -> {
                if (!value.isInt() || !STATUSES.contains(value.asInt())) {
                    add(place, "unknown-value", "a status is one of the numbers " + STATUSES, "状态应为以下数字之一：" + STATUSES);
                }
            });
            boolean refused = status.isInt() && status.asInt() != 200;
            given(expect, at, "pointers", (all, place) -> {
                each(all, place, this::pointer);
                if (!refused) {
                    add(
                            place,
                            "not-refused",
                            "mistakes are expected only together with the status of a refusal",
                            "只有同时预期拒绝状态时才能预期错误位置");
                }
            });
            if (refused) {
                expect.fieldNames().forEachRemaining(name -> {
                    if (!name.equals("status") && !name.equals("pointers") && EXPECTATIONS.contains(name)) {
                        add(
                                at + "/" + name,
                                "refused",
                                "facts that are refused have no answer of which this could hold",
                                "被拒绝的事实没有答复，此预期无从成立");
                    }
                });
            }
        }

        /** The outcome and review policy of a whole, a jurisdiction or a line. */
        private void verdict(JsonNode of, String at) {
            given(of, at, "outcome", (value, place) -> code(value, place, OUTCOMES));
            if (of.has("reviewPolicy") && !of.path("reviewPolicy").isNull()) {
                code(of.path("reviewPolicy"), at + "/reviewPolicy", POLICIES);
            }
        }

        private void verdictOf(JsonNode of, String at) {
            if (object(of, at, VERDICT)) {
                verdict(of, at);
            }
        }

        private void readings(JsonNode of, String at) {
            Set<String> known = readings.getOrDefault(last(at), Set.of());
            keyed(
                    of,
                    at,
                    (key, there) -> known(key, there, known, "reading of this question", "该问题的解读"),
                    (outcome, there) -> code(outcome, there, OUTCOMES));
        }

        private void finding(JsonNode finding, String at) {
            if (finding.isObject() && finding.has("not")) {
                if (object(finding, at, NOT)) {
                    named(finding.path("not"), at + "/not", FINDING, "effect");
                }
            } else {
                named(finding, at, FINDING, "effect");
            }
        }

        private void hold(JsonNode hold, String at) {
            named(hold, at, HOLD, "code");
            given(hold, at, "coveredBy", this::isText);
            given(hold, at, "notCoveredBecause", (value, place) -> code(value, place, TERMS));
        }

        /** A finding or a hold: a provision and what it says, and where one is meant its line and party. */
        private void named(JsonNode of, String at, Set<String> names, String says) {
            if (!object(of, at, names)) {
                return;
            }
            for (String name : List.of("provision", says)) {
                if (absent(of.path(name))) {
                    needed(at + "/" + name, name);
                }
            }
            given(of, at, "provision", this::provision);
            given(of, at, "effect", (value, place) -> code(value, place, EFFECTS));
            given(of, at, "code", (value, place) -> code(value, place, HOLDS));
            given(of, at, "line", (value, place) -> {
                if (isText(value, place)) {
                    line(value.asText(), place);
                }
            });
            given(of, at, "row", this::isText);
            given(of, at, "party", (value, place) -> {
                if (isText(value, place)) {
                    known(value.asText(), place, parties, "party of this shipment", "本批货物的当事方");
                }
            });
        }

        private void provision(JsonNode value, String at) {
            if (isText(value, at)) {
                known(value.asText(), at, provisions, "provision of this ruleset", "本规则集的规定");
            }
        }

        private void line(String id, String at) {
            known(id, at, lines, "line of this shipment", "本批货物的行");
        }

        private void jurisdiction(String key, String at) {
            known(key, at, jurisdictions, "jurisdiction of this ruleset", "本规则集中的法域");
        }

        private void item(JsonNode value, String at) {
            if (isText(value, at)) {
                String code = ControlCodes.normal(PREFIX.matcher(value.asText()).replaceFirst(""));
                if (!items.isHeld(code) && items.basketOf(code).isEmpty() && !chips.contains(code)) {
                    unknown(value.asText(), at, "control code of this ruleset", "本规则集的管制编码", Set.of());
                }
            }
        }

        private void pointer(JsonNode value, String at) {
            if (isText(value, at) && !POINTER.matcher(value.asText()).matches()) {
                add(at, "not-a-pointer", "`" + shown(value.asText()) + "` is not a JSON Pointer", "不是 JSON Pointer");
            }
        }

        /** A fact that is asked for lies in the shipment, at an entry that is there. */
        private void fact(JsonNode value, String at) {
            int before = mistakes.size();
            pointer(value, at);
            if (mistakes.size() > before) {
                return;
            }
            String[] steps = value.asText().split("/", 4);
            JsonNode list = steps.length > 2 ? shipment.path(steps[1]) : null;
            if (list != null && list.isArray() && !list.has(index(steps[2]))) {
                add(
                        at,
                        "unknown-entry",
                        "`" + shown(value.asText()) + "` leads to an entry that this shipment does not have",
                        "`" + shown(value.asText()) + "` 指向本批货物中没有的条目");
            }
        }

        private static int index(String step) {
            return step.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(step) : -1;
        }

        private void each(JsonNode list, String at, BiConsumer<JsonNode, String> one) {
            if (!list.isArray()) {
                wrong(at, "a list", "列表");
            } else if (list.isEmpty()) {
                nothing(at);
            }
            for (int i = 0; list.isArray() && i < list.size(); i++) {
                one.accept(list.get(i), at + "/" + i);
            }
        }

        private void keyed(
                JsonNode map, String at, BiConsumer<String, String> key, BiConsumer<JsonNode, String> value) {
            if (!map.isObject()) {
                wrong(at, "an object", "对象");
                return;
            }
            if (map.isEmpty()) {
                nothing(at);
            }
            map.properties().forEach(entry -> {
                String there = at + "/" + escaped(entry.getKey());
                key.accept(entry.getKey(), there);
                value.accept(entry.getValue(), there);
            });
        }

        /** Whether it is an object that says something; its names are looked at. */
        private boolean object(JsonNode of, String at, Set<String> names) {
            if (!of.isObject()) {
                wrong(at, "an object", "对象");
                return false;
            }
            if (of.isEmpty()) {
                nothing(at);
            }
            of.fieldNames().forEachRemaining(name -> {
                if (!names.contains(name)) {
                    add(
                            at + "/" + escaped(name),
                            "unknown-property",
                            "`" + shown(name) + "` is not a property here; known: " + String.join(", ", names),
                            "此处没有属性 `" + shown(name) + "`；可用：" + String.join("、", names));
                }
            });
            return true;
        }

        /** A value that stands there is looked at, null too: only a review policy can be expected to be none. */
        private void given(JsonNode of, String at, String name, BiConsumer<JsonNode, String> look) {
            if (of.has(name)) {
                look.accept(of.path(name), at + "/" + name);
            }
        }

        private void code(JsonNode value, String at, Set<String> codes) {
            if (isText(value, at) && !codes.contains(value.asText())) {
                add(
                        at,
                        "unknown-value",
                        "`" + shown(value.asText()) + "` is none of " + String.join(", ", codes),
                        "`" + shown(value.asText()) + "` 不是以下各项之一：" + String.join("、", codes));
            }
        }

        private void known(String key, String at, Collection<String> keys, String what, String zh) {
            if (!keys.contains(key)) {
                unknown(key, at, what, zh, keys);
            }
        }

        private void unknown(String key, String at, String what, String zh, Collection<String> keys) {
            boolean few = !keys.isEmpty() && keys.size() <= NAMED_MOST;
            add(
                    at,
                    "does-not-exist",
                    "`" + shown(key) + "` is not a " + what
                            + (few ? "; known: " + String.join(", ", new TreeSet<>(keys)) : ""),
                    "`" + shown(key) + "` 不是" + zh + (few ? "；可用：" + String.join("、", new TreeSet<>(keys)) : ""));
        }

        private boolean isText(JsonNode value, String at) {
            if (!value.isTextual()) {
                text(at);
            }
            return value.isTextual();
        }

        private void text(String at) {
            wrong(at, "a text", "文本");
        }

        private void wrong(String at, String wanted, String zh) {
            add(at, "wrong-type", wanted + " was expected", "应为" + zh);
        }

        private void nothing(String at) {
            add(at, "expects-nothing", "it is empty, so it would hold whatever the answer is", "内容为空，任何答复都能满足");
        }

        private void needed(String at, String name) {
            add(at, "missing-fact", "`" + name + "` must be given", "必须提供 `" + name + "`");
        }

        private void add(String at, String code, String en, String zh) {
            mistakes.add(new FactMistake(at, code, new Text(en, zh)));
        }

        private static boolean absent(JsonNode value) {
            return value.isMissingNode() || value.isNull();
        }

        private static String last(String pointer) {
            return pointer.substring(pointer.lastIndexOf('/') + 1)
                    .replace("~1", "/")
                    .replace("~0", "~");
        }

        private static String escaped(String name) {
            return shown(name).replace("~", "~0").replace("/", "~1");
        }

        private static String shown(String text) {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        }
    }
}
