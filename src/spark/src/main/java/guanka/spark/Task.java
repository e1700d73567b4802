package guanka.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What a job does with a line; it is shipped to the executors. */
interface Task extends Serializable {

    /** What the job calls itself. */
    String job();

    /** What a row of a Parquet input is called where it holds JSON in one column: {@code shipment} or {@code party}. */
    String noun();

    /** What the Parquet form of its answers holds beside the line and the answer. */
    List<Column> columns();

    /**
     * Answers a line, or leaves it without one.
     *
     * @param line   without its break, null where it is too long
     * @param counts by name, added up over all parts; {@code problems} counts lines that were answered with a problem
     */
    void answer(long number, byte[] line, Answers answers, Map<String, Long> counts) throws IOException;
}
