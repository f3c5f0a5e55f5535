import { FAULTS, withFault, type Hit, type Planted } from './faults';
import { customer, post } from './documents';
import { nextDeed, startSending, type Deed, type Sending } from './history-deeds';
import { differences } from './model';
import { seededRandom } from './random';
import { RECOVERIES, type Recovery } from './sweep-run';
import { Counter, type Tally } from './tally';
import { broken, settle, type World } from './world';

/** Mode d, one part: a history from a seed, of so many rounds. */
export interface HistoryPart {
  readonly seed: string;
  readonly rounds: number;
}

/** Customers that stand before a history begins. */
const KNOWN_CUSTOMERS = Array.from({ length: 20 }, (_, index) => 6001 + index);

const HOUR_MS = 3_600_000;

/** Deeds of one round at most: each is struck, what recovers them may be struck too, and all recover together. */
const MOST_DEEDS = 12;

/** Rounds after which the whole account is looked at, not only what is new. */
const FULL_CHECK_EVERY = 50;

/** Brings the account to where every history begins. */
export function prepareHistories(world: World): void {
  for (const id of KNOWN_CUSTOMERS) world.client.send(post(customer(`buyer-${id}`, id, 1)));
  settle(world);
}

/** Runs one history over the prepared account. Stops where a rule is broken: what follows would say the same. */
export function runHistory(world: World, { seed, rounds }: HistoryPart): Tally {
  const history = new History(world, seed);
  const counter = new Counter();
  for (let round = 0; round < rounds; round += 1) {
    const { hits, broken: found } = history.round(round);
    counter.count(hits, `d/${seed}/${round + 1}`, found, hits.length);
    if (found.length > 0) return counter.tally();
  }
  counter.count([], `d/${seed}/${rounds}`, history.whole(), 0);
  return counter.tally();
}

class History {
  private readonly sending: Sending;
  /** N/* calls that a deed of this name made when it was last done. */
  private readonly lengths = new Map<string, number>();

  constructor(private readonly world: World, seed: string) {
    this.sending = startSending(seededRandom(seed), KNOWN_CUSTOMERS);
  }

  /** Up to eight deeds with a fault in each, or in the sweep that does it; recovery until at rest; every rule, and the model. */
  round(round: number): { readonly hits: readonly Hit[]; readonly broken: readonly string[] } {
    const { world } = this;
    const { random } = this.sending;
    const above = this.highestOperation();
    if (random.chance(1, 40)) world.company.account.passTime(random.int(30) * HOUR_MS);
    const struck = Array.from({ length: 1 + random.int(MOST_DEEDS) }, () => this.strike(above));
    const deeds = struck.map(({ deed }) => deed);
    const { hits: again, broken: rest } = this.recover(deeds, random.chance(3, 5) ? 'repeats' : random.pick(RECOVERIES));
    const whole = (round + 1) % FULL_CHECK_EVERY === 0;
    const things = new Set(deeds.flatMap((deed) => deed.things));
    return {
      hits: [...struck.flatMap(({ hits }) => hits), ...again],
      broken: [...struck.flatMap((each) => each.broken), ...rest, ...broken(world, { aboveOperation: whole ? 0 : above }), ...[...things].flatMap((each) => differences(world, each))],
    };
  }

  /** Everything that went out, against all that the account holds. */
  whole(): readonly string[] {
    const { orders, customers, invoices } = this.sending;
    return [...settle(this.world).broken, ...broken(this.world), ...[...orders, ...customers, ...invoices].flatMap((each) => differences(this.world, each))];
  }

  /** Does a deed, or has the sweep do it, with a fault at one of its calls; and looks at the rules. */
  private strike(above: number): { readonly deed: Deed; readonly hits: readonly Hit[]; readonly broken: readonly string[] } {
    const deed = nextDeed(this.sending);
    const send = () => { this.send(deed); };
    if (deed.bySweep) send();
    const hits = deed.bySweep ? this.struck(`${deed.name} sweep`, () => { this.sweep(); }) : this.struck(deed.name, send);
    return { deed, hits, broken: broken(this.world, { aboveOperation: above }) };
  }

  private send({ calls }: Deed): void {
    for (const call of calls) this.world.client.send(call);
  }

  private struck(name: string, work: () => void): readonly Hit[] {
    const { random } = this.sending;
    const planted: Planted = { n: random.int(this.lengths.get(name) ?? 8), fault: random.pick(FAULTS) };
    const { hit, calls } = withFault(this.world.company.emulator, planted, work);
    this.lengths.set(name, Math.max(this.lengths.get(name) ?? 0, hit === undefined ? calls : calls + 1));
    return hit === undefined ? [] : [hit];
  }

  /** The sender may repeat its calls, which may fail again, and so may the first sweep that comes; then nothing fails any more. */
  private recover(deeds: readonly Deed[], recovery: Recovery): { readonly hits: readonly Hit[]; readonly broken: readonly string[] } {
    const { random } = this.sending;
    const repeat = () => deeds.flatMap((deed) => {
      const send = () => { this.send(deed); };
      if (random.chance(1, 2)) return this.struck(deed.name, send);
      send();
      return [];
    });
    const repeated = recovery === 'repeats' ? repeat() : [];
    const swept = this.world.company.due().length > 0 ? this.struck('sweep', () => { this.sweep(); }) : [];
    const first = settle(this.world).broken;
    if (recovery !== 'later') return { hits: [...repeated, ...swept], broken: first };
    const later = repeat();
    return { hits: [...swept, ...later], broken: [...first, ...settle(this.world).broken] };
  }

  private sweep(): void {
    const { company, probes } = this.world;
    probes.beforeSweep();
    company.sweepAt(company.due()[0]?.dueMs ?? 0);
    probes.afterSweep();
  }

  private highestOperation(): number {
    const [row] = this.world.company.emulator.query('SELECT MAX(id) AS id FROM customrecord_dkt_operation');
    return Number(row?.['id'] ?? 0);
  }
}
