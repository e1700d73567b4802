package guanka.cli.records;

import guanka.cli.terminal.Refusal;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A checkpoint as C2SP's signed notes write it.
 *
 * @param text       that is signed, with its last line feed
 * @param origin     of the chain
 * @param size       records that it covers
 * @param root       of the tree over them
 * @param signatures name and base64 of each
 */
record SignedNote(String text, String origin, long size, byte[] root, List<String[]> signatures) {

    /** @throws Refusal where the text is no checkpoint; {@code place} names its file */
    static SignedNote of(String place, String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0) {
            throw Refusal.failed(place + " is not a signed note: there is no empty line before signatures");
        }
        String text = note.substring(0, end + 1);
        String[] lines = text.split("\n", -1);
        try {
            List<String[]> signatures = new ArrayList<>();
            for (String line : note.substring(end + 2).split("\n")) {
                String[] parts = line.split(" ");
                if (parts.length != 3 || !parts[0].equals("\u2014")) {
                    throw new IllegalArgumentException();
                }
                signatures.add(new String[] {parts[1], parts[2]});
            }
            byte[] root = Base64.getDecoder().decode(lines[2]);
            if (lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}") || root.length != 32) {
                throw new IllegalArgumentException();
            }
            return new SignedNote(text, lines[0], Long.parseLong(lines[1]), root, signatures);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Refusal.failed(
                    place + " is not a checkpoint: origin, size, root, an empty line and signatures are needed");
        }
    }

    /** Whether the note carries a signature in the name of the key. */
    boolean claims(VerifierKey key) {
        return signatures.stream()
                .anyMatch(signature -> signature[0].equals(key.name())
                        && signature[1].startsWith(
                                Base64.getEncoder().encodeToString(key.mark()).substring(0, 5)));
    }

    /** Whether the key has signed it. */
    boolean isSignedBy(VerifierKey key) {
        for (String[] signature : signatures) {
            try {
                if (signature[0].equals(key.name())
                        && key.signed(
                                CanonicalText.bytes(text), Base64.getDecoder().decode(signature[1]))) {
                    return true;
                }
            } catch (IllegalArgumentException | GeneralSecurityException malformed) {
                // a signature that cannot be read is none
            }
        }
        return false;
    }
}
