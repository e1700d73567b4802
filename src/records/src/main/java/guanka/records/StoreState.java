package guanka.records;

/**
 * How the store is.
 *
 * @param kind        {@code sqlite} or {@code postgresql}
 * @param takesWrites whether the last write or probe went well
 * @param reason      why it takes none, in a sentence; null where it takes them
 * @param waiting     tasks in the queue
 * @param records     in the chain, as far as this instance knows
 */
public record StoreState(String kind, boolean takesWrites, String reason, int waiting, long records) {}
