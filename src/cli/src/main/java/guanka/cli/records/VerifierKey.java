package guanka.cli.records;

import guanka.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that signs checkpoints, as C2SP's signed notes write it: name, four bytes to know it by, type and key.
 *
 * @param name that its signatures carry
 * @param mark the four bytes
 * @param key  Ed25519
 */
record VerifierKey(String name, byte[] mark, PublicKey key) {

    /** The bytes before the 32 of an Ed25519 key in its X.509 form. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    static VerifierKey of(Path file) throws IOException {
        if (Files.size(file) > 10_000) {
            throw Refusal.usage("`" + file + "` is not the public key of checkpoints: it is too long");
        }
        VerifierKey key =
                parse(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        if (key == null) {
            throw Refusal.usage(
                    "`" + file + "` is not the public key of checkpoints: one line NAME+MARK+KEY is needed");
        }
        return key;
    }

    /** Null where the line is none. */
    static VerifierKey parse(String line) {
        String[] parts = line.split("\\+", 3);
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            byte[] mark = HexFormat.of().parseHex(parts[1]);
            MessageDigest sha = CanonicalText.sha256();
            sha.update(CanonicalText.bytes(parts[0] + "\n"));
            if (typed.length != 33 || typed[0] != 1 || !Arrays.equals(mark, Arrays.copyOf(sha.digest(typed), 4))) {
                throw new IllegalArgumentException();
            }
            byte[] encoded = Arrays.copyOf(X509, X509.length + 32);
            System.arraycopy(typed, 1, encoded, X509.length, 32);
            return new VerifierKey(
                    parts[0], mark, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | GeneralSecurityException e) {
            return null;
        }
    }

    /** @param marked the four bytes, then the signature */
    boolean signed(byte[] text, byte[] marked) throws GeneralSecurityException {
        if (marked.length != 68 || !Arrays.equals(mark, Arrays.copyOf(marked, 4))) {
            return false;
        }
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(text);
        return signature.verify(marked, 4, 64);
    }
}
