package guanka.workbench.impact;

import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.ImpactReport.ByRow;
import guanka.workbench.impact.ImpactReport.Cell;
import guanka.workbench.impact.ImpactReport.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts a run as it goes on; memory is bounded by {@link #PARTIES_COUNTED} and {@link Impact#FLIPS_LISTED}. */
final class Tally {

    private static final int PARTIES_COUNTED = 10_000;

    private final long total;
    private long records;
    private long cases;
    private long selected;
    private long flipped;
    private long partiesNotCounted;
    private final Map<Direction, Long> directions = new EnumMap<>(Direction.class);
    private final Map<Direction, List<Flip>> listed = new EnumMap<>(Direction.class);
    private final Map<Cell, long[]> matrix = new TreeMap<>(Comparator.comparing(Cell::direction)
            .thenComparing(cell -> Answer.OUTCOMES.indexOf(cell.from()))
            .thenComparing(cell -> Answer.OUTCOMES.indexOf(cell.to())));
    private final Map<ChangedRow, long[]> byRow = new TreeMap<>();
    private final Map<String, long[]> byProvision = new TreeMap<>();
    private final Map<String, long[]> byParty = new TreeMap<>();

    Tally(long total) {
        this.total = total;
    }

    void add(boolean isCase, boolean isSelected, Flip flip) {
        if (isCase) {
            cases++;
        } else {
            records++;
        }
        selected += isSelected ? 1 : 0;
        if (flip == null) {
            return;
        }
        flipped++;
        Direction direction = flip.direction();
        directions.merge(direction, 1L, Long::sum);
        // each direction has room of its own: a flood of harmless flips hides no milder one
        List<Flip> room = listed.computeIfAbsent(direction, x -> new ArrayList<>());
        if (room.size() < Impact.FLIPS_LISTED) {
            room.add(flip);
        }
        count(matrix, new Cell(flip.from().outcome(), flip.to().outcome(), direction, 0), direction);
        flip.rows().forEach(row -> count(byRow, row, direction));
        flip.provisions().forEach(provision -> count(byProvision, provision, direction));
        for (String party : flip.parties()) {
            if (byParty.size() < PARTIES_COUNTED || byParty.containsKey(party)) {
                count(byParty, party, direction);
            } else {
                partiesNotCounted++;
            }
        }
    }

    private static <K> void count(Map<K, long[]> counts, K key, Direction direction) {
        long[] count = counts.computeIfAbsent(key, x -> new long[2]);
        count[0]++;
        count[1] += direction == Direction.MILDER ? 1 : 0;
    }

    long done() {
        return records + cases;
    }

    Progress progress() {
        return new Progress(done(), selected, flipped, total);
    }

    ImpactReport report(RulesetId draft, RulesetId base, boolean stopped, Selection selection) {
        List<Flip> flips = listed.values().stream()
                .flatMap(List::stream)
                .limit(Impact.FLIPS_LISTED)
                .toList();
        return new ImpactReport(
                draft,
                base,
                stopped,
                new ImpactReport.Totals(
                        records,
                        cases,
                        selected,
                        flipped,
                        of(Direction.MILDER),
                        of(Direction.STRICTER),
                        of(Direction.REVIEW_ONLY),
                        of(Direction.FINDINGS_ONLY)),
                selection.changes(),
                selection.everything(),
                matrix.entrySet().stream()
                        .map(e -> new Cell(
                                e.getKey().from(), e.getKey().to(), e.getKey().direction(), e.getValue()[0]))
                        .toList(),
                byRow.entrySet().stream()
                        .map(e -> new ByRow(e.getKey(), e.getValue()[0], e.getValue()[1]))
                        .sorted(Comparator.comparing(ByRow::count).reversed().thenComparing(ByRow::row))
                        .toList(),
                counts(byProvision),
                counts(byParty).stream().limit(Impact.FLIPS_LISTED).toList(),
                partiesNotCounted,
                flips,
                flipped - flips.size());
    }

    private long of(Direction direction) {
        return directions.getOrDefault(direction, 0L);
    }

    private static List<Count> counts(Map<String, long[]> counts) {
        return counts.entrySet().stream()
                .map(e -> new Count(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .sorted(Comparator.comparing(Count::count).reversed().thenComparing(Count::name))
                .toList();
    }
}
