package guanka.engine.items;

import guanka.engine.items.PerformanceGrid.Axis;
import guanka.facts.Computing;
import guanka.facts.Condition;
import guanka.facts.Content;
import guanka.facts.Evaluation;
import guanka.facts.Line;
import guanka.facts.Truth;
import guanka.facts.World;
import guanka.facts.rows.BitLength;
import guanka.facts.rows.ComputingEntry;
import guanka.facts.rows.ComputingLimit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Item lists on which a line stands by what its chip can do, in the law of one jurisdiction on one day: by figures, by a control
 * code that says what they are, and by what the line contains. A line of which neither is said costs a look-up.
 */
public final class ComputedItems {

    private final PerformanceGrid grid;
    private final Map<String, ComputingEntry> entries = new HashMap<>();
    private final Set<String> headings = new HashSet<>();
    private final Map<Integer, List<BitLength>> bitLengths = new TreeMap<>();
    private final Set<String> questions = new TreeSet<>();
    private final BitSet coded;

    public ComputedItems(
            Collection<ComputingLimit> limits, Collection<ComputingEntry> entryRows, Collection<BitLength> lengths) {
        grid = new PerformanceGrid(limits);
        Set<String> paragraphs = new TreeSet<>();
        for (ComputingEntry entry : entryRows) {
            for (String code : entry.codes()) {
                String normal = ControlCodes.normal(code);
                entries.put(normal, entry);
                headings.addAll(ControlCodes.headings(normal));
            }
            paragraphs.addAll(entry.paragraphs());
        }
        coded = grid.ofParagraphs(paragraphs);
        for (BitLength length : lengths) {
            bitLengths.computeIfAbsent(length.stated(), x -> new ArrayList<>()).add(length);
        }
        lengths.forEach(length -> questions.addAll(length.reading().questions()));
    }

    /** The lists that figures decide. */
    public Set<String> lists() {
        return grid.lists();
    }

    PerformanceGrid grid() {
        return grid;
    }

    /** What the figures and codes of a line, and of what it contains, say; null where neither says anything. */
    public ComputedLine of(Line line, Composition composition) {
        if (grid.rows().isEmpty()) {
            return null;
        }
        List<Chip> chips = new ArrayList<>();
        Codes own = codes(composition.ofLine());
        Computing computing = line.computing().value();
        if (computing != null || own.says()) {
            chips.add(new Chip(own, computing, line.computing().pointer(), false));
        }
        inside(line.content().value(), composition, chips);
        return chips.isEmpty() ? null : new ComputedLine(this, line, own, List.copyOf(chips));
    }

    /** Whether a component stands on a list by its figures and codes, or by a chip in it; open where that depends on a reading. */
    Truth stands(Content component, Composition composition, String list) {
        List<Chip> chips = new ArrayList<>();
        Codes own = codes(composition.of(component));
        Computing computing = component.computing().value();
        if (computing != null || own.silent() || own.says()) {
            chips.add(new Chip(own, computing, component.computing().pointer(), false));
        }
        inside(component.content().value(), composition, chips);
        Truth truth = Truth.FALSE;
        for (Chip chip : chips) {
            Truth by = evaluate(chip, list, null).truth();
            truth = truth.or(questionsOf(chip.computing()).isEmpty() ? by : by.or(Truth.UNKNOWN));
        }
        return truth;
    }

    private void inside(List<Content> components, Composition composition, List<Chip> chips) {
        for (Content component : components == null ? List.<Content>of() : components) {
            Computing computing = component.computing().value();
            Codes codes = codes(composition.of(component));
            if (computing != null || codes.says()) {
                chips.add(new Chip(codes, computing, component.computing().pointer(), true));
            }
            inside(component.content().value(), composition, chips);
        }
    }

    /**
     * What control codes say of a chip.
     *
     * @param cells   figures under which the codes stand, or null where they leave everything open
     * @param certain whether the codes themselves are settled
     * @param silent  whether nothing is said to this law
     * @param places  of the codes
     */
    record Codes(BitSet cells, boolean certain, boolean silent, boolean ofChip, Object given, List<String> places) {

        /** Whether they say or may say that there is a chip. */
        boolean says() {
            return !silent && (ofChip || !certain);
        }
    }

    private Codes codes(ItemLists.Classification classification) {
        if (classification.isSilent()) {
            return new Codes(null, false, true, false, null, List.copyOf(classification.missing()));
        }
        Set<String> paragraphs = new TreeSet<>();
        Set<String> given = new TreeSet<>();
        List<String> places = new ArrayList<>();
        boolean open = false;
        for (ItemLists.Read one : classification.read()) {
            String code = one.code().code();
            ComputingEntry entry = entryOf(code);
            boolean heading = entry == null && headings.contains(code);
            if (entry == null && !heading && classification.isHeld(code)) {
                continue;
            }
            if (entry == null && !heading && one.speaks() == Truth.UNKNOWN) {
                continue; // a word that no list of any law holds is asked about where the lists are
            }
            given.add(one.code().given());
            places.add(one.pointer());
            if (entry != null && entry.listed() == Truth.TRUE && one.speaks() == Truth.TRUE) {
                paragraphs.addAll(entry.paragraphs());
            } else {
                open = true;
            }
        }
        BitSet cells;
        if (paragraphs.isEmpty()) {
            if (open) {
                cells = null;
            } else {
                cells = grid.all();
                cells.andNot(coded);
            }
        } else {
            cells = open ? (BitSet) coded.clone() : grid.ofParagraphs(paragraphs);
        }
        return new Codes(
                cells,
                !open,
                false,
                !paragraphs.isEmpty(),
                given.size() == 1 ? given.iterator().next() : given.isEmpty() ? null : List.copyOf(given),
                places.isEmpty() ? List.copyOf(classification.missing()) : List.copyOf(places));
    }

    private ComputingEntry entryOf(String code) {
        ComputingEntry own = entries.get(code);
        if (own != null) {
            return own;
        }
        for (String heading : ControlCodes.headings(code)) {
            ComputingEntry above = entries.get(heading);
            if (above != null) {
                return above;
            }
        }
        return null;
    }

    /** Questions on whose reading it depends how the rates of a chip count. */
    Set<String> questionsOf(Computing computing) {
        return !questions.isEmpty()
                        && computing != null
                        && computing.rates().isKnown()
                        && computing.rates().value().stream().anyMatch(r -> bitLengths.containsKey(r.bits()))
                ? questions
                : Set.of();
    }

    IntUnaryOperator counted(World world) {
        return bits -> {
            for (BitLength length : bitLengths.getOrDefault(bits, List.of())) {
                if (world != null && length.reading().holdsIn(world)) {
                    return length.countedAs();
                }
            }
            return bits;
        };
    }

    Figures figures(Computing computing, World world) {
        return computing == null ? null : new Figures(computing, counted(world));
    }

    /** A line or a component of which figures or codes say what it can do. */
    record Chip(Codes codes, Computing computing, String pointer, boolean inside) {}

    /** What is left open of a chip in a world. */
    record Open(BitSet cells, Figures figures, List<String> contradicting) {}

    Open open(Chip chip, World world) {
        Figures figures = figures(chip.computing(), world);
        BitSet byCode = chip.codes().cells();
        if (figures == null) {
            return new Open(byCode == null ? grid.all() : byCode, null, List.of());
        }
        BitSet byFigures = grid.touched(figures);
        List<String> contradicting = new ArrayList<>(figures.contradicting());
        if (byCode == null) {
            return new Open(byFigures, figures, contradicting);
        }
        BitSet both = (BitSet) byFigures.clone();
        both.and(byCode);
        if (both.isEmpty()) {
            // of two facts that contradict each other neither settles anything
            byFigures.or(byCode);
            contradicting.addAll(chip.codes().places());
            contradicting.addAll(stating(chip.computing()));
            return new Open(byFigures, figures, contradicting);
        }
        return new Open(both, figures, contradicting);
    }

    private static List<String> stating(Computing computing) {
        List<String> places = new ArrayList<>();
        if (computing.rates().isKnown()) {
            places.add(computing.rates().pointer());
        }
        if (computing.tpp().isKnown()) {
            places.add(computing.tpp().pointer());
        }
        if (computing.dieArea().isKnown()) {
            places.add(computing.dieArea().pointer());
        }
        return places.isEmpty() ? List.of(computing.pointer()) : places;
    }

    /** The cells that put a chip, or what contains it, on a list. */
    BitSet wanted(String list, boolean inside) {
        return grid.ofRows(row -> row.list().equals(list) && (!inside || row.carrier() != null));
    }

    /** Whether a chip puts its line on a list, and the facts that would settle it. */
    Evaluation evaluate(Chip chip, String list, World world) {
        Open open = open(chip, world);
        BitSet wanted = wanted(list, chip.inside());
        Truth truth = PerformanceGrid.isWithin(open.cells(), wanted)
                ? Truth.TRUE
                : open.cells().intersects(wanted) ? Truth.UNKNOWN : Truth.FALSE;
        if (truth != Truth.UNKNOWN) {
            return new Evaluation(truth, Sums.told(open.figures(), chip.codes().given()), List.of());
        }
        Set<String> missing = new LinkedHashSet<>(open.contradicting());
        if (!chip.codes().silent()
                && (!chip.codes().certain()
                        || open.figures() == null && chip.codes().cells() == null)) {
            missing.addAll(chip.codes().places());
        }
        if (open.figures() == null) {
            missing.add(chip.pointer());
        } else {
            Set<Axis> turning = grid.turning(open.cells(), wanted);
            for (Axis axis : turning.isEmpty() ? Set.of(Axis.values()) : turning) {
                missing.addAll(open.figures().settling(axis));
            }
        }
        return new Evaluation(
                truth, Sums.told(open.figures(), chip.codes().given()), List.copyOf(new TreeSet<>(missing)));
    }

    /** One condition for each figure that a row limits, as the chip meets it. */
    List<Condition> met(ComputingLimit row, Figures figures) {
        return Sums.met(row, figures);
    }
}
