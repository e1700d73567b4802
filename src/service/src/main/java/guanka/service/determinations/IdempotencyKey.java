package guanka.service.determinations;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.vertx.core.http.HttpServerRequest;

/** The header by which a caller may send the same facts again without having them decided twice. */
public final class IdempotencyKey {

    static final int LENGTH_MAX = 200;

    private IdempotencyKey() {}

    /** The key, or null where there is none. */
    public static String of(HttpServerRequest request) {
        String key = request.getHeader(DeterminationsResource.KEY);
        if (key == null) {
            return null;
        }
        if (!isOne(key)) {
            throw new Refusal(mistake());
        }
        return key;
    }

    /** Whether a text can be a key. */
    public static boolean isOne(String key) {
        return !key.isEmpty() && key.length() <= LENGTH_MAX && key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** What is answered where it cannot. */
    public static Problem mistake() {
        return Problem.of(
                Kind.BAD_REQUEST,
                "the header " + DeterminationsResource.KEY + " must hold 1 to " + LENGTH_MAX
                        + " visible ASCII characters without spaces");
    }
}
