package guanka.engine.decision;

import guanka.facts.Determination;
import guanka.facts.Finding;
import guanka.facts.World;
import java.time.LocalDate;
import java.util.List;

/**
 * A determination with what stands behind it, for those who ask what would change it.
 *
 * @param world    the applied readings
 * @param days     the export date as each jurisdiction counts it
 * @param findings of all rules, in no particular order, also those that do not hold
 */
public record Reasons(Determination determination, World world, List<LocalDate> days, List<Finding> findings) {}
