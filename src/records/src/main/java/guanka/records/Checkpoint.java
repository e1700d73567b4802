package guanka.records;

/**
 * A signed head of the chain.
 *
 * @param origin   what the store is called in notes
 * @param size     records that it covers
 * @param root     of the Merkle tree over them
 * @param note     the signed note, as it is handed out
 * @param verifier the public key that it can be checked with, as signed notes write it
 */
public record Checkpoint(String origin, long size, byte[] root, String note, String verifier) {}
