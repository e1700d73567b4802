package guanka.facts;

import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.RestrictionRow;
import java.util.Collection;
import java.util.List;

/**
 * A license exception as it stands on a day.
 *
 * @param variants the cases in which it may be used
 */
public record LicenseException(String provision, Collection<String> lifts, List<Variant> variants) {

    /** By its key alone: rules look exceptions up in every decision. */
    @Override
    public int hashCode() {
        return provision.hashCode();
    }

    /** A case, with the territories and the restrictions that bear on it. */
    public record Variant(
            ExceptionRow row,
            List<Territory> destinations,
            List<Territory> exceptPlaces,
            List<Territory> sentFrom,
            List<Restriction> restrictions) {}

    /** What takes the case away where all that it names is met. */
    public record Restriction(
            RestrictionRow row,
            List<Territory> destinations,
            List<Territory> exceptPlaces,
            List<Territory> sentFrom,
            Territory madeIn) {

        /** Whether a case is among those that it takes away. */
        public boolean bearsOn(ExceptionRow exception) {
            return !row.survivors().contains(exception.key());
        }
    }
}
