package guanka.service.clearances.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.decision.Decisions;
import guanka.engine.screening.Match;
import guanka.engine.screening.MatchReason;
import guanka.facts.Party;
import guanka.facts.StandingClearance;
import guanka.facts.Text;
import guanka.records.Clearance;
import guanka.records.SamePerson;
import guanka.records.WrongState;
import guanka.service.clearances.Clearances;
import guanka.service.determinations.TimeOrderedIds;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.KeptText;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.screenings.ScreenedParties;
import guanka.service.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Where clearances are asked for, approved by somebody else and ended, for the API and the page alike. */
@ApplicationScoped
public class ClearanceDesk {

    /** How many may wait or hold. */
    private static final int MOST = 100_000;

    private static final int REASON_LEAST = 3;
    private static final int REASON_MOST = 1_000;
    private static final int YEARS_MOST = 5;
    private static final Set<String> ASKED = new TreeSet<>(Set.of("party", "entry", "reason", "until"));
    private static final Set<String> OF_PARTY =
            new TreeSet<>(Set.of("name", "aliases", "country", "kind", "address", "identifiers"));

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Records records;
    private final ActiveRuleset rulesets;
    private final Clearances clearances;
    private final Caller caller;
    private final TimeOrderedIds ids;

    ClearanceDesk(Records records, ActiveRuleset rulesets, Clearances clearances, Caller caller, TimeOrderedIds ids) {
        this.records = records;
        this.rulesets = rulesets;
        this.clearances = clearances;
        this.caller = caller;
        this.ids = ids;
    }

    /** How a clearance stands today. */
    public enum State {
        ASKED,
        APPROVED,
        ENDED,
        /** Its last day has passed. */
        EXPIRED
    }

    /**
     * A clearance as it is shown.
     *
     * @param entryChanged whether the lists that decide now do not hold its entry as it was when it was asked for
     * @param holds        whether it sets matches aside today
     */
    @JsonInclude(Include.NON_NULL)
    public record Shown(
            String id,
            State state,
            Clearances.Named party,
            String entry,
            String reason,
            String until,
            String askedBy,
            String askedAt,
            String approvedBy,
            String approvedAt,
            String endedBy,
            String endedAt,
            String endedBecause,
            boolean entryChanged,
            boolean holds) {}

    /**
     * A page of clearances, the newest first.
     *
     * @param next cursor of the following page, absent at the end
     */
    @JsonInclude(Include.NON_NULL)
    public record Listed(List<Shown> clearances, String next) {}

    /**
     * Some of the clearances.
     *
     * @param cursor of the page, or null for the first
     * @throws Refusal where it is the cursor of none
     */
    public Listed page(String cursor, int limit) {
        Clearance before = null;
        if (cursor != null) {
            try {
                before = records.clearances().find(UUID.fromString(cursor)).orElse(null);
            } catch (IllegalArgumentException none) {
                // told below
            }
            if (before == null) {
                throw new Refusal(Problem.of(
                        Kind.INVALID_PARAMETERS,
                        "1 mistake",
                        List.of(Problem.Error.inParameter(
                                "cursor",
                                "unknown-value",
                                new Text(
                                        "`" + Problem.shown(cursor) + "` is not the cursor of a page",
                                        "`" + Problem.shown(cursor) + "` 不是任何一页的游标")))));
            }
        }
        List<Clearance> found = records.clearances().list(before, limit + 1);
        List<Clearance> page = found.subList(0, Math.min(found.size(), limit));
        return new Listed(
                page.stream().map(this::shown).toList(),
                found.size() > limit ? page.get(limit - 1).id().toString() : null);
    }

    /** @throws Refusal where there is none */
    public Shown get(String id) {
        return shown(find(id));
    }

    private Clearance find(String id) {
        try {
            return records.clearances().find(UUID.fromString(id)).orElseThrow(() -> unknown(id));
        } catch (IllegalArgumentException none) {
            throw unknown(id);
        }
    }

    private static Refusal unknown(String id) {
        return new Refusal(Problem.of(Kind.NOT_FOUND, "there is no clearance `" + Problem.shown(id) + "`"));
    }

    private Shown shown(Clearance one) {
        Clearances.Said said = Clearances.Said.of(one);
        boolean over = Clearances.today().isAfter(one.until());
        boolean changed = isEntryChanged(one);
        return new Shown(
                one.id().toString(),
                over && one.state() != Clearance.State.ENDED
                        ? State.EXPIRED
                        : State.valueOf(one.state().name()),
                said.party(),
                one.entry(),
                said.reason(),
                one.until().toString(),
                one.askedBy(),
                one.askedAt().toString(),
                one.approvedBy(),
                text(one.approvedAt()),
                one.endedBy(),
                text(one.endedAt()),
                one.endedWhy(),
                changed,
                one.state() == Clearance.State.APPROVED && !over && !changed);
    }

    private boolean isEntryChanged(Clearance one) {
        return !one.content()
                .equals(rulesets.edition()
                        .decisions()
                        .contentOfEntry(one.entry())
                        .orElse(null));
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    /**
     * Keeps what somebody asks for.
     *
     * @throws Refusal where it is not understood, or would set nothing aside
     */
    public Shown ask(byte[] body) {
        JsonNode json = object(body, ASKED);
        Edition edition = rulesets.edition();
        List<Problem.Error> errors = new ArrayList<>();
        String reason = reason(json, errors);
        LocalDate until = until(json.path("until"), errors);
        JsonNode entry = json.path("entry");
        String content = edition.decisions().contentOfEntry(entry.asText()).orElse(null);
        if (content == null) {
            errors.add(error(
                    "/entry",
                    entry.isTextual() ? "unknown-entry" : "missing",
                    "the key of a list entry was expected, as a screening tells it",
                    "应为名单条目的标识，见筛查结果"));
        }
        Party party = party(json.path("party"), edition, errors);
        if (party != null && content != null) {
            mustBeMatch(party, entry.asText(), content, edition.decisions(), errors);
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Clearance asked = Clearance.asked(
                ids.next(now),
                entry.asText(),
                content,
                new Clearances.Said(Clearances.Named.of(party), reason).json(),
                until,
                caller.name(),
                now);
        try {
            records.clearances().ask(asked, MOST);
        } catch (WrongState full) {
            throw new Refusal(Problem.of(Kind.CLEARANCE_STATE, full.getMessage()));
        }
        return shown(asked);
    }

    private static void mustBeMatch(
            Party party, String entry, String content, Decisions decisions, List<Problem.Error> errors) {
        List<Match> matches = decisions.matchesOf(party).stream()
                .filter(match -> match.entry().key().equals(entry))
                .toList();
        StandingClearance asked =
                Clearances.standing("", entry, content, Clearances.Named.of(party), "", "", LocalDate.MAX);
        if (matches.isEmpty()) {
            errors.add(error(
                    "/entry",
                    "no-match",
                    "the party is not taken for this entry, so there is nothing to clear",
                    "该主体不会被视为此条目，无须排除"));
        } else if (matches.stream().noneMatch(match -> decisions.sets(asked, party, match))) {
            boolean identifier =
                    matches.stream().anyMatch(match -> match.reason().equals(MatchReason.IDENTIFIER.name()));
            errors.add(
                    identifier
                            ? error(
                                    "/party/identifiers",
                                    "same-identifier",
                                    "the party has the identifier of the entry: it is the listed party",
                                    "该主体的标识号码与条目相同，即为列名主体")
                            : error(
                                    "/party/address",
                                    "missing",
                                    "the entry is an address: give the address that is another one",
                                    "该条目为地址：请填写实际不同的地址"));
        }
    }

    private static Party party(JsonNode given, Edition edition, List<Problem.Error> errors) {
        if (!given.isObject()) {
            errors.add(error("/party", "missing", "say who the party is", "须说明该主体"));
            return null;
        }
        int before = errors.size();
        given.fieldNames().forEachRemaining(name -> {
            if (!OF_PARTY.contains(name)) {
                errors.add(unknownProperty("/party", name, OF_PARTY));
            }
        });
        if (isBlank(given.path("name"))) {
            errors.add(error(
                    "/party/name",
                    "missing",
                    "the name of the party was expected, as it stands on its papers",
                    "应为该主体在单证上的名称"));
        }
        if (isBlank(given.path("country")) && isBlank(given.path("address")) && isBlank(given.path("identifiers"))) {
            errors.add(error(
                    "/party/country",
                    "missing",
                    "a name alone may be anybody's: give the country, the address or an identifier as well",
                    "仅凭名称无法确定主体：请同时填写国家或者地区、地址或者标识号码"));
        }
        if (errors.size() > before) {
            return null;
        }
        try {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("parties").add(given.deepCopy());
            return ScreenedParties.of(body, edition.reader()).get(0).party();
        } catch (Refusal refusal) {
            refusal.problem()
                    .errors()
                    .forEach(error -> errors.add(Problem.Error.inBody(
                            error.pointer().replaceFirst("^/parties/0", "/party"), error.code(), error.message())));
            return null;
        }
    }

    private static boolean isBlank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.asText().isBlank()
                || value.isContainerNode() && value.isEmpty();
    }

    private static String reason(JsonNode json, List<Problem.Error> errors) {
        JsonNode value = json.path("reason");
        String reason = value.isTextual() ? value.textValue().strip() : "";
        if (reason.length() < REASON_LEAST || reason.length() > REASON_MOST) {
            errors.add(error(
                    "/reason",
                    value.isMissingNode() || value.isNull() ? "missing" : "wrong-length",
                    "say why, in " + REASON_LEAST + " to " + REASON_MOST + " characters",
                    "须说明理由，" + REASON_LEAST + " 至 " + REASON_MOST + " 个字符"));
        } else if (!KeptText.isOne(reason)) {
            errors.add(error("/reason", KeptText.CODE, KeptText.MESSAGE.en(), KeptText.MESSAGE.zh()));
        }
        return reason;
    }

    private static LocalDate until(JsonNode value, List<Problem.Error> errors) {
        LocalDate today = Clearances.today();
        try {
            LocalDate until = LocalDate.parse(value.asText());
            if (!until.isBefore(today) && !until.isAfter(today.plusYears(YEARS_MOST))) {
                return until;
            }
        } catch (DateTimeException none) {
            // told below
        }
        errors.add(error(
                "/until",
                value.isMissingNode() || value.isNull() ? "missing" : "bad-date",
                "the last day was expected, such as " + today.plusYears(1) + ": today at the earliest, in " + YEARS_MOST
                        + " years at the latest",
                "应为最后有效日，例如 " + today.plusYears(1) + "：不早于今日，不晚于 " + YEARS_MOST + " 年后"));
        return null;
    }

    /**
     * Approves what somebody else asked for.
     *
     * @throws SamePerson where the approver asked for it
     * @throws Refusal    where it does not wait, its day has passed or its entry has changed
     */
    public Shown approve(String id) {
        Clearance asked = find(id);
        boolean fourEyes = !caller.isTheOneOperator();
        if (asked.state() == Clearance.State.ASKED && Clearances.today().isAfter(asked.until())) {
            throw new Refusal(Problem.of(Kind.CLEARANCE_STATE, "its last day, " + asked.until() + ", has passed"));
        }
        if (asked.state() == Clearance.State.ASKED && isEntryChanged(asked)) {
            throw new Refusal(Problem.of(
                    Kind.CLEARANCE_STATE,
                    "the entry `" + asked.entry() + "` is not what it was when the clearance was asked for"));
        }
        return step(() -> records.clearances()
                .approve(asked.id(), caller.name(), fourEyes, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }

    /**
     * Refuses, withdraws or revokes one.
     *
     * @param body says why
     * @throws Refusal where that is not said, or it has ended already
     */
    public Shown end(String id, byte[] body) {
        Clearance there = find(id);
        JsonNode json = object(body, Set.of("reason"));
        List<Problem.Error> errors = new ArrayList<>();
        String reason = reason(json, errors);
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return step(() -> records.clearances()
                .end(there.id(), caller.name(), reason, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }

    private interface Step {
        Clearance taken();
    }

    /** What was changed holds for the next decision here. */
    private Shown step(Step step) {
        try {
            Clearance after = step.taken();
            clearances.refresh();
            return shown(after);
        } catch (SamePerson same) {
            throw same;
        } catch (WrongState refused) {
            throw new Refusal(Problem.of(Kind.CLEARANCE_STATE, refused.getMessage()));
        }
    }

    private static JsonNode object(byte[] body, Set<String> allowed) {
        JsonNode json;
        try {
            json = JSON.readTree(body == null ? new byte[0] : body);
        } catch (IOException notJson) {
            throw new Refusal(Problem.of(Kind.NOT_JSON, "the body is no JSON text"));
        }
        List<Problem.Error> errors = new ArrayList<>();
        if (!json.isObject()) {
            errors.add(error("", "wrong-type", "an object was expected", "应为对象"));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                errors.add(unknownProperty("", name, allowed));
            }
        });
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return json;
    }

    private static Problem.Error unknownProperty(String where, String name, Set<String> allowed) {
        return error(
                where + "/" + Problem.shown(name).replace("~", "~0").replace("/", "~1"),
                "unknown-property",
                "known are " + String.join(", ", allowed),
                "可用属性：" + String.join("、", allowed));
    }

    private static Refusal refused(List<Problem.Error> errors) {
        return new Refusal(Problem.of(
                Kind.INVALID_CLEARANCE, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
    }

    private static Problem.Error error(String pointer, String code, String en, String zh) {
        return Problem.Error.inBody(pointer, code, new Text(en, zh));
    }
}
