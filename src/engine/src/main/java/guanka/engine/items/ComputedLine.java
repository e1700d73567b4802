package guanka.engine.items;

import guanka.engine.items.ComputedItems.Chip;
import guanka.engine.items.ComputedItems.Codes;
import guanka.engine.items.ComputedItems.Open;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Line;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.World;
import guanka.facts.rows.ComputingLimit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the figures and codes of one line, and of what it contains, say to the lists that figures decide. */
public final class ComputedLine {

    /** That a line stands on a list by its figures, or may. */
    public record Hit(String list, String provision, Condition condition, Source row) {}

    /** Whether what a line is said to be contradicts its figures, with the row to which they speak. */
    public record Contradicted(String provision, Condition condition, Source row) {}

    private static final String NAME = "computed performance";

    private final ComputedItems items;
    private final Line line;
    private final Codes own;
    private final List<Chip> chips;

    ComputedLine(ComputedItems items, Line line, Codes own, List<Chip> chips) {
        this.items = items;
        this.line = line;
        this.own = own;
        this.chips = chips;
    }

    /** Whether a control code rules out a chip, while the line contains one. */
    private boolean isCodeOfNoChip() {
        return !own.silent() && own.certain() && !own.ofChip();
    }

    /** The lists on which the line stands, or may. */
    public List<Hit> hits(boolean nearly) {
        List<Hit> hits = new ArrayList<>();
        for (String list : items.lists()) {
            Condition condition = on(list);
            if (nearly || !condition.ruledOut()) {
                ComputingLimit row = first(list, condition);
                hits.add(new Hit(list, row.provision(), condition, row.source()));
            }
        }
        return hits;
    }

    private ComputingLimit first(String list, Condition condition) {
        Source named = condition.row();
        return items.grid().rows().stream()
                .filter(row -> row.list().equals(list))
                .filter(row -> named == null || row.source().equals(named))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the line stands on a list. */
    public Condition on(String list) {
        List<Condition> each = new ArrayList<>();
        for (Chip chip : chips) {
            each.add(by(chip, list));
        }
        return Condition.anyOf(NAME, each);
    }

    private Condition by(Chip chip, String list) {
        boolean contradicted = chip.inside() && isCodeOfNoChip();
        Set<String> questions = items.questionsOf(chip.computing());
        if (!questions.isEmpty()) {
            return Condition.byReading(
                    NAME, chip.pointer(), list, questions, world -> evaluate(chip, list, world, contradicted));
        }
        Evaluation evaluation = evaluate(chip, list, null, contradicted);
        if (evaluation.truth() == Truth.TRUE) {
            Open open = items.open(chip, null);
            ComputingLimit row = items.grid()
                    .holding(open.cells(), r -> r.list().equals(list) && (!chip.inside() || r.carrier() != null));
            if (row != null && open.figures() != null) {
                List<Condition> met = items.met(row, open.figures());
                if (!met.isEmpty()) {
                    return Condition.allOf(NAME, met);
                }
            }
            Condition whole = Condition.settled(NAME, place(chip), list, evaluation);
            return row == null ? whole : whole.at(row.source());
        }
        return Condition.settled(NAME, place(chip), list, evaluation);
    }

    private static String place(Chip chip) {
        return chip.computing() == null && !chip.codes().places().isEmpty()
                ? chip.codes().places().get(0)
                : chip.pointer();
    }

    private Evaluation evaluate(Chip chip, String list, World world, boolean contradicted) {
        Evaluation evaluation = items.evaluate(chip, list, world);
        if (!contradicted || !evaluation.truth().possible()) {
            return evaluation;
        }
        Set<String> missing = new TreeSet<>(evaluation.missing());
        missing.addAll(own.places());
        return new Evaluation(Truth.UNKNOWN, evaluation.actual(), List.copyOf(missing));
    }

    /** Whether facts contradict each other. */
    public Contradicted contradicted() {
        ComputingLimit row = items.grid().rows().get(0);
        List<Condition> each = new ArrayList<>();
        for (Chip chip : chips) {
            if (chip.computing() != null || chip.inside() && isCodeOfNoChip()) {
                each.add(Condition.byReading(
                        "contradiction",
                        place(chip),
                        chip.inside() && isCodeOfNoChip() ? null : chip.codes().given(),
                        items.questionsOf(chip.computing()),
                        world -> contradiction(chip, world)));
            }
        }
        Condition condition = each.isEmpty()
                ? Condition.settled("contradiction", line.pointer(), null, new Evaluation(Truth.FALSE, null, List.of()))
                : Condition.anyOf("contradiction", each);
        return new Contradicted(row.provision(), condition, row.source());
    }

    private Evaluation contradiction(Chip chip, World world) {
        Open open = items.open(chip, world);
        boolean carried = chip.inside()
                && isCodeOfNoChip()
                && PerformanceGrid.isWithin(open.cells(), items.grid().ofRows(row -> row.carrier() != null));
        return new Evaluation(
                Truth.of(carried || !open.contradicting().isEmpty()),
                Sums.told(open.figures(), chip.codes().given()),
                List.of());
    }

    /** The paragraphs under which the line may fall in a world, by its figures and those of what it contains. */
    public Set<String> codes(World world) {
        Set<String> codes = new TreeSet<>();
        for (Chip chip : chips) {
            BitSet cells = items.open(chip, world).cells();
            for (ComputingLimit row : items.grid().rows()) {
                String code = chip.inside() ? row.carrier() : row.paragraph();
                if (code != null && items.grid().ofRows(r -> r == row).intersects(cells)) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    /** Whether figures, or what the line contains, say under which paragraphs it falls. */
    public boolean isComputed() {
        return chips.stream().anyMatch(chip -> chip.computing() != null || chip.inside());
    }

    public boolean isContradicted(World world) {
        return contradicted().condition().in(world).truth() == Truth.TRUE;
    }

    /** The sums of the line's own figures, else of the only chip in it that has any; null where there are none or several. */
    public ComputedSums sums(World world) {
        List<Chip> withFigures =
                chips.stream().filter(chip -> chip.computing() != null).toList();
        return withFigures.isEmpty()
                        || withFigures.size() > 1 && withFigures.get(0).inside()
                ? null
                : new ComputedSums(items, withFigures.get(0), world);
    }
}
