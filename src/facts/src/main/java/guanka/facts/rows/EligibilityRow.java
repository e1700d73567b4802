package guanka.facts.rows;

import guanka.facts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What an entry of an item list says of a license exception.
 *
 * @param exception      symbol of the exception as entries print it
 * @param available      whether the entry opens it; else it closes it
 * @param settledByCode  false where its words ask for more than a code shows
 * @param atMost         value in US dollars up to which it is open, or null
 */
public record EligibilityRow(
        Source source,
        String key,
        String list,
        String entry,
        String exception,
        boolean available,
        List<String> paragraphs,
        List<String> exceptParagraphs,
        boolean settledByCode,
        BigDecimal atMost,
        LocalDate from,
        LocalDate to)
        implements Dated {}
