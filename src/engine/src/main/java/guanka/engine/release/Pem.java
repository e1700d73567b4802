package guanka.engine.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text files hold them (RFC 7468). */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final int BYTES_MAX = 10_000;
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] der) {
        String text = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    /**
     * The only key of a file.
     *
     * @throws IOException where the file holds no such key, or several
     */
    static byte[] read(Path file, String label) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("`" + file + "` is too large for a key");
        }
        Pattern block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----");
        Matcher blocks = block.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!blocks.find()) {
            throw new IOException("`" + file + "` holds no `BEGIN " + label + "`");
        }
        String text = blocks.group(1);
        if (blocks.find()) {
            throw new IOException("`" + file + "` holds several keys");
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("`" + file + "` is not a readable key");
        }
    }
}
