import type { CauseRow, OperationRow } from '../application/review/review-port';
import type { ActionKind, ActionSubjectKind } from '../domain/review/action-kinds';
import { offeredForCause, offeredForOperation } from '../domain/review/offered-actions';
import { restsInConflict } from '../domain/ticket';
import { actFields } from './act-fields';
import type { ActGround } from './act-fields';
import type { Params } from './address';
import type { Banner, ButtonDraft, FieldDraft, GroupDraft, PageDraft } from './draft';
import { shown, shownLong } from './draft';
import { ACTION_WORDS, causeName, documentName, STATE_WORDS } from './labels';
import type { FormSubject, PageContext } from './page-context';
import { causeState } from './queue-page';
import { standingBanners } from './standing-banners';
import { counted, sumWords } from './words';

/** What an action is about, as it stands. */
export interface ActSubject {
  readonly subject: Extract<ActionSubjectKind, 'operation' | 'cause'>;
  readonly id: string;
  readonly name: string;
  /** Binds the form to what was shown. */
  readonly version: string;
  /** Head of the chain, for the row; undefined: its state is judged. */
  readonly seen: number | undefined;
  /** Operations that it is about. */
  readonly items: number;
  readonly facts: readonly FieldDraft[];
  readonly backUrl: string;
  /** State in words. */
  readonly stands: string;
  /** What may be done with it as it stands. */
  readonly offered: readonly ActionKind[];
}

/** An operation as the subject of an action. */
export function operationSubject(row: OperationRow, { words, link, health, viewer }: PageContext): ActSubject {
  return {
    subject: 'operation', id: row.operationId, name: documentName(row), version: String(row.head), seen: row.head, items: 1, backUrl: link('operation', { operation: row.operationId }),
    stands: STATE_WORDS[row.state], offered: offeredForOperation({ state: row.state, snoozed: row.snoozedUntilMs !== undefined, missesReference: true, inConflict: restsInConflict(row.reason) }, viewer),
    facts: [
      shown('custpage_f_state', 'State', STATE_WORDS[row.state]),
      shown('custpage_f_reason', 'Reason', row.reasonTitle),
      shown('custpage_f_party', 'Party', row.party),
      shown('custpage_f_amount', 'Amount', row.money === undefined ? '' : words.money(row.money.amount, row.money.currency)),
      shown('custpage_f_risk', 'Amount at risk', row.atRisk === undefined ? 'not known' : words.money(row.atRisk, health.baseCurrency)),
      shown('custpage_f_owner', 'Owner', row.ownerName === '' ? 'nobody' : row.ownerName),
    ],
  };
}

/** A cause as the subject of an action. */
export function causeSubject(cause: CauseRow, { words, link, health, viewer }: PageContext): ActSubject {
  return {
    subject: 'cause', id: cause.fingerprint, name: causeName(cause), version: cause.version, seen: undefined, items: cause.items, backUrl: link('cause', { cause: cause.fingerprint }),
    stands: causeState(cause), offered: offeredForCause({ state: cause.state, items: cause.items, missesReference: true }, viewer),
    facts: [
      shown('custpage_f_state', 'State', causeState(cause)),
      shown('custpage_f_items', 'Open', counted(cause.items, 'operation')),
      shown('custpage_f_risk', 'Amount at risk', sumWords(words, { atRisk: cause.atRisk, unknown: cause.atRiskUnknown, currency: health.baseCurrency })),
      shown('custpage_f_owner', 'Owner', cause.ownerName === '' ? 'nobody' : cause.ownerName),
    ],
  };
}

/** What the form of an action is bound to. */
export function actForm(kind: ActionKind, { subject, id, version }: ActSubject): FormSubject {
  return { page: 'act', subject: `${kind} ${subject} ${id}`, version };
}

/** What of a form travels with its post, sealed by its token. */
export function actHidden(kind: ActionKind, subject: ActSubject, { tokenFor }: Pick<PageContext, 'tokenFor'>): Readonly<Record<string, string>> {
  return { custpage_page: 'act', custpage_kind: kind, [`custpage_${subject.subject}`]: subject.id, custpage_version: subject.version, custpage_token: tokenFor(actForm(kind, subject)) };
}

/** The choice of a record as a part of the page that shows what waits for it. */
export function choiceGroup(ground: ActGround): GroupDraft {
  return { id: 'custpage_form', label: 'Say once what it means in NetSuite', fields: actFields('choose_reference', ground, {}).map((field) => (field.id === 'custpage_note' ? { ...field, newColumn: true } : field)) };
}

/** Buttons that open the form of an action each, and nothing else. */
export function actButtons(kinds: readonly ActionKind[], urlOf: (kind: ActionKind) => string): readonly ButtonDraft[] {
  return kinds.map((kind) => ({ id: `custpage_act_${kind}`, label: ACTION_WORDS[kind].short, url: urlOf(kind) }));
}

/** What is to be done with what, what it means, and a note. The button says what it does. */
export function actPage(kind: ActionKind, subject: ActSubject, given: { readonly ground: ActGround; readonly posted: Params; readonly fault?: string }, context: PageContext): PageDraft {
  const { short, help } = ACTION_WORDS[kind];
  const fault: readonly Banner[] = given.fault === undefined ? [] : [{ kind: 'error', title: 'Not done yet', text: given.fault }];
  return {
    title: `${short}: ${subject.name}`,
    banners: [...fault, ...standingBanners(context.health)],
    links: [{ kind: 'breadcrumb', title: 'Review queue', url: context.link('queue') }, { kind: 'breadcrumb', title: subject.name, url: subject.backUrl }],
    submit: kind === 'release' ? `${short}: ${counted(subject.items, 'operation')}` : short,
    buttons: [{ id: 'custpage_cancel', label: 'Cancel', url: subject.backUrl }],
    groups: [
      { id: 'custpage_form', label: short, oneColumn: true, fields: [shownLong('custpage_help', 'What it does', consequence(kind, help)), ...actFields(kind, given.ground, given.posted)] },
      { id: 'custpage_facts', label: 'About', inRows: true, fields: subject.facts },
    ],
    hidden: actHidden(kind, subject, context),
  };
}

/** What comes of it beyond the click, where a person should know before. */
function consequence(kind: ActionKind, help: string): string {
  switch (kind) {
    case 'release':
      return `${help} What rests for it when you press counts: what came in meanwhile is redriven too, what was settled meanwhile is left.`;
    case 'redrive':
      return `${help} If it could not be applied because something was wrong, put that right first: it fails in the same way until then.`;
    case 'edit':
      return `${help} A change of an amount, a party or a bank field waits for approval by another person.`;
    case 'resolve_elsewhere':
      return `${help} What is worth more than your role may close waits for approval by another person.`;
    case 'force':
      return `${help} For this operation, once: when it is approved, the operation is tried again. What was written under the ticket says so in its history for good.`;
    case 'discard':
      return `${help} A repeat from the source is answered that it was discarded.`;
    default:
      return help;
  }
}
