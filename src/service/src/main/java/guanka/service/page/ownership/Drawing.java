package guanka.service.page.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The positions of boxes, lines and labels in a drawing. */
final class Drawing {

    static final int BOX_WIDTH = 224;
    static final int BOX_HEIGHT = 112;

    private static final int GAP_X = 40;
    private static final int GAP_Y = 84;
    private static final int MARGIN = 28;
    private static final int LABEL_HEIGHT = 24;

    /** Possible places of a label along its line, the best first. */
    private static final double[] ALONG = {0.5, 0.36, 0.64, 0.26, 0.74, 0.44, 0.56};

    record Box(int x, int y, int layer) {

        int middle() {
            return x + BOX_WIDTH / 2;
        }
    }

    /** A line with the middle of its label. */
    record Line(String path, int labelX, int labelY) {}

    private record Label(int x, int y, int width) {

        boolean hits(Label other) {
            return Math.abs(x - other.x) < (width + other.width) / 2 + 4 && Math.abs(y - other.y) < LABEL_HEIGHT;
        }
    }

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Map<Integer, List<Box>> rows = new TreeMap<>();
    private final List<Label> labels = new ArrayList<>();
    private int right;

    Drawing(Set<String> nodes, List<Layers.Link> links) {
        Map<Integer, List<String>> layers = new TreeMap<>();
        Layers.of(nodes, links)
                .forEach((node, layer) ->
                        layers.computeIfAbsent(layer, l -> new ArrayList<>()).add(node));
        int widest = layers.values().stream().mapToInt(List::size).max().orElse(1);
        layers.forEach((layer, row) -> {
            Map<String, Integer> above = new HashMap<>();
            row.forEach(node -> above.put(node, above(node, links)));
            row.sort((a, b) -> Integer.compare(above.get(a), above.get(b)));
            int indent = (widest - row.size()) * (BOX_WIDTH + GAP_X) / 2;
            for (int i = 0; i < row.size(); i++) {
                Box box = new Box(
                        MARGIN + indent + i * (BOX_WIDTH + GAP_X), MARGIN + layer * (BOX_HEIGHT + GAP_Y), layer);
                boxes.put(row.get(i), box);
                rows.computeIfAbsent(layer, l -> new ArrayList<>()).add(box);
                right = Math.max(right, box.x() + BOX_WIDTH);
            }
        });
    }

    /** The average position of the owners of a node: sorted by it, lines cross little. */
    private int above(String node, List<Layers.Link> links) {
        return (int) links.stream()
                .filter(l -> l.owned().equals(node) && boxes.containsKey(l.owner()))
                .mapToInt(l -> boxes.get(l.owner()).x())
                .average()
                .orElse(0);
    }

    /** The box of a company; one that is not drawn has an arbitrary box. */
    Box box(String node) {
        return boxes.getOrDefault(node, new Box(0, 0, 0));
    }

    int width() {
        return right + MARGIN;
    }

    int height() {
        return boxes.values().stream().mapToInt(Box::y).max().orElse(0) + BOX_HEIGHT + MARGIN;
    }

    /** The line of a holding; it keeps clear of other boxes and its label of other labels. */
    Line line(String owner, String owned, int labelWidth) {
        Box from = boxes.get(owner);
        Box to = boxes.get(owned);
        return to.layer() > from.layer() ? down(from, to, labelWidth) : around(from, to, labelWidth);
    }

    private Line down(Box from, Box to, int labelWidth) {
        StringBuilder path = new StringBuilder("M" + from.middle() + " " + (from.y() + BOX_HEIGHT));
        int x = from.middle();
        int y = from.y() + BOX_HEIGHT;
        int[] first = null;
        for (int layer = from.layer() + 1; layer <= to.layer(); layer++) {
            int top = MARGIN + layer * (BOX_HEIGHT + GAP_Y);
            int straight = from.middle()
                    + (to.middle() - from.middle()) * (layer - from.layer()) / (to.layer() - from.layer());
            int next = layer == to.layer() ? to.middle() : lane(layer, straight);
            int middle = (y + top) / 2;
            path.append(curve(x, middle, next, middle, next, top));
            first = first == null ? new int[] {x, y, x, middle, next, middle, next, top} : first;
            x = next;
            y = top;
            if (layer < to.layer()) {
                y = top + BOX_HEIGHT;
                path.append(" L").append(x).append(' ').append(y);
            }
        }
        return labelled(path.toString(), first, labelWidth);
    }

    /** The gap between the boxes of a layer, or beside them, that is nearest to a place. */
    private int lane(int layer, int wanted) {
        List<Box> row = rows.getOrDefault(layer, List.of());
        int best = row.isEmpty() ? wanted : row.get(0).x() - GAP_X / 2;
        for (Box box : row) {
            int beside = box.x() + BOX_WIDTH + GAP_X / 2;
            best = Math.abs(beside - wanted) < Math.abs(best - wanted) ? beside : best;
        }
        right = Math.max(right, best);
        return best;
    }

    /** Upwards, sideways or to itself: around the right side, where it can be seen. */
    private Line around(Box from, Box to, int labelWidth) {
        int x1 = from.x() + BOX_WIDTH;
        int y1 = from.y() + BOX_HEIGHT * 2 / 3;
        int x2 = to.x() + BOX_WIDTH;
        int y2 = to.y() + BOX_HEIGHT / 3;
        int out = Math.max(x1, x2) + GAP_X + 30;
        right = Math.max(right, out + labelWidth / 2);
        int[] curve = {x1, y1, out, y1, out, y2, x2, y2};
        return labelled("M" + x1 + " " + y1 + curve(out, y1, out, y2, x2, y2), curve, labelWidth);
    }

    private static String curve(int ax, int ay, int bx, int by, int x, int y) {
        return " C" + ax + " " + ay + " " + bx + " " + by + " " + x + " " + y;
    }

    private Line labelled(String path, int[] curve, int width) {
        Label best = null;
        for (double t : ALONG) {
            Label label = new Label(at(curve, 0, t), at(curve, 1, t), width);
            best = best == null ? label : best;
            if (labels.stream().noneMatch(label::hits)) {
                best = label;
                break;
            }
        }
        labels.add(best);
        return new Line(path, best.x(), best.y());
    }

    private static int at(int[] curve, int coordinate, double t) {
        double u = 1 - t;
        return (int) Math.round(u * u * u * curve[coordinate]
                + 3 * u * u * t * curve[2 + coordinate]
                + 3 * u * t * t * curve[4 + coordinate]
                + t * t * t * curve[6 + coordinate]);
    }
}
