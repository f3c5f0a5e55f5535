import { followSchedule } from '../../../emulator/simulation/schedules';
import type { Emulator, RestletReply, TurnTaker, TurnTakerReply } from '../../../emulator/types';
import { bootWithUserEvents, type UserEventDeployment } from '../../support/user-event-project';
import { scriptFile } from '../../support/sdf-project';

/** An account whose RESTlet runs code, with a Map/Reduce of this body and user events; each N/* call takes 20 ms. */
export function bootTurnLab(parts: { readonly userEvents?: Readonly<Record<string, UserEventDeployment>>; readonly sweep?: string; readonly files?: Readonly<Record<string, string>> } = {}): Promise<Emulator> {
  const sweep = parts.sweep === undefined ? {} : { 'FileCabinet/SuiteScripts/sample/sweep.js': scriptFile('MapReduceScript', parts.sweep, ['N/record', 'N/query']) };
  return bootWithUserEvents(parts.userEvents ?? {}, { callCostMs: 20, files: { ...sweep, ...parts.files } });
}

/** A RESTlet execution of this code. */
export function taker(emulator: Emulator, code: string, ids: Readonly<Record<string, unknown>> = {}): TurnTaker {
  return {
    kind: 'restlet',
    call: { scriptId: 'customscript_inbound', deploymentId: 'customdeploy_inbound', method: 'post', argument: { code, ids }, actor: emulator.administratorActor() },
  };
}

export const SWEEP: TurnTaker = { kind: 'map-reduce', scriptId: 'customscript_sweep', deploymentId: 'customdeploy_sweep' };

/** The id of the first shipped ticket. */
export function ticketOf(emulator: Emulator): number {
  return Number(emulator.query('SELECT MIN(id) AS id FROM customrecord_ticket')[0]?.['id']);
}

export function restletReply(reply: TurnTakerReply | undefined): RestletReply {
  if (reply?.kind !== 'restlet') throw new Error(`expected a RESTlet's reply, got ${JSON.stringify(reply)}`);
  return reply.reply;
}

/** What RESTlets returned, or the name of what ended them. */
export function outcomes(replies: readonly TurnTakerReply[]): readonly unknown[] {
  return replies.map((each) => {
    const reply = restletReply(each);
    return reply.kind === 'returned' ? reply.value : reply.kind === 'failed' ? reply.code : reply.kind;
  });
}

/** Runs work and takes it all back. */
export function tried<T>(emulator: Emulator, work: () => T): T {
  const point = emulator.checkpoint();
  try {
    return work();
  } finally {
    point.restore();
  }
}

/** What a schedule came to: replies and the account's digest, whoever is run again. */
export function runBothWays(emulator: Emulator, executions: readonly TurnTaker[], schedule: readonly number[]): readonly unknown[] {
  return executions.map((_each, neverAgain) => tried(emulator, () => {
    const { replies, schedule: followed } = emulator.interleave(executions, followSchedule(schedule), { neverAgain });
    return { replies, followed, digest: emulator.digest() };
  }));
}
