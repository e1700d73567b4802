package guanka.spark;

import java.io.Serializable;
import java.util.Map;

/**
 * What stands in a written part. It is written after the part; a part without one is made again.
 *
 * @param part      file name of the part
 * @param input     file that held its lines
 * @param firstLine number of its first line, counted through all files from 1
 * @param lines     of the input, blank ones too
 * @param counts    by name, such as {@code answers} and {@code problems}
 * @param bytes     of the part
 * @param sha256    of the part
 * @param inputSha256 of the lines
 */
record Receipt(
        String part,
        String input,
        long firstLine,
        long lines,
        Map<String, Long> counts,
        long bytes,
        String sha256,
        String inputSha256)
        implements Serializable {

    Receipt from(String file) {
        return new Receipt(part, file, firstLine, lines, counts, bytes, sha256, inputSha256);
    }

    boolean isOf(Part one) {
        return firstLine == one.firstLine() && lines == one.lines() && inputSha256.equals(one.sha256());
    }
}
