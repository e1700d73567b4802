package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import java.time.LocalDate;
import java.util.List;

/**
 * An entry of an item list. What describes the goods only helps to find the code.
 *
 * @param codes     empty where it has none
 * @param listed    unknown where the sources do not settle that the entry belongs to the list
 * @param elements  chemical symbols of what it is made of
 * @param forms     in plain words, such as metal or target
 * @param threshold technical limits, or null
 * @param hsConfidence how sure the customs codes are, or null where there are none
 */
public record ItemRow(
        Source source,
        String key,
        String list,
        String provision,
        List<String> codes,
        boolean subCodesToo,
        Truth listed,
        Text name,
        List<String> elements,
        List<String> forms,
        String threshold,
        List<String> hsCodes,
        String hsConfidence,
        LocalDate from,
        LocalDate to)
        implements Dated {}
