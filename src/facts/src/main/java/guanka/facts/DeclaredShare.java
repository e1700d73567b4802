package guanka.facts;

import java.math.BigDecimal;

/** A value share in percent that a supplier has stated for a provision. */
public record DeclaredShare(String provision, BigDecimal percent, String pointer) {}
