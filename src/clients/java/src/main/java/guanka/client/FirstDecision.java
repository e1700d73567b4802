package guanka.client;

import guanka.client.model.Decimal;
import guanka.client.model.Determination;
import guanka.client.model.EndUse;
import guanka.client.model.Line;
import guanka.client.model.Money;
import guanka.client.model.Movement;
import guanka.client.model.Party;
import guanka.client.model.Shipment;
import java.util.List;
import java.util.stream.Collectors;

/** Decides one shipment: {@code GUANKA_URL} names the service, {@code http://127.0.0.1:8080} where it is not set. */
public class FirstDecision {

    private FirstDecision() {}

    public static void main(String[] arguments) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv().getOrDefault("GUANKA_URL", "http://127.0.0.1:8080"));
        Shipment shipment = new Shipment()
                .exportDate("2025-10-20")
                .exportFrom("JP")
                .destination("DE")
                .movement(Movement.REEXPORT)
                .jurisdictions(List.of("CN"))
                .parties(List.of(new Party()
                        .id("buyer")
                        .name("Muster Antriebe GmbH")
                        .country("DE")
                        .roles(List.of(Party.RolesEnum.CONSIGNEE, Party.RolesEnum.END_USER))
                        .military(false)))
                .ownership(List.of())
                .endUse(new EndUse().purposes(List.of("CIVIL")))
                .lines(List.of(new Line()
                        .id("1")
                        .controlCodes(List.of("1C905.a.4"))
                        .form("MAGNET")
                        .origin("CN")
                        .content(List.of())
                        .technologies(List.of())
                        .value(new Money().amount(new Decimal("10000.00")).currency("EUR"))));

        Determination decided = new DeterminationsApi(client).determine(shipment, null, false, null, null, null);

        System.out.println(decided.getOutcome() + " "
                + decided.getHolds().stream()
                        .map(hold -> hold.getCode() + " " + hold.getProvision())
                        .collect(Collectors.joining(", ")));
    }
}
