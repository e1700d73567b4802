package guanka.spark;

import java.util.List;
import java.util.Map;

/**
 * What a finished run wrote; it is there only once every part is.
 *
 * @param run    what was asked for
 * @param counts of all parts together
 * @param parts  in the order of their lines
 */
record Manifest(Terms run, Map<String, Long> counts, List<Receipt> parts) {

    /**
     * What was asked for. A folder that was begun under these terms goes on only under the same.
     *
     * @param rulesets    digests, first the one that is looked at, then the baseline where there is one
     * @param options     of the job that change its answers
     * @param evaluatedAt stands in every determination; that of the first start, whenever the run goes on
     * @param partBytes   at which the input is cut
     * @param inputs      files and their sizes
     */
    record Terms(
            String job,
            List<String> rulesets,
            String options,
            String evaluatedAt,
            String format,
            long partBytes,
            List<Input> inputs) {

        /** Why a run under these terms cannot go on under others, or null. */
        String whyNot(Terms other) {
            return !job.equals(other.job)
                    ? "the job was `" + job + "`"
                    : !rulesets.equals(other.rulesets)
                            ? "the ruleset was " + String.join(" against ", rulesets)
                            : !options.equals(other.options)
                                    ? "the options were " + options
                                    : !format.equals(other.format)
                                            ? "the format was " + format
                                            : partBytes != other.partBytes
                                                    ? "parts were cut at " + partBytes + " bytes"
                                                    : !inputs.equals(other.inputs) ? "the input was another" : null;
        }
    }

    record Input(String file, long bytes) {}
}
