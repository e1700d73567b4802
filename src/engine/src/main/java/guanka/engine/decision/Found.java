package guanka.engine.decision;

import guanka.facts.Finding;

/** A finding with the rule that made it. */
public record Found(Finding finding, String rule) {}
