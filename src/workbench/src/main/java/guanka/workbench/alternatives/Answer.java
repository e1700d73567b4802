package guanka.workbench.alternatives;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What would change an answer.
 *
 * @param outcome      of the shipment as it is
 * @param alternatives milder outcomes first, then by fact
 * @param nothingHelps whether no single change makes it milder although it could be; earlier days, on which nobody can export
 *                     any more, do not count as help
 * @param complete     whether everything worth trying was tried; false where the bound on work was reached first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        String outcome, String reviewPolicy, List<Alternative> alternatives, boolean nothingHelps, boolean complete) {}
