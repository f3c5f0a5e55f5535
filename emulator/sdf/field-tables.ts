import { choice, each, flag, needs, number, reference, refused, required, text } from './structure-table';
import type { ObjectTable, StructureTable, TagSpecs } from './structure-table';

/** generic_customfield_fieldtype (SDFxml_2791641793). */
export const FIELD_TYPES = [
  'CHECKBOX', 'CLOBTEXT', 'CURRENCY', 'DATE', 'DATETIMETZ', 'DOCUMENT', 'EMAIL', 'FLOAT', 'HELP', 'IMAGE', 'INLINEHTML',
  'INTEGER', 'MULTISELECT', 'PASSWORD', 'PERCENT', 'PHONE', 'RICHTEXT', 'SELECT', 'TEXT', 'TEXTAREA', 'TIMEOFDAY', 'URL',
] as const;

const accessLevel = choice('0', '1', '2');
const notRead = refused('field filters and role access are not read here');

/** Tags that every custom field and script parameter has (SDFxml_3330726969, SDFxml_2670115109). */
const SHARED_FIELD_TAGS: TagSpecs = {
  fieldtype: required(choice(...FIELD_TYPES)),
  label: required(text(200)),
  selectrecordtype: reference(['customrecordtype', 'customlist'], /^-\d+$/),
  ...each(['applyformatting', 'defaultchecked', 'storevalue', 'isformula', 'ismandatory'], flag),
  defaultselection: reference(['customvalue', 'instance', 'role', 'customrecordtype'], /^[A-Z0-9_-]+$/),
  defaultvalue: text(),
  description: text(),
  help: text(),
  linktext: text(),
  displaytype: choice('HIDDEN', 'LOCKED', 'NORMAL', 'SHOWASLIST', 'STATICTEXT'),
  dynamicdefault: choice('DEPARTMENT', 'LOCATION', 'ME', 'NOW', 'SUBSIDIARY', 'SUPERVISOR'),
  ...each(['minvalue', 'maxvalue'], number()),
  ...each(['maxlength', 'displayheight', 'displaywidth'], number(0)),
  ...each(['accesslevel', 'searchlevel'], accessLevel),
  onparentdelete: choice('NO_ACTION', 'SET_NULL'),
  searchcomparefield: text(),
  searchdefault: refused('saved searches are not read here'),
  customfieldfilters: notRead,
  roleaccesses: notRead,
};

const STORED_FIELD_TAGS: TagSpecs = {
  ...SHARED_FIELD_TAGS,
  ...each(['checkspelling', 'encryptatrest', 'globalsearch', 'showhierarchy', 'showinlist', 'isparent'], flag),
  ...each(['sourcefilterby', 'sourcefrom', 'sourcelist'], refused('sourced fields are not read here')),
  ...each(['parentsubtab', 'subtab'], text()),
};

/** Fields of a custom record type (SDFxml_2670115109). */
export const RECORD_FIELD: StructureTable = {
  scriptId: { prefix: 'custrecord_', maxLength: 40, uniqueIn: 'project' },
  tags: { ...STORED_FIELD_TAGS, ...each(['allowquickadd', 'rolerestrict'], flag) },
};

/** Script parameters: no list or search tags, but `setting` (script pages of the SDF XML Reference). */
export const SCRIPT_PARAMETER: StructureTable = {
  scriptId: { prefix: 'custscript_', maxLength: 40, uniqueIn: 'project' },
  tags: { ...SHARED_FIELD_TAGS, checkspelling: flag, setting: choice('COMPANY', 'PORTLET', 'USER') },
};

/** SDFxml_3330726969: the id may have 38 characters. */
const BODY_FIELD: ObjectTable = {
  scriptId: { prefix: 'custbody_', maxLength: 38, uniqueIn: 'project' },
  features: [],
  tags: {
    ...STORED_FIELD_TAGS,
    ...each(['bodydeposit', 'bodydepositapplication', 'bodyothertransaction', 'bodypickingticket', 'bodyprintflag', 'bodysale'], flag),
    ...each(['bodyitemfulfillment', 'bodyitemfulfillmentorder', 'bodyjournal', 'bodyprintpackingslip', 'bodyprintstatement', 'bodypurchase', 'bodybtegata'], needs('ACCOUNTING', flag)),
    ...each(['bodyitemreceipt', 'bodyitemreceiptorder'], needs('ADVRECEIVING', flag)),
    bodyassemblybuild: needs('ASSEMBLIES', flag),
    bodybom: needs('WORKORDERS', flag),
    bodycustomerpayment: needs('RECEIVABLES', flag),
    bodyexpensereport: needs('EXPREPORTS', flag),
    bodyinventoryadjustment: needs('INVENTORY', flag),
    bodyfulfillmentrequest: needs('FULFILLMENTREQUEST', flag),
    bodystorepickup: needs('STOREPICKUP', flag),
    bodyperiodendjournal: needs('PERIODENDJOURNALENTRIES', flag),
    bodyopportunity: needs('OPPORTUNITIES', flag),
    bodypaycheck: needs('PAYCHECKJOURNAL', flag),
    bodystore: needs('WEBSTORE', flag),
    bodytransferorder: needs('MULTILOCINVT', flag),
    bodyvendorpayment: needs('PAYABLES', flag),
    fldsizelabel: text(),
    bodycustomtransactions: refused('custom transaction types are not read here'),
  },
};

/** SDFxml_2979546877: the id may have 37 characters. */
const COLUMN_FIELD: ObjectTable = {
  scriptId: { prefix: 'custcol_', maxLength: 37, uniqueIn: 'project' },
  features: [],
  tags: {
    ...SHARED_FIELD_TAGS,
    ...each(['encryptatrest', 'showhierarchy'], flag),
    ...each(['sourcefilterby', 'sourcefrom', 'sourcelist'], refused('sourced fields are not read here')),
    ...each(['colgrouponinvoices', 'colkititem', 'colpickingticket', 'colprintflag', 'colsale', 'colstorewithgroups'], flag),
    ...each(['colexpense', 'colinventoryadjustment', 'colitemfulfillment', 'coljournal', 'colpackingslip', 'colpurchase', 'colreturnform'], needs('ACCOUNTING', flag)),
    ...each(['colpaycheckcompanycontribution', 'colpaycheckcompanytax', 'colpaycheckdeduction', 'colpaycheckearning', 'colpaycheckemployeetax'], needs('PAYCHECKJOURNAL', flag)),
    ...each(['colstore', 'colstorehidden'], needs('WEBSITE', flag)),
    colbuild: needs('WORKORDERS', flag),
    colexpensereport: needs('EXPREPORTS', flag),
    colfulfillmentrequest: needs('FULFILLMENTREQUEST', flag),
    colstorepickup: needs('STOREPICKUP', flag),
    colitemfulfillmentorder: needs('ACCOUNTING', text()),
    colitemreceipt: needs('ADVRECEIVING', flag),
    colitemreceiptorder: needs('ADVRECEIVING', text()),
    colperiodendjournal: needs('PERIODENDJOURNALENTRIES', flag),
    colopportunity: needs('OPPORTUNITIES', flag),
    coltime: needs('TIMETRACKING', flag),
    coltransferorder: needs('MULTILOCINVT', flag),
    columncustomtransactions: refused('custom transaction types are not read here'),
  },
};

/** SDFxml_1378498284. */
const ENTITY_FIELD: ObjectTable = {
  scriptId: { prefix: 'custentity_', maxLength: 40, uniqueIn: 'project' },
  features: [],
  tags: {
    ...STORED_FIELD_TAGS,
    ...each(['appliestocontact', 'appliestocustomer', 'appliestoemployee', 'appliestogroup', 'appliestoothername', 'appliestopricelist', 'appliestoprojecttemplate', 'appliestostatement', 'availableexternally'], flag),
    appliestogenericrsrc: needs('ADVANCEDJOBS', flag),
    appliestopartner: needs('CRM', flag),
    appliestoproject: needs('JOBS', flag),
    appliestovendor: needs('ACCOUNTING', flag),
    appliestowebsite: needs('WEBSITE', flag),
    availabletosso: needs('SUITESIGNON', flag),
  },
};

/** SDFxml_1799261045. */
const ITEM_FIELD: ObjectTable = {
  scriptId: { prefix: 'custitem_', maxLength: 40, uniqueIn: 'project' },
  features: [],
  tags: {
    ...STORED_FIELD_TAGS,
    ...each(['appliestogroup', 'appliestokit', 'appliestononinventory', 'appliestoothercharge', 'appliestopricelist', 'appliestoservice', 'appliestospecificitems', 'appliestosubplan', 'includechilditems'], flag),
    appliestoinventory: needs('INVENTORY', flag),
    appliestoitemassembly: needs('ASSEMBLIES', flag),
    appliestoexpense: needs('CHARGEBASEDBILLING', flag),
    itemmatrix: needs('MATRIXITEMS', flag),
    ismhitemattribute: needs('MERCHANDISEHIERARCHY', flag),
    itemsubtype: choice('BOTH', 'PURCHASE', 'SALE'),
  },
};

/** Custom fields on standard records, by root tag. */
export const STANDARD_FIELD_TABLES = {
  transactionbodycustomfield: BODY_FIELD,
  transactioncolumncustomfield: COLUMN_FIELD,
  entitycustomfield: ENTITY_FIELD,
  itemcustomfield: ITEM_FIELD,
} as const;

/** The tags that say on which records a field appears. */
export function isAppliesToTag(tag: string): boolean {
  return /^(?:body|col|appliesto)[a-z]+$/.test(tag) && !/customtransactions$/.test(tag);
}
