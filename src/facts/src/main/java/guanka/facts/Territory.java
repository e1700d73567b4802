package guanka.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of countries, some of which belong to it under certain readings only.
 *
 * @param countries ISO code to the guards under which the country belongs
 * @param doubtful  countries of which the law does not settle whether they belong to it
 */
public record Territory(String id, Map<String, List<Guard>> countries, Set<String> doubtful, Source source) {

    public Territory(String id, Map<String, List<Guard>> countries, Source source) {
        this(id, countries, Set.of(), source);
    }

    private static final String ANY = "ANY";
    private static final String NOWHERE = "NONE";

    /** What a row names that asks for no place: every place is in it. */
    public static final Territory ANYWHERE = new Territory(ANY, Map.of(), null);

    /** What a row names that leaves no place out. */
    public static final Territory NONE = new Territory(NOWHERE, Map.of(), null);

    public boolean isAnywhere() {
        return id.equals(ANY);
    }

    public boolean isNowhere() {
        return id.equals(NOWHERE);
    }

    /** Whether a country belongs to the territory. */
    public Condition contains(String name, Known<String> country) {
        if (!country.isKnown()) {
            return Condition.unknown(name, country, id);
        }
        Condition.Question question = new Condition.Question(name, country.pointer(), id, source, null);
        if (doubtful.contains(country.value())) {
            return new Condition.Settled(
                    question, new Evaluation(Truth.UNKNOWN, country.value(), List.of(country.pointer())));
        }
        List<Guard> guards = countries.getOrDefault(country.value(), List.of());
        if (hangsOnNoReading(guards)) {
            return new Condition.Settled(
                    question, new Evaluation(Truth.of(!guards.isEmpty()), country.value(), List.of()));
        }
        Set<String> questions = new HashSet<>();
        guards.forEach(g -> questions.addAll(g.questions()));
        return new Condition.ByReading(
                question,
                Set.copyOf(questions),
                new Condition.Remembered(world -> new Evaluation(
                        Truth.of(guards.stream().anyMatch(g -> g.holdsIn(world))), country.value(), List.of())));
    }

    private static boolean hangsOnNoReading(List<Guard> guards) {
        for (Guard guard : guards) {
            if (!guard.questions().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether some reading may let a country belong to it: what {@link #contains} does not rule out, asked without saying why. */
    public boolean mayContain(Known<String> country) {
        return !country.isKnown()
                || doubtful.contains(country.value())
                || !countries.getOrDefault(country.value(), List.of()).isEmpty();
    }

    /** Whether some reading may let a country lie outside: what {@link #excludes} does not rule out. */
    public boolean mayExclude(Known<String> country) {
        if (!country.isKnown() || doubtful.contains(country.value())) {
            return true;
        }
        List<Guard> guards = countries.getOrDefault(country.value(), List.of());
        return guards.isEmpty() || !hangsOnNoReading(guards);
    }

    public Condition excludes(String name, Known<String> country) {
        return contains(name, country).negated(name + " outside");
    }
}
