package guanka.workbench.check;

import guanka.engine.ruleset.Rows;
import guanka.workbench.impact.ChangedRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number or a day in a changed row at which answers turn.
 *
 * @param row    the row, of the draft where it has it
 * @param header of the cell
 * @param at     a {@link BigDecimal} or {@link LocalDate}, as the draft or the base has it
 */
record Limit(ChangedRow change, Object row, String header, Object at) {

    private static final String UNDER = "UNDER";
    private static final String AT = "AT";
    private static final String OVER = "OVER";

    /** The headers that hold a row's limits, by the component that each fills. */
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("percent", "threshold percent"),
            Map.entry("nodeAtMostNm", "process node at most nm"),
            Map.entry("layersAtLeast", "memory layers at least"),
            Map.entry("tppAtLeast", "TPP at least"),
            Map.entry("tppBelow", "TPP below"),
            Map.entry("densityAtLeast", "density at least"),
            Map.entry("densityBelow", "density below"),
            Map.entry("ioAtLeast", "I/O GB/s at least"),
            Map.entry("memoryAtLeast", "DRAM GB/s at least"),
            Map.entry("memoryBelow", "DRAM GB/s below"),
            Map.entry("from", "from"),
            Map.entry("to", "to"),
            Map.entry("until", "until"));

    static String header(String component) {
        return HEADERS.get(component);
    }

    String text() {
        return at instanceof BigDecimal number ? number.toPlainString() : at.toString();
    }

    /** The values just under, at and just over it, by their position. */
    Map<String, Object> around() {
        Map<String, Object> around = new LinkedHashMap<>();
        if (at instanceof LocalDate day) {
            around.put(UNDER, day.minusDays(1));
            around.put(AT, day);
            around.put(OVER, day.plusDays(1));
        } else {
            BigDecimal number = (BigDecimal) at;
            boolean whole = header.equals(HEADERS.get("layersAtLeast"));
            BigDecimal step = BigDecimal.ONE.movePointLeft(whole ? 0 : Math.max(number.scale(), 0) + 1);
            around.put(UNDER, number.subtract(step));
            around.put(AT, number);
            around.put(OVER, number.add(step));
        }
        return around;
    }

    /** The limits in which two versions of a row differ; those of the one version where there is one alone. */
    static List<Limit> of(ChangedRow change, Object base, Object draft) {
        List<Limit> limits = new ArrayList<>();
        Object row = draft == null ? base : draft;
        for (var component : Rows.said(row.getClass())) {
            String header = HEADERS.get(component.getName());
            if (header != null) {
                Object before = base == null ? null : Rows.value(base, component);
                Object after = draft == null ? null : Rows.value(draft, component);
                if (after != null && !after.equals(before)) {
                    limits.add(new Limit(change, row, header, number(after)));
                }
                if (before != null && !before.equals(after)) {
                    limits.add(new Limit(change, row, header, number(before)));
                }
            }
        }
        return limits;
    }

    private static Object number(Object value) {
        return value instanceof Integer whole ? new BigDecimal(whole) : value;
    }
}
