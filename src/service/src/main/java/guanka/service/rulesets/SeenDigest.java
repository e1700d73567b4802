package guanka.service.rulesets;

import guanka.records.ArchivedRuleset;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.vertx.core.http.HttpServerRequest;

/** The digest that a person has seen of the version whose state he changes. */
final class SeenDigest {

    private SeenDigest() {}

    /**
     * From the header {@code If-Match}; without it the digest that the version has now.
     *
     * @throws Refusal where the header names another digest than the version has
     */
    static String of(HttpServerRequest request, ArchivedRuleset version) {
        String header = request.getHeader("If-Match");
        return header == null ? version.digest() : must(header.trim().replaceAll("^\"|\"$", ""), version);
    }

    static String must(String seen, ArchivedRuleset version) {
        if (!seen.equals(version.digest())) {
            throw new Refusal(Problem.of(
                    Kind.CHANGED,
                    "ruleset " + version.version() + " is now " + version.digest() + ", not " + Problem.shown(seen)));
        }
        return seen;
    }
}
