package guanka.facts;

import java.math.BigDecimal;

/** An exact amount in a unit of UN/ECE Recommendation 20. */
public record Quantity(BigDecimal amount, String unit) {}
