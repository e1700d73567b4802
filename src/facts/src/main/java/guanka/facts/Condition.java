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
public sealed interface Condition {

    /**
     * What is asked.
     *
     * @param name            what people call it
     * @param fact            JSON Pointer of the fact that is compared, or null
     * @param wanted          what it is compared with, or null
     * @param row             the row that names what is wanted, or null
     * @param effectWhenFalse effect told where this condition alone fails, or null where that is not worth telling
     */
    record Question(String name, String fact, Object wanted, Source row, Effect effectWhenFalse) {

        Question named(String other) {
            return new Question(other, fact, wanted, row, effectWhenFalse);
        }

        Question at(Source other) {
            return new Question(name, fact, wanted, other, effectWhenFalse);
        }

        Question telling(Effect effect) {
            return new Question(name, fact, wanted, row, effect);
        }
    }

    /** The same under every reading. */
    record Settled(Question question, Evaluation evaluation) implements Condition {

        @Override
        public Evaluation in(World world) {
            return evaluation;
        }

        @Override
        public Set<String> questions() {
            return Set.of();
        }

        @Override
        public Condition with(Question other) {
            return new Settled(other, evaluation);
        }
    }

    /** Depends on readings of the named questions. */
    record ByReading(Question question, Set<String> questions, Function<World, Evaluation> how) implements Condition {

        @Override
        public Evaluation in(World world) {
            return how.apply(world);
        }

        @Override
        public Condition with(Question other) {
            return new ByReading(other, questions, how);
        }
    }

    /** Remembers the last world: a decision asks again and again in the same one. */
    final class Remembered implements Function<World, Evaluation> {

        private final Function<World, Evaluation> how;
        /** World and evaluation in one: threads that ask in different worlds may share a condition. */
        private Asked last;

        private record Asked(World world, Evaluation evaluation) {}

        Remembered(Function<World, Evaluation> how) {
            this.how = how;
        }

        @Override
        public Evaluation apply(World world) {
            Asked known = last;
            if (known == null || known.world() != world) {
                known = new Asked(world, how.apply(world));
                last = known;
            }
            return known.evaluation();
        }
    }

    /** Several together: one of them, or all. */
    record Joined(Question question, List<Condition> parts, boolean any, Set<String> questions, Evaluation settled)
            implements Condition {

        @Override
        public Evaluation in(World world) {
            return settled != null ? settled : joined(parts, any, world);
        }

        @Override
        public Condition with(Question other) {
            return new Joined(other, parts, any, questions, settled);
        }

        @Override
        public Truth truth(World world) {
            if (settled != null) {
                return settled.truth();
            }
            Truth truth = any ? Truth.FALSE : Truth.TRUE;
            for (int i = 0; i < parts.size(); i++) {
                Truth of = parts.get(i).truth(world);
                truth = any ? truth.or(of) : truth.and(of);
            }
            return truth;
        }

        private static Evaluation joined(List<Condition> parts, boolean any, World world) {
            Truth truth = any ? Truth.FALSE : Truth.TRUE;
            List<String> missing = List.of();
            // what several parts miss; most often one does, or all miss the same
            Set<String> several = null;
            Object actual = null;
            for (int i = 0; i < parts.size(); i++) {
                Evaluation e = parts.get(i).in(world);
                truth = any ? truth.or(e.truth()) : truth.and(e.truth());
                if (several != null) {
                    several.addAll(e.missing());
                } else if (missing.isEmpty()) {
                    missing = e.missing();
                } else if (!e.missing().isEmpty() && !missing.equals(e.missing())) {
                    several = new LinkedHashSet<>(missing);
                    several.addAll(e.missing());
                }
                if (actual == null || e.truth().possible()) {
                    actual = e.actual();
                }
            }
            return new Evaluation(
                    truth,
                    actual,
                    truth != Truth.UNKNOWN ? List.of() : several == null ? missing : List.copyOf(several));
        }
    }

    /** The opposite of another: unknown stays unknown. */
    record Negated(Question question, Condition of, Evaluation settled) implements Condition {

        @Override
        public Evaluation in(World world) {
            return settled != null ? settled : opposite(of.in(world));
        }

        @Override
        public Truth truth(World world) {
            return settled != null ? settled.truth() : of.truth(world).not();
        }

        private static Evaluation opposite(Evaluation e) {
            return new Evaluation(e.truth().not(), e.actual(), e.missing());
        }

        @Override
        public Set<String> questions() {
            return of.questions();
        }

        @Override
        public Condition with(Question other) {
            return new Negated(other, of, settled);
        }
    }

    /** Where it is unknown, one more fact would settle it. */
    record SettledToo(Condition of, String pointer) implements Condition {

        @Override
        public Question question() {
            return of.question();
        }

        @Override
        public Evaluation in(World world) {
            Evaluation evaluation = of.in(world);
            if (evaluation.truth() != Truth.UNKNOWN) {
                return evaluation;
            }
            var missing = new LinkedHashSet<>(evaluation.missing());
            missing.add(pointer);
            return new Evaluation(evaluation.truth(), evaluation.actual(), List.copyOf(missing));
        }

        @Override
        public Truth truth(World world) {
            return of.truth(world);
        }

        @Override
        public Set<String> questions() {
            return of.questions();
        }

        @Override
        public Condition with(Question other) {
            return new SettledToo(of.with(other), pointer);
        }
    }

    Question question();

    Evaluation in(World world);

    /** What {@link #in} says of its truth, without gathering the facts that would settle it. */
    default Truth truth(World world) {
        return in(world).truth();
    }

    /** Questions on whose reading it depends. */
    Set<String> questions();

    /** The same condition, asked in other words. */
    Condition with(Question other);

    /** A condition that is the same under every reading; where it is unknown, the fact itself is what is missing. */
    static Condition settled(String name, Known<?> fact, Object wanted, Truth truth) {
        return settled(
                name,
                fact.pointer(),
                wanted,
                new Evaluation(truth, fact.value(), truth == Truth.UNKNOWN ? List.of(fact.pointer()) : List.of()));
    }

    static Condition settled(String name, String fact, Object wanted, Evaluation evaluation) {
        return new Settled(new Question(name, fact, wanted, null, null), evaluation);
    }

    static Condition unknown(String name, Known<?> fact, Object wanted) {
        return settled(name, fact, wanted, Truth.UNKNOWN);
    }

    /** A condition whose answer depends on readings of the named questions. */
    static Condition byReading(
            String name, String fact, Object wanted, Set<String> questions, Function<World, Evaluation> how) {
        var question = new Question(name, fact, wanted, null, null);
        return questions.isEmpty()
                ? new Settled(question, how.apply(null))
                : new ByReading(question, Set.copyOf(questions), new Remembered(how));
    }

    static Condition anyOf(String name, List<Condition> conditions) {
        return joined(name, conditions, true);
    }

    static Condition anyOf(String name, Condition first, Condition second) {
        return anyOf(name, List.of(first, second));
    }

    static Condition anyOf(String name, Condition first, Condition second, Condition third) {
        return anyOf(name, List.of(first, second, third));
    }

    static Condition allOf(String name, List<Condition> conditions) {
        return joined(name, conditions, false);
    }

    static Condition allOf(String name, Condition first, Condition second) {
        return allOf(name, List.of(first, second));
    }

    static Condition allOf(String name, Condition first, Condition second, Condition third) {
        return allOf(name, List.of(first, second, third));
    }

    private static Condition joined(String name, List<Condition> parts, boolean any) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Set<String> questions = questions(parts);
        Question first = parts.isEmpty() ? null : parts.get(0).question();
        var question = new Question(
                name,
                first == null ? null : first.fact(),
                first == null ? null : first.wanted(),
                first == null ? null : first.row(),
                null);
        return new Joined(
                question,
                List.copyOf(parts),
                any,
                questions,
                questions.isEmpty() ? Joined.joined(parts, any, null) : null);
    }

    /** All on which several conditions depend; most depend on none. */
    static Set<String> questions(List<Condition> conditions) {
        Set<String> all = Set.of();
        for (int i = 0; i < conditions.size(); i++) {
            Set<String> of = conditions.get(i).questions();
            if (!of.isEmpty()) {
                all = all.isEmpty() ? new TreeSet<>() : all;
                all.addAll(of);
            }
        }
        return all;
    }

    /** The opposite: unknown stays unknown. */
    default Condition negated(String negatedName) {
        return new Negated(
                question().named(negatedName), this, questions().isEmpty() ? Negated.opposite(in(null)) : null);
    }

    /** The same condition, with the row that names what is wanted. */
    default Condition at(Source source) {
        return with(question().at(source));
    }

    /** The same condition; where it alone fails, its finding is told with this effect instead of being left out. */
    default Condition tells(Effect effect) {
        return with(question().telling(effect));
    }

    /** The same condition; where it is unknown, this fact would settle it too. */
    default Condition orSettledBy(Known<?> other) {
        return new SettledToo(this, other.pointer());
    }

    /** The single conditions that make it what it is in a world: all parts of an and, those of an or that decide it. */
    default List<Condition> deciding(World world) {
        if (this instanceof SettledToo more) {
            return more.of().deciding(world);
        }
        if (!(this instanceof Joined)) {
            return List.of(this);
        }
        var deciding = new ArrayList<Condition>();
        addDeciding(world, deciding);
        return deciding;
    }

    private void addDeciding(World world, List<Condition> to) {
        if (this instanceof SettledToo more) {
            more.of().addDeciding(world, to);
        } else if (this instanceof Joined joined) {
            Truth whole = truth(world);
            for (int i = 0; i < joined.parts().size(); i++) {
                Condition part = joined.parts().get(i);
                if (!joined.any() || part.truth(world) == whole) {
                    part.addDeciding(world, to);
                }
            }
        } else {
            to.add(this);
        }
    }

    /** The conditions that must hold one and all: those of an and, as deep as it goes; an or is one of them. */
    default List<Condition> conjuncts() {
        return this instanceof Joined joined && !joined.any()
                ? joined.parts().stream().flatMap(p -> p.conjuncts().stream()).toList()
                : List.of(this);
    }

    /** The single conditions of which it is made, whether they decide it or not. */
    default List<Condition> singles() {
        if (this instanceof SettledToo more) {
            return more.of().singles();
        }
        return this instanceof Joined joined
                ? joined.parts().stream().flatMap(p -> p.singles().stream()).toList()
                : List.of(this);
    }

    /** Whether no reading makes it true. */
    default boolean ruledOut() {
        return questions().isEmpty() && truth(null) == Truth.FALSE;
    }

    default String name() {
        return question().name();
    }

    default String fact() {
        return question().fact();
    }

    default Object wanted() {
        return question().wanted();
    }

    default Source row() {
        return question().row();
    }

    default Effect effectWhenFalse() {
        return question().effectWhenFalse();
    }
}
