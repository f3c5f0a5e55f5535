import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from '../../emulator/runtime/types';
import type { SaveReply, SeedValue } from '../../emulator/types';
import { decisionHash } from '../../src/domain/decision/decision';
import { sha256 } from '../support/builders';
import { asker } from '../support/clicks';
import { freeHandFiles, underHand } from '../support/free-hand';
import { customerMap, ownRow } from '../support/lab-project';
import { openLab } from './lab';

const lab = openLab([customerMap('party', { fields: [ownRow('comments', '/note')] })], [], () => undefined, (folder) => {
  for (const [path, content] of Object.entries(freeHandFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

type Values = Readonly<Record<string, SeedValue>>;

const DECISION = 'customrecord_dkt_decision';
const CONTEXTS: readonly ExecutionContext[] = ['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'RESTWEBSERVICES', 'SUITELET', 'SCHEDULED', 'MAPREDUCE', 'WORKFLOW'];
const OUTSIDE = CONTEXTS.filter((context) => context !== 'MAPREDUCE');
const REFUSED = { kind: 'failed', name: 'DKT_DECISION_REFUSED' };
const UNDECIDED = { kind: 'failed', name: 'DKT_UNDECIDED' };

const save = (type: string, id: number | undefined, values: Values, context: ExecutionContext = 'MAPREDUCE'): SaveReply =>
  lab().emulator.saveAs({ type, ...(id === undefined ? {} : { id }), values, actor: lab().emulator.administratorActor(), context });

function saved(reply: SaveReply): number {
  if (reply.kind !== 'saved') throw new Error(JSON.stringify(reply));
  return reply.id;
}

const TEXT = { code: 'A-1', title: 'A title', context: 'Why', options: 'One or two', choice: 'Two', consequences: 'Some', check: 'By a replay', change: '' };

function proposal(): Values {
  const said = Object.fromEntries(Object.entries(TEXT).filter(([, text]) => text !== '').map(([name, text]) => [`custrecord_dkt_dec_${name}`, text]));
  return { externalid: 'A-1', ...said, custrecord_dkt_dec_status: 'proposed', custrecord_dkt_dec_text_hash: decisionHash(TEXT, sha256), custrecord_dkt_dec_proposer: asker(lab().emulator) };
}

function acceptance(): Values {
  return { custrecord_dkt_dec_status: 'accepted', custrecord_dkt_dec_approver: asker(lab().emulator, 'demo_employee_admin'), custrecord_dkt_dec_decided_ms: lab().emulator.nowMs(), custrecord_dkt_dec_date: '2026-11-23' };
}

const proposed = () => saved(save(DECISION, undefined, proposal()));

function accepted(): number {
  const id = proposed();
  return saved(save(DECISION, id, acceptance()));
}

const idOfShipped = (code: string) => Number(lab().emulator.query('SELECT id FROM customrecord_dkt_decision WHERE custrecord_dkt_dec_code = ?', [code])[0]?.['id']);

const EDITS: readonly Values[] = [
  { custrecord_dkt_dec_choice: 'One' }, { custrecord_dkt_dec_status: 'proposed' }, { custrecord_dkt_dec_approver: 1 }, { custrecord_dkt_dec_report: '{}', custrecord_dkt_dec_report_hash: 'x' }, { custrecord_dkt_dec_superseded_by: 'A-2' },
];

describe('a decision that was accepted', () => {
  it.each(OUTSIDE)('is edited by nobody in the context %s, the administrator included', (context) => {
    const id = accepted();
    const { values } = lab().emulator.readRecord(DECISION, id);
    for (const changes of [...EDITS, {}]) expect(save(DECISION, id, changes, context)).toMatchObject(REFUSED);
    expect(lab().emulator.readRecord(DECISION, id).values).toEqual(values);
  });

  it('keeps its text in Docket\'s own run too, and leaves by a successor alone', () => {
    const id = accepted();
    for (const changes of EDITS) expect(save(DECISION, id, changes)).toMatchObject(REFUSED);
    expect(save(DECISION, id, { custrecord_dkt_dec_status: 'superseded', custrecord_dkt_dec_superseded_by: 'A-2' })).toMatchObject({ kind: 'saved' });
  });

  it.each(['edit', 'inline', 'delete'] as const)('stands a script\'s %s, which runs as administrator', (how) => {
    expect(underHand(lab().emulator, { how, type: DECISION, id: accepted(), values: { custrecord_dkt_dec_choice: 'One' } })).toMatchObject({ kind: 'failed', code: 'DKT_DECISION_REFUSED' });
  });

  it('was not accepted by who proposed it', () => {
    expect(save(DECISION, proposed(), { ...acceptance(), custrecord_dkt_dec_approver: asker(lab().emulator) })).toMatchObject(REFUSED);
  });
});

describe('a decision of the account', () => {
  it.each(OUTSIDE)('is made by nobody in the context %s, accepted or not', (context) => {
    expect(save(DECISION, undefined, proposal(), context)).toMatchObject(REFUSED);
    expect(save(DECISION, undefined, { ...proposal(), ...acceptance() }, context)).toMatchObject(REFUSED);
  });
});

describe('a decision of the project', () => {
  it.each(CONTEXTS)('stays as its file says in the context %s', (context) => {
    const id = idOfShipped('D-0019');
    expect(save(DECISION, id, { custrecord_dkt_dec_choice: 'Another' }, context)).toMatchObject(REFUSED);
    expect(save(DECISION, id, { custrecord_dkt_dec_status: 'superseded', custrecord_dkt_dec_superseded_by: 'A-1' }, context)).toMatchObject(REFUSED);
    expect(save(DECISION, id, {}, context)).toMatchObject({ kind: 'saved' });
  });

  it('is not made by hand under a number that the project does not ship', () => {
    expect(save(DECISION, undefined, { ...proposal(), custrecord_dkt_dec_code: 'D-9999' })).toMatchObject(REFUSED);
  });
});

const ACTIVE: readonly (readonly [string, string, Values])[] = [
  ['an override', 'customrecord_dkt_override', { custrecord_dkt_ovr_code: 'totals_differ' }],
  ['a value\'s meaning', 'customrecord_dkt_value_map', { custrecord_dkt_vm_source: 's', custrecord_dkt_vm_kind: 'k', custrecord_dkt_vm_value: 'v' }],
];
const FIELDS: Readonly<Record<string, string>> = { customrecord_dkt_override: 'custrecord_dkt_ovr_decision', customrecord_dkt_value_map: 'custrecord_dkt_vm_decision' };

describe.each(ACTIVE)('%s', (_what, type, values) => {
  const by = (code: string) => ({ ...values, [FIELDS[type] ?? '']: code });

  it.each(CONTEXTS)('is not active without an accepted decision in the context %s', (context) => {
    proposed();
    for (const code of ['', 'D-9999', 'D-0011', 'A-1', 'A-9']) expect(save(type, undefined, by(code), context)).toMatchObject(UNDECIDED);
    expect(save(type, undefined, { ...by('A-9'), isinactive: true }, context)).toMatchObject({ kind: 'saved' });
    expect(save(type, undefined, by('D-0025'), context)).toMatchObject({ kind: 'saved' });
  });

  it('rests on a decision of the account once that is accepted, and is not taken from it', () => {
    accepted();
    const id = saved(save(type, undefined, by('A-1'), 'USERINTERFACE'));
    expect(save(type, id, by(''), 'USERINTERFACE')).toMatchObject(UNDECIDED);
    expect(underHand(lab().emulator, { how: 'inline', type, id, values: by('') })).toMatchObject({ kind: 'failed', code: 'DKT_UNDECIDED' });
  });
});

describe.each(['customrecord_dkt_object_rule', 'customrecord_dkt_ownership'])('a shipped row of %s', (type) => {
  const field = type === 'customrecord_dkt_ownership' ? 'custrecord_dkt_own_decision' : 'custrecord_dkt_rule_decision';

  it.each(CONTEXTS)('does not lose its decision in the context %s', (context) => {
    const id = Number(lab().emulator.query(`SELECT id FROM ${type}`, [])[0]?.['id']);
    for (const code of ['', 'D-0011', 'A-1']) expect(save(type, id, { [field]: code }, context)).toMatchObject(UNDECIDED);
    expect(save(type, id, {}, context)).toMatchObject({ kind: 'saved' });
  });
});
