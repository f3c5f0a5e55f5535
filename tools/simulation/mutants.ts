import type { Part } from './parts';

/** A fault planted in the built product: text of the built scripts, and what stands there instead. */
export interface Mutant {
  /** What the product does with it: `leaves no stamp`. */
  readonly name: string;
  /** What no longer holds then. */
  readonly breaks: string;
  readonly edits: readonly Edit[];
  /** Where it is looked for, in this order, before the histories. */
  readonly hunt: readonly Part[];
}

export interface Edit {
  readonly find: string;
  readonly replace: string;
}

const edit = (find: string, replace: string): Edit => ({ find, replace });

/** Saves a new record once more, under another external id, where the first save throws such an error. */
const saveAgain = (when: string): Edit => edit(
  "return { kind: 'saved', internalId: target.save() }; } catch (error) { return { kind: 'threw',",
  `return { kind: 'saved', internalId: target.save() };
      } catch (error) {
          if (!target.id && ${when}) {
              target.setValue({ fieldId: 'externalid', value: String(target.getValue({ fieldId: 'externalid' })) + '-again' });
              return { kind: 'saved', internalId: target.save() };
          }
          return { kind: 'threw',`,
);

/** The target's external id keeps no second one out: what else guards it must do so alone. */
const NOT_UNIQUE = saveAgain('/DUP|UNIQUE/.test(error.name)');

const swept = (scenario: string, ...faults: readonly ('kill-before' | 'kill-after' | 'error-before' | 'error-after' | 'usage-exhausted')[]): readonly Part[] =>
  faults.map((fault) => ({ mode: 'a', scenario, recovery: 'later', fault }));

/** A history that shows by itself what single runs are too short for. */
const history = (seed: string): Part => ({ mode: 'd', seed, rounds: 40 });

const turns = (...contests: readonly string[]): readonly Part[] => contests.map((contest) => ({ mode: 'c', contest, explorer: 'bounded', seed: 1, most: 150 }));

/** How the key is recognised. */
const KEYS: readonly Mutant[] = [
  {
    name: 'looks before it logs', breaks: 'two calls with one key both find nothing, and both go on',
    edits: [
      edit('const logged = ports.operations.log(document,',
        'if (ports.operations.find(document.operationId) !== undefined) return { kind: "answered", reply: answerRepeat(document, { name: "SEEN", message: "" }, ports, configuration.overrides) };\n      const logged = ports.operations.log(document,'),
      edit("return { kind: 'logged', internalId: row.save() }; } catch (error) { return", "return { kind: 'logged', internalId: row.save() };\n          } catch (error) {\n              row.setValue({ fieldId: 'externalid', value: document.operationId + '_again' });\n              return { kind: 'logged', internalId: row.save() };\n              return"),
    ],
    hunt: turns('identical'),
  },
  {
    name: 'claims custody of what it could not keep', breaks: 'a sender forgets a document that is nowhere',
    edits: [edit('if (found === undefined) throw new PlatformFailure(error);', 'if (found === undefined) return { custody: true, outcome: "accepted", operationId: document.operationId };')], hunt: swept('fresh', 'error-before'),
  },
  {
    name: 'keeps the beginning of a document', breaks: 'the document as received is lost',
    edits: [edit('value: part });', 'value: part.slice(0, 200) });')], hunt: swept('fresh', 'kill-before'),
  },
  {
    name: 'takes another document under a known key', breaks: 'a second document is answered with the outcome of the first',
    edits: [edit('found.fingerprint !== document.fingerprint ||', '')], hunt: turns('same-key-other-document'),
  },
  {
    name: 'claims no natural key', breaks: 'one bill of a vendor is entered twice under two ids',
    edits: [edit('?? heldKey(reading, object, claim)', '')], hunt: [...swept('natural-key', 'kill-before'), ...turns('two-bills-one-number')],
  },
];

/** What is done to the target, and how it is told afterwards. */
const TARGETS: readonly Mutant[] = [
  {
    name: 'leaves no stamp', breaks: 'nothing proves whose effect stands in NetSuite',
    edits: [edit('target.setValue({ fieldId: kind.stampField, value: identity.operationId });', '')], hunt: swept('fresh', 'kill-before'),
  },
  {
    name: 'trusts what stands under the id without its stamp', breaks: 'an update that was never saved counts as applied',
    edits: [edit('if (sighting !== undefined && (voided || sighting.stamp === operation.operationId)) {', 'if (sighting !== undefined) {')], hunt: swept('update', 'kill-before', 'kill-after'),
  },
  {
    name: 'takes any stamp for its own', breaks: 'the stamp of an earlier operation proves a later one',
    edits: [edit('if (sighting !== undefined && (voided || sighting.stamp === operation.operationId)) {', "if (sighting !== undefined && (voided || sighting.stamp !== '')) {")], hunt: swept('update', 'kill-before', 'kill-after'),
  },
  {
    name: 'keeps the stamp that NetSuite copied to a derived record', breaks: 'a record names an operation that did not write it',
    edits: [edit('target.setValue({ fieldId: kind.stampField, value: identity.operationId });', 'if (!target.getValue({ fieldId: kind.stampField })) target.setValue({ fieldId: kind.stampField, value: identity.operationId });')], hunt: swept('fulfilment', 'kill-before'),
  },
  {
    name: 'does not look for the effect before it tries again', breaks: 'what is in doubt is repeated',
    edits: [edit('context.triedBefore ? probe(reading, planned) : undefined', 'undefined')], hunt: swept('fresh', 'kill-before', 'kill-after'),
  },
  {
    name: 'forgets that a run was at work before', breaks: 'a run that died counts as one that never was',
    edits: [edit("const triedBefore = textOf(row, OPERATION.leaseBy) !== '';", 'const triedBefore = false;')], hunt: swept('fresh', 'kill-before', 'kill-after'),
  },
  {
    name: 'trusts the platform to say that it restarted', breaks: 'work that a RESTlet or another sweep left is repeated, for `isRestarted` says nothing of it',
    edits: [edit("const triedBefore = textOf(row, OPERATION.leaseBy) !== '';", 'const triedBefore = this.isRestarted === true;'), NOT_UNIQUE],
    hunt: swept('fresh', 'kill-after'),
  },
  {
    name: 'tries again at once when a save throws', breaks: 'a save that threw after its commit is made twice',
    edits: [saveAgain('true')], hunt: swept('fresh', 'error-after'),
  },
  {
    name: 'gives up what is in doubt', breaks: 'an effect of which nobody knows waits for nothing',
    edits: [edit("state: 'unknown', problem: problemOf('effect_unknown', `${error.name}", "state: 'needs_review', dueMs: null, problem: problemOf('effect_unknown', `${error.name}")], hunt: swept('fresh', 'error-before', 'kill-before'),
  },
  {
    name: 'lets an older version overwrite a newer one', breaks: 'a late document undoes a newer one',
    edits: [edit("return incoming < applied ? 'older' : 'newer';", "return 'newer';")], hunt: [...swept('older-version', 'kill-before'), ...turns('two-versions')],
  },
];

/** How a run is told from another. */
const RUNS: readonly Mutant[] = [
  {
    name: 'ignores the fence', breaks: 'two runs settle one operation',
    edits: [edit('if (appended.outcomeEventId !== undefined)', 'if (false)')], hunt: turns('two-redrives', 'discard-and-withdraw', 'withdraw-and-sweep'),
  },
  {
    name: 'ignores the lane', breaks: 'two operations work on one object at once: no look at what else is open',
    edits: [edit('if (holder !== undefined) {', 'if (false) {'), NOT_UNIQUE], hunt: turns('other-key', 'create-and-update'),
  },
  {
    name: 'does not look at the lease', breaks: 'an operation is taken from a run that is at work on it',
    edits: [edit('if (dueMs === undefined || dueMs > nowMs)', 'if (dueMs === undefined)'), edit('const dueMs = lease?.untilMs ?? document.receivedMs;', 'const dueMs = document.receivedMs;')], hunt: turns('update-and-sweep', 'repeat-and-sweep'),
  },
  {
    name: 'sets no due time when it logs', breaks: 'what a call left behind is never taken over',
    edits: [edit('[OPERATION.dueMs]: dueMs,', '')], hunt: swept('fresh', 'kill-after'),
  },
  {
    name: 'withdraws what is in hand', breaks: 'a sender takes back what is being written',
    edits: [edit('|| inHand', '')], hunt: [...turns('withdraw-and-sweep'), ...swept('withdraw', 'kill-after')],
  },
  {
    name: 'saves a row that somebody changed meanwhile', breaks: 'the later of two writers wins without having seen the other',
    edits: [edit('if (!saveUnlessChanged(row))', 'saveUnlessChanged(row);\n        if (false)')], hunt: turns('withdraw-and-sweep', 'two-withdrawals-and-sweep'),
  },
];

/** How an operation comes to rest. */
const ENDS: readonly Mutant[] = [
  {
    name: 'tells the row before the chain', breaks: 'writes are swapped: an outcome stands that its history does not have',
    edits: [edit('const { event, stands } = appendOutcome(operation, outcome, ports);', 'ports.operations.update(operation.internalId, { state: outcome.state, waitsFor: "", dueMs: null, problem: outcome.problem, observed: null, target: outcome.result, mapVersion: outcome.mapVersion, head: operation.head, settledMs: ports.platform.nowMs() });\n        const { event, stands } = appendOutcome(operation, outcome, ports);')],
    hunt: swept('fresh', 'kill-before', 'kill-after'),
  },
  {
    name: 'settles before it saves', breaks: 'writes are swapped: an operation is applied whose record is not there',
    edits: [edit("const saved = context.ports.ledger.create({ recordType: rule.target,", "settled(reading, { state: 'applied', result: { recordType: rule.target, internalId: 0, externalId: targetId, documentNumber: '' }, verdicts: [], problem: null, mapVersion: rule.mapVersion });\n            const saved = context.ports.ledger.create({ recordType: rule.target,")],
    hunt: swept('fresh', 'kill-before'),
  },
  {
    name: 'keeps no row of the object', breaks: 'the next document knows nothing of this one',
    edits: [edit('ports.objects.record(object.known,', 'if (false) ports.objects.record(object.known,')], hunt: swept('fresh', 'kill-before'),
  },
  {
    name: 'breaks the chain', breaks: 'a changed history cannot be told from a true one',
    edits: [edit('return { ...content, number, previousHash: head.hash, valuesHash, hash };', "return { ...content, number, previousHash: '', valuesHash, hash };")], hunt: swept('supersede', 'kill-before'),
  },
  {
    name: 'forgets that it settled', breaks: 'what is done comes round for ever',
    edits: [edit('dueMs: redriven ? event.atMs : null,', 'dueMs: event.atMs,')], hunt: swept('fresh', 'kill-before'),
  },
];

/** When something is tried again. */
const WAITS: readonly Mutant[] = [
  {
    name: 'waits without an end', breaks: 'the next attempt comes later than its policy allows',
    edits: [edit('const dueMs = nowMs + Math.ceil(random * longest);', 'const dueMs = nowMs + longest * 40 + Math.ceil(random * longest);')], hunt: swept('fresh', 'error-before'),
  },
  {
    name: 'lets its waits grow without a cap', breaks: 'full jitter over a wait without a cap: an attempt days away',
    edits: [edit('const longest = (policy.waits[Math.min(attempts, policy.waits.length) - 1] ?? policy.waits[0] ?? 0)', 'const longest = policy.waits[0] * 4 ** (attempts - 1)')], hunt: swept('hopeless', 'kill-before'),
  },
  {
    name: 'parks without a due time', breaks: 'what is parked is never released',
    edits: [edit("return wait(operation, context, { dueMs: nextSweepMs(nowMs), ...parking, state: 'parked' });", "return wait(operation, context, { ...parking, dueMs: null, state: 'parked' });")], hunt: swept('parked-for-lane', 'kill-before', 'error-after'),
  },
  {
    name: 'leaves retries out of the sweep', breaks: 'what failed once is never tried again',
    edits: [edit('const retries = free.filter(({ rank }) => rank.kind === 2);', 'const retries = [];')], hunt: swept('fresh', 'error-before', 'kill-after'),
  },
  {
    name: 'gives up what a run died on', breaks: 'what a dead run left is never taken over',
    edits: [edit('const dueMs = integerOf(row, OPERATION.dueMs); // One at rest', "const dueMs = textOf(row, OPERATION.leaseBy) !== '' ? undefined : integerOf(row, OPERATION.dueMs); // One at rest")], hunt: swept('fresh', 'kill-after'),
  },
];

/** What holds many back, or few. */
const HOLDS: readonly Mutant[] = [
  {
    name: 'has no breaker', breaks: 'a storm of failing saves goes on',
    edits: [edit('return trips(recent, policy) ? opened(1, nowMs, policy) : breaker;', 'return breaker;')], hunt: swept('storm', 'kill-before'),
  },
  {
    name: 'lets everything through a breaker that is half open', breaks: 'each sweep of a storm tries everything again',
    edits: [edit('limits.trialOf(work) === undefined ||', 'true ||'), edit('const held = holdBack(operation, context, { work, facts });', 'const held = undefined;')], hunt: swept('storm', 'kill-before'),
  },
  {
    name: 'never quarantines', breaks: 'one document kills one run after another',
    edits: [edit('return deaths >= DEATH_LIMIT;', 'return false;')], hunt: swept('poison', 'kill-before'),
  },
  {
    name: 'tries for ever', breaks: 'what cannot succeed never comes to a person',
    edits: [edit('if (attempts >= policy.attempts)', 'if (false)'), edit('if (operation.attempts > ATTEMPT_LIMIT) {', 'if (false) {')], hunt: swept('hopeless', 'kill-before'),
  },
];

const NO_DISTANCE: readonly Edit[] = [
  edit('const highest = Math.max(0, lastId - IDS_IN_HAND);', 'const highest = lastId + 1;'),
  edit('Math.min(question.window.to, highest, firstRecentId ?? highest)', 'Math.min(question.window.to, highest)'),
];

/** What is read of the log. */
const MARKS: readonly Mutant[] = [
  {
    name: 'moves the mark past open work', breaks: 'the sweep does not see what is still open',
    edits: [...NO_DISTANCE, edit('const passed = open.filter((id) => id < limit);', 'const passed = [];'), edit('const found = stray.slice(0, MOST_PER_SWEEP);', 'const found = [];')], hunt: [history('mutant-1')],
  },
  {
    name: 'does not read what it carries', breaks: 'the sweep does not see what is open below the mark',
    edits: [...NO_DISTANCE, edit('${part(`o.id IN (${CARRIED_IDS}', '${part(`1 = 0 AND o.id IN (${CARRIED_IDS}')], hunt: [history('mutant-1')],
  },
];

/** Every mutant that the simulation has to catch. */
export const MUTANTS: readonly Mutant[] = [...KEYS, ...TARGETS, ...RUNS, ...ENDS, ...WAITS, ...HOLDS, ...MARKS];
