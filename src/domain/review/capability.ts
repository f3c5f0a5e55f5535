/** Roles of the review queue. Each is shipped as a role of the account; other roles may be given one of these profiles by a setting. */
export const REVIEW_ROLES = ['viewer', 'reviewer', 'lead', 'approver', 'admin'] as const;

export type ReviewRole = (typeof REVIEW_ROLES)[number];

/** What a person may do in the review queue. A page or an action asks for one of these, never for a role. */
export const CAPABILITIES = [
  /** Queue, causes, detail, decisions, ownership view, health. */
  'see_queue',
  /** Operations of every subsidiary, not of one's own alone. */
  'see_all_subsidiaries',
  /** Codes, error ids, fingerprints, the masked document. */
  'see_technical',
  /** Assign, acknowledge, snooze, note and escalate what is one's own or nobody's. */
  'organize_own',
  /** The same for what is anybody's. */
  'organize_any',
  'redrive',
  'cancel_retry',
  /** Edit and redrive of fields that are not money, party or bank. */
  'edit',
  /** Choose the record for a value that had no match: an entry of the value map. */
  'map_value',
  'request_money_edit',
  /** Never one's own request. */
  'approve_money_edit',
  /** Resolve elsewhere, discard and reopen, up to the first limit. */
  'close_small',
  /** The same up to the second limit. */
  'close_medium',
  /** The same without a limit. */
  'close_any',
  /** More rows or more money at once than the limits for bulk. */
  'request_bulk',
  /** Never one's own request. */
  'approve_bulk',
  'request_rollback',
  /** Never one's own request. */
  'approve_rollback',
  /** A ticket that lets a document change a field of another owner. */
  'request_override',
  /** Never one's own request. */
  'approve_override',
  /** Changes of ownership map, due hours and retry figures. */
  'approve_rules',
  'edit_rules',
  /** The control total of a period. */
  'sign_close',
  /** Purge, pause and uninstall. */
  'approve_maintenance',
  'maintain',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** What closes operations, from the least to the most. */
export const CLOSES: readonly Capability[] = ['close_small', 'close_medium', 'close_any'];

/**
 * What a role may do with one kind of thing. `own`: what is one's own or nobody's, or of one's own subsidiaries; `small`, `medium`, `any`: up to the
 * first limit, the second, without one; `request`: ask, and another person approves; `approve`: ask, and approve what others ask for.
 */
export type Grant = 'no' | 'yes' | 'own' | 'small' | 'medium' | 'any' | 'request' | 'approve' | 'edit';

/** What each grant of a row comes to; a grant that a row does not know is none. */
const ROW_CAPABILITIES = {
  see: { own: ['see_queue'], yes: ['see_queue', 'see_all_subsidiaries'] },
  see_technical: { yes: ['see_technical'] },
  organize: { own: ['organize_own'], yes: ['organize_own', 'organize_any'] },
  retry: { yes: ['redrive', 'cancel_retry'] },
  edit: { yes: ['edit', 'map_value'] },
  money_edit: { request: ['request_money_edit'], approve: ['request_money_edit', 'approve_money_edit'] },
  close: { small: ['close_small'], medium: ['close_small', 'close_medium'], any: ['close_small', 'close_medium', 'close_any'] },
  bulk: { request: ['request_bulk'], approve: ['request_bulk', 'approve_bulk'] },
  rollback: { request: ['request_rollback'], approve: ['request_rollback', 'approve_rollback'] },
  override: { request: ['request_override'], approve: ['request_override', 'approve_override'] },
  rules: { edit: ['edit_rules'], approve: ['approve_rules'] },
  sign_close: { yes: ['sign_close'] },
  maintenance: { edit: ['maintain'], approve: ['approve_maintenance'] },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Grant, readonly Capability[]>>>>>;

export type MatrixRow = keyof typeof ROW_CAPABILITIES;

/**
 * The table of who may do what, and who asks and who approves. Whoever edits the rules never approves money, and nobody approves a request of their
 * own, in whatever role: `judgeStep` sees to that. What a map masks is shown to nobody (D-0090), so that no row grants it.
 */
export const APPROVAL_MATRIX: Readonly<Record<MatrixRow, Readonly<Record<ReviewRole, Grant>>>> = {
  see: { viewer: 'yes', reviewer: 'own', lead: 'yes', approver: 'yes', admin: 'yes' },
  see_technical: { viewer: 'no', reviewer: 'no', lead: 'yes', approver: 'yes', admin: 'yes' },
  organize: { viewer: 'no', reviewer: 'own', lead: 'yes', approver: 'yes', admin: 'yes' },
  retry: { viewer: 'no', reviewer: 'yes', lead: 'yes', approver: 'yes', admin: 'yes' },
  edit: { viewer: 'no', reviewer: 'yes', lead: 'yes', approver: 'yes', admin: 'no' },
  money_edit: { viewer: 'no', reviewer: 'request', lead: 'request', approver: 'approve', admin: 'no' },
  close: { viewer: 'no', reviewer: 'small', lead: 'medium', approver: 'any', admin: 'no' },
  bulk: { viewer: 'no', reviewer: 'no', lead: 'request', approver: 'approve', admin: 'no' },
  rollback: { viewer: 'no', reviewer: 'request', lead: 'request', approver: 'approve', admin: 'no' },
  override: { viewer: 'no', reviewer: 'request', lead: 'request', approver: 'approve', admin: 'no' },
  rules: { viewer: 'no', reviewer: 'no', lead: 'no', approver: 'approve', admin: 'edit' },
  sign_close: { viewer: 'no', reviewer: 'no', lead: 'no', approver: 'yes', admin: 'no' },
  maintenance: { viewer: 'no', reviewer: 'no', lead: 'no', approver: 'approve', admin: 'edit' },
};

const MATRIX_ROWS = Object.keys(APPROVAL_MATRIX) as readonly MatrixRow[];

function granted(role: ReviewRole): ReadonlySet<Capability> {
  return new Set(MATRIX_ROWS.flatMap((row) => {
    const grants: Readonly<Partial<Record<Grant, readonly Capability[]>>> = ROW_CAPABILITIES[row];
    return grants[APPROVAL_MATRIX[row][role]] ?? [];
  }));
}

const GRANTED: Readonly<Record<ReviewRole, ReadonlySet<Capability>>> = {
  viewer: granted('viewer'), reviewer: granted('reviewer'), lead: granted('lead'), approver: granted('approver'), admin: granted('admin'),
};

/** What a role may do. */
export function capabilitiesOf(role: ReviewRole): ReadonlySet<Capability> {
  return GRANTED[role];
}

/** The roles that the project ships, by script id. */
export const SHIPPED_ROLES: Readonly<Record<string, ReviewRole>> = {
  customrole_dkt_viewer: 'viewer',
  customrole_dkt_reviewer: 'reviewer',
  customrole_dkt_lead: 'lead',
  customrole_dkt_approver: 'approver',
  customrole_dkt_admin: 'admin',
  administrator: 'admin',
};

/** Setting whose value maps further roles of the account to a profile: `{"customrole_ar_clerk": "reviewer"}`. */
export const REVIEW_ROLES_SETTING = 'review:roles';

/** Setting that names further subsidiaries of a role whose people see their own alone: `{"customrole_ar_clerk": [2, 3]}`. */
export const REVIEW_SUBSIDIARIES_SETTING = 'review:subsidiaries';

/**
 * The profile of a role by its script id; undefined: it has no part in the queue. The shipped roles keep theirs whatever the setting says,
 * and a setting that cannot be read gives nobody anything.
 */
export function reviewRoleOf(roleScriptId: string, setting: string): ReviewRole | undefined {
  const id = roleScriptId.toLowerCase();
  if (Object.hasOwn(SHIPPED_ROLES, id)) return SHIPPED_ROLES[id];
  const given = Object.entries(members(setting)).find(([name]) => name.toLowerCase() === id)?.[1];
  return REVIEW_ROLES.find((role) => role === given);
}

/** Subsidiaries that the setting adds to those of a role's people; internal ids. */
export function subsidiariesOf(roleScriptId: string, setting: string): readonly number[] {
  const id = roleScriptId.toLowerCase();
  const given: unknown = Object.entries(members(setting)).find(([name]) => name.toLowerCase() === id)?.[1];
  return Array.isArray(given) ? given.filter((one): one is number => Number.isSafeInteger(one) && one > 0) : [];
}

function members(setting: string): Readonly<Record<string, unknown>> {
  const parsed = parsedJson(setting);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Readonly<Record<string, unknown>>) : {};
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}

/** What is known of where somebody belongs. */
export interface Belonging {
  readonly capabilities: ReadonlySet<Capability>;
  /** False where the account has one company alone: then everything is of it. */
  readonly hasSubsidiaries: boolean;
  /** Internal id of the person's own subsidiary; undefined: none is set. Asked only where it counts. */
  readonly own: () => number | undefined;
  readonly roleId: string;
  /** Value of the setting `review:subsidiaries`. */
  readonly setting: string;
}

/** The subsidiaries whose operations somebody sees, on a page and in an action alike. */
export function seenSubsidiaries({ capabilities, hasSubsidiaries, own, roleId, setting }: Belonging): Viewer['subsidiaries'] {
  if (!hasSubsidiaries || capabilities.has('see_all_subsidiaries')) return 'all';
  return [...new Set([own() ?? [], ...subsidiariesOf(roleId, setting)].flat())];
}

/** Who looks at the queue. */
export interface Viewer {
  readonly userId: number;
  readonly name: string;
  /** Script id of the role, in lower case. */
  readonly roleId: string;
  readonly role: ReviewRole;
  readonly capabilities: ReadonlySet<Capability>;
  /** Internal ids of the subsidiaries whose operations are seen; `all` also sees operations of none. */
  readonly subsidiaries: 'all' | readonly number[];
}

/** True where the viewer may do it. */
export function may({ capabilities }: Pick<Viewer, 'capabilities'>, capability: Capability): boolean {
  return capabilities.has(capability);
}
