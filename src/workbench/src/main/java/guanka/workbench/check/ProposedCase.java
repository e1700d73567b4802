package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A case that nobody has written yet and that reaches changed rows, with what the draft answers now. Whether the law means that is for
 * a person to say, who then takes it over.
 *
 * @param key      of the row that it would be
 * @param baseCase key of the base case that it starts from
 * @param facts    what is otherwise there, each {@code /pointer = value}
 * @param to       the last day on which the answer is the same, null where it goes on
 * @param answer   outcome, and the review policy where there is one
 * @param reaches  the changed rows that no other case reaches
 * @param cells    of the row in sheet {@code Cases}, by their headers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProposedCase(
        String key,
        Text title,
        String baseCase,
        List<String> facts,
        LocalDate from,
        LocalDate to,
        String answer,
        List<Place> reaches,
        Map<String, String> cells) {}
