package guanka.records;

import guanka.records.chain.Digests;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A version of the rules that is to be kept. The array is not copied and may not change afterwards.
 *
 * @param version        name that no version has yet: letters, digits, points and dashes; not {@code active}, which names another
 * @param digest         of the kjar, {@code sha256:} and 64 hexadecimal digits
 * @param parentVersion  that it was made from, null: none
 * @param parentDigest   of the kjar that it was made from, null: none
 * @param author         who made it
 * @param at             when
 * @param note           null: none
 * @param releaseCounter of the signed release that it is, null: it is none
 * @param kjar           the bytes
 */
public record NewRuleset(
        String version,
        String digest,
        String parentVersion,
        String parentDigest,
        String author,
        Instant at,
        String note,
        Long releaseCounter,
        byte[] kjar) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String ACTIVE = "active";

    /** @throws IllegalArgumentException where the digest is not that of the bytes, or a text cannot be kept */
    public NewRuleset {
        Objects.requireNonNull(at, "at");
        if (!isName(version)) {
            throw new IllegalArgumentException("`" + version + "` cannot name a version");
        }
        checkDigest(digest, kjar);
        Texts.optional("parent version", parentVersion);
        Texts.optional("parent digest", parentDigest);
        Texts.required("author", author);
        Texts.optional("note", note);
    }

    /** Whether a text can name a version: it stands in addresses and file names, and may not look like another. */
    public static boolean isName(String version) {
        return version != null && VERSION.matcher(version).matches() && !version.equalsIgnoreCase(ACTIVE);
    }

    static void checkDigest(String digest, byte[] kjar) {
        if (!("sha256:" + Digests.hex(kjar)).equals(digest)) {
            throw new IllegalArgumentException("`" + digest + "` is not the digest of the kjar");
        }
    }
}
