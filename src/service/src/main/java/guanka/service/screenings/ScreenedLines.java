package guanka.service.screenings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.NotJson;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Text;
import guanka.service.clearances.Clearances;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.LineReference;
import guanka.service.requests.Lines;
import guanka.service.rulesets.Edition;
import guanka.service.screenings.ListedParties.Days;
import guanka.service.screenings.ListedParties.ListedMatch;
import guanka.service.screenings.ListedParties.PartyMatches;
import guanka.service.screenings.ScreenedParties.ScreenedParty;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Business partners, a line each, against the lists of one ruleset; or only those whose hits are others than by an earlier one. */
public final class ScreenedLines {

    private static final String PARTY = "/parties/0";

    private final Edition edition;
    private final Clearances clearances;
    private final ListedParties now;
    private final ListedParties before;
    private final RulesetId since;
    private long parties;
    private long told;
    private long problems;

    /** @param since null: every party is told of */
    public ScreenedLines(Edition edition, Edition since, Clearances clearances) {
        this.edition = edition;
        this.clearances = clearances;
        now = new ListedParties(edition);
        before = since == null ? null : new ListedParties(since);
        this.since = since == null
                ? null
                : new RulesetId(since.version(), since.ruleset().digest());
    }

    /**
     * A party whose hits are others than before.
     *
     * @param added   keys of entries that it is or may be now, and was not, or otherwise
     * @param removed keys of entries that it was or may have been, and is not, or otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Moved(
            String id, String name, List<ListedMatch> matches, Text notice, List<String> added, List<String> removed) {}

    /** Of a hit, what a compliance officer would look at again. */
    private record Hit(String entry, String certainty, Days days, boolean cleared) {

        static Set<Hit> of(PartyMatches found) {
            return found.matches().stream()
                    .map(match -> new Hit(match.entry(), match.certainty(), match.days(), match.clearance() != null))
                    .collect(Collectors.toSet());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Totals(RulesetId ruleset, RulesetId since, long parties, long told, long problems) {}

    private record Last(Totals totals) {}

    /**
     * The answer to a line.
     *
     * @param json    null where its party has the same hits as before
     * @param problem that the answer reports, or null
     */
    public record Answer(byte[] json, Problem problem) {}

    public Answer answer(Lines.Line line) {
        try {
            parties++;
            ScreenedParty party = read(line);
            PartyMatches found =
                    now.screened(List.of(party), clearances).parties().get(0);
            if (before == null) {
                told++;
                return new Answer(CanonicalJson.write(found), null);
            }
            Set<Hit> are = Hit.of(found);
            Set<Hit> were =
                    Hit.of(before.screened(List.of(party), clearances).parties().get(0));
            if (are.equals(were)) {
                return new Answer(null, null);
            }
            told++;
            return new Answer(
                    CanonicalJson.write(new Moved(
                            found.id(),
                            found.name(),
                            found.matches(),
                            found.notice(),
                            without(are, were),
                            without(were, are))),
                    null);
        } catch (Refusal refused) {
            return problem(refused.problem(), line);
        } catch (NotJson notJson) {
            return problem(Problem.of(notJson), line);
        }
    }

    private static List<String> without(Set<Hit> some, Set<Hit> others) {
        return some.stream()
                .filter(hit -> !others.contains(hit))
                .map(Hit::entry)
                .distinct()
                .sorted()
                .toList();
    }

    private Answer problem(Problem problem, Lines.Line line) {
        problems++;
        Problem told = problem.inLine(line.number(), LineReference.of(line, "id"));
        return new Answer(told.json(), told);
    }

    private ScreenedParty read(Lines.Line line) {
        if (line.tooLarge()) {
            throw new Refusal(Problem.of(Kind.TOO_LARGE, "the line is larger than " + Lines.LINE_BYTES_MAX + " bytes"));
        }
        JsonNode party = JsonTree.read(line.bytes(), edition.reader());
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("parties").add(party);
        try {
            return ScreenedParties.of(body, edition.reader()).get(0);
        } catch (Refusal refused) {
            Problem problem = refused.problem();
            throw new Refusal(Problem.of(
                    Kind.INVALID_FACTS,
                    problem.detail(),
                    problem.errors().stream()
                            .map(error -> Problem.Error.inBody(
                                    error.pointer() != null && error.pointer().startsWith(PARTY)
                                            ? error.pointer().substring(PARTY.length())
                                            : error.pointer(),
                                    error.code(),
                                    error.message()))
                            .toList()));
        }
    }

    /** The last line. */
    byte[] totals() {
        return CanonicalJson.write(new Last(new Totals(
                new RulesetId(edition.version(), edition.ruleset().digest()), since, parties, told, problems)));
    }
}
