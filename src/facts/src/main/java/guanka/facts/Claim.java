package guanka.facts;

import java.time.LocalDate;
import java.util.List;

/**
 * An exception or exemption that the exporter claims for a line. What is not attested is not attested.
 *
 * @param noticeDate day of the notice that it asks for, or null
 * @param attests    conditions that no fact of a shipment shows
 */
public record Claim(String provision, LocalDate noticeDate, List<String> attests, String pointer) {}
