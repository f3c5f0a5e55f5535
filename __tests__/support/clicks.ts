import type { ExecutionContext } from '../../emulator/runtime/types';
import type { Emulator, SaveReply } from '../../emulator/types';

export const REVIEWER = 'customrole_dkt_reviewer';
export const LEAD = 'customrole_dkt_lead';

/** Employee of the demo company who clicks, where no other is named. */
const PERSON = 'demo_employee_connector';

/** A click as a page would save it. */
export interface Clicked {
  readonly kind: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly role: string;
  readonly key?: string;
  readonly seen?: number;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly context?: ExecutionContext;
  /** External id of the employee. */
  readonly person?: string;
  /** What a page never writes. */
  readonly forged?: Readonly<Record<string, string | number>>;
}

/** Internal id of an employee. */
export function asker(emulator: Emulator, person = PERSON): number {
  return Number(emulator.query('SELECT id FROM employee WHERE externalid = ?', [person])[0]?.['id']);
}

/** Saves an action row as a person, in a role. */
export function ask(emulator: Emulator, { kind, subject, subjectId, role, key = 'click-1', seen, args = {}, context = 'USERINTERFACE', person, forged = {} }: Clicked): SaveReply {
  const values = {
    custrecord_dkt_act_kind: kind, custrecord_dkt_act_subject: subject, custrecord_dkt_act_subject_id: subjectId, custrecord_dkt_act_key: key, custrecord_dkt_act_seen: seen ?? null,
    custrecord_dkt_act_arguments: JSON.stringify(args), ...forged,
  };
  return emulator.saveAs({ type: 'customrecord_dkt_action', values, actor: emulator.actor(asker(emulator, person), role), context });
}

/** An action row by the last part of its fields' ids. */
export function rowOf(emulator: Emulator, id: number): Readonly<Record<string, unknown>> {
  const { values } = emulator.readRecord('customrecord_dkt_action', id);
  return { id, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace('custrecord_dkt_act_', ''), value])) };
}

/** Gives the people of the demo company every role of the queue. */
export function grantRoles(emulator: Emulator): void {
  for (const person of [PERSON, 'demo_employee_admin']) {
    for (const role of ['viewer', 'reviewer', 'lead', 'approver', 'admin']) emulator.grantRole(asker(emulator, person), `customrole_dkt_${role}`);
  }
}
