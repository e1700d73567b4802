package guanka.service.page.ownership;

import java.util.List;

/**
 * A drawing of who owns whom, owners above what they own.
 *
 * @param title the ownership rule in words
 * @param drawn whether there are few enough holdings for a drawing
 * @param nodes companies and persons
 */
public record Graph(
        String id,
        String provision,
        String title,
        List<Reading> readings,
        boolean drawn,
        int width,
        int height,
        List<Node> nodes,
        List<Edge> edges,
        List<Row> rows) {

    /** @param address of the drawing under this reading, or an empty text where it is this one */
    public record Reading(String question, String text, String address) {}

    /**
     * A company or person.
     *
     * @param state    {@code listed}, {@code caught}, {@code maybe} or {@code free}
     * @param said     the state in words
     * @param sum      the running sum, in lines that fit, or empty
     */
    public record Node(
            String id,
            List<String> name,
            String fullName,
            String state,
            String said,
            List<String> sum,
            String fullSum,
            int x,
            int y,
            boolean recipient) {

        /** The baseline of the state, below the name. */
        public int saidY() {
            return 24 + 17 * name.size();
        }

        /** The baseline of the running sum, below the state. */
        public int sumY() {
            return saidY() + 18;
        }
    }

    /**
     * A holding.
     *
     * @param counts whether it is added up in what it is held in
     * @param path   of the line, as SVG writes it
     */
    public record Edge(
            String share, String path, int labelX, int labelY, int labelWidth, boolean counts, String title) {

        public int labelStart() {
            return -labelWidth / 2;
        }
    }

    /** The same as a row of a table. */
    public record Row(
            String owner, String owned, String share, String source, String interest, boolean counts, String days) {}
}
