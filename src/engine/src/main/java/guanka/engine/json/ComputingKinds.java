package guanka.engine.json;

import guanka.facts.Bounds;
import guanka.facts.Computing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The kinds of facts that say what a chip can do. */
final class ComputingKinds {

    /** A figure, or the ends between which it lies; ends of which neither is given say nothing. */
    static final Kind<Bounds> BOUNDS = ComputingKinds::bounds;

    private static final Kind<List<Computing.Rate>> RATES = Kinds.list(ComputingKinds::rate, 0, FactKinds.RATES_MAX);

    static final Kind<Computing> COMPUTING = ComputingKinds::computing;

    private ComputingKinds() {}

    private static Computing computing(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, FactKinds.COMPUTING);
        if (fields == null) {
            return null;
        }
        fields.optional("approximatedTransistors", BOUNDS, null);
        return new Computing(
                pointer,
                fields.known("rates", (rates, place, noted) -> {
                    List<Computing.Rate> read = RATES.read(rates, place, noted);
                    return read == null || read.isEmpty() ? null : read;
                }),
                fields.known("totalProcessingPerformance", BOUNDS),
                fields.known("applicableDieAreaMm2", BOUNDS),
                fields.known("nonPlanar", Kinds.BOOLEAN),
                fields.known("performanceDensity", BOUNDS),
                fields.known("designedOrMarketedForDatacenters", Kinds.BOOLEAN),
                fields.known("memoryBandwidthGBs", BOUNDS),
                fields.known("ioBandwidthGBs", BOUNDS),
                fields.known("hbm", ComputingKinds::memory));
    }

    private static Computing.Rate rate(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, FactKinds.RATE);
        if (fields == null) {
            return null;
        }
        Integer bits = fields.required("bits", (count, place, noted) -> {
            Integer read = Kinds.COUNT.read(count, place, noted);
            return read == null || read >= 1 && read <= FactKinds.BITS_MAX
                    ? read
                    : Kinds.refused(
                            noted, place, Fault.OUT_OF_RANGE, "found", read, "least", 1, "most", FactKinds.BITS_MAX);
        });
        var tops = fields.named("tops", BOUNDS);
        boolean sparse = fields.optional("sparse", Kinds.BOOLEAN, false);
        return bits == null ? null : new Computing.Rate(bits, tops, sparse);
    }

    private static Computing.Memory memory(Object given, String pointer, Mistakes mistakes) {
        Fields fields = Fields.of(given, pointer, mistakes, FactKinds.MEMORY);
        return fields == null
                ? null
                : new Computing.Memory(
                        fields.known("bandwidthGBs", BOUNDS),
                        fields.known("areaMm2", BOUNDS),
                        fields.known("copackagedWithProcessor", Kinds.BOOLEAN));
    }

    private static Bounds bounds(Object given, String pointer, Mistakes mistakes) {
        if (!(given instanceof Map)) {
            BigDecimal figure = Kinds.DECIMAL_NOT_BELOW_ZERO.read(given, pointer, mistakes);
            return figure == null ? null : Bounds.exactly(figure);
        }
        Fields fields = Fields.of(given, pointer, mistakes, FactKinds.BOUNDS);
        BigDecimal least = fields.optional("atLeast", Kinds.DECIMAL_NOT_BELOW_ZERO, null);
        BigDecimal most = fields.optional("atMost", Kinds.DECIMAL_NOT_BELOW_ZERO, null);
        if (least != null && most != null && least.compareTo(most) > 0) {
            return Kinds.refused(
                    mistakes,
                    pointer,
                    Fault.BOUNDS_CROSSED,
                    "least",
                    least.toPlainString(),
                    "most",
                    most.toPlainString());
        }
        return least == null && most == null ? null : new Bounds(least, most);
    }
}
