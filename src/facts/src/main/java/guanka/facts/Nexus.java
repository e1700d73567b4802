package guanka.facts;

/** Whether a person, the territory or the financial system of the United States takes part in the shipment. */
public record Nexus(Known<Boolean> us) {

    public Condition isGiven() {
        return Condition.settled("US nexus", us, true, us.is(takesPart -> takesPart));
    }
}
