import * as record from 'N/record';
import type { Record as NetSuiteRecord } from 'N/record';
import type { DecisionInForce } from '../application/audit/evidence-port';
import type { DecisionPatch, DecisionRows, StoredDecision } from '../application/actions/decision-port';
import { decisionHash, decisionStatusOf } from '../domain/decision/decision';
import type { Decision, DecisionStatus } from '../domain/decision/decision';
import type { Sha256 } from '../domain/identity';
import { VALUE_MAP_RECORD } from '../domain/references';
import { fitText, fitTextArea } from './fit-field';
import { boundList, rowNumber, rowText, runStatement } from './query-rows';
import { DECISION, DECISION_RECORD, OVERRIDE, OVERRIDE_RECORD, VALUE_MAP } from './record-ids';
import { integerOf, setFields, textOf } from './record-fields';

/** Decisions of the account on `customrecord_dkt_decision`, unique by their code. */
export class DecisionGateway implements DecisionRows {
  constructor(private readonly sha256: Sha256) {}

  load(code: string): StoredDecision | undefined {
    const internalId = idOf(code);
    if (internalId === undefined) return undefined;
    const row = record.load({ type: DECISION_RECORD, id: internalId, isDynamic: false });
    const text = (name: 'request' | 'replay' | 'report') => textOf(row, DECISION[name]);
    return { internalId, ...decisionOf(row), request: text('request'), replay: text('replay'), report: text('report') };
  }

  add(decision: Omit<Decision, 'textHash'>): void {
    const fitted = fittedDecision(decision);
    const row = record.create({ type: DECISION_RECORD, isDynamic: false });
    setFields(row, { externalid: decision.code, ...fieldsOf({ ...fitted, textHash: decisionHash(fitted, this.sha256) }) });
    try {
      row.save();
    } catch (error) {
      if (idOf(decision.code) === undefined) throw error;
    }
  }

  change(internalId: number, patch: DecisionPatch): void {
    const row = record.load({ type: DECISION_RECORD, id: internalId, isDynamic: false });
    for (const [name, value] of Object.entries(patch)) row.setValue({ fieldId: DECISION[name as keyof DecisionPatch], value });
    row.save();
  }

  relying(code: string): readonly string[] {
    const overrides = runStatement(`SELECT o.${OVERRIDE.code} AS what FROM ${OVERRIDE_RECORD} o WHERE o.${OVERRIDE.decision} = ? AND o.isinactive = 'F' ORDER BY o.id FETCH FIRST 10 ROWS ONLY`, [code]);
    const values = runStatement(`SELECT v.${VALUE_MAP.source} AS source, v.${VALUE_MAP.kind} AS map, v.${VALUE_MAP.value} AS value FROM ${VALUE_MAP_RECORD} v WHERE v.${VALUE_MAP.decision} = ? AND v.isinactive = 'F' ORDER BY v.id FETCH FIRST 10 ROWS ONLY`, [code]);
    return [
      ...overrides.map((row) => `override of ${rowText(row, 'what')}`),
      ...values.map((row) => `meaning of "${rowText(row, 'value')}" of ${rowText(row, 'source')} (${rowText(row, 'map')})`),
    ];
  }
}

function idOf(code: string): number | undefined {
  const [row] = runStatement(`SELECT d.id AS id FROM ${DECISION_RECORD} d WHERE d.externalid = ?`, [code]);
  return row === undefined ? undefined : rowNumber(row, 'id');
}

/** What it says as it fits its fields: the hash is of what is kept. */
function fittedDecision(decision: Omit<Decision, 'textHash'>): Omit<Decision, 'textHash'> {
  const { title, context, options, choice, consequences, check } = decision;
  return { ...decision, title: fitText(title), context: fitTextArea(context), options: fitTextArea(options), choice: fitTextArea(choice), consequences: fitTextArea(consequences), check: fitTextArea(check) };
}

function fieldsOf({ decidedMs, proposer, approver, ...texts }: Decision): Parameters<typeof setFields>[1] {
  const said = Object.entries(texts).map(([name, value]) => [DECISION[name as keyof typeof texts], value] as const);
  return { ...Object.fromEntries(said), [DECISION.decidedMs]: decidedMs || undefined, [DECISION.proposer]: proposer || undefined, [DECISION.approver]: approver || undefined };
}

/** A decision as a loaded record holds it. A status that is none counts as proposed: nothing rests on it. */
export function decisionOf(row: NetSuiteRecord): Decision {
  const text = (name: keyof typeof DECISION) => textOf(row, DECISION[name]);
  const count = (name: keyof typeof DECISION) => integerOf(row, DECISION[name]) ?? 0;
  return {
    code: text('code'), title: text('title'), context: text('context'), options: text('options'), choice: text('choice'), consequences: text('consequences'), check: text('check'), change: text('change'),
    status: decisionStatusOf(text('status')) ?? 'proposed', textHash: text('textHash'), date: text('date'), proposer: count('proposer'), approver: count('approver'), who: text('who'),
    decidedMs: count('decidedMs'), supersedes: text('supersedes'), supersededBy: text('supersededBy'), reportHash: text('reportHash'),
  };
}

/** Where a decision of the account stands, by its code; undefined: there is none. 10 units. */
export function accountDecisionStatus(code: string): DecisionStatus | undefined {
  const [row] = runStatement(`SELECT d.${DECISION.status} AS status FROM ${DECISION_RECORD} d WHERE d.externalid = ? AND d.isinactive = 'F'`, [code]);
  return row === undefined ? undefined : decisionStatusOf(rowText(row, 'status'));
}

const TEXTS = ['code', 'title', 'context', 'options', 'choice', 'consequences', 'check', 'date', 'who', 'supersededBy', 'textHash'] as const satisfies readonly (keyof typeof DECISION)[];

const TEXT_COLUMNS = TEXTS.map((name, index) => `d.${DECISION[name]} AS c${String(index)}`).join(', ');

/** Decisions by their codes, of the project and of the account, in order. 10 units. */
export function decisionsInForce(codes: readonly string[]): readonly DecisionInForce[] {
  if (codes.length === 0) return [];
  const list = boundList(codes);
  return runStatement(`SELECT d.${DECISION.status} AS status, ${TEXT_COLUMNS} FROM ${DECISION_RECORD} d WHERE d.${DECISION.code} IN (${list.sql}) ORDER BY d.${DECISION.code}, d.id`, list.parameters).map((row) => {
    const said = Object.fromEntries(TEXTS.map((name, index) => [name, rowText(row, `c${String(index)}`)])) as Record<(typeof TEXTS)[number], string>;
    return { ...said, status: decisionStatusOf(rowText(row, 'status')) ?? 'proposed' };
  });
}
