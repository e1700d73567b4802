package guanka.workbench.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes rows of texts one after the other. */
interface RowWriter extends Closeable {

    void write(List<String> cells) throws IOException;
}
