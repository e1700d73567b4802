package guanka.facts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One thing that a sentence of law asks for, held against the facts: three-valued, and possibly different from reading to
 * reading. Conditions are values; a rule collects them into a {@link Finding}.
 */
public final class Condition {

    private final String name;
    private final String fact;
    private final Object wanted;
    private final Source row;
    private final String effectWhenFalse;
    private final Set<String> questions;
    private final Function<World, Evaluation> how;
    private final Evaluation settled;
    private final List<Condition> parts;
    private final boolean anyPart;

    private Condition(
            String name,
            String fact,
            Object wanted,
            Source row,
            String effectWhenFalse,
            Set<String> questions,
            Function<World, Evaluation> how,
            Evaluation settled,
            List<Condition> parts,
            boolean anyPart) {
        this.name = name;
        this.fact = fact;
        this.wanted = wanted;
        this.row = row;
        this.effectWhenFalse = effectWhenFalse;
        this.questions = questions;
        this.how = how;
        this.settled = settled;
        this.parts = parts;
        this.anyPart = anyPart;
    }

    private Condition(
            String name,
            String fact,
            Object wanted,
            Source row,
            String effectWhenFalse,
            Set<String> questions,
            Function<World, Evaluation> how,
            Evaluation settled) {
        this(name, fact, wanted, row, effectWhenFalse, questions, how, settled, List.of(), false);
    }

    /** A condition that is the same under every reading; where it is unknown, the fact itself is what is missing. */
    public static Condition settled(String name, Known<?> fact, Object wanted, Truth truth) {
        return settled(
                name,
                fact.pointer(),
                wanted,
                new Evaluation(truth, fact.value(), truth == Truth.UNKNOWN ? List.of(fact.pointer()) : List.of()));
    }

    public static Condition settled(String name, String fact, Object wanted, Evaluation evaluation) {
        return new Condition(name, fact, wanted, null, null, Set.of(), null, evaluation);
    }

    public static Condition unknown(String name, Known<?> fact, Object wanted) {
        return settled(name, fact, wanted, Truth.UNKNOWN);
    }

    /** What the ruleset does not decide: unknown, and no fact of the shipment would settle it. */
    public static Condition open(String name, Known<?> fact, Object wanted) {
        return settled(name, fact.pointer(), wanted, new Evaluation(Truth.UNKNOWN, fact.value(), List.of()));
    }

    /** A condition whose answer depends on readings of the named questions. */
    public static Condition byReading(
            String name, String fact, Object wanted, Set<String> questions, Function<World, Evaluation> how) {
        return new Condition(name, fact, wanted, null, null, Set.copyOf(questions), how, null);
    }

    public static Condition anyOf(String name, List<Condition> conditions) {
        return joined(name, conditions, Truth.FALSE, true);
    }

    public static Condition anyOf(String name, Condition first, Condition second) {
        return anyOf(name, List.of(first, second));
    }

    public static Condition allOf(String name, List<Condition> conditions) {
        return joined(name, conditions, Truth.TRUE, false);
    }

    private static Condition joined(String name, List<Condition> parts, Truth neutral, boolean any) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Set<String> questions = new TreeSet<>();
        parts.forEach(p -> questions.addAll(p.questions));
        Function<World, Evaluation> how = world -> {
            Truth truth = neutral;
            var missing = new LinkedHashSet<String>();
            Object actual = null;
            for (Condition part : parts) {
                Evaluation e = part.in(world);
                truth = any ? truth.or(e.truth()) : truth.and(e.truth());
                missing.addAll(e.missing());
                if (actual == null || e.truth().possible()) {
                    actual = e.actual();
                }
            }
            return new Evaluation(truth, actual, truth == Truth.UNKNOWN ? List.copyOf(missing) : List.of());
        };
        String fact = parts.isEmpty() ? null : parts.get(0).fact;
        Object wanted = parts.isEmpty() ? null : parts.get(0).wanted;
        Source row = parts.isEmpty() ? null : parts.get(0).row;
        return questions.isEmpty()
                ? new Condition(name, fact, wanted, row, null, Set.of(), null, how.apply(null), parts, any)
                : new Condition(name, fact, wanted, row, null, questions, how, null, parts, any);
    }

    /** The opposite: unknown stays unknown. */
    public Condition negated(String negatedName) {
        if (settled != null) {
            return new Condition(
                    negatedName,
                    fact,
                    wanted,
                    row,
                    effectWhenFalse,
                    Set.of(),
                    null,
                    new Evaluation(settled.truth().not(), settled.actual(), settled.missing()));
        }
        return new Condition(
                negatedName,
                fact,
                wanted,
                row,
                effectWhenFalse,
                questions,
                world -> {
                    Evaluation e = how.apply(world);
                    return new Evaluation(e.truth().not(), e.actual(), e.missing());
                },
                null);
    }

    /** The same condition, with the row that names what is wanted. */
    public Condition at(Source source) {
        return new Condition(name, fact, wanted, source, effectWhenFalse, questions, how, settled, parts, anyPart);
    }

    /** The same condition; where it alone fails, its finding is told with this effect instead of being left out. */
    public Condition tells(String effect) {
        return new Condition(name, fact, wanted, row, effect, questions, how, settled, parts, anyPart);
    }

    /** The same condition; where it is unknown, this fact would settle it too. */
    public Condition orSettledBy(Known<?> other) {
        return settled != null
                ? new Condition(
                        name,
                        fact,
                        wanted,
                        row,
                        effectWhenFalse,
                        Set.of(),
                        null,
                        with(settled, other.pointer()),
                        parts,
                        anyPart)
                : new Condition(
                        name,
                        fact,
                        wanted,
                        row,
                        effectWhenFalse,
                        questions,
                        world -> with(how.apply(world), other.pointer()),
                        null,
                        parts,
                        anyPart);
    }

    private static Evaluation with(Evaluation evaluation, String pointer) {
        if (evaluation.truth() != Truth.UNKNOWN) {
            return evaluation;
        }
        var missing = new LinkedHashSet<>(evaluation.missing());
        missing.add(pointer);
        return new Evaluation(evaluation.truth(), evaluation.actual(), List.copyOf(missing));
    }

    public Evaluation in(World world) {
        return settled != null ? settled : how.apply(world);
    }

    /** The single conditions that make it what it is in a world: all parts of an and, those of an or that decide it. */
    public List<Condition> deciding(World world) {
        if (parts.isEmpty()) {
            return List.of(this);
        }
        Truth whole = in(world).truth();
        var deciding = new ArrayList<Condition>();
        for (Condition part : parts) {
            if (!anyPart || part.in(world).truth() == whole) {
                deciding.addAll(part.deciding(world));
            }
        }
        return deciding;
    }

    /** The conditions that must hold one and all: those of an and, as deep as it goes; an or is one of them. */
    public List<Condition> conjuncts() {
        if (parts.isEmpty() || anyPart) {
            return List.of(this);
        }
        return parts.stream().flatMap(p -> p.conjuncts().stream()).toList();
    }

    /** The single conditions of which it is made, whether they decide it or not. */
    public List<Condition> singles() {
        return parts.isEmpty()
                ? List.of(this)
                : parts.stream().flatMap(p -> p.singles().stream()).toList();
    }

    /** Whether no reading makes it true. */
    public boolean ruledOut() {
        return settled != null && settled.truth() == Truth.FALSE;
    }

    public String name() {
        return name;
    }

    public String fact() {
        return fact;
    }

    public Object wanted() {
        return wanted;
    }

    public Source row() {
        return row;
    }

    public String effectWhenFalse() {
        return effectWhenFalse;
    }

    public Set<String> questions() {
        return questions;
    }
}
