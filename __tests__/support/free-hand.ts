import type { Emulator, SeedValue } from '../../emulator/types';

/** A script of somebody else in the account, with all rights: it edits, deletes and makes whatever it is told. */
export const FREE_HAND = 'customscript_lab_free_hand';
const DEPLOYMENT = 'customdeploy_lab_free_hand';

/** What the script is told to do. `edit` loads and saves, `inline` writes fields. */
export interface HandWork {
  readonly how: 'edit' | 'inline' | 'delete' | 'create';
  readonly type: string;
  /** 0 for a new record. */
  readonly id: number;
  readonly values: Readonly<Record<string, SeedValue>>;
}

export type HandReply = { readonly kind: 'returned' } | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** What the script is: one that user events watch, one that runs as Docket's own do, or a user event, which sets off no other. */
export type HandThrough = 'restlet' | 'map-reduce' | 'user-event';

const TOLD = { 'user-event': 'lab:hand:ue', 'map-reduce': 'lab:hand:mr' } as const;

const WORK = `const work = ({ how, type, id, values }) => {
  if (how === 'delete') return void record.delete({ type, id });
  if (how === 'inline') return void record.submitFields({ type, id, values });
  const row = how === 'create' ? record.create({ type }) : record.load({ type, id });
  for (const [fieldId, value] of Object.entries(values)) row.setValue({ fieldId, value: value === null ? '' : value });
  row.save();
};
const told = (name) => query.runSuiteQL({ query: 'SELECT custrecord_dkt_set_value AS value FROM customrecord_dkt_setting WHERE externalid = ?', params: [name] }).asMappedResults()[0].value;`;

function script(kind: string, entry: string): string {
  return `/**\n * @NApiVersion 2.1\n * @NScriptType ${kind}\n */\ndefine(['N/record', 'N/query'], (record, query) => {\n${WORK}\n  return ${entry};\n});\n`;
}

function xml(tag: string, suffix: string, tags: string): string {
  return `<${tag} scriptid="${FREE_HAND}${suffix}"><name>Lab Free Hand${suffix}</name><scriptfile>[/SuiteScripts/docket/free_hand${suffix}.js]</scriptfile>
<scriptdeployments><scriptdeployment scriptid="${DEPLOYMENT}${suffix}"><isdeployed>T</isdeployed><loglevel>AUDIT</loglevel>${tags}</scriptdeployment></scriptdeployments></${tag}>\n`;
}

/** Files of the scripts, by path in the project. */
export function freeHandFiles(): Readonly<Record<string, string>> {
  const file = (suffix: string) => `FileCabinet/SuiteScripts/docket/free_hand${suffix}.js`;
  return {
    [`Objects/${FREE_HAND}.xml`]: xml('restlet', '', '<status>RELEASED</status><title>Lab</title><allroles>F</allroles><audslctrole>ADMINISTRATOR</audslctrole>'),
    [file('')]: script('Restlet', '{ post: (asked) => { work(asked); return { done: true }; } }'),
    [`Objects/${FREE_HAND}_ue.xml`]: xml('usereventscript', '_ue', '<status>RELEASED</status><allroles>T</allroles><recordtype>[scriptid=customrecord_dkt_setting]</recordtype>'),
    [file('_ue')]: script('UserEventScript', `{ afterSubmit: ({ newRecord }) => { if (newRecord.getValue({ fieldId: 'custrecord_dkt_set_name' }) === '${TOLD['user-event']}') for (const one of JSON.parse(told('${TOLD['user-event']}'))) work(one); } }`),
    [`Objects/${FREE_HAND}_mr.xml`]: xml('mapreducescript', '_mr', '<status>NOTSCHEDULED</status><title>Lab</title><buffersize>1</buffersize><concurrencylimit>1</concurrencylimit><queueallstagesatonce>T</queueallstagesatonce><yieldaftermins>60</yieldaftermins>'),
    [file('_mr')]: script('MapReduceScript', `{ getInputData: () => JSON.parse(told('${TOLD['map-reduce']}')).map((one) => JSON.stringify(one)), map: ({ value }) => { work(JSON.parse(value)); } }`),
  };
}

/** Has the script do something, with the rights of the administrator. Several works are done one after the other, but by the RESTlet one alone. */
export function underHand(emulator: Emulator, work: HandWork | readonly HandWork[], through: HandThrough = 'restlet'): HandReply {
  const works = 'how' in work ? [work] : work;
  if (through === 'restlet') {
    const reply = emulator.callRestlet({ scriptId: FREE_HAND, deploymentId: DEPLOYMENT, method: 'post', argument: works[0], actor: emulator.administratorActor() });
    return reply.kind === 'returned' ? { kind: 'returned' } : { kind: 'failed', code: reply.kind === 'failed' ? reply.code : reply.kind, message: reply.kind === 'failed' ? reply.message : '' };
  }
  const told = tell(emulator, TOLD[through], JSON.stringify(works));
  if (through === 'user-event' || told.kind === 'failed') return told;
  const { errors: [first] } = emulator.runMapReduce(`${FREE_HAND}_mr`, `${DEPLOYMENT}_mr`);
  return first === undefined ? { kind: 'returned' } : { kind: 'failed', code: first.name, message: first.message };
}

function tell(emulator: Emulator, name: string, value: string): HandReply {
  const [row] = emulator.query('SELECT id FROM customrecord_dkt_setting WHERE externalid = ?', [name]);
  const values = { externalid: name, custrecord_dkt_set_name: name, custrecord_dkt_set_value: value };
  const reply = emulator.saveAs({ type: 'customrecord_dkt_setting', ...(row === undefined ? {} : { id: Number(row['id']) }), values, actor: emulator.administratorActor(), context: 'USERINTERFACE' });
  if (reply.kind === 'saved') return { kind: 'returned' };
  return { kind: 'failed', code: reply.kind === 'failed' ? reply.name : reply.kind, message: reply.kind === 'failed' ? reply.message : '' };
}
