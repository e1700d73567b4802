package guanka.engine.ruleset;

import guanka.facts.Guard;
import guanka.facts.Validity;
import guanka.facts.Validity.Standing;
import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which provision and which list entry is in what state on a day, from the rows of the calendar and the pauses. */
public final class LegalCalendar {

    private static final Validity ALWAYS = new Fixed(new Standing(State.IN_FORCE, null, null));

    private final Map<String, Provision> provisions;
    private final Map<String, List<CalendarRow>> days = new HashMap<>();
    private final Map<String, List<Pause>> pauses;

    public LegalCalendar(Ruleset ruleset) {
        provisions =
                ruleset.rows(Provision.class).stream().collect(Collectors.toMap(Provision::key, Function.identity()));
        for (CalendarRow row : ruleset.rows(CalendarRow.class)) {
            row.provisions()
                    .forEach(
                            p -> days.computeIfAbsent(p, x -> new ArrayList<>()).add(row));
        }
        pauses = ruleset.rows(Pause.class).stream().collect(Collectors.groupingBy(Pause::pause));
    }

    /** Always in force, for what only the caller knows to be. */
    public static Validity always() {
        return ALWAYS;
    }

    /** The calendar rows that hold for a provision, its own or those of the provision that it follows. */
    public List<CalendarRow> rowsOf(String provision) {
        String key = provision;
        for (int hops = 0; hops < provisions.size() && !days.containsKey(key); hops++) {
            Provision followed = provisions.get(key);
            if (followed == null
                    || followed.calendarOf() == null
                    || followed.calendarOf().equals(key)) {
                break;
            }
            key = followed.calendarOf();
        }
        return days.getOrDefault(key, List.of());
    }

    public Validity of(String provision, LocalDate day) {
        List<CalendarRow> rows = rowsOf(provision);
        Set<String> questions = new TreeSet<>();
        for (CalendarRow row : rows) {
            if (covers(row.from(), row.to(), day)) {
                questions.addAll(row.reading().questions());
            }
        }
        Provision law = provisions.get(provision);
        LocalDate starts = law == null ? null : law.starts();
        if (rows.stream().allMatch(row -> row.reading().questions().isEmpty())) {
            return new Fixed(standing(rows, starts, day, null));
        }
        return standing(questions, world -> standing(rows, starts, day, world));
    }

    private static Standing standing(List<CalendarRow> rows, LocalDate starts, LocalDate day, World world) {
        CalendarRow on = null;
        LocalDate first = null;
        LocalDate resumes = null;
        for (CalendarRow row : rows) {
            if (!row.reading().holdsIn(world)) {
                continue;
            }
            if (covers(row.from(), row.to(), day)) {
                on = row;
            }
            if (first == null || row.from().isBefore(first)) {
                first = row.from();
            }
            if (row.state() == State.IN_FORCE
                    && row.from().isAfter(day)
                    && (resumes == null || row.from().isBefore(resumes))) {
                resumes = row.from();
            }
        }
        if (on != null) {
            return new Standing(on.state(), on.state() == State.IN_FORCE ? null : resumes, on.source());
        }
        if (first == null || day.isBefore(first)) {
            return new Standing(State.NOT_YET, starts != null && starts.isAfter(day) ? starts : resumes, null);
        }
        return new Standing(State.ENDED, resumes, null);
    }

    /** The state of a list entry: listed from its first day, or always where that is not known, to its last, but for its pauses. */
    public Validity of(ListEntry entry, LocalDate day) {
        if (!entry.hasBegunBy(day)) {
            return new Fixed(new Standing(State.NOT_YET, entry.from(), entry.source()));
        }
        if (entry.until() != null && day.isAfter(entry.until())) {
            return new Fixed(new Standing(State.ENDED, null, entry.source()));
        }
        List<Pause> rows = entry.pause() == null ? List.of() : pauses.getOrDefault(entry.pause(), List.of());
        Set<String> questions = new TreeSet<>();
        rows.stream()
                .filter(p -> covers(p.from(), p.to(), day))
                .map(Pause::reading)
                .map(Guard::questions)
                .forEach(questions::addAll);
        return standing(questions, world -> {
            for (Pause pause : rows) {
                if (covers(pause.from(), pause.to(), day) && pause.reading().holdsIn(world)) {
                    LocalDate back = pause.to() == null ? null : pause.to().plusDays(1);
                    boolean over = back != null && entry.until() != null && back.isAfter(entry.until());
                    return new Standing(State.SUSPENDED, over ? null : back, pause.source());
                }
            }
            return new Standing(State.IN_FORCE, null, entry.source());
        });
    }

    private static boolean covers(LocalDate from, LocalDate to, LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    private static Validity standing(Set<String> questions, Function<World, Standing> how) {
        return new Lazy(Set.copyOf(questions), how);
    }

    private record Fixed(Standing standing) implements Validity {
        @Override
        public Standing in(World world) {
            return standing;
        }

        @Override
        public Set<String> questions() {
            return Set.of();
        }
    }

    /** Remembers the last world: findings of one decision ask again and again in the same one. */
    private static final class Lazy implements Validity {

        private final Set<String> questions;
        private final Function<World, Standing> how;
        /** World and standing in one: threads that ask in different worlds share a law. */
        private Asked last;

        private record Asked(World world, Standing standing) {}

        Lazy(Set<String> questions, Function<World, Standing> how) {
            this.questions = questions;
            this.how = how;
        }

        @Override
        public Standing in(World world) {
            Asked known = last;
            if (known == null || known.world() != world) {
                known = new Asked(world, how.apply(world));
                last = known;
            }
            return known.standing();
        }

        @Override
        public Set<String> questions() {
            return questions;
        }
    }
}
