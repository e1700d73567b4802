package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.items.ControlCodes;
import guanka.facts.Content;
import guanka.facts.ControlCode;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One shipment as {@link Selection} looks at it: what it names, gathered once and only where a change asks for it. */
final class Look {

    private final Shipment shipment;
    private final Decisions base;
    private Collection<LocalDate> days;
    private Set<String> jurisdictions;
    private Set<String> codes;
    private Set<String> countries;

    Look(Shipment shipment, Decisions base) {
        this.shipment = shipment;
        this.base = base;
    }

    Shipment shipment() {
        return shipment;
    }

    Collection<LocalDate> days() {
        legalDays();
        return days;
    }

    Set<String> jurisdictions() {
        legalDays();
        return jurisdictions;
    }

    private void legalDays() {
        if (days == null) {
            var legal = base.legalDays(shipment);
            days = new HashSet<>(legal.values());
            jurisdictions = legal.keySet();
        }
    }

    /** Control codes of the lines and of everything in them, as they were given. */
    Set<String> codes() {
        if (codes == null) {
            codes = new HashSet<>();
            for (Line line : shipment.lines()) {
                add(line.codes());
                inside(line.content(), component -> add(component.codes()));
            }
        }
        return codes;
    }

    private void add(Known<List<ControlCode>> given) {
        if (given.isKnown()) {
            for (ControlCode code : given.value()) {
                codes.add(code.code());
                codes.add(
                        ControlCodes.normal(code.given().substring(code.given().indexOf(':') + 1)));
            }
        }
    }

    /** Whether some line may not be classified for some jurisdiction. */
    boolean someLineWithoutCodes() {
        return shipment.lines().stream()
                .anyMatch(line -> !line.codes().isKnown()
                        || line.codes().value().stream()
                                .anyMatch(code -> code.jurisdiction() != null || code.basket()));
    }

    /** Every country that the facts name, wherever. */
    Set<String> countries() {
        if (countries == null) {
            countries = new HashSet<>();
            addCountry(shipment.exportFrom());
            addCountry(shipment.destination());
            addCountry(shipment.endUse().facilityCountry());
            for (Party party : shipment.parties()) {
                addCountry(party.country());
                addCountry(party.headquarters());
                addCountry(party.parentHeadquarters());
            }
            for (Line line : shipment.lines()) {
                addCountry(line.origin());
                if (line.technologies().isKnown()) {
                    line.technologies().value().forEach(used -> addCountry(used.origin()));
                }
                inside(line.content(), component -> addCountry(component.origin()));
            }
        }
        return countries;
    }

    private void addCountry(Known<String> country) {
        if (country.isKnown()) {
            countries.add(country.value());
        }
    }

    private static void inside(Known<List<Content>> components, Consumer<Content> seen) {
        if (components.isKnown()) {
            for (Content component : components.value()) {
                seen.accept(component);
                inside(component.content(), seen);
            }
        }
    }
}
