package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.util.List;

/** An entry of an item list. {@code codes} is empty where it has none; {@code listed} is {@code ?} where the sources do not settle that the entry belongs to the list. */
public record ItemRow(
        Source source,
        String key,
        String list,
        String provision,
        List<String> codes,
        boolean subCodesToo,
        String listed,
        Text name,
        List<String> hsCodes) {}
