package guanka.engine.decision;

import guanka.engine.ownership.Capture;
import guanka.engine.ownership.Stakes;
import guanka.facts.Evaluation;
import guanka.facts.rows.OwnershipRow;
import java.time.LocalDate;
import java.util.Map;

/**
 * Who of a shipment's parties is caught by who owns it, under one rule.
 *
 * @param day    the legal day on which holdings were looked at
 * @param stakes the shareholdings of that day
 * @param listed legal entities on a list that counts for the rule, or possibly on one
 */
public record Holders(
        OwnershipRow rule, LocalDate day, Stakes stakes, Map<String, Evaluation> listed, Capture capture) {}
