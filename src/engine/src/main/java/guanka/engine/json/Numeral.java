package guanka.engine.json;

/** A number as it stands in a JSON text, digit by digit: nothing has been calculated with it. */
record Numeral(String text) {}
