package guanka.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Collects mistakes in any order, keeps the first of them by place and counts the rest. A mistake that is not kept is never worded. */
final class Mistakes {

    /**
     * A place.
     *
     * @param workbook file name
     * @param number   place of the sheet in the workbook from 0, -1 for the whole workbook
     * @param sheet    sheet name, null for the whole workbook
     * @param row      from 1, 0 for the whole sheet
     * @param column   from 1, 0 for the whole sheet
     */
    record Place(String workbook, int number, String sheet, int row, int column) {

        static Place of(String workbook) {
            return new Place(workbook, -1, null, 0, 0);
        }

        Place sheet(int number, String name) {
            return new Place(workbook, number, name, 0, 0);
        }

        Place cell(int row, int column) {
            return new Place(workbook, number, sheet, row, column);
        }

        String address() {
            return row == 0 ? null : Grid.address(row, column);
        }
    }

    private record Kept(Place place, int turn, Fault fault) {}

    private static final Comparator<Place> BY_PLACE = Comparator.comparing(Place::workbook)
            .thenComparing(Place::number)
            .thenComparing(Place::row)
            .thenComparing(Place::column);

    private final PriorityQueue<Kept> kept = new PriorityQueue<>(Comparator.comparing(Kept::place, BY_PLACE)
            .thenComparing(Kept::turn)
            .reversed());
    private int turn;
    private int beyond;

    void add(Place place, Supplier<Fault> fault) {
        turn++;
        if (kept.size() == Limits.MISTAKES) {
            beyond++;
            if (BY_PLACE.compare(place, kept.peek().place) >= 0) {
                return;
            }
            kept.poll();
        }
        kept.add(new Kept(place, turn, fault.get()));
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    RefusedWorkbooks refusal() {
        List<Kept> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparing(Kept::place, BY_PLACE).thenComparing(Kept::turn));
        return new RefusedWorkbooks(
                sorted.stream()
                        .map(one -> new CellMistake(
                                one.place.workbook,
                                one.place.sheet,
                                one.place.address(),
                                one.fault.code(),
                                one.fault.message()))
                        .toList(),
                beyond);
    }
}
