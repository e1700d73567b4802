package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import java.time.LocalDate;
import java.util.List;

/** An entry of an item list. {@code codes} is empty where it has none; {@code listed} is unknown where the sources do not settle that the entry belongs to the list. */
public record ItemRow(
        Source source,
        String key,
        String list,
        String provision,
        List<String> codes,
        boolean subCodesToo,
        Truth listed,
        Text name,
        List<String> hsCodes,
        LocalDate from,
        LocalDate to)
        implements Dated {}
