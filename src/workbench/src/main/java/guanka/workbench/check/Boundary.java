package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.workbench.impact.Answer.Side;

/**
 * What happens at a changed threshold or day: the case nearest to the row, with one fact moved just under, to and just over it.
 *
 * @param place    the changed cell
 * @param header   of its column
 * @param limit    the value of the cell, the new one or the old one
 * @param position {@code UNDER}, {@code AT} or {@code OVER}
 * @param fact     JSON Pointer of the fact that was moved
 * @param value    to what it was moved
 * @param caseId   the case that it was moved in
 * @param base     the answer of the base
 * @param draft    the answer of the draft
 * @param differs  whether outcome or review policy of the two are different
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Boundary(
        Place place,
        String header,
        String limit,
        String position,
        String fact,
        String value,
        String caseId,
        Side base,
        Side draft,
        boolean differs) {}
