package guanka.records;

import java.util.List;

/**
 * Some records, and how to get at those that follow.
 *
 * @param records newest first
 * @param next    cursor of the page that follows; null: there is none
 */
public record Page(List<StoredDetermination> records, String next) {}
