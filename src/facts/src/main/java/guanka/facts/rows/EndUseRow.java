package guanka.facts.rows;

import guanka.facts.Source;
import java.math.BigDecimal;

/** A purpose that triggers a provision ({@code NAMED}), may stand beside one that does ({@code COMPATIBLE}), or of which that is not settled ({@code DOUBTFUL}); with node or layers, only from there on. */
public record EndUseRow(
        Source source,
        String key,
        String provision,
        String purpose,
        String part,
        BigDecimal nodeAtMostNm,
        Integer layersAtLeast) {}
