package guanka.engine.json;

import guanka.engine.items.ControlCodes;
import guanka.facts.ControlCode;
import java.util.Locale;

/**
 * A control code as the tables read it: with the jurisdiction whose list is meant where it names one, and in the spelling of the
 * lists where case, blanks or dots alone are off. What is left in doubt is a mistake.
 */
final class ControlCodeKind implements Kind<ControlCode> {

    private final Codes codes;

    ControlCodeKind(Codes codes) {
        this.codes = codes;
    }

    @Override
    public ControlCode read(Object given, String pointer, Mistakes mistakes) {
        String text = Kinds.TEXT.read(given, pointer, mistakes);
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        String jurisdiction =
                colon < 0 ? null : text.substring(0, colon).strip().toUpperCase(Locale.ROOT);
        if (jurisdiction != null && !codes.zones().containsKey(jurisdiction)) {
            mistakes.addUnknown(
                    pointer,
                    Fault.UNKNOWN_JURISDICTION,
                    jurisdiction,
                    codes.zones().keySet(),
                    null);
            return null;
        }
        String code = ControlCodes.normal(text.substring(colon + 1));
        var basketOf = codes.items().basketOf(code);
        if (!basketOf.isEmpty() && (jurisdiction == null || basketOf.contains(jurisdiction))) {
            return new ControlCode(text, jurisdiction, code, true);
        }
        if (!codes.items().isHeld(code)) {
            String spelled = ControlCodes.spelled(code);
            if (spelled == null) {
                mistakes.addUnknown(
                        pointer, Fault.UNKNOWN_CONTROL_CODE, text, codes.items().codes(), null);
                return null;
            }
            code = spelled;
        }
        return new ControlCode(text, jurisdiction, code, false);
    }
}
