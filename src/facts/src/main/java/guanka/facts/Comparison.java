package guanka.facts;

/** How a value is compared with a threshold. */
public enum Comparison {
    AT_LEAST,
    MORE_THAN
}
