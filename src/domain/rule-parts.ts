import type { Condition } from './condition';
import type { ExponentOverrides } from './currency-exponents';
import type { DecimalText } from './decimal';

/** What a rule does to its target, and what else it demands of a document: stored as one JSON text beside the rule's columns. */
export interface RuleParts {
  /** Default: write. */
  readonly action?: TargetAction;
  /** What an intent to cancel does; `refuse` where it is left out. */
  readonly onCancel?: CancelEffect;
  /** Documents that mean "cancel", whatever the call says. All conditions hold. */
  readonly cancelWhen?: readonly Condition[];
  /** Documents that the rule turns away: settled as refused. */
  readonly refuseWhen?: readonly RefuseWhen[];
  /** Only such documents count; others are settled as refused. */
  readonly acceptWhen?: AcceptWhen;
  /** Paths that make the idempotency key where the sender gives none. */
  readonly key?: readonly string[];
  readonly naturalKey?: NaturalKeyRule;
  readonly lookAlike?: LookAlikeRule;
  /** A document of the version last applied, with other content. Default: `conflict`. */
  readonly equalVersion?: 'conflict' | 'accept';
  /** Longest wait for another document, in hours, at most 72. Default: 72. */
  readonly dependencyHours?: number;
  readonly ledger?: LedgerRules;
  /** What a rollback may do beside what every rule allows; the decision says why. */
  readonly rollback?: { readonly delete: boolean; readonly decision: string };
  /** Currencies whose smallest unit the provider counts otherwise than ISO 4217. */
  readonly currencyExponents?: { readonly exponents: ExponentOverrides; readonly decision: string };
}

/** How the target comes about. */
export type TargetAction = { readonly kind: 'write' } | TransformAction;

/** The target is transformed from a record that stands: an invoice from its order, a payment from its invoice. */
export interface TransformAction {
  readonly kind: 'transform';
  /** Record type to transform from: `salesorder`. */
  readonly from: string;
  /** Pointer to what names that record. */
  readonly path: string;
  readonly source: { readonly by: 'rule'; readonly documentType: string } | { readonly by: 'field'; readonly field: string };
  /** Where the document names no such record: create the target on its own, or send the document to a person (default). */
  readonly whenAbsent?: 'create' | 'review';
}

export type CancelEffect = 'close' | 'void' | 'refuse';

/** Documents that are turned away, and why. */
export interface RefuseWhen {
  /** All of them hold. */
  readonly when: readonly Condition[];
  /** Accounts in which it counts. Default: any. */
  readonly in?: 'production' | 'sandbox' | 'any';
  readonly reason: string;
  readonly decision: string;
}

/** The only documents that count. */
export interface AcceptWhen {
  /** All of them hold. */
  readonly when: readonly Condition[];
  readonly reason: string;
  readonly decision: string;
}

/** Paths that together name one business event, whatever its key: vendor and bill number. */
export interface NaturalKeyRule {
  /** Names the key space: `vendor-bill`. Rules of one kind share it. */
  readonly kind: string;
  readonly paths: readonly string[];
  readonly decision: string;
}

/** Another document of the same party and amount within some days is looked at by a person. */
export interface LookAlikeRule {
  /** Days on either side of the document's date. */
  readonly days: number;
  readonly party: string;
  readonly amount: string;
  readonly date: string;
  readonly decision: string;
}

/** Ledger rules of a map, each with the decision that says why. */
export interface LedgerRules {
  /**
   * How tax is posted. `as_lines`: an item line per tax; `by_tax_code`: a tax code on each line (legacy tax);
   * `suitetax_details`: tax details that override SuiteTax; `none`: the type posts no tax.
   */
  readonly tax?: { readonly model: 'as_lines' | 'by_tax_code' | 'suitetax_details' | 'none'; readonly decision: string };
  /** Zone in which the posting date is told, and what happens where its period is closed. */
  readonly postingDate?: { readonly zone: string; readonly whenClosed: 'park' | 'review' | 'first_open_day'; readonly decision: string };
  /** `binding`: the source's one subsidiary; else a pointer to what names it. */
  readonly subsidiary?: { readonly from: 'binding' | { readonly path: string }; readonly decision: string };
  readonly rounding?: RoundingRule;
  /** Status of an order at create, as NetSuite codes it: `B`. */
  readonly orderStatus?: { readonly atCreate: string; readonly decision: string };
  readonly currency?: CurrencyRule;
}

/** A line that takes up a difference between a document's parts and its total, up to a limit. */
export interface RoundingRule {
  /** Control total whose difference it takes up. */
  readonly total: string;
  readonly sublist: string;
  /** Name of the item that the line carries. */
  readonly item: string;
  /** Largest difference either way, in the document's currency. */
  readonly limit: DecimalText;
  readonly decision: string;
}

/** Document currency and where its rate comes from. */
export interface CurrencyRule {
  readonly path: string;
  /** Pointer to the document's own rate; without it NetSuite's rate of the posting date counts. */
  readonly exchangeRate?: string;
  /** Pointer to the amount in base currency, where the document carries it. */
  readonly baseAmount?: string;
  readonly decision: string;
}
