package guanka.engine.items;

import guanka.engine.items.Interval.Cut;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ComputingLimit.Datacenters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The figures of chips, cut into cells at every limit of the rows of one day. Within a cell nothing turns, so what a range of
 * figures leaves open is the cells that it touches: exactly, however many limits lie within it.
 */
final class PerformanceGrid {

    /** The figures that rows limit. */
    enum Axis {
        TPP,
        DENSITY,
        RATE,
        IO,
        MEMORY,
        STACK,
        DATACENTER
    }

    private static final Axis[] AXES = Axis.values();

    private final List<ComputingLimit> rows;
    private final Map<Axis, List<Cut>> cuts = new EnumMap<>(Axis.class);
    private final int[] sizes = new int[AXES.length];
    private final int[] steps = new int[AXES.length];
    private final int size;
    private final List<BitSet> cellsOfRow = new ArrayList<>();
    private final Map<String, BitSet> cellsOfList = new TreeMap<>();
    private final Map<String, BitSet> cellsOfParagraph = new TreeMap<>();

    PerformanceGrid(Collection<ComputingLimit> rowsOfDay) {
        rows = rowsOfDay.stream()
                .sorted(Comparator.comparing(ComputingLimit::key))
                .toList();
        for (Axis axis : AXES) {
            Set<Cut> of = new TreeSet<>();
            if (axis == Axis.DATACENTER) {
                of.add(new Cut(BigDecimal.ONE, true));
            } else {
                rows.forEach(row -> {
                    add(of, lower(row, axis));
                    add(of, upper(row, axis));
                });
            }
            cuts.put(axis, List.copyOf(of));
        }
        int cells = 1;
        for (Axis axis : AXES) {
            sizes[axis.ordinal()] = cuts.get(axis).size() + 1;
            steps[axis.ordinal()] = cells;
            cells *= sizes[axis.ordinal()];
        }
        size = cells;
        for (ComputingLimit row : rows) {
            BitSet of = cells(row);
            cellsOfRow.add(of);
            cellsOfList.computeIfAbsent(row.list(), x -> new BitSet()).or(of);
        }
        for (int i = 0; i < rows.size(); i++) {
            ComputingLimit row = rows.get(i);
            if (row.unless() != null) {
                cellsOfRow.get(i).andNot(cellsOfList.getOrDefault(row.unless(), new BitSet()));
            }
        }
        cellsOfList.clear();
        for (int i = 0; i < rows.size(); i++) {
            BitSet of = cellsOfRow.get(i);
            cellsOfList.computeIfAbsent(rows.get(i).list(), x -> new BitSet()).or(of);
            if (rows.get(i).paragraph() != null) {
                cellsOfParagraph
                        .computeIfAbsent(rows.get(i).paragraph(), x -> new BitSet())
                        .or(of);
            }
        }
    }

    private static void add(Set<Cut> to, Cut cut) {
        if (cut != null) {
            to.add(cut);
        }
    }

    private static Cut lower(ComputingLimit row, Axis axis) {
        return switch (axis) {
            case TPP -> from(row.tppAtLeast());
            case DENSITY -> from(row.densityAtLeast());
            case RATE -> from(row.rateAtLeast());
            case IO -> from(row.ioAtLeast());
            case MEMORY -> from(row.memoryAtLeast());
            case STACK -> row.stackDensityAbove() == null ? null : new Cut(row.stackDensityAbove(), false);
            case DATACENTER -> row.datacenters() == Datacenters.YES ? from(BigDecimal.ONE) : null;
        };
    }

    private static Cut upper(ComputingLimit row, Axis axis) {
        return switch (axis) {
            case TPP -> from(row.tppBelow());
            case DENSITY -> from(row.densityBelow());
            case MEMORY -> from(row.memoryBelow());
            case STACK -> from(row.stackDensityBelow());
            case DATACENTER -> row.datacenters() == Datacenters.NO ? from(BigDecimal.ONE) : null;
            case RATE, IO -> null;
        };
    }

    private static Cut from(BigDecimal value) {
        return value == null ? null : new Cut(value, true);
    }

    private BitSet cells(ComputingLimit row) {
        boolean[][] within = new boolean[AXES.length][];
        for (Axis axis : AXES) {
            List<Cut> of = cuts.get(axis);
            Cut lower = lower(row, axis);
            Cut upper = upper(row, axis);
            int first = lower == null ? 0 : of.indexOf(lower) + 1;
            int after = upper == null ? of.size() + 1 : of.indexOf(upper) + 1;
            boolean[] cells = new boolean[of.size() + 1];
            for (int i = first; i < after; i++) {
                cells[i] = true;
            }
            within[axis.ordinal()] = cells;
        }
        BitSet cells = new BitSet(size);
        for (int cell = 0; cell < size; cell++) {
            boolean in = true;
            for (Axis axis : AXES) {
                in &= within[axis.ordinal()][place(cell, axis)];
            }
            cells.set(cell, in);
        }
        return cells;
    }

    private int place(int cell, Axis axis) {
        return cell / steps[axis.ordinal()] % sizes[axis.ordinal()];
    }

    List<ComputingLimit> rows() {
        return rows;
    }

    Set<String> lists() {
        return cellsOfList.keySet();
    }

    List<Cut> cuts(Axis axis) {
        return cuts.get(axis);
    }

    /** The cells in which a list holds what is there. */
    BitSet ofList(String list) {
        return cellsOfList.getOrDefault(list, new BitSet());
    }

    /** The cells that some of the rows hold. */
    BitSet ofRows(Predicate<ComputingLimit> wanted) {
        BitSet cells = new BitSet(size);
        for (int i = 0; i < rows.size(); i++) {
            if (wanted.test(rows.get(i))) {
                cells.or(cellsOfRow.get(i));
            }
        }
        return cells;
    }

    BitSet ofParagraphs(Collection<String> paragraphs) {
        BitSet cells = new BitSet(size);
        paragraphs.forEach(p -> cells.or(cellsOfParagraph.getOrDefault(p, new BitSet())));
        return cells;
    }

    BitSet all() {
        BitSet cells = new BitSet(size);
        cells.set(0, size);
        return cells;
    }

    /** The paragraphs of the cells: those that some of them hold, and whether some hold none. */
    Set<String> paragraphs(BitSet cells) {
        return cellsOfParagraph.entrySet().stream()
                .filter(e -> e.getValue().intersects(cells))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first row that holds every one of the cells, of those that are wanted; null where none does. */
    ComputingLimit holding(BitSet cells, Predicate<ComputingLimit> wanted) {
        for (int i = 0; i < rows.size(); i++) {
            if (wanted.test(rows.get(i)) && isWithin(cells, cellsOfRow.get(i))) {
                return rows.get(i);
            }
        }
        return null;
    }

    static boolean isWithin(BitSet inner, BitSet outer) {
        BitSet outside = (BitSet) inner.clone();
        outside.andNot(outer);
        return outside.isEmpty();
    }

    /** The cells that figures leave open. */
    BitSet touched(Figures figures) {
        boolean[][] open = new boolean[AXES.length][];
        open[Axis.RATE.ordinal()] = along(Axis.RATE, figures.rate());
        open[Axis.IO.ordinal()] = along(Axis.IO, figures.io());
        open[Axis.MEMORY.ordinal()] = along(Axis.MEMORY, figures.memory());
        open[Axis.STACK.ordinal()] = along(Axis.STACK, figures.stack());
        open[Axis.DATACENTER.ordinal()] =
                new boolean[] {!Boolean.TRUE.equals(figures.datacenter()), !Boolean.FALSE.equals(figures.datacenter())};
        int tppCells = sizes[Axis.TPP.ordinal()];
        boolean[][] pairs = new boolean[tppCells][];
        for (int i = 0; i < tppCells; i++) {
            Interval tpp = cell(Axis.TPP, i, figures.tpp());
            pairs[i] = tpp == null
                    ? new boolean[sizes[Axis.DENSITY.ordinal()]]
                    : alongAny(Axis.DENSITY, figures.density(tpp));
        }
        BitSet cells = new BitSet(size);
        for (int cell = 0; cell < size; cell++) {
            boolean in = pairs[place(cell, Axis.TPP)][place(cell, Axis.DENSITY)];
            for (int axis = Axis.RATE.ordinal(); in && axis < AXES.length; axis++) {
                in = open[axis][place(cell, AXES[axis])];
            }
            cells.set(cell, in);
        }
        return cells;
    }

    private Interval cell(Axis axis, int place, Interval of) {
        List<Cut> at = cuts.get(axis);
        return of.between(place == 0 ? null : at.get(place - 1), place == at.size() ? null : at.get(place));
    }

    private boolean[] along(Axis axis, Interval of) {
        return alongAny(axis, List.of(of));
    }

    private boolean[] alongAny(Axis axis, List<Interval> of) {
        boolean[] cells = new boolean[sizes[axis.ordinal()]];
        for (int i = 0; i < cells.length; i++) {
            for (Interval one : of) {
                cells[i] |= cell(axis, i, one) != null;
            }
        }
        return cells;
    }

    /** The figures on which it hangs whether cells of a set lie among those wanted: one of them alone can carry from one side to the other. */
    Set<Axis> turning(BitSet open, BitSet wanted) {
        Set<Axis> turning = new TreeSet<>();
        for (Axis axis : AXES) {
            int step = steps[axis.ordinal()];
            for (int cell = open.nextSetBit(0);
                    cell >= 0 && !turning.contains(axis);
                    cell = open.nextSetBit(cell + 1)) {
                for (int other = cell - place(cell, axis) * step, i = 0;
                        i < sizes[axis.ordinal()];
                        i++, other += step) {
                    if (open.get(other) && wanted.get(other) != wanted.get(cell)) {
                        turning.add(axis);
                        break;
                    }
                }
            }
        }
        return turning;
    }
}
