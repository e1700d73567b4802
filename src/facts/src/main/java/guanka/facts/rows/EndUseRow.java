package guanka.facts.rows;

import guanka.facts.EndUsePart;
import guanka.facts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What a purpose is to a provision; with node or layers only from there on, with a territory only in a facility there ({@code ANY}: wherever). */
public record EndUseRow(
        Source source,
        String key,
        String provision,
        String purpose,
        EndUsePart part,
        BigDecimal nodeAtMostNm,
        Integer layersAtLeast,
        String facilityIn,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public EndUseRow {
        facilityIn = facilityIn == null ? "ANY" : facilityIn;
    }
}
