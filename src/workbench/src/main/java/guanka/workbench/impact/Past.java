package guanka.workbench.impact;

/**
 * A shipment that was decided before, or that a case holds.
 *
 * @param id    of the record or the case
 * @param kind  {@code RECORD} or {@code CASE}
 * @param facts the shipment as JSON in UTF-8, as a caller posts it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Past(String id, String kind, byte[] facts) {

    public static final String RECORD = "RECORD";
    public static final String CASE = "CASE";
}
