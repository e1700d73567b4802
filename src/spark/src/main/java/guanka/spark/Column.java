package guanka.spark;

import java.io.Serializable;

/**
 * A column of the Parquet form of an answer, beside {@code line} and {@code answer}, which every job writes.
 *
 * @param isList whether it holds a list of texts, or one text
 */
record Column(String name, boolean isList) implements Serializable {

    static Column text(String name) {
        return new Column(name, false);
    }

    static Column texts(String name) {
        return new Column(name, true);
    }
}
