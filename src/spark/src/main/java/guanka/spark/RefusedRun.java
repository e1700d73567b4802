package guanka.spark;

/** Why a run does not begin or go on, in a sentence for whoever started it. */
final class RefusedRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedRun(String reason) {
        super(reason, null, false, false);
    }
}
