package guanka.service.rulesets;

import guanka.engine.ruleset.Ruleset;
import guanka.tables.Tables;

/**
 * The rows of a kept version, which another is compared with.
 *
 * @param rulesDigest {@link Ruleset#rulesDigest()}: only rows that the same rules read are compared
 */
record KeptRows(String version, String digest, String rulesDigest, Tables tables) {

    static KeptRows of(Edition edition) {
        Ruleset ruleset = edition.ruleset();
        return new KeptRows(edition.version(), ruleset.digest(), ruleset.rulesDigest(), ruleset.tables());
    }
}
