import { readFieldList, readParameter, readValue } from './read-fields';
import { readLinks } from './read-records';
import { readRecurrence } from './read-recurrence';
import { flagOf, numberOf, scriptIdOf, wordOf } from './read-tags';
import { parseReference, toReference } from './references';
import { childOf, textOf } from './xml';
import type { ProjectIds } from './references';
import type {
  SdfAudience, SdfDeployment, SdfDeploymentStatus, SdfFile, SdfLogLevel, SdfMapReduceSettings, SdfParameter, SdfScript, SdfScriptKind, SdfValue,
} from './types';
import type { XmlElement } from './xml';

const STATUSES: readonly SdfDeploymentStatus[] = ['COMPLETED', 'INPROGRESS', 'INQUEUE', 'NOTSCHEDULED', 'RELEASED', 'SCHEDULED', 'TESTING'];
const LOG_LEVELS: readonly SdfLogLevel[] = ['AUDIT', 'DEBUG', 'EMERGENCY', 'ERROR', 'INTERNAL', 'SYSTEM'];

/** A checked script object in typed form. */
export function readScript(root: XmlElement, kind: SdfScriptKind, ids: ProjectIds, files: ReadonlyMap<string, SdfFile>): SdfScript {
  const parameters = readFieldList(root, 'scriptcustomfields', (element) => readParameter(element, ids));
  const reference = parseReference(textOf(root, 'scriptfile') ?? '');
  const file = reference?.kind === 'file' ? reference.path : '';
  return {
    kind,
    scriptId: scriptIdOf(root),
    name: textOf(root, 'name') ?? '',
    description: textOf(root, 'description') ?? '',
    isInactive: flagOf(root, 'isinactive', false),
    file,
    header: files.get(file)?.header ?? {},
    parameters,
    deployments: (childOf(root, 'scriptdeployments')?.children ?? []).map((element) => readDeployment(element, kind, parameters, ids)),
    ...(kind === 'portlet' ? { portletType: wordOf(root, 'portlettype', ['FORM', 'HTML', 'LINKS', 'LIST'], 'HTML') } : {}),
    position: root.position,
  };
}

function readDeployment(element: XmlElement, kind: SdfScriptKind, parameters: readonly SdfParameter[], ids: ProjectIds): SdfDeployment {
  const title = textOf(element, 'title');
  const runAsRole = textOf(element, 'runasrole');
  const recordType = textOf(element, 'recordtype');
  const eventType = textOf(element, 'eventtype');
  const recurrence = childOf(element, 'recurrence');
  return {
    scriptId: scriptIdOf(element),
    ...(title === undefined ? {} : { title }),
    status: wordOf(element, 'status', STATUSES, 'TESTING'),
    isDeployed: flagOf(element, 'isdeployed', true),
    logLevel: wordOf(element, 'loglevel', LOG_LEVELS, 'DEBUG'),
    ...(hasAudience(kind) ? { audience: readAudience(element, ids) } : {}),
    ...(runAsRole === undefined ? {} : { runAsRole: toReference(runAsRole, ids) }),
    parameterValues: readParameterValues(element, parameters, ids),
    ...(kind === 'mapreducescript' ? { mapReduce: readMapReduce(element) } : {}),
    ...(recurrence === undefined ? {} : { recurrence: readRecurrence(recurrence) }),
    ...(recordType === undefined ? {} : { recordType: toReference(recordType, ids) }),
    ...(eventType === undefined ? {} : { eventType }),
    executionContexts: textOf(element, 'executioncontext')?.split('|') ?? [],
    isOnline: flagOf(element, 'isonline', false),
    links: readLinks(element),
    position: element.position,
  };
}

function hasAudience(kind: SdfScriptKind): boolean {
  return kind !== 'mapreducescript' && kind !== 'scheduledscript';
}

function readAudience(element: XmlElement, ids: ProjectIds): SdfAudience {
  return {
    allRoles: flagOf(element, 'allroles', false),
    allEmployees: flagOf(element, 'allemployees', false),
    roles: (textOf(element, 'audslctrole')?.split('|') ?? []).map((value) => toReference(value, ids)),
  };
}

function readParameterValues(
  element: XmlElement, parameters: readonly SdfParameter[], ids: ProjectIds,
): ReadonlyMap<string, SdfValue> {
  return new Map(
    parameters.flatMap((parameter) => {
      const text = textOf(element, parameter.scriptId);
      return text === undefined ? [] : [[parameter.scriptId, readValue(parameter.fieldType, text, ids)] as const];
    }),
  );
}

/** Defaults as on SDFxml_27094036. */
function readMapReduce(element: XmlElement): SdfMapReduceSettings {
  return {
    bufferSize: numberOf(element, 'buffersize') ?? 1,
    concurrencyLimit: numberOf(element, 'concurrencylimit') ?? 1,
    queueAllStagesAtOnce: flagOf(element, 'queueallstagesatonce', true),
    yieldAfterMinutes: numberOf(element, 'yieldaftermins') ?? 60,
  };
}
