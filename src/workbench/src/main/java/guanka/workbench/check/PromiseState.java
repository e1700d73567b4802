package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Text;
import java.time.LocalDate;

/**
 * A case of a workbook and how it stands.
 *
 * @param id     key of its row; of a case of the ruleset's files that is retired its id
 * @param state  {@code HOLDS}, {@code BROKEN}, or {@code RETIRED} where it has a reason why it ended or was changed
 * @param title  null where the case stands in a file
 * @param from   first day of export on which it is promised, null where the case stands in a file
 * @param to     last such day, null where it goes on
 * @param reason why it ended or was changed, or null
 * @param place  its row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromiseState(
        String id, String state, Text title, LocalDate from, LocalDate to, String reason, Place place) {

    static final String HOLDS = "HOLDS";
    static final String BROKEN = "BROKEN";
    static final String RETIRED = "RETIRED";
}
