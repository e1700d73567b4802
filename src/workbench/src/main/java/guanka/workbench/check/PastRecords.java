package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/**
 * How many recorded shipments a draft meets by what it changes of past days. They may be answered otherwise; which of them are, the
 * impact tells.
 *
 * @param looked  how many records were looked at, from the newest on
 * @param all     whether there are no others
 * @param touched how many of them left on days that a change reaches and meet the changed row by their facts
 * @param first   the first of these days, null where no record is touched
 * @param last    the last of these days, null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastRecords(int looked, boolean all, int touched, LocalDate first, LocalDate last) {}
