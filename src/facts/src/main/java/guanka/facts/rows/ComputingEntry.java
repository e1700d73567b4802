package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Truth;
import java.time.LocalDate;
import java.util.List;

/**
 * Control codes that say what the chip of an item can do: under such a code the item is a chip of the paragraphs, or contains one.
 *
 * @param paragraphs control codes of sheet Computing limits, of which the chip meets one
 * @param listed     unknown where only a part of the entry is meant and the code does not say which
 */
public record ComputingEntry(
        Source source,
        String key,
        String provision,
        List<String> codes,
        List<String> paragraphs,
        Truth listed,
        LocalDate from,
        LocalDate to)
        implements Dated {}
