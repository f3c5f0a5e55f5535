import type { ReasonCode } from './reasons';

/**
 * The decision that says what becomes of an operation with a reason: that it rests, waits, is tried again or is probed. What a rule or a row of a map
 * decides names its own decision beside it. Compiled in, so that naming it costs no read.
 */
export const REASON_DECISIONS: Readonly<Record<ReasonCode, string>> = {
  required_path_missing: 'D-0019', value_invalid: 'D-0019', value_too_long: 'D-0019', value_empty: 'D-0019', zone_unknown: 'D-0019', field_conflict: 'D-0019', refused_by_rule: 'D-0019', create_not_allowed: 'D-0019',
  update_not_allowed: 'D-0019', intent_not_supported: 'D-0019', target_missing: 'D-0019', map_inconsistent: 'D-0019', configuration_unreadable: 'D-0021',
  reference_not_found: 'D-0027', reference_ambiguous: 'D-0027', reference_inactive: 'D-0027', value_not_mapped: 'D-0027', waits_for_document: 'D-0027', waits_for_operation: 'D-0074', parked_too_long: 'D-0074',
  totals_differ: 'D-0018', saved_total_differs: 'D-0018', currency_differs: 'D-0032', subsidiary_not_the_sources: 'D-0034', saved_elsewhere: 'D-0058', apply_line_missing: 'D-0040', period_closed: 'D-0050', period_missing: 'D-0050',
  nothing_to_cancel: 'D-0053', cancelled_before: 'D-0053', version_older: 'D-0054', version_conflict: 'D-0054', suspected_duplicate: 'D-0066', target_exists: 'D-0016', target_not_ours: 'D-0016', effect_unknown: 'D-0016', effect_undecided: 'D-0016',
  lane_busy: 'D-0075', held_by_breaker: 'D-0067', held_by_pause: 'D-0068', quarantined: 'D-0069', attempts_exhausted: 'D-0060', record_changed: 'D-0060', document_unreadable: 'D-0008', key_reused: 'D-0013',
  superseded_by_sender: 'D-0073', supersedes_impossible: 'D-0073', withdraw_too_late: 'D-0073', ticket_over: 'D-0081', rolled_back_already: 'D-0097', rollback_ground_moved: 'D-0097',
  netsuite_busy: 'D-0060', netsuite_limit: 'D-0060', netsuite_unexpected: 'D-0020', netsuite_no_answer: 'D-0020', netsuite_login: 'D-0017', netsuite_permission: 'D-0017', netsuite_permission_hidden: 'D-0024', netsuite_period: 'D-0050', netsuite_no_period: 'D-0050',
  netsuite_refused: 'D-0024', netsuite_reference: 'D-0024', netsuite_value_missing: 'D-0024', netsuite_value_invalid: 'D-0024', netsuite_field_unknown: 'D-0024', netsuite_entity_exists: 'D-0024', netsuite_duplicate: 'D-0024', netsuite_number_taken: 'D-0024',
  netsuite_record_gone: 'D-0024', netsuite_type_unavailable: 'D-0024', netsuite_unbalanced: 'D-0024', netsuite_subsidiary: 'D-0024', netsuite_currency: 'D-0024', netsuite_no_exchange_rate: 'D-0024', netsuite_tax: 'D-0024', netsuite_inactive: 'D-0024',
  netsuite_credit: 'D-0024', netsuite_email: 'D-0024', netsuite_linked: 'D-0024', netsuite_item_setup: 'D-0024', netsuite_locked: 'D-0024', netsuite_unclassified: 'D-0024',
};
