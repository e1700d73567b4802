package guanka.records;

/**
 * The result of a part.
 *
 * @param gzip     the answers, one a line, packed
 * @param sha256   of the answers before they were packed, in hexadecimal
 * @param problems lines that were answered with a problem
 */
public record PartResult(byte[] gzip, String sha256, int problems) {

    /** The answers, unpacked. */
    public byte[] lines() {
        return Gzip.unpack(gzip);
    }

    /** Whether the answers have the digest that was kept with them. */
    boolean isWhole() {
        return gzip != null && Gzip.digest(gzip).equals(sha256);
    }
}
