package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Text;

/**
 * Something that the check found.
 *
 * @param code       stable name of the kind of finding, in kebab-case; see {@link Flaw}
 * @param place      the row or cell that it is about, null where it is about a case that leads to none
 * @param message    what was found and what it means; what was found stands in backticks
 * @param related    another row that it has to do with, or null
 * @param brokenCase the case that breaks, null for all other findings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckFinding(
        Severity severity, String code, Place place, Text message, Place related, BrokenCase brokenCase) {}
