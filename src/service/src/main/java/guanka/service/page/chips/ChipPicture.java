package guanka.service.page.chips;

import guanka.facts.Determination.Computed;
import guanka.facts.Determination.Figure;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ComputingLimit.Datacenters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Total processing performance against performance density, both on scales of powers of ten: where each paragraph begins on the
 * day, and the chip as a point, or as the line or the area that its figures leave open.
 */
public final class ChipPicture {

    static final int WIDTH = 720;
    static final int HEIGHT = 430;
    private static final int LEFT = 62;
    private static final int RIGHT = 34;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final double TPP_LEAST = 300;
    private static final double TPP_MOST = 100_000;
    private static final double DENSITY_LEAST = 0.5;
    private static final double DENSITY_MOST = 100;
    private static final int TONES = 3;

    /** A region of a paragraph. */
    public record Region(String label, int tone, int x, int y, int width, int height) {

        public int textX() {
            return x + 8;
        }

        public int textY() {
            return y + 20;
        }
    }

    /** A mark on an axis. */
    public record Tick(int at, String label) {

        public int textAt() {
            return at + 4;
        }
    }

    /**
     * The chip.
     *
     * @param points of what it covers; a point where it is one
     * @param point  whether all its figures are known
     */
    public record Place(String points, boolean point, int x, int y) {}

    private final List<Region> regions = new ArrayList<>();
    private final Place chip;

    ChipPicture(
            Collection<ComputingLimit> rowsOfDay,
            Boolean datacenter,
            Computed computed,
            BigDecimal leastArea,
            BigDecimal mostArea) {
        List<String> paragraphs = new ArrayList<>(new TreeSet<>(rowsOfDay.stream()
                .filter(ChipPicture::isDrawn)
                .map(ComputingLimit::paragraph)
                .toList()));
        for (ComputingLimit row : rowsOfDay) {
            boolean asked = datacenter == null
                    || row.datacenters() == Datacenters.ANY
                    || row.datacenters() == Datacenters.YES == datacenter;
            if (isDrawn(row) && asked) {
                int x = x(row.tppAtLeast());
                int right = row.tppBelow() == null ? WIDTH - RIGHT : x(row.tppBelow());
                int top = row.densityBelow() == null ? TOP : y(row.densityBelow());
                int bottom = row.densityAtLeast() == null ? HEIGHT - BOTTOM : y(row.densityAtLeast());
                boolean named = regions.stream().anyMatch(r -> r.label().equals(row.paragraph()));
                regions.add(new Region(
                        named ? "" : row.paragraph(),
                        paragraphs.indexOf(row.paragraph()) % TONES,
                        x,
                        top,
                        right - x,
                        bottom - top));
            }
        }
        chip = computed == null || computed.totalProcessingPerformance() == null
                ? null
                : place(computed, leastArea, mostArea);
    }

    private static boolean isDrawn(ComputingLimit row) {
        return row.paragraph() != null && row.tppAtLeast() != null;
    }

    private static Place place(Computed computed, BigDecimal leastArea, BigDecimal mostArea) {
        double[] tpp = ends(computed.totalProcessingPerformance(), TPP_LEAST, TPP_MOST);
        Figure density = computed.performanceDensity();
        StringBuilder points = new StringBuilder();
        if (leastArea != null && mostArea != null && leastArea.signum() > 0) {
            // the density goes with the total: along lines of one area
            point(points, tpp[0], tpp[0] / mostArea.doubleValue());
            point(points, tpp[0], tpp[0] / leastArea.doubleValue());
            point(points, tpp[1], tpp[1] / leastArea.doubleValue());
            point(points, tpp[1], tpp[1] / mostArea.doubleValue());
        } else {
            double[] ends = ends(density, DENSITY_LEAST, DENSITY_MOST);
            point(points, tpp[0], ends[0]);
            point(points, tpp[0], ends[1]);
            point(points, tpp[1], ends[1]);
            point(points, tpp[1], ends[0]);
        }
        String all = points.toString().strip();
        String first = all.split(" ")[0];
        boolean one = all.replace(first, "").isBlank();
        String[] at = first.split(",");
        return new Place(all, one, Integer.parseInt(at[0]), Integer.parseInt(at[1]));
    }

    private static double[] ends(Figure figure, double least, double most) {
        return new double[] {
            figure == null || figure.atLeast() == null ? least : Double.parseDouble(figure.atLeast()),
            figure == null || figure.atMost() == null ? most : Double.parseDouble(figure.atMost())
        };
    }

    private static void point(StringBuilder points, double tpp, double density) {
        points.append(x(tpp)).append(',').append(y(density)).append(' ');
    }

    private static int x(BigDecimal tpp) {
        return x(tpp.doubleValue());
    }

    private static int x(double tpp) {
        return LEFT + along(tpp, TPP_LEAST, TPP_MOST, WIDTH - LEFT - RIGHT);
    }

    private static int y(BigDecimal density) {
        return y(density.doubleValue());
    }

    private static int y(double density) {
        return HEIGHT - BOTTOM - along(density, DENSITY_LEAST, DENSITY_MOST, HEIGHT - TOP - BOTTOM);
    }

    private static int along(double value, double least, double most, int length) {
        double within = Math.min(Math.max(value, least), most);
        return (int) Math.round(length * Math.log(within / least) / Math.log(most / least));
    }

    public List<Region> regions() {
        return regions;
    }

    public Place chip() {
        return chip;
    }

    public int width() {
        return WIDTH;
    }

    public int height() {
        return HEIGHT;
    }

    public int left() {
        return LEFT;
    }

    public int top() {
        return TOP;
    }

    public int right() {
        return WIDTH - RIGHT;
    }

    public int bottom() {
        return HEIGHT - BOTTOM;
    }

    public int labelX() {
        return LEFT - 8;
    }

    public int axisX() {
        return WIDTH - RIGHT - 130;
    }

    public int axisTop() {
        return TOP - 18;
    }

    public int labelY() {
        return HEIGHT - BOTTOM + 18;
    }

    public int axisY() {
        return HEIGHT - 8;
    }

    /** Marks at every power of ten and at every limit of the regions. */
    public List<Tick> across() {
        List<Tick> ticks = new ArrayList<>();
        for (double value : new double[] {1_000, 10_000, TPP_MOST}) {
            ticks.add(new Tick(x(value), String.format(Locale.ROOT, "%,.0f", value)));
        }
        return ticks;
    }

    public List<Tick> up() {
        List<Tick> ticks = new ArrayList<>();
        for (double value : new double[] {1, 10, DENSITY_MOST}) {
            ticks.add(new Tick(y(value), String.format(Locale.ROOT, "%.0f", value)));
        }
        return ticks;
    }
}
