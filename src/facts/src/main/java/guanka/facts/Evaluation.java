package guanka.facts;

import java.util.List;

/**
 * What became of a condition in one world.
 *
 * @param actual  the value that was compared, or null
 * @param missing JSON Pointers of the facts that would settle it; empty unless the truth is unknown
 */
public record Evaluation(Truth truth, Object actual, List<String> missing) {}
