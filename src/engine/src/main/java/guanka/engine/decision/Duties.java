package guanka.engine.decision;

import guanka.engine.decision.LicensesOnFile.LicenseKinds;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Finding;
import guanka.facts.LicenseTerm;
import guanka.facts.Truth;
import guanka.facts.World;
import guanka.facts.rows.Obligation;
import guanka.facts.rows.Obligation.DayCount;
import guanka.facts.rows.Provision;
import guanka.facts.rows.WorkingDaysRow;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the parties must do, and by when, for the findings that certainly hold. */
final class Duties {

    static final Comparator<Determination.Duty> ORDER = Comparator.comparing(Determination.Duty::provision)
            .thenComparing(Determination.Duty::duty)
            .thenComparing(d -> d.text().en());

    private final Map<String, List<WorkingDaysRow>> workingDays;
    private final Map<String, String> jurisdictions;
    private final Map<String, List<Obligation>> after = new HashMap<>();

    Duties(Ruleset ruleset) {
        workingDays = ruleset.rows(WorkingDaysRow.class).stream()
                .collect(Collectors.groupingBy(WorkingDaysRow::jurisdiction));
        jurisdictions = ruleset.rows(Provision.class).stream()
                .collect(Collectors.toMap(Provision::key, Provision::jurisdiction));
        for (Obligation obligation : ruleset.rows(Obligation.class)) {
            for (String provision : obligation.afterProvisions()) {
                after.computeIfAbsent(provision, x -> new ArrayList<>()).add(obligation);
            }
        }
    }

    Collection<Determination.Duty> of(Collection<Finding> findings, Weighing weighing, World world, LocalDate day) {
        Map<String, Determination.Duty> duties = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding.duty() != null) {
                if (finding.duty().holdsOn(day) && weighing.inForce(finding) == Truth.TRUE) {
                    add(finding.duty(), day, duties);
                }
                continue;
            }
            for (Obligation obligation : after.getOrDefault(finding.getProvision(), List.of())) {
                if (obligation.holdsOn(day)
                        && obligation.afterEffects().contains(finding.getEffect())
                        && arises(obligation, finding, weighing)) {
                    add(obligation, day, duties);
                }
            }
        }
        return duties.values();
    }

    /** What the duties that arise, or may, leave of the kinds of licenses for a line. */
    List<LicenseKinds> licenseKinds(String line, Collection<Finding> findings, Weighing weighing, LocalDate day) {
        List<LicenseKinds> kinds = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.getLine() != null && !finding.getLine().equals(line)) {
                continue;
            }
            for (Obligation obligation : after.getOrDefault(finding.getProvision(), List.of())) {
                if (!obligation.onlyLicenseKinds().isEmpty()
                        && obligation.holdsOn(day)
                        && obligation.afterEffects().contains(finding.getEffect())) {
                    kinds.add(new LicenseKinds(
                            Set.copyOf(obligation.onlyLicenseKinds()),
                            weighing.inForce(finding),
                            finding.getParty() == null ? LicenseTerm.DESTINATION : LicenseTerm.END_USER));
                }
            }
        }
        return kinds;
    }

    private void add(Obligation obligation, LocalDate day, Map<String, Determination.Duty> duties) {
        duties.computeIfAbsent(
                obligation.key(),
                key -> new Determination.Duty(
                        obligation.provision(),
                        obligation.duty(),
                        obligation.boundParty().en(),
                        due(obligation, jurisdictions.get(obligation.provision()), day),
                        obligation.text()));
    }

    /** Whether a finding takes effect so that its provision's duty comes with it. */
    private static boolean arises(Obligation obligation, Finding finding, Weighing weighing) {
        if (weighing.inForce(finding) != Truth.TRUE) {
            return false;
        }
        if (finding.isExemption()) {
            return weighing.exempts(finding) == Truth.TRUE;
        }
        return obligation.alsoWhenExempt()
                || weighing.upon(finding).stream()
                        .filter(Finding::isExemption)
                        .noneMatch(e -> weighing.exempts(e) == Truth.TRUE);
    }

    private LocalDate due(Obligation obligation, String jurisdiction, LocalDate from) {
        if (obligation.due() == null) {
            return null;
        }
        if (obligation.countedIn() == DayCount.CALENDAR_DAYS) {
            return from.plusDays(obligation.due());
        }
        LocalDate day = from;
        for (int counted = 0; counted < obligation.due(); ) {
            day = day.plusDays(1);
            Boolean worked = worked(jurisdiction, day);
            if (worked == null) {
                return null;
            }
            counted += worked ? 1 : 0;
        }
        return day;
    }

    /** Whether a day is worked; null where the year's arrangement is not known. */
    private Boolean worked(String jurisdiction, LocalDate day) {
        boolean known = false;
        Boolean exception = null;
        for (WorkingDaysRow row : workingDays.getOrDefault(jurisdiction, List.of())) {
            if (!day.isBefore(row.from()) && !day.isAfter(row.to())) {
                switch (row.kind()) {
                    case KNOWN_YEAR -> known = true;
                    case FREE -> exception = false;
                    default -> exception = true;
                }
            }
        }
        if (!known) {
            return null;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return exception != null ? exception : !weekend;
    }
}
