import { RECORD_FIELD, STANDARD_FIELD_TABLES } from './field-tables';
import { PERMISSION_KEYS, STANDARD_ROLES } from './standard-ids';
import { SCRIPT_TABLES } from './script-tables';
import { choice, each, flag, list, needs, number, reference, refused, required, text } from './structure-table';
import type { ObjectTable, StructureTable } from './structure-table';

const level = choice('NONE', 'VIEW', 'CREATE', 'EDIT', 'FULL');
const restriction = choice('EDIT', 'VIEWANDEDIT');

/** SDFxml_2290236535. */
const RECORD_PERMISSION: StructureTable = {
  tags: { permittedrole: required(reference(['role'], STANDARD_ROLES)), permittedlevel: required(level), restriction },
};

/** SDFxml_3571172402. */
const RECORD_LINK: StructureTable = {
  tags: {
    linkcategory: required(reference([], /^[A-Z][A-Z0-9_]*$/)),
    linklabel: text(),
    linktasktype: required(choice('EDIT', 'LIST', 'SRCH')),
  },
};

/** SDFxml_372451363. */
const CUSTOM_RECORD_TYPE: ObjectTable = {
  scriptId: { prefix: 'customrecord_', maxLength: 40, uniqueIn: 'project' },
  features: ['CUSTOMRECORDS'],
  tags: {
    recordname: required(text(40)),
    description: text(),
    accesstype: choice('CUSTRECORDENTRYPERM', 'NONENEEDED', 'USEPERMISSIONLIST'),
    ...each(
      ['allowattachments', 'allowinlineediting', 'allowinlinedeleting', 'allowinlinedetaching', 'allowmobileaccess', 'allownumberingoverride',
        'allowquickadd', 'allowquicksearch', 'allowuiaccess', 'enablekeywords', 'enablenumbering', 'enableoptimisticlocking',
        'enablesystemnotes', 'hierarchical', 'iconbuiltin', 'includeinsearchmenu', 'includename', 'isinactive', 'isordered',
        'showcreationdate', 'showcreationdateonlist', 'showid', 'showlastmodified', 'showlastmodifiedonlist', 'shownotes', 'showowner',
        'showownerallowchange', 'showowneronlist'],
      flag,
    ),
    enabledle: needs('EXTREMELIST', flag),
    enablemailmerge: needs('MAILMERGE', flag),
    enablenametranslation: needs('MULTILANGUAGE', flag),
    customsegment: refused('custom segments are not read here'),
    ...each(['numberingprefix', 'numberingsuffix'], text()),
    ...each(['numberingmindigits', 'numberinginit'], number(0)),
    icon: refused('icons are not read here'),
    iconindex: text(),
    ...each(['externalrolepermissionlevel', 'publicpermissionlevel'], level),
    customrecordcustomfields: list('customrecordcustomfield', RECORD_FIELD),
    instances: { rule: { kind: 'instances' } },
    links: list('link', RECORD_LINK),
    permissions: list('permission', RECORD_PERMISSION),
    ...each(['recordsublists', 'subtabs'], refused('form sublists and subtabs are not read here')),
  },
};

/** SDFxml_2476691670, SDFxml_2207840567. */
const CUSTOM_LIST: ObjectTable = {
  scriptId: { prefix: 'customlist_', maxLength: 38, uniqueIn: 'project' },
  features: [],
  tags: {
    name: required(text(30)),
    description: text(),
    ...each(['isinactive', 'isordered'], flag),
    ismatrixoption: needs('MATRIXITEMS', flag),
    customvalues: list('customvalue', {
      scriptId: { prefix: '', maxLength: 40, uniqueIn: 'parent' },
      tags: { value: required(text()), isinactive: flag, abbreviation: needs('MATRIXITEMS', text()) },
    }),
  },
};

/** role_centertype (SDFxml_3349140554). */
const CENTER_TYPES = [
  'ACCOUNTCENTER', 'BASIC', 'ENGINEERCENTER', 'EXECUTIVE', 'HR', 'MARKETCENTER', 'PARTNERCENTER', 'PROJECTCENTER', 'SALESCENTER',
  'SHIPPINGCENTER', 'STOREMANAGER', 'SUPPORTCENTER', 'SYSADMINCENTER',
] as const;

const ROLE_PERMISSION: StructureTable = {
  tags: {
    permkey: required(reference(['customrecordtype'], PERMISSION_KEYS)),
    permlevel: required(level),
    restriction,
  },
};

/** SDFxml_2121043136. Restrictions that change what a role may see are refused rather than ignored. */
const ROLE: ObjectTable = {
  scriptId: { prefix: 'customrole_', maxLength: 40, uniqueIn: 'project' },
  features: [],
  tags: {
    name: required(text()),
    centertype: required(choice(...CENTER_TYPES)),
    ...each(['isinactive', 'issalesrole', 'issupportrole', 'ispartnerrole', 'issinglesignononly', 'restrictbydevice'], flag),
    iswebserviceonlyrole: needs('WEBSERVICES', flag),
    tfarequired: choice('OFF'),
    ...each(
      ['accountingbooksoption', 'coreadminpermission', 'employeerestriction', 'employeeselectionunrestricted', 'employeeviewingallowed',
        'issuerole', 'recordrestrictions', 'restrictip', 'restricttimeandexpenses', 'subsidiaryoption', 'subsidiaryviewingallowed', 'tfaduration'],
      refused('role restrictions of this kind are not read here'),
    ),
    permissions: list('permission', ROLE_PERMISSION),
  },
};

/** Every object type that is read, by root tag. Any other is refused by name. */
const OBJECT_TABLES = {
  customrecordtype: CUSTOM_RECORD_TYPE,
  customlist: CUSTOM_LIST,
  role: ROLE,
  ...SCRIPT_TABLES,
  ...STANDARD_FIELD_TABLES,
} as const satisfies Readonly<Record<string, ObjectTable>>;

export type SdfObjectType = keyof typeof OBJECT_TABLES;

/** True for the root tags that are read. */
export function isObjectType(tag: string): tag is SdfObjectType {
  return Object.hasOwn(OBJECT_TABLES, tag);
}

/** The table of an object type; undefined where the type is not read. */
export function objectTable(tag: string): ObjectTable | undefined {
  return isObjectType(tag) ? OBJECT_TABLES[tag] : undefined;
}
