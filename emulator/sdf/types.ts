/**
 * A built SDF account customization project as typed data: what `deploy.xml` would send to an account, checked, with
 * every reference resolved. Field meanings and defaults: Oracle's SDF XML Reference, one page per object type.
 */

/** Where something stands in the project: file relative to the project folder, line and column from 1. */
export interface SdfPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One broken rule. `rule` is the number of the offline check (docs: the ten offline checks), 1 to 10. */
export interface SdfProblem extends SdfPosition {
  readonly rule: SdfRule;
  readonly message: string;
}

export type SdfRule = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** What a tag's value names. */
export type SdfReference =
  /** An object of this project: `[scriptid=customlist_x]`. */
  | { readonly kind: 'object'; readonly scriptId: string }
  /** A part of an object of this project: `[scriptid=customlist_x.val_y]`. */
  | { readonly kind: 'member'; readonly scriptId: string; readonly memberId: string }
  /** An object of the target account that the manifest lists as a dependency. */
  | { readonly kind: 'account'; readonly scriptId: string }
  /** A standard id as Oracle lists it: `ADMINISTRATOR`, `SALESORDER`, `-4`, `TRAN_SALESORD`. */
  | { readonly kind: 'standard'; readonly id: string };

/** A value given to a field or parameter: text as written, or what it points at (several for MULTISELECT). */
export type SdfValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'references'; readonly references: readonly SdfReference[] };

export interface SdfProject {
  /** Absolute path of the project folder. */
  readonly folder: string;
  readonly manifest: SdfManifest;
  readonly deploy: SdfDeploy;
  readonly customRecordTypes: readonly SdfCustomRecordType[];
  readonly customLists: readonly SdfCustomList[];
  readonly scripts: readonly SdfScript[];
  readonly roles: readonly SdfRole[];
  /** Custom fields on standard records. */
  readonly customFields: readonly SdfStandardRecordField[];
  /** By File Cabinet path with leading slash: `/SuiteScripts/docket/inbound.js`. */
  readonly files: ReadonlyMap<string, SdfFile>;
}

export interface SdfManifest {
  readonly projectType: 'ACCOUNTCUSTOMIZATION';
  readonly projectName: string;
  readonly frameworkVersion: string;
  /** Feature id → required. Required and off: the deploy fails. */
  readonly features: ReadonlyMap<string, boolean>;
  /** Script ids that must exist in the target account (not in the project). */
  readonly accountObjects: readonly string[];
  /** File Cabinet paths that must exist in the target account. */
  readonly accountFiles: readonly string[];
}

/** `deploy.xml`: paths as written, in order. */
export interface SdfDeploy {
  readonly configuration: readonly string[];
  readonly files: readonly string[];
  readonly objects: readonly string[];
  readonly translationImports: readonly string[];
}

/** `fieldtype` values that all custom fields share. */
export type SdfFieldType =
  | 'CHECKBOX' | 'CLOBTEXT' | 'CURRENCY' | 'DATE' | 'DATETIMETZ' | 'DOCUMENT' | 'EMAIL' | 'FLOAT' | 'HELP' | 'IMAGE'
  | 'INLINEHTML' | 'INTEGER' | 'MULTISELECT' | 'PASSWORD' | 'PERCENT' | 'PHONE' | 'RICHTEXT' | 'SELECT' | 'TEXT'
  | 'TEXTAREA' | 'TIMEOFDAY' | 'URL';

/** What every custom field and script parameter has. Defaults are filled in. */
export interface SdfField {
  readonly scriptId: string;
  readonly fieldType: SdfFieldType;
  readonly label: string;
  readonly description: string;
  readonly help: string;
  readonly mandatory: boolean;
  /** False: the value is computed for display and never kept. */
  readonly storeValue: boolean;
  readonly displayType: 'HIDDEN' | 'LOCKED' | 'NORMAL' | 'SHOWASLIST' | 'STATICTEXT';
  /** Record type or list of a SELECT or MULTISELECT. */
  readonly selectRecordType?: SdfReference;
  /** `defaultvalue`, `defaultchecked` or `defaultselection`, whichever fits the type. */
  readonly defaultValue?: SdfValue;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  /** What happens to the field when the row it points at goes. Undefined: the row cannot be deleted. */
  readonly onParentDelete?: 'NO_ACTION' | 'SET_NULL';
  /** Every other tag as written, by tag name. */
  readonly extra: ReadonlyMap<string, string>;
  readonly position: SdfPosition;
}

export type SdfPermissionLevel = 'NONE' | 'VIEW' | 'CREATE' | 'EDIT' | 'FULL';

export interface SdfRecordPermission {
  readonly role: SdfReference;
  readonly level: SdfPermissionLevel;
  readonly restriction?: 'EDIT' | 'VIEWANDEDIT';
  readonly position: SdfPosition;
}

/** A shipped row. It has no external id; every deploy sets these values again and none deletes the row. */
export interface SdfInstance {
  readonly scriptId: string;
  /** `name` of the row (record types with includename T). */
  readonly name?: string;
  readonly altName?: string;
  readonly isInactive: boolean;
  /** `parent` of a hierarchical type. */
  readonly parent?: SdfReference;
  /** By custrecord_ script id. A field that is absent is not set by the deploy. */
  readonly values: ReadonlyMap<string, SdfValue>;
  readonly position: SdfPosition;
}

export interface SdfLink {
  readonly category: string;
  readonly label?: string;
  readonly taskType?: string;
}

export interface SdfCustomRecordType {
  readonly scriptId: string;
  readonly recordName: string;
  readonly description: string;
  readonly accessType: 'CUSTRECORDENTRYPERM' | 'NONENEEDED' | 'USEPERMISSIONLIST';
  /** T makes `name` a mandatory field. */
  readonly includeName: boolean;
  readonly enableNumbering: boolean;
  readonly hierarchical: boolean;
  readonly isInactive: boolean;
  readonly allowUiAccess: boolean;
  readonly allowInlineEditing: boolean;
  readonly enableOptimisticLocking: boolean;
  readonly enableSystemNotes: boolean;
  readonly fields: readonly SdfField[];
  readonly instances: readonly SdfInstance[];
  readonly links: readonly SdfLink[];
  readonly permissions: readonly SdfRecordPermission[];
  /** Every other plain tag as written, by tag name. */
  readonly extra: ReadonlyMap<string, string>;
  readonly position: SdfPosition;
}

export interface SdfListValue {
  readonly scriptId: string;
  readonly value: string;
  readonly isInactive: boolean;
}

export interface SdfCustomList {
  readonly scriptId: string;
  readonly name: string;
  readonly description: string;
  readonly isInactive: boolean;
  /** True: in the order given; false: by name. */
  readonly isOrdered: boolean;
  readonly values: readonly SdfListValue[];
  readonly position: SdfPosition;
}

/** Root tags of script objects. */
export type SdfScriptKind =
  | 'restlet' | 'mapreducescript' | 'suitelet' | 'scheduledscript' | 'usereventscript' | 'clientscript' | 'portlet';

/** A script parameter. `COMPANY`, `USER`, `PORTLET`: the value is a preference instead of the deployment's. */
export interface SdfParameter extends SdfField {
  readonly setting?: 'COMPANY' | 'PORTLET' | 'USER';
}

/** The header tags of a script file's first comment. */
export interface SdfScriptHeader {
  /** `2.1`. */
  readonly apiVersion?: string;
  /** `Restlet`, `MapReduceScript`, … */
  readonly scriptType?: string;
  readonly moduleScope?: string;
}

export interface SdfScript {
  readonly kind: SdfScriptKind;
  readonly scriptId: string;
  readonly name: string;
  readonly description: string;
  readonly isInactive: boolean;
  /** File Cabinet path: `/SuiteScripts/docket/inbound.js`; always a key of `SdfProject.files`. */
  readonly file: string;
  readonly header: SdfScriptHeader;
  readonly parameters: readonly SdfParameter[];
  readonly deployments: readonly SdfDeployment[];
  /** Portlets only. */
  readonly portletType?: 'FORM' | 'HTML' | 'LINKS' | 'LIST';
  readonly position: SdfPosition;
}

export type SdfDeploymentStatus =
  'COMPLETED' | 'INPROGRESS' | 'INQUEUE' | 'NOTSCHEDULED' | 'RELEASED' | 'SCHEDULED' | 'TESTING';

export type SdfLogLevel = 'AUDIT' | 'DEBUG' | 'EMERGENCY' | 'ERROR' | 'INTERNAL' | 'SYSTEM';

/** Who may run a deployment. All false and no roles: its owner alone. */
export interface SdfAudience {
  /** All internal roles. */
  readonly allRoles: boolean;
  readonly roles: readonly SdfReference[];
  readonly allEmployees: boolean;
}

export interface SdfDeployment {
  readonly scriptId: string;
  /** Undefined where the type has no such tag (user event, client). */
  readonly title?: string;
  /** Default TESTING: runs for the owner only. */
  readonly status: SdfDeploymentStatus;
  readonly isDeployed: boolean;
  /** Default DEBUG. */
  readonly logLevel: SdfLogLevel;
  /** Undefined where the type has no audience (Map/Reduce, scheduled). */
  readonly audience?: SdfAudience;
  /** Undefined: as the caller (or, for schedules, the administrator). */
  readonly runAsRole?: SdfReference;
  /** Values for this deployment by custscript_ id. Absent: the parameter's default. */
  readonly parameterValues: ReadonlyMap<string, SdfValue>;
  /** Map/Reduce only; defaults filled in. */
  readonly mapReduce?: SdfMapReduceSettings;
  /** Map/Reduce and scheduled scripts. */
  readonly recurrence?: SdfRecurrence;
  /** User event and client scripts: `SALESORDER`, `ALL_RECORDS` or a custom record. */
  readonly recordType?: SdfReference;
  /** User event, client, suitelet: one event, or undefined for all. */
  readonly eventType?: string;
  /** Contexts in which a user event or client script runs; empty: all. */
  readonly executionContexts: readonly string[];
  /** Suitelet: open to the world without log-in. */
  readonly isOnline: boolean;
  readonly links: readonly SdfLink[];
  readonly position: SdfPosition;
}

export interface SdfMapReduceSettings {
  /** Key-value pairs a job takes at a time. Default 1. */
  readonly bufferSize: number;
  /** Default 1. */
  readonly concurrencyLimit: number;
  readonly queueAllStagesAtOnce: boolean;
  /** Minutes, 3 to 60. Default 60. */
  readonly yieldAfterMinutes: number;
}

export type SdfWeekday = 'SUNDAY' | 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY';

/** When within its days a schedule runs. Dates `YYYY-MM-DD`, times `HH:mm` as written in the XML. */
export interface SdfRecurrenceSpan {
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate?: string;
  /** Minutes between runs on a due day, from start time to midnight: 15 to 720. Undefined: once. */
  readonly repeatMinutes?: number;
}

/** `monthly` and `yearly` fall on the day of `startDate`. */
export type SdfRecurrence =
  | ({ readonly kind: 'single' | 'everyweekday' | 'yearly' } & SdfRecurrenceSpan)
  | ({ readonly kind: 'daily'; readonly everyDays: number } & SdfRecurrenceSpan)
  | ({ readonly kind: 'weekly'; readonly everyWeeks: number; readonly weekdays: readonly SdfWeekday[] } & SdfRecurrenceSpan)
  | ({ readonly kind: 'monthly'; readonly everyMonths: number } & SdfRecurrenceSpan)
  | ({ readonly kind: 'monthlydayofweek'; readonly everyMonths: number; readonly weekOfMonth: SdfWeekOfMonth; readonly weekday: SdfWeekday } & SdfRecurrenceSpan)
  | ({ readonly kind: 'yearlydayofweek'; readonly weekOfMonth: SdfWeekOfMonth; readonly weekday: SdfWeekday } & SdfRecurrenceSpan);

export type SdfWeekOfMonth = 'FIRST' | 'SECOND' | 'THIRD' | 'FOURTH' | 'LAST';

export interface SdfRolePermission {
  /** A standard key, or a custom record type by reference. */
  readonly key: SdfReference;
  readonly level: SdfPermissionLevel;
  readonly restriction?: 'EDIT' | 'VIEWANDEDIT';
  readonly position: SdfPosition;
}

export interface SdfRole {
  readonly scriptId: string;
  readonly name: string;
  readonly centerType: string;
  readonly isInactive: boolean;
  readonly permissions: readonly SdfRolePermission[];
  /** Every other plain tag as written, by tag name. */
  readonly extra: ReadonlyMap<string, string>;
  readonly position: SdfPosition;
}

/** Where a custom field on standard records lives, by the root tag that makes it. */
export type SdfStandardFieldKind =
  'transactionbodycustomfield' | 'transactioncolumncustomfield' | 'entitycustomfield' | 'itemcustomfield';

export interface SdfStandardRecordField extends SdfField {
  readonly kind: SdfStandardFieldKind;
  /** The `applies to` tags that are T: `bodysale`, `colsale`, `appliestocustomer`, `appliestoinventory`, … */
  readonly appliesTo: ReadonlySet<string>;
}

export interface SdfFile {
  /** File Cabinet path with leading slash. */
  readonly path: string;
  /** Absolute path on disk. */
  readonly diskPath: string;
  /** Undefined for files that are not `.js` or have no header comment. */
  readonly header?: SdfScriptHeader;
}
