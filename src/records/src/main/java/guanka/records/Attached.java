package guanka.records;

import java.util.Map;

/** Files that are kept with a version in the transaction that keeps or replaces it: its seal, its check report. */
public interface Attached {

    /** Nothing. */
    Attached NOTHING = kept -> Map.of();

    /**
     * The files by name.
     *
     * @param kept the version as its row will be
     */
    Map<String, byte[]> to(ArchivedRuleset kept);
}
