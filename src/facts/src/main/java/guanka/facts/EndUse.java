package guanka.facts;

import guanka.facts.rows.EndUseRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the items are, or may be, used for.
 *
 * @param purposes     codes of purposes; unknown where none was given
 * @param logicNodeNm  process node in nanometres of the logic chip made, or made by the equipment or from the material
 * @param memoryLayers layers of the memory chip, likewise
 * @param facilityCountry where the facility stands that makes the chips or runs the computer
 */
public record EndUse(
        Known<List<String>> purposes,
        Known<BigDecimal> logicNodeNm,
        Known<Integer> memoryLayers,
        Known<String> facilityCountry) {

    public boolean mayServe(String purpose) {
        return purposes.is(p -> p.contains(purpose)).possible();
    }

    /**
     * Whether the end use is the one of the row, at the row's process node or layers where it names any, and in a facility in
     * the row's territory where it names one.
     */
    public Condition serves(EndUseRow row, Territory facilityIn) {
        Condition use = serves(row);
        return facilityIn.isAnywhere()
                ? use
                : Condition.allOf("end use", use, facilityIn.contains("place of the facility", facilityCountry));
    }

    private Condition serves(EndUseRow row) {
        Truth named = purposes.is(p -> p.contains(row.purpose()));
        if (named == Truth.TRUE && row.part() == EndUsePart.DOUBTFUL) {
            named = Truth.UNKNOWN;
        }
        Condition purpose =
                Condition.settled("purpose", purposes, row.purpose(), named).at(row.source());
        var limits = new ArrayList<Condition>(2);
        if (row.nodeAtMostNm() != null) {
            limits.add(Condition.settled(
                            "process node at most nm",
                            logicNodeNm,
                            row.nodeAtMostNm(),
                            logicNodeNm.is(nm -> nm.compareTo(row.nodeAtMostNm()) <= 0))
                    .at(row.source()));
        }
        if (row.layersAtLeast() != null) {
            limits.add(Condition.settled(
                            "memory layers at least",
                            memoryLayers,
                            row.layersAtLeast(),
                            memoryLayers.is(n -> n >= row.layersAtLeast()))
                    .at(row.source()));
        }
        return limits.isEmpty()
                ? purpose
                : Condition.allOf("end use", List.of(purpose, Condition.anyOf("advanced chip", limits)));
    }

    /** Whether {@link #isOnly} is more than ruled out. */
    public boolean mayBeOnly(EndUses rows) {
        if (!purposes.isKnown()) {
            return true;
        }
        boolean named = false;
        for (String purpose : purposes.value()) {
            if (rows.named().contains(purpose)) {
                named = true;
            } else if (!rows.compatible().contains(purpose)) {
                return false;
            }
        }
        return named;
    }

    /** Whether the facts do not show a purpose: what nobody has said is not shown. */
    public Condition isNotShownToBe(String purpose) {
        return Condition.settled(
                "purpose",
                purposes.pointer(),
                purpose,
                new Evaluation(Truth.of(!isShownToBe(purpose)), purposes.value(), List.of()));
    }

    /** Whether a purpose is among those given. */
    public boolean isShownToBe(String purpose) {
        return purposes.is(p -> p.contains(purpose)) == Truth.TRUE;
    }

    /**
     * Whether the rows' named purposes are given and no other: one that may stand beside them leaves open whether it describes the
     * same use or another.
     */
    public Condition isOnly(EndUses rows) {
        Truth only = purposes.is(given -> mayBeOnly(rows));
        boolean beside = purposes.isKnown() && !rows.named().containsAll(purposes.value());
        return Condition.settled(
                "purposes", purposes, rows.named(), only == Truth.TRUE && beside ? Truth.UNKNOWN : only);
    }
}
