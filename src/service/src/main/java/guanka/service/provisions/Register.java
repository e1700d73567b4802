package guanka.service.provisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Effect;
import guanka.facts.ReviewPolicy;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Validity;
import guanka.facts.rows.Announcement;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import guanka.service.rulesets.Edition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The provisions of one ruleset as people look them up. */
public final class Register {

    /** All provisions, with the ruleset that they are from. */
    public record Provisions(RulesetId ruleset, List<Entry> provisions, List<Announced> announced) {}

    /**
     * What was announced and never became law.
     *
     * @param state  {@code ANNOUNCED}: never in force, and no part of any answer
     * @param starts day from which it was said to apply, or null where none was named
     * @param said   who said so, and what is known of it since
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Announced(
            String id,
            String jurisdiction,
            String state,
            LocalDate announced,
            LocalDate starts,
            Text text,
            Text said,
            FoundAt source) {

        public static Announced of(Announcement row) {
            return new Announced(
                    row.key(),
                    row.jurisdiction(),
                    Announcement.STATE,
                    row.announced(),
                    row.starts(),
                    row.text(),
                    row.said(),
                    foundAt(row.source()));
        }
    }

    /**
     * One provision.
     *
     * @param starts   day from which it applies by its own text, or null where the text names none
     * @param calendar its states by day; what no row covers is not in force
     * @param readings the open questions that touch it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String id,
            String jurisdiction,
            String measure,
            Effect effect,
            ReviewPolicy reviewPolicy,
            Text text,
            Text boundParty,
            Citation citation,
            LocalDate starts,
            String calendarOf,
            List<State> calendar,
            List<Question> readings,
            FoundAt source) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Citation(Text title, String article, String url) {}

    /**
     * A stretch of days in one state.
     *
     * @param to      last day, or null where the end is open
     * @param reading the readings under which it holds, by question; empty where under all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            Validity.State state,
            LocalDate from,
            LocalDate to,
            Map<String, String> reading,
            String instrument,
            FoundAt source) {}

    public record Question(
            String question, String provision, Text text, String applied, List<Answer> readings, FoundAt source) {}

    public record Answer(String reading, Text text) {}

    public record FoundAt(String file, String sheet, int row, String key) {}

    private final RulesetId ruleset;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Announced> announced;

    public Register(Edition edition) {
        Ruleset rules = edition.ruleset();
        ruleset = new RulesetId(rules.version(), rules.digest());
        announced = rules.rows(Announcement.class).stream().map(Announced::of).toList();
        Map<String, Question> questions = questions(rules);
        for (Provision provision : rules.rows(Provision.class)) {
            List<CalendarRow> days = edition.decisions().calendar().rowsOf(provision.key());
            Set<String> touching = new TreeSet<>();
            days.forEach(row -> touching.addAll(row.reading().questions()));
            questions.values().stream()
                    .filter(q -> q.provision().equals(provision.key()))
                    .forEach(q -> touching.add(q.question()));
            entries.put(
                    provision.key(),
                    new Entry(
                            provision.key(),
                            provision.jurisdiction(),
                            provision.measure(),
                            provision.effect(),
                            provision.reviewPolicy(),
                            provision.text(),
                            provision.boundParty(),
                            new Citation(provision.title(), provision.article(), provision.url()),
                            provision.starts(),
                            provision.calendarOf(),
                            days.stream().map(Register::state).toList(),
                            touching.stream()
                                    .filter(questions::containsKey)
                                    .map(questions::get)
                                    .toList(),
                            foundAt(provision.source())));
        }
    }

    public Provisions all() {
        return new Provisions(ruleset, List.copyOf(entries.values()), announced);
    }

    /** The provision, or null where the ruleset has none of that id. */
    public Entry of(String id) {
        return entries.get(id);
    }

    private static State state(CalendarRow row) {
        return new State(
                row.state(),
                row.from(),
                row.to(),
                new TreeMap<>(row.reading().wanted()),
                row.instrument(),
                foundAt(row.source()));
    }

    private static Map<String, Question> questions(Ruleset rules) {
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        for (Reading reading : rules.rows(Reading.class)) {
            answers.computeIfAbsent(reading.question(), q -> new ArrayList<>())
                    .add(new Answer(reading.reading(), reading.meaning()));
        }
        Map<String, Question> questions = new LinkedHashMap<>();
        for (OpenQuestion open : rules.rows(OpenQuestion.class)) {
            questions.put(
                    open.key(),
                    new Question(
                            open.key(),
                            open.provision(),
                            open.question(),
                            open.defaultReading(),
                            answers.getOrDefault(open.key(), List.of()),
                            foundAt(open.source())));
        }
        return questions;
    }

    private static FoundAt foundAt(Source source) {
        return new FoundAt(source.workbook(), source.sheet(), source.row(), source.key());
    }
}
