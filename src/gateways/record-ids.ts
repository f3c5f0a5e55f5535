/**
 * Script ids of the records, fields and scripts in `src/objects`. A check compares every id with the XML, so that a name is
 * written once here and once there and never drifts.
 */
export const OPERATION_RECORD = 'customrecord_dkt_operation';

export const OPERATION = {
  source: 'custrecord_dkt_op_source',
  doctype: 'custrecord_dkt_op_doctype',
  key: 'custrecord_dkt_op_key',
  extid: 'custrecord_dkt_op_extid',
  object: 'custrecord_dkt_op_object',
  intent: 'custrecord_dkt_op_intent',
  mode: 'custrecord_dkt_op_mode',
  version: 'custrecord_dkt_op_version',
  versionN: 'custrecord_dkt_op_version_n',
  correlation: 'custrecord_dkt_op_correlation',
  supersedes: 'custrecord_dkt_op_supersedes',
  parent: 'custrecord_dkt_op_parent',
  state: 'custrecord_dkt_op_state',
  waitsFor: 'custrecord_dkt_op_waits_for',
  reason: 'custrecord_dkt_op_reason',
  reasonClass: 'custrecord_dkt_op_reason_class',
  reasonPath: 'custrecord_dkt_op_reason_path',
  reasonField: 'custrecord_dkt_op_reason_field',
  reasonTitle: 'custrecord_dkt_op_reason_title',
  reasonText: 'custrecord_dkt_op_reason_text',
  probableCause: 'custrecord_dkt_op_probable_cause',
  whoActs: 'custrecord_dkt_op_who_acts',
  whatToDo: 'custrecord_dkt_op_what_to_do',
  observed: 'custrecord_dkt_op_observed',
  observedText: 'custrecord_dkt_op_observed_text',
  leaseMs: 'custrecord_dkt_op_lease_ms',
  leaseBy: 'custrecord_dkt_op_lease_by',
  dueMs: 'custrecord_dkt_op_due_ms',
  dueAt: 'custrecord_dkt_op_due_at',
  attempts: 'custrecord_dkt_op_attempts',
  receivedMs: 'custrecord_dkt_op_received_ms',
  receivedAt: 'custrecord_dkt_op_received_at',
  settledMs: 'custrecord_dkt_op_settled_ms',
  settledAt: 'custrecord_dkt_op_settled_at',
  amount: 'custrecord_dkt_op_amount',
  amountText: 'custrecord_dkt_op_amount_text',
  baseAmount: 'custrecord_dkt_op_base_amount',
  currency: 'custrecord_dkt_op_currency',
  party: 'custrecord_dkt_op_party',
  docDate: 'custrecord_dkt_op_doc_date',
  docNumber: 'custrecord_dkt_op_doc_number',
  targetType: 'custrecord_dkt_op_target_type',
  targetId: 'custrecord_dkt_op_target_id',
  targetExtid: 'custrecord_dkt_op_target_extid',
  targetNumber: 'custrecord_dkt_op_target_number',
  mapVersion: 'custrecord_dkt_op_map_version',
  head: 'custrecord_dkt_op_head',
  headHash: 'custrecord_dkt_op_head_hash',
  account: 'custrecord_dkt_op_account',
  attemptedMs: 'custrecord_dkt_op_attempted_ms',
  deaths: 'custrecord_dkt_op_deaths',
  redrivenMs: 'custrecord_dkt_op_redriven_ms',
  cause: 'custrecord_dkt_op_cause',
  subsidiary: 'custrecord_dkt_op_subsidiary',
  reasonValue: 'custrecord_dkt_op_reason_value',
  owner: 'custrecord_dkt_op_owner',
  snoozedMs: 'custrecord_dkt_op_snoozed_ms',
  snoozedFor: 'custrecord_dkt_op_snoozed_for',
  request: 'custrecord_dkt_op_request',
  seenAgain: 'custrecord_dkt_op_seen_again',
  fingerprint: 'custrecord_dkt_op_fingerprint',
  docSha256: 'custrecord_dkt_op_doc_sha256',
  docChars: 'custrecord_dkt_op_doc_chars',
  doc1: 'custrecord_dkt_op_doc_1',
  doc2: 'custrecord_dkt_op_doc_2',
  doc3: 'custrecord_dkt_op_doc_3',
  doc4: 'custrecord_dkt_op_doc_4',
  doc5: 'custrecord_dkt_op_doc_5',
  escalated: 'custrecord_dkt_op_escalated',
  note: 'custrecord_dkt_op_note',
  overlay: 'custrecord_dkt_op_overlay',
  endedBy: 'custrecord_dkt_op_ended_by',
  kept: 'custrecord_dkt_op_kept',
} as const;

export const EVENT_RECORD = 'customrecord_dkt_event';

export const EVENT = {
  chain: 'custrecord_dkt_ev_chain',
  number: 'custrecord_dkt_ev_number',
  kind: 'custrecord_dkt_ev_kind',
  atMs: 'custrecord_dkt_ev_at_ms',
  at: 'custrecord_dkt_ev_at',
  actor: 'custrecord_dkt_ev_actor',
  prevHash: 'custrecord_dkt_ev_prev_hash',
  hash: 'custrecord_dkt_ev_hash',
  salt: 'custrecord_dkt_ev_salt',
  facts: 'custrecord_dkt_ev_facts',
  values: 'custrecord_dkt_ev_values',
  valuesHash: 'custrecord_dkt_ev_values_hash',
  erasedBy: 'custrecord_dkt_ev_erased_by',
} as const;

export const SEAL_RECORD = 'customrecord_dkt_seal';

export const SEAL = {
  kind: 'custrecord_dkt_seal_kind',
  number: 'custrecord_dkt_seal_number',
  page: 'custrecord_dkt_seal_page',
  fromId: 'custrecord_dkt_seal_from_id',
  toId: 'custrecord_dkt_seal_to_id',
  atMs: 'custrecord_dkt_seal_at_ms',
  at: 'custrecord_dkt_seal_at',
  events: 'custrecord_dkt_seal_events',
  pages: 'custrecord_dkt_seal_pages',
  root: 'custrecord_dkt_seal_root',
  prevHash: 'custrecord_dkt_seal_prev_hash',
  hash: 'custrecord_dkt_seal_hash',
  text: 'custrecord_dkt_seal_text',
} as const;

export const OBJECT_RECORD = 'customrecord_dkt_object';

export const OBJECT = {
  source: 'custrecord_dkt_obj_source',
  doctype: 'custrecord_dkt_obj_doctype',
  extid: 'custrecord_dkt_obj_extid',
  targetType: 'custrecord_dkt_obj_target_type',
  targetId: 'custrecord_dkt_obj_target_id',
  targetExtid: 'custrecord_dkt_obj_target_extid',
  version: 'custrecord_dkt_obj_version',
  versionN: 'custrecord_dkt_obj_version_n',
  operation: 'custrecord_dkt_obj_operation',
  fingerprint: 'custrecord_dkt_obj_fingerprint',
  appliedMs: 'custrecord_dkt_obj_applied_ms',
  values: 'custrecord_dkt_obj_values',
} as const;

export const OBJECT_RULE_RECORD = 'customrecord_dkt_object_rule';

export const OBJECT_RULE = {
  code: 'custrecord_dkt_rule_code',
  source: 'custrecord_dkt_rule_source',
  doctype: 'custrecord_dkt_rule_doctype',
  target: 'custrecord_dkt_rule_target',
  mayCreate: 'custrecord_dkt_rule_may_create',
  mayUpdate: 'custrecord_dkt_rule_may_update',
  mayCancel: 'custrecord_dkt_rule_may_cancel',
  documents: 'custrecord_dkt_rule_documents',
  mode: 'custrecord_dkt_rule_mode',
  intent: 'custrecord_dkt_rule_intent',
  onConflict: 'custrecord_dkt_rule_on_conflict',
  roots: 'custrecord_dkt_rule_roots',
  paths: 'custrecord_dkt_rule_paths',
  totals: 'custrecord_dkt_rule_totals',
  lines: 'custrecord_dkt_rule_lines',
  ignored: 'custrecord_dkt_rule_ignored',
  parts: 'custrecord_dkt_rule_parts',
  mapVersion: 'custrecord_dkt_rule_map_version',
  rows: 'custrecord_dkt_rule_rows',
  rowsHash: 'custrecord_dkt_rule_rows_hash',
  decision: 'custrecord_dkt_rule_decision',
} as const;

export const OWNERSHIP_RECORD = 'customrecord_dkt_ownership';

export const OWNERSHIP = {
  code: 'custrecord_dkt_own_code',
  rule: 'custrecord_dkt_own_rule',
  position: 'custrecord_dkt_own_position',
  lines: 'custrecord_dkt_own_lines',
  target: 'custrecord_dkt_own_target',
  owner: 'custrecord_dkt_own_owner',
  kind: 'custrecord_dkt_own_kind',
  path: 'custrecord_dkt_own_path',
  transform: 'custrecord_dkt_own_transform',
  required: 'custrecord_dkt_own_required',
  onConflict: 'custrecord_dkt_own_on_conflict',
  onEmpty: 'custrecord_dkt_own_on_empty',
  group: 'custrecord_dkt_own_group',
  mapVersion: 'custrecord_dkt_own_map_version',
  decision: 'custrecord_dkt_own_decision',
  editable: 'custrecord_dkt_own_editable',
  guard: 'custrecord_dkt_own_guard',
} as const;

export const VALUE_MAP = {
  source: 'custrecord_dkt_vm_source',
  kind: 'custrecord_dkt_vm_kind',
  value: 'custrecord_dkt_vm_value',
  targetRecord: 'custrecord_dkt_vm_target_record',
  targetId: 'custrecord_dkt_vm_target_id',
  targetValue: 'custrecord_dkt_vm_target_value',
  decision: 'custrecord_dkt_vm_decision',
} as const;

export const DECISION_RECORD = 'customrecord_dkt_decision';

export const DECISION = {
  code: 'custrecord_dkt_dec_code',
  title: 'custrecord_dkt_dec_title',
  status: 'custrecord_dkt_dec_status',
  date: 'custrecord_dkt_dec_date',
  context: 'custrecord_dkt_dec_context',
  options: 'custrecord_dkt_dec_options',
  choice: 'custrecord_dkt_dec_choice',
  consequences: 'custrecord_dkt_dec_consequences',
  check: 'custrecord_dkt_dec_check',
  textHash: 'custrecord_dkt_dec_text_hash',
  who: 'custrecord_dkt_dec_who',
  proposer: 'custrecord_dkt_dec_proposer',
  proposedMs: 'custrecord_dkt_dec_proposed_ms',
  approver: 'custrecord_dkt_dec_approver',
  decidedMs: 'custrecord_dkt_dec_decided_ms',
  request: 'custrecord_dkt_dec_request',
  supersedes: 'custrecord_dkt_dec_supersedes',
  supersededBy: 'custrecord_dkt_dec_superseded_by',
  change: 'custrecord_dkt_dec_change',
  replay: 'custrecord_dkt_dec_replay',
  report: 'custrecord_dkt_dec_report',
  reportHash: 'custrecord_dkt_dec_report_hash',
} as const;

export const OVERRIDE_RECORD = 'customrecord_dkt_override';

export const OVERRIDE = {
  code: 'custrecord_dkt_ovr_code',
  title: 'custrecord_dkt_ovr_title',
  cause: 'custrecord_dkt_ovr_cause',
  whatToDo: 'custrecord_dkt_ovr_what_to_do',
  who: 'custrecord_dkt_ovr_who',
  attempts: 'custrecord_dkt_ovr_max_attempts',
  firstWait: 'custrecord_dkt_ovr_base_minutes',
  longestWait: 'custrecord_dkt_ovr_ceiling_minutes',
  decision: 'custrecord_dkt_ovr_decision',
} as const;

export const SETTING_RECORD = 'customrecord_dkt_setting';

export const SETTING = {
  name: 'custrecord_dkt_set_name',
  value: 'custrecord_dkt_set_value',
  number: 'custrecord_dkt_set_number',
  changedMs: 'custrecord_dkt_set_changed_ms',
  changedBy: 'custrecord_dkt_set_changed_by',
} as const;

export const CAUSE_RECORD = 'customrecord_dkt_cause';

export const CAUSE = {
  kind: 'custrecord_dkt_cause_kind',
  source: 'custrecord_dkt_cause_source',
  doctype: 'custrecord_dkt_cause_doctype',
  reason: 'custrecord_dkt_cause_reason',
  title: 'custrecord_dkt_cause_title',
  text: 'custrecord_dkt_cause_text',
  subject: 'custrecord_dkt_cause_subject',
  state: 'custrecord_dkt_cause_state',
  who: 'custrecord_dkt_cause_who',
  owner: 'custrecord_dkt_cause_owner',
  dueMs: 'custrecord_dkt_cause_due_ms',
  openedMs: 'custrecord_dkt_cause_opened_ms',
  closedMs: 'custrecord_dkt_cause_closed_ms',
  notes: 'custrecord_dkt_cause_notes',
  work: 'custrecord_dkt_cause_work',
  snoozedMs: 'custrecord_dkt_cause_snoozed_ms',
  snoozedFor: 'custrecord_dkt_cause_snoozed_for',
  resolvedTimes: 'custrecord_dkt_cause_resolved_n',
  resolvedMs: 'custrecord_dkt_cause_resolved_ms',
  value: 'custrecord_dkt_cause_value',
  fingerprintVersion: 'custrecord_dkt_cause_fp_version',
  escalated: 'custrecord_dkt_cause_escalated',
  head: 'custrecord_dkt_cause_head',
  headHash: 'custrecord_dkt_cause_head_hash',
} as const;

export const KEY_RECORD = 'customrecord_dkt_key';

export const KEY = {
  kind: 'custrecord_dkt_key_kind',
  value: 'custrecord_dkt_key_value',
  operation: 'custrecord_dkt_key_operation',
  fingerprint: 'custrecord_dkt_key_fingerprint',
  claimedMs: 'custrecord_dkt_key_claimed_ms',
  result: 'custrecord_dkt_key_result',
} as const;

export const ACTION_RECORD = 'customrecord_dkt_action';

export const ACTION = {
  kind: 'custrecord_dkt_act_kind',
  subject: 'custrecord_dkt_act_subject',
  subjectId: 'custrecord_dkt_act_subject_id',
  key: 'custrecord_dkt_act_key',
  seen: 'custrecord_dkt_act_seen',
  arguments: 'custrecord_dkt_act_arguments',
  asker: 'custrecord_dkt_act_asker',
  askerRole: 'custrecord_dkt_act_asker_role',
  state: 'custrecord_dkt_act_state',
  result: 'custrecord_dkt_act_result',
  code: 'custrecord_dkt_act_code',
  ranBy: 'custrecord_dkt_act_ran_by',
  askedMs: 'custrecord_dkt_act_asked_ms',
  askedAt: 'custrecord_dkt_act_asked_at',
  doneMs: 'custrecord_dkt_act_done_ms',
  doneAt: 'custrecord_dkt_act_done_at',
} as const;

export const REQUEST_RECORD = 'customrecord_dkt_request';

export const REQUEST = {
  kind: 'custrecord_dkt_req_kind',
  subject: 'custrecord_dkt_req_subject',
  title: 'custrecord_dkt_req_title',
  plan: 'custrecord_dkt_req_plan',
  planHash: 'custrecord_dkt_req_plan_hash',
  judgedOn: 'custrecord_dkt_req_judged_on',
  asker: 'custrecord_dkt_req_asker',
  askerRole: 'custrecord_dkt_req_asker_role',
  editors: 'custrecord_dkt_req_editors',
  approver: 'custrecord_dkt_req_approver',
  approverRole: 'custrecord_dkt_req_approver_role',
  needs: 'custrecord_dkt_req_needs',
  amount: 'custrecord_dkt_req_amount',
  rows: 'custrecord_dkt_req_rows',
  state: 'custrecord_dkt_req_state',
  reason: 'custrecord_dkt_req_reason',
  note: 'custrecord_dkt_req_note',
  askedMs: 'custrecord_dkt_req_asked_ms',
  expiresMs: 'custrecord_dkt_req_expires_ms',
  decidedMs: 'custrecord_dkt_req_decided_ms',
  closedMs: 'custrecord_dkt_req_closed_ms',
  progress: 'custrecord_dkt_req_progress',
  result: 'custrecord_dkt_req_result',
  head: 'custrecord_dkt_req_head',
  headHash: 'custrecord_dkt_req_head_hash',
} as const;

export const SIGNOFF_RECORD = 'customrecord_dkt_signoff';

export const SIGNOFF = {
  chain: 'custrecord_dkt_sgn_chain',
  number: 'custrecord_dkt_sgn_number',
  period: 'custrecord_dkt_sgn_period',
  periodName: 'custrecord_dkt_sgn_period_name',
  start: 'custrecord_dkt_sgn_start',
  end: 'custrecord_dkt_sgn_end',
  subsidiary: 'custrecord_dkt_sgn_subsidiary',
  upToId: 'custrecord_dkt_sgn_up_to_id',
  statement: 'custrecord_dkt_sgn_statement',
  statementHash: 'custrecord_dkt_sgn_statement_hash',
  accepted: 'custrecord_dkt_sgn_accepted',
  acceptedCount: 'custrecord_dkt_sgn_accepted_n',
  by: 'custrecord_dkt_sgn_by',
  role: 'custrecord_dkt_sgn_role',
  note: 'custrecord_dkt_sgn_note',
  signedMs: 'custrecord_dkt_sgn_signed_ms',
  signedAt: 'custrecord_dkt_sgn_signed_at',
  hash: 'custrecord_dkt_sgn_hash',
  click: 'custrecord_dkt_sgn_click',
} as const;

export const RETENTION_RECORD = 'customrecord_dkt_retention';

export const RETENTION = {
  kind: 'custrecord_dkt_ret_kind',
  class: 'custrecord_dkt_ret_class',
  source: 'custrecord_dkt_ret_source',
  doctype: 'custrecord_dkt_ret_doctype',
  operation: 'custrecord_dkt_ret_operation',
  days: 'custrecord_dkt_ret_days',
  decision: 'custrecord_dkt_ret_decision',
} as const;

export const EVIDENCE_RECORD = 'customrecord_dkt_evidence';

export const EVIDENCE = {
  request: 'custrecord_dkt_evd_request',
  part: 'custrecord_dkt_evd_part',
  piece: 'custrecord_dkt_evd_piece',
  pieces: 'custrecord_dkt_evd_pieces',
  sha256: 'custrecord_dkt_evd_sha256',
  characters: 'custrecord_dkt_evd_characters',
  operations: 'custrecord_dkt_evd_operations',
  madeMs: 'custrecord_dkt_evd_made_ms',
  text: 'custrecord_dkt_evd_text',
} as const;

/** Name of the operation on the record it wrote, in the same save. */
export const STAMP = {
  transaction: 'custbody_dkt_operation',
  entity: 'custentity_dkt_operation',
} as const;

/** Line key of a transaction line: names the line of the document it came from. */
export const LINE_KEY_COLUMN = 'custcol_dkt_line';

/** The sweep, and its deployment that runs when it is asked for. */
export const REPLAY_SCRIPT = 'customscript_dkt_replay_mr';
export const REPLAY_DEPLOYMENT_NOW = 'customdeploy_dkt_replay_mr_now';

export const SWEEP_SCRIPT = 'customscript_dkt_sweep_mr';
export const SWEEP_DEPLOYMENT_NOW = 'customdeploy_dkt_sweep_mr_now';
