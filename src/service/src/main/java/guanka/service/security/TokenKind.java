package guanka.service.security;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a signed token is for. An issuer signs tokens of many kinds with one key: only an access token gives rights here. One that tells
 * who signed in, who signed out, what happened or how to get another token gives none, whatever roles stand in it.
 */
final class TokenKind {

    /** In the header, in small letters: RFC 9068, and what issuers wrote before it. */
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt", "application/jwt");

    /** Claims by which OpenID Connect binds an ID token to a login or to another token, and that of an event (RFC 8417). */
    private static final Set<String> OF_OTHERS = Set.of("nonce", "at_hash", "c_hash", "s_hash", "events");

    private TokenKind() {}

    /** Whether a token, of which the signature was checked, is an access token. */
    static boolean isAccess(JsonWebToken token) {
        return isAbsentOr(TYPES, header(token.getRawToken()).getValue("typ"))
                && isAbsentOr(Set.of("bearer", "jwt", "at+jwt"), token.getClaim("typ"))
                && isAbsentOr(Set.of("access"), token.getClaim("token_use"))
                && OF_OTHERS.stream().allMatch(claim -> token.getClaim(claim) == null);
    }

    private static boolean isAbsentOr(Set<String> these, Object value) {
        return value == null || these.contains(value.toString().toLowerCase(Locale.ROOT));
    }

    private static JsonObject header(String token) {
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')))));
        } catch (IllegalArgumentException | DecodeException unreadable) {
            return new JsonObject().put("typ", "unreadable");
        }
    }
}
