package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;

/** A list of controlled items; {@code lookedForInside} where a bill of materials is searched for its items, {@code anyCode} where the tables do not hold its entries, so that every code that is not a basket may be one. */
public record ItemList(
        Source source,
        String key,
        String jurisdiction,
        boolean dualUse,
        boolean lookedForInside,
        boolean anyCode,
        Text name) {}
