import { SCRIPT_PARAMETER } from './field-tables';
import { STANDARD_ROLES } from './standard-ids';
import { choice, each, flag, list, needs, number, reference, refused, required, text } from './structure-table';
import type { ObjectTable, StructureTable, TagSpec, TagSpecs } from './structure-table';

const deploymentStatus = choice('COMPLETED', 'INPROGRESS', 'INQUEUE', 'NOTSCHEDULED', 'RELEASED', 'SCHEDULED', 'TESTING');
const logLevel = choice('AUDIT', 'DEBUG', 'EMERGENCY', 'ERROR', 'INTERNAL', 'SYSTEM');
const role = reference(['role'], STANDARD_ROLES);
const roles: TagSpec = { rule: { kind: 'reference', targets: ['role'], standard: STANDARD_ROLES, many: true } };
const accountValue = refused('its values are internal ids of one account');

/** Every deployment has these; `status` is required on each script page of the SDF XML Reference. */
const DEPLOYMENT_TAGS: TagSpecs = { status: required(deploymentStatus), isdeployed: flag, loglevel: logLevel };

const AUDIENCE_TAGS: TagSpecs = {
  ...each(['allemployees', 'allroles'], flag),
  allpartners: needs('CRM', flag),
  audslctrole: roles,
  ...each(['auddepartment', 'audemployee', 'audgroup', 'audpartner', 'audsubsidiary'], accountValue),
};

const TITLE_TAGS: TagSpecs = { title: required(text()) };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const WEEKDAY = required(choice('SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'));
/** generic_order_of_week (SDFxml_2529035081). */
const WEEK = required(choice('FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST'));
const EVERY = required(number(1, 1000));

/** `repeat` values and the minutes they stand for (generic_repeat_time, SDFxml_3538112409). */
export const REPEAT_MINUTES: ReadonlyMap<string, number> = new Map([
  ['PT15M', 15], ['PT30M', 30], ['PT1H', 60], ['PT2H', 120], ['PT4H', 240], ['PT6H', 360], ['PT8H', 480], ['PT12H', 720],
]);

const START_TAGS: TagSpecs = {
  startdate: required({ rule: { kind: 'date' } }),
  starttime: required({ rule: { kind: 'time' } }),
  repeat: choice(...REPEAT_MINUTES.keys()),
};
const SPAN_TAGS: TagSpecs = { ...START_TAGS, enddate: { rule: { kind: 'date' } } };

/** The schedule structures; a `recurrence` holds exactly one (section_1504707195). */
export const RECURRENCE_TABLES = {
  single: { tags: START_TAGS },
  daily: { tags: { ...SPAN_TAGS, everyxdays: EVERY } },
  everyweekday: { tags: SPAN_TAGS },
  weekly: { tags: { ...SPAN_TAGS, everyxweeks: EVERY, ...each(DAYS, required(flag)) } },
  monthly: { tags: { ...SPAN_TAGS, everyxmonths: EVERY } },
  monthlydayofweek: { tags: { ...SPAN_TAGS, everyxmonths: EVERY, orderofweek: WEEK, dayofweek: WEEKDAY } },
  yearly: { tags: SPAN_TAGS },
  yearlydayofweek: { tags: { ...SPAN_TAGS, orderofweek: WEEK, dayofweek: WEEKDAY } },
} as const satisfies Readonly<Record<string, StructureTable>>;

const recurrence: TagSpec = { rule: { kind: 'recurrence' } };

/** execution_context (SDFxml_340964121). */
const EXECUTION_CONTEXTS = [
  'ACTION', 'ADVANCEDREVREC', 'BANKCONNECTIVITY', 'BANKSTATEMENTPARSER', 'BUNDLEINSTALLATION', 'CLIENT', 'CONSOLRATEADJUSTOR',
  'CSVIMPORT', 'CUSTOMGLLINES', 'CUSTOMMASSUPDATE', 'DATASETBUILDER', 'DEBUGGER', 'EMAILCAPTURE', 'FICONNECTIVITY', 'FIPARSER',
  'MAPREDUCE', 'OCRPLUGIN', 'OFFLINECLIENT', 'OTHER', 'PAYMENTGATEWAY', 'PAYMENTPOSTBACK', 'PLATFORMEXTENSION', 'PORTLET',
  'PROMOTIONS', 'RECORDACTION', 'RESTLET', 'RESTWEBSERVICES', 'SCHEDULED', 'SDFINSTALLATION', 'SHIPPINGPARTNERS', 'SUITELET',
  'TAXCALCULATION', 'USEREVENT', 'USERINTERFACE', 'WEBAPPLICATION', 'WEBSERVICES', 'WEBSTORE', 'WORKBOOKBUILDER', 'WORKFLOW',
] as const;

/** Events a user event or client deployment may be narrowed to: the user event types of SuiteScript. */
const RECORD_EVENTS = [
  'APPROVE', 'CANCEL', 'CHANGEPASSWORD', 'COPY', 'CREATE', 'DELETE', 'DROPSHIP', 'EDIT', 'EDITFORECAST', 'EMAIL', 'MARKCOMPLETE', 'ORDERITEMS',
  'PACK', 'PAYBILLS', 'PRINT', 'QUICKVIEW', 'REASSIGN', 'REJECT', 'SHIP', 'SPECIALORDER', 'TRANSFORM', 'VIEW', 'XEDIT',
] as const;

const RECORD_EVENT_TAGS: TagSpecs = {
  recordtype: required(reference(['customrecordtype'], /^[A-Z][A-Z0-9_]*$/)),
  eventtype: choice(...RECORD_EVENTS),
  executioncontext: { rule: { kind: 'choices', values: EXECUTION_CONTEXTS } },
  alllocalizationcontexts: flag,
  localizationcontext: refused('localization contexts are not read here'),
};

const LINK: StructureTable = {
  tags: {
    linkcategory: required(reference([], /^[A-Z][A-Z0-9_]*$/)),
    linklabel: text(),
    linktasktype: choice('SCRIPT'),
  },
};

function deployment(tags: TagSpecs): StructureTable {
  return {
    scriptId: { prefix: 'customdeploy_', maxLength: 40, uniqueIn: 'project' },
    tags: { ...DEPLOYMENT_TAGS, ...tags },
    takesParameters: true,
  };
}

const oldApi = refused('function names belong to SuiteScript 1.0');

function script(deploymentTags: TagSpecs, tags: TagSpecs, feature = 'SERVERSIDESCRIPTING'): ObjectTable {
  return {
    scriptId: { prefix: 'customscript_', maxLength: 40, uniqueIn: 'project' },
    features: [feature],
    tags: {
      name: required(text(40)),
      scriptfile: required({ rule: { kind: 'file' } }),
      description: text(999),
      ...each(['isinactive', 'notifyadmins', 'notifyowner'], flag),
      notifyemails: text(999),
      notifygroup: accountValue,
      customplugintypes: refused('plug-ins are not read here'),
      scriptcustomfields: list('scriptcustomfield', SCRIPT_PARAMETER),
      scriptdeployments: list('scriptdeployment', deployment(deploymentTags)),
      ...tags,
    },
  };
}

const NOTIFY_USER: TagSpecs = { notifyuser: flag, libraries: refused('library files belong to SuiteScript 1.0') };

/** Script objects by root tag: restlet SDFxml_410893908, mapreducescript SDFxml_3519311208, suitelet SDFxml_3243071555, … */
export const SCRIPT_TABLES = {
  restlet: script({ ...TITLE_TAGS, ...AUDIENCE_TAGS }, {
    ...NOTIFY_USER,
    ...each(['defaultfunction', 'deletefunction', 'getfunction', 'postfunction', 'putfunction'], oldApi),
  }),
  mapreducescript: script({
    ...TITLE_TAGS,
    runasrole: refused('a Map/Reduce script runs as administrator; the pages disagree on this tag'),
    buffersize: choice('1', '2', '4', '8', '16', '32', '64'),
    concurrencylimit: number(1),
    queueallstagesatonce: flag,
    yieldaftermins: number(3, 60),
    recurrence,
  }, {}),
  suitelet: script({
    ...TITLE_TAGS,
    ...AUDIENCE_TAGS,
    runasrole: role,
    isonline: flag,
    eventtype: refused('a page that takes one method alone is not read here'),
    links: list('link', LINK),
  }, { ...NOTIFY_USER, defaultfunction: oldApi }),
  scheduledscript: script({ ...TITLE_TAGS, recurrence }, { defaultfunction: oldApi, libraries: oldApi }),
  usereventscript: script({ ...AUDIENCE_TAGS, ...RECORD_EVENT_TAGS, runasrole: role }, {
    ...NOTIFY_USER,
    ...each(['aftersubmitfunction', 'beforeloadfunction', 'beforesubmitfunction'], oldApi),
  }),
  clientscript: script({ ...AUDIENCE_TAGS, ...RECORD_EVENT_TAGS }, {
    ...NOTIFY_USER,
    ...each(
      ['fieldchangedfunction', 'lineinitfunction', 'pageinitfunction', 'postsourcingfunction', 'recalcfunction', 'saverecordfunction',
        'validatedeletefunction', 'validatefieldfunction', 'validateinsertfunction', 'validatelinefunction'],
      oldApi,
    ),
    scriptcustomfields: list('scriptcustomfield', SCRIPT_PARAMETER),
  }, 'CUSTOMCODE'),
  portlet: script({ ...TITLE_TAGS, ...AUDIENCE_TAGS, runasrole: role, dashboardapp: flag }, {
    ...NOTIFY_USER,
    defaultfunction: oldApi,
    portlettype: required(choice('FORM', 'HTML', 'LINKS', 'LIST')),
  }),
} as const;

/** `@NScriptType` that fits each root tag (help section_4387172495). */
export const SCRIPT_TYPE_TAGS: Readonly<Record<keyof typeof SCRIPT_TABLES, string>> = {
  restlet: 'Restlet',
  mapreducescript: 'MapReduceScript',
  suitelet: 'Suitelet',
  scheduledscript: 'ScheduledScript',
  usereventscript: 'UserEventScript',
  clientscript: 'ClientScript',
  portlet: 'Portlet',
};
