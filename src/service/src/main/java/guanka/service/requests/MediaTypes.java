package guanka.service.requests;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the header {@code Content-Type} says of a body. */
final class MediaTypes {

    private static final String CHARSET = "charset=";

    private MediaTypes() {}

    /** Whether a body of the type is UTF-8, by any name of it; what names no charset is. */
    static boolean isUtf8(String type) {
        int at = type.toLowerCase(Locale.ROOT).indexOf(CHARSET);
        if (at < 0) {
            return true;
        }
        String name = type.substring(at + CHARSET.length()).replace("\"", "").split("[;\\s]", 2)[0];
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
