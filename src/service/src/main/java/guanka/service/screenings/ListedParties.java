package guanka.service.screenings;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.Match;
import guanka.facts.Determination.ClearedBy;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Party;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.service.clearances.Clearances;
import guanka.service.rulesets.Edition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The party lists of one ruleset, against which names are held. */
public final class ListedParties {

    private static final Text NO_CLEARANCE = new Text(
            "No listed party has a similar name or the same identifier. This is no clearance: the party may be listed under another name, or be held by listed parties.",
            "未发现名称相近或者标识号码相同的列名主体。这不代表该主体已获排除：其可能以其他名称列名，或者由列名主体持有。");

    /** The answer, parties in the caller's order. */
    public record Screened(RulesetId ruleset, List<PartyMatches> parties) {}

    /**
     * What one party may be.
     *
     * @param notice what an empty list of matches does not say; null where there are matches
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartyMatches(String id, String name, List<ListedMatch> matches, Text notice) {}

    /**
     * A listed entry that a party is or may be.
     *
     * @param entry   its key
     * @param matched the list's spelling or identifier
     * @param given   the caller's
     * @param clearance by which decisions set it aside today, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ListedMatch(
            String list,
            String entry,
            Text name,
            String country,
            String certainty,
            BigDecimal score,
            String reason,
            String matched,
            String given,
            String notice,
            Days days,
            FoundAt source,
            ClearedBy clearance) {}

    /**
     * When an entry is listed.
     *
     * @param from  first day, or null where it is not known: then the entry counts on every day until the last
     * @param until last day, or null where the end is open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Days(LocalDate from, LocalDate until, List<Paused> pauses) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Paused(
            LocalDate from, LocalDate to, Map<String, String> reading, String instrument, FoundAt source) {}

    public record FoundAt(String file, String sheet, int row, String key) {}

    private final RulesetId ruleset;
    private final Edition edition;
    private final Map<String, ListEntry> entries;
    private final Map<String, List<Pause>> pauses;

    public ListedParties(Edition edition) {
        Ruleset rules = edition.ruleset();
        ruleset = new RulesetId(rules.version(), rules.digest());
        entries = rules.rows(ListEntry.class).stream().collect(Collectors.toMap(ListEntry::key, Function.identity()));
        pauses = rules.rows(Pause.class).stream().collect(Collectors.groupingBy(Pause::pause));
        this.edition = edition;
    }

    /** @param clearances those that hold */
    public Screened screened(List<ScreenedParties.ScreenedParty> parties, Clearances clearances) {
        return new Screened(
                ruleset,
                parties.stream().map(party -> matches(party, clearances)).toList());
    }

    private PartyMatches matches(ScreenedParties.ScreenedParty asked, Clearances clearances) {
        Party party = asked.party();
        List<ListedMatch> matches = edition.decisions().matchesOf(party).stream()
                .map(match -> match(match, clearances.of(edition, party, match)))
                .toList();
        return new PartyMatches(asked.id(), party.name().value(), matches, matches.isEmpty() ? NO_CLEARANCE : null);
    }

    private ListedMatch match(Match match, ClearedBy clearance) {
        ListEntry entry = entries.get(match.entry().key());
        return new ListedMatch(
                entry.list(),
                entry.key(),
                entry.name(),
                established(entry.country()),
                match.certainty().name(),
                match.score(),
                match.reason(),
                match.matched(),
                match.given(),
                entry.notice(),
                new Days(
                        entry.from(),
                        lastDay(entry.until()),
                        entry.pause() == null
                                ? List.of()
                                : pauses.getOrDefault(entry.pause(), List.of()).stream()
                                        .map(ListedParties::paused)
                                        .toList()),
                foundAt(entry.source()),
                clearance);
    }

    private static Paused paused(Pause pause) {
        return new Paused(
                pause.from(),
                lastDay(pause.to()),
                new TreeMap<>(pause.reading().wanted()),
                pause.instrument(),
                foundAt(pause.source()));
    }

    private static LocalDate lastDay(LocalDate day) {
        return LocalDate.MAX.equals(day) ? null : day;
    }

    private static String established(String cell) {
        return ListedName.NOT_ESTABLISHED.equals(cell) ? null : cell;
    }

    private static FoundAt foundAt(Source source) {
        return new FoundAt(source.workbook(), source.sheet(), source.row(), source.key());
    }
}
