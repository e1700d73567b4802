package guanka.workbench.impact;

import java.util.Set;

/** Where the changed rows of one kind reach. */
interface Reach {

    /** Adds those of the rows that may touch a shipment. */
    void collect(Look look, Set<ChangedRow> touched);
}
