package guanka.service.watches;

import guanka.engine.json.CanonicalJson;
import guanka.records.Watch;
import guanka.service.records.CloudEvents;
import guanka.workbench.watches.OrderAnswer;
import guanka.workbench.watches.OrderChange;
import guanka.workbench.watches.OrderChange.Because;

/**
 * What an event says of an order: codes, rows and days, and no name of a party, for it stays in the log.
 *
 * @param at from when on it is answered otherwise
 */
record Told(
        String reference,
        String owner,
        String watch,
        String at,
        String direction,
        OrderAnswer from,
        OrderAnswer to,
        Because because) {

    static String of(String type, Watch watch, OrderChange change) {
        return CloudEvents.kept(
                type,
                watch.reference(),
                change.at(),
                CanonicalJson.write(new Told(
                        watch.reference(),
                        watch.owner(),
                        watch.id().toString(),
                        change.at().toString(),
                        change.direction().name(),
                        change.from(),
                        change.to(),
                        change.because())));
    }
}
