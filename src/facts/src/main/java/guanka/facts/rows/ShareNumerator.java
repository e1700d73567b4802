package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;

/** What counts into a value share: the items of a list, and with {@code containing} also a component that contains one. */
public record ShareNumerator(
        Source source, String key, String provision, String list, boolean containing, Guard reading) {}
