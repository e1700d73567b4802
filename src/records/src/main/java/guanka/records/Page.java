package guanka.records;

import java.util.List;
import java.util.SortedSet;

/**
 * Some records, and how to get at those that follow.
 *
 * @param records newest first
 * @param next    cursor of the page that follows; null: there is none
 * @param damaged places in the chain of records that were found and left out, because they are not what was written
 */
public record Page(List<StoredDetermination> records, String next, SortedSet<Long> damaged) {}
