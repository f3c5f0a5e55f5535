import { CONTESTS } from './contests';
import { FAULTS, type Fault } from './faults';
import { MODES, type Mode } from './parts';
import { SCENARIOS } from './scenarios';
import { RECOVERIES, type Recovery } from './sweep-run';

export const MODE_NAMES: Readonly<Record<Mode, string>> = {
  a: 'every fault at every call of every scenario',
  b: 'every pair of faults, the second one in the recovery',
  c: 'two and three executions that take turns at every N/* boundary',
  d: 'random long histories against a reference model',
};

const FAULT_TEXTS: Readonly<Record<Fault, string>> = {
  'kill-before': 'the script dies before the call has an effect',
  'kill-after': 'the call takes effect, and the script dies before it hears of it',
  'error-before': 'the call has no effect and throws an error that the script may catch',
  'error-after': 'the call takes effect and throws all the same',
  'usage-exhausted': 'the usage limit is hit at the call',
  'time-exceeded': 'the time limit is hit at the call',
  restart: 'the server restarts: the script dies, and each job of a Map/Reduce stage loses the batch that it has flagged',
  outage: 'this call and the nine that follow are refused, whichever script makes them',
};

const RECOVERY_TEXTS: Readonly<Record<Recovery, string>> = {
  repeats: 'the sender repeats its calls at once',
  later: 'the sender repeats them once everything is at rest',
  never: 'nobody asks again: time alone passes, and the sweep comes round',
};

/** Rules by the name that a finding starts with. */
const RULES: readonly (readonly [names: string, text: string])[] = [
  ['custody, document, acknowledged, call', "the client's view: what was acknowledged is in the log, with the document that was sent, and stays as it was told; nothing is in the log that no call asked for"],
  ['one per key', 'a key has one operation'],
  ['one effect, explained', 'an effect stands once per operation and per external id, and names the operation that wrote it'],
  ['effect, object', 'an operation that says it had an effect has its record, and the row of its object names the same one'],
  ['next attempt, reason, attempts', 'what is open has a next attempt within its policy, or a person and a reason; the attempts stay within their limit'],
  ['one outcome, chain', 'each chain of events is whole, its hashes are right, and it settles its operation once'],
  ['probe, lease', 'no record is saved again for work in doubt without a look for it; no operation is taken from a run that holds it'],
  ['order', 'effects on one object come in the order of their versions, or of receipt'],
  ['poison, breaker', 'what kills its runs is set aside; while everything fails, little is tried'],
  ['at rest', 'within 40 sweeps everything is settled, with a person, or parked for what is not there'],
  ['books', 'debits equal credits'],
  ['end, model', 'the account holds what the scenario, or the reference model, says: of the documents in the log the newest stands'],
];

/** The part of docs/simulation.md that the code alone decides: everything but the figures. */
export function staticPart(): string {
  return [
    '# The simulation',
    '',
    'Integrations retry, networks fail, webhooks come twice, users click twice, jobs are restarted. `npm run simulate` does all of that to the built project, in the local NetSuite,',
    'and looks after every step whether what must always hold does.',
    '',
    '## One execution',
    '',
    'One **faulted execution** is: an account with some documents in it; something that happens (a call, a sweep, a click of a person); one fault, injected at the n-th call of N/*',
    'that this makes, whichever script makes it; then what a sender and NetSuite would do next, until everything is at rest; and all rules, after each of these steps.',
    '',
    'The modes:',
    '',
    ...MODES.map((mode) => `- **${mode}**: ${MODE_NAMES[mode]}`),
    '',
    'Mode a begins with n = 0 and goes on until an execution ends without coming to its fault. Mode b injects two faults and counts them as one execution. Mode c injects none and',
    'counts each schedule: all of them where they are few, with at most two preemptions where they are many, and some from a seed. In mode d up to twelve deeds of a sender, each with a',
    'fault of its own, recover together, and the repeated calls and the first sweep of the recovery may be hit too; each fault that hit counts as one. Clocks jump between the deeds.',
    "The client's view is held in every mode: the simulated sender keeps what it was told, and each promise is looked up in the account.",
    '',
    '| Fault | What happens |',
    '|---|---|',
    ...FAULTS.map((fault) => `| ${fault} | ${FAULT_TEXTS[fault]} |`),
    '',
    '| Recovery | What follows |',
    '|---|---|',
    ...RECOVERIES.map((recovery) => `| ${recovery} | ${RECOVERY_TEXTS[recovery]} |`),
    '',
    '## What must hold',
    '',
    '| A broken rule is named | What it says |',
    '|---|---|',
    ...RULES.map(([names, text]) => `| ${names} | ${text} |`),
    '',
    'That the rules find something is shown apart: [faults planted in the product](simulation-mutants.md).',
    '',
    '## Scenarios',
    '',
    `${SCENARIOS.length} scenarios, for modes a and b; \`-by-sweep\`: the call only hands the document in, and the faults hit the sweep that does the work.`,
    '',
    ...inLines(SCENARIOS.map(({ name }) => name)),
    '',
    `${CONTESTS.length} contests, for mode c:`,
    '',
    ...inLines(CONTESTS.map(({ name }) => name)),
    '',
    ...AGAIN,
    '## What it found',
    '',
    ...FOUND.map((found) => `- ${found}`),
    '',
  ].join('\n');
}

const AGAIN: readonly string[] = [
  '## Again',
  '',
  '```',
  'npm run simulate                        # until a million executions are done; goes on where it was stopped',
  'npm run simulate -- --mode a --scenario fresh --seed 1 --minutes 5',
  'npm run simulate -- --replay a/fresh/repeats/kill-after/12',
  'npm run simulate -- --mutants           # plants faults in the build and hunts them',
  'npm run simulate -- --date YYYY-MM-DD   # writes this page; with --mutants the other one',
  '```',
  '',
  'The same build, seed and name run the same execution, call by call. One that breaks a rule is printed with its name; `--replay` runs it again, prints each call of N/* with the fault',
  'that hit it, and keeps its journal, which the local NetSuite replays exactly. A call of N/* that the scripts make and no fault reached fails a whole simulation, as a broken rule does.',
  '',
];

/** Faults of the product that the simulation found; each is kept by a test. */
const FOUND: readonly string[] = [
  'A late document of an invoice that was void by then stood still at `unknown`, and the work on its object with it: NetSuite refuses such a save for ever. A person decides on it now.',
];

/** Names, some to a line. */
function inLines(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    const grown = last === undefined ? undefined : `${last} · ${name}`;
    if (grown === undefined || grown.length > 150) lines.push(name);
    else lines[lines.length - 1] = grown;
  }
  return lines;
}
