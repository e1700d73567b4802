package guanka.service.rulesets;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.release.Draft;
import guanka.records.ArchivedRuleset;
import guanka.records.PlannedActivation;
import guanka.records.RulesetArchive;
import guanka.records.RulesetState;
import guanka.service.records.Records;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Versions as answers show them. */
@ApplicationScoped
public class RulesetAnswers {

    private final Records records;

    RulesetAnswers(Records records) {
        this.records = records;
    }

    /**
     * A version and who did what with it.
     *
     * @param counter   rises with every version
     * @param authors   everybody who had a hand in its content since the last approved ancestor
     * @param report    digest of the check report that was looked at for its approval, or null
     * @param release   counter of the signed release that it is, or null
     * @param outdated  why it can no longer be approved or activated, in answers about one version, or null
     * @param scheduled the activation that waits for its time, or null
     * @param workbooks names under which its workbooks can be downloaded, in answers about one version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RulesetAnswer(
            String version,
            String digest,
            String state,
            long counter,
            String parent,
            String parentDigest,
            String author,
            List<String> authors,
            String createdAt,
            String note,
            String approvedBy,
            String approvedAt,
            String report,
            String activatedBy,
            String activatedAt,
            String reason,
            Long release,
            String outdated,
            Plan scheduled,
            List<String> workbooks) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plan(String effective, String actor, String reason) {}

    /** One of many. */
    public RulesetAnswer brief(ArchivedRuleset version, List<PlannedActivation> plans) {
        return of(version, plans, null, null);
    }

    /** One version with its workbooks. */
    public RulesetAnswer whole(ArchivedRuleset version) {
        byte[] kjar = records.rulesets().bytesOfDigest(version.digest()).orElseThrow();
        boolean waits = version.state() == RulesetState.DRAFT || version.state() == RulesetState.APPROVED;
        String outdated = waits
                ? RulesetArchive.outdated(version, records.rulesets().active().orElse(null))
                : null;
        return of(version, records.rulesets().scheduled(), outdated, Draft.workbooks(kjar));
    }

    private static RulesetAnswer of(
            ArchivedRuleset version, List<PlannedActivation> plans, String outdated, List<String> workbooks) {
        return new RulesetAnswer(
                version.version(),
                version.digest(),
                version.state().name(),
                version.counter(),
                version.parentVersion(),
                version.parentDigest(),
                version.author(),
                List.copyOf(version.authors()),
                text(version.createdAt()),
                version.note(),
                version.approvedBy(),
                text(version.approvedAt()),
                version.report() == null ? null : "sha256:" + version.report(),
                version.activatedBy(),
                text(version.activatedAt()),
                version.reason(),
                version.releaseCounter(),
                outdated,
                plans.stream()
                        .filter(plan -> plan.version().equals(version.version()))
                        .findFirst()
                        .map(plan -> new Plan(text(plan.effective()), plan.actor(), plan.reason()))
                        .orElse(null),
                workbooks);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
