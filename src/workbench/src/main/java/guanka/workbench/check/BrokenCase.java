package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A case that the ruleset does not decide as its source says.
 *
 * @param source     the publication that settles what the case expects
 * @param deviations where the answer is another one; none where the case could not be decided
 */
public record BrokenCase(String id, String title, String source, List<Deviation> deviations) {

    /**
     * One part of an answer that is not as expected.
     *
     * @param what      for example {@code outcome}, {@code jurisdictions.XX.outcome} or {@code findings}
     * @param provision the provision behind the answer, or null
     * @param expected  null where nothing is expected
     * @param got       null where nothing was answered
     * @param row       the row behind the answer, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deviation(String what, String provision, String expected, String got, Place row) {}
}
