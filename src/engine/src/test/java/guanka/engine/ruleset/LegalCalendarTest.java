package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.facts.Validity;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The calendar on every day of five years, under every combination of readings, against a scan of all rows. */
class LegalCalendarTest {

    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2027, 12, 31);
    /** Beyond the last change of any row. */
    private static final LocalDate HORIZON = LAST.plusYears(2);

    private static final Ruleset RULESET = TestRuleset.get();
    private final LegalCalendar calendar = new LegalCalendar(RULESET);

    @Test
    void from_its_first_row_on_every_provision_has_exactly_one_row_a_day_under_every_combination_of_readings() {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, List<CalendarRow>> provision : ownRows().entrySet()) {
            for (World world : worlds(questionsOf(provision.getValue()))) {
                LocalDate first = provision.getValue().stream()
                        .filter(r -> holds(r, world))
                        .map(CalendarRow::from)
                        .min(LocalDate::compareTo)
                        .orElseThrow();
                for (LocalDate day = first; !day.isAfter(HORIZON); day = day.plusDays(1)) {
                    int rows = 0;
                    for (CalendarRow row : provision.getValue()) {
                        rows += holds(row, world) && covers(row.from(), row.to(), day) ? 1 : 0;
                    }
                    if (rows != 1) {
                        wrong.add(
                                provision.getKey() + " has " + rows + " rows on " + day + " under " + world.readings());
                        break;
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void
            every_provision_is_in_the_state_of_its_row_on_every_day_from_2023_to_2027_under_every_combination_of_readings() {
        Map<String, List<CalendarRow>> own = ownRows();
        for (Provision provision : RULESET.rows(Provision.class)) {
            List<CalendarRow> rows = rowsOf(provision, own);
            Set<World> worlds = worlds(questionsOf(rows));
            for (World world : worlds) {
                Map<LocalDate, String> states = states(rows, world);
                LocalDate next = null;
                for (LocalDate day = HORIZON; !day.isBefore(FIRST); day = day.minusDays(1)) {
                    String state = states.get(day);
                    if (!day.isAfter(LAST)) {
                        Validity.Standing said =
                                calendar.of(provision.key(), day).in(world);
                        LocalDate onDay = day;
                        assertEquals(
                                state,
                                said.state().name(),
                                () -> provision.key() + " on " + onDay + " under " + world.readings());
                        boolean announced = state.equals("NOT_YET")
                                && provision.starts() != null
                                && provision.starts().isAfter(day);
                        LocalDate from = state.equals("IN_FORCE") ? null : announced ? provision.starts() : next;
                        assertEquals(
                                from,
                                said.from(),
                                () -> provision.key() + " takes force after " + onDay + " under " + world.readings());
                    }
                    if (state.equals("IN_FORCE")) {
                        next = day;
                    }
                }
            }
        }
    }

    @Test
    void a_day_names_every_question_on_which_its_state_depends() {
        Map<String, List<CalendarRow>> own = ownRows();
        for (Provision provision : RULESET.rows(Provision.class)) {
            List<CalendarRow> rows = rowsOf(provision, own);
            Set<String> questions = questionsOf(rows);
            for (LocalDate day : questions.isEmpty() ? List.<LocalDate>of() : days(FIRST, LAST)) {
                Validity validity = calendar.of(provision.key(), day);
                Map<Map<String, String>, Validity.State> byNamed =
                        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
                for (World world : worlds(questions)) {
                    Map<String, String> named = new TreeMap<>();
                    validity.questions().forEach(q -> named.put(q, world.reading(q)));
                    Validity.State state = validity.in(world).state();
                    Validity.State other = byNamed.putIfAbsent(named, state);
                    assertTrue(
                            other == null || other == state,
                            () -> provision.key() + " on " + day + " names only " + validity.questions());
                }
            }
        }
    }

    @Test
    void every_list_entry_is_listed_paused_or_over_as_its_cells_say_on_every_day_around_their_dates() {
        List<Pause> pauses = RULESET.rows(Pause.class);
        Set<String> questions = new TreeSet<>();
        pauses.forEach(p -> questions.addAll(p.reading().questions()));
        Set<LocalDate> pausing = new TreeSet<>();
        pauses.forEach(p -> {
            around(p.from(), pausing);
            around(p.to(), pausing);
        });
        for (World world : worlds(questions)) {
            for (ListEntry entry : RULESET.rows(ListEntry.class)) {
                Set<LocalDate> days = new TreeSet<>(pausing);
                around(entry.from(), days);
                around(entry.until(), days);
                for (LocalDate day : days) {
                    String state = entry.from() != null && day.isBefore(entry.from())
                            ? "NOT_YET"
                            : entry.until() != null && day.isAfter(entry.until())
                                    ? "ENDED"
                                    : pauses.stream()
                                                    .anyMatch(p -> p.pause().equals(entry.pause())
                                                            && p.reading().holdsIn(world)
                                                            && covers(p.from(), p.to(), day))
                                            ? "SUSPENDED"
                                            : "IN_FORCE";
                    assertEquals(
                            state,
                            calendar.of(entry, day).in(world).state().name(),
                            () -> entry.key() + " on " + day + " under " + world.readings());
                }
            }
        }
    }

    private static Map<String, List<CalendarRow>> ownRows() {
        Map<String, List<CalendarRow>> rows = new TreeMap<>();
        for (CalendarRow row : RULESET.rows(CalendarRow.class)) {
            row.provisions()
                    .forEach(
                            p -> rows.computeIfAbsent(p, x -> new ArrayList<>()).add(row));
        }
        return rows;
    }

    /** A provision's own rows, or those of the one whose days hold for it. */
    private static List<CalendarRow> rowsOf(Provision provision, Map<String, List<CalendarRow>> own) {
        return own.containsKey(provision.key())
                ? own.get(provision.key())
                : own.getOrDefault(provision.calendarOf(), List.of());
    }

    private static Map<LocalDate, String> states(List<CalendarRow> rows, World world) {
        Map<LocalDate, String> states = new TreeMap<>();
        boolean begun = rows.stream().anyMatch(r -> holds(r, world) && r.from().isBefore(FIRST));
        for (LocalDate day : days(FIRST, HORIZON)) {
            String state = begun ? "ENDED" : "NOT_YET";
            for (CalendarRow row : rows) {
                if (holds(row, world) && covers(row.from(), row.to(), day)) {
                    state = row.state().name();
                    begun = true;
                }
            }
            states.put(day, state);
        }
        return states;
    }

    private static Set<String> questionsOf(List<CalendarRow> rows) {
        Set<String> questions = new TreeSet<>();
        rows.forEach(r -> questions.addAll(r.reading().questions()));
        return questions;
    }

    /** The default world and every way to read some questions in it. */
    private static Set<World> worlds(Set<String> questions) {
        Set<World> worlds = new java.util.LinkedHashSet<>(Set.of(RULESET.defaultWorld()));
        for (String question : questions) {
            Set<World> more = new java.util.LinkedHashSet<>();
            for (World world : worlds) {
                for (Reading reading : RULESET.rows(Reading.class)) {
                    if (reading.question().equals(question)) {
                        more.add(world.with(question, reading.reading()));
                    }
                }
            }
            worlds = more;
        }
        return worlds;
    }

    private static boolean holds(CalendarRow row, World world) {
        return row.reading().wanted().entrySet().stream()
                .allMatch(w -> w.getValue().equals(world.readings().get(w.getKey())));
    }

    private static boolean covers(LocalDate from, LocalDate to, LocalDate day) {
        return from.compareTo(day) <= 0 && (to == null || day.compareTo(to) <= 0);
    }

    private static List<LocalDate> days(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private static void around(LocalDate day, Set<LocalDate> days) {
        if (day != null) {
            days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
        }
    }
}
