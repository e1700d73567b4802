package guanka.cli.records;

/** Reports the first record that is not as it was written, and why. */
final class BadRecord extends Exception {

    private static final long serialVersionUID = 1L;

    BadRecord(long sequence, String id, String what) {
        super("record " + sequence + (id == null ? "" : " (" + id + ")") + ": " + what, null, false, false);
    }

    /** Where no single record can be named. */
    BadRecord(String what) {
        super(what, null, false, false);
    }
}
