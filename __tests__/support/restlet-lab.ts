import { INBOUND_RESTLET, scriptFile } from './sdf-project';

const BODY = `
  const acts = {
    echo: (body) => body,
    text: () => 'plain',
    number: () => 7,
    nothing: () => undefined,
    created: () => { throw error.create({ name: 'MY_CODE', message: 'my message' }); },
    plain: () => { throw new Error('went wrong'); },
    typed: () => { null.x; },
    thrownText: () => { throw 'just text'; },
    user: () => { const user = runtime.getCurrentUser(); return { id: user.id, role: user.roleId }; },
    log: (body) => { log.audit({ title: body.title, details: body.details }); return {}; },
    cache: (body) => {
      const store = cache.getCache({ name: 'lab' });
      if (body.put !== undefined) store.put({ key: 'k', value: body.put, ttl: 300 });
      return { value: store.get({ key: 'k' }) };
    },
    chance: () => ({ value: Math.random() }),
    refused: () => { try { runtime.getCurrentUser().getPreference({ name: 'LANGUAGE' }); } catch (e) { /* swallowed on purpose */ } return {}; },
  };
  const act = (body) => acts[body.act](body);
  return { get: (query) => query.as === 'object' ? query : JSON.stringify(query), post: (body) => typeof body === 'string' ? 'got ' + body : act(body), put: act };
`;

/** A RESTlet that does what its body's \`act\` says; it exports no \`delete\`. */
export const LAB_FILE = scriptFile('Restlet', BODY, ['N/error', 'N/runtime', 'N/cache']);

/** The sample's deployment, and others that are not open to outside callers. */
export const LAB_RESTLET = INBOUND_RESTLET.replace('<loglevel>AUDIT</loglevel>', '<loglevel>DEBUG</loglevel>').replace('</scriptdeployments>', `
    <scriptdeployment scriptid="customdeploy_testing">
      <status>TESTING</status> <title>Testing</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>T</allroles>
    </scriptdeployment>
    <scriptdeployment scriptid="customdeploy_undeployed">
      <status>RELEASED</status> <title>Undeployed</title> <isdeployed>F</isdeployed> <loglevel>AUDIT</loglevel> <allroles>T</allroles>
    </scriptdeployment>
    <scriptdeployment scriptid="customdeploy_owner">
      <status>RELEASED</status> <title>Owner alone</title> <isdeployed>T</isdeployed> <loglevel>AUDIT</loglevel> <allroles>F</allroles>
    </scriptdeployment>
  </scriptdeployments>`);

/** Roles: one that may log in and query, one outside the audience, one without any log-in permission. */
function roleXml(id: string, permissions: readonly (readonly [string, string])[]): string {
  return `<role scriptid="customrole_${id}">
  <name>${id}</name>
  <centertype>BASIC</centertype>
  <permissions>
${permissions.map(([key, level]) => `    <permission>\n      <permkey>${key}</permkey>\n      <permlevel>${level}</permlevel>\n    </permission>`).join('\n')}
  </permissions>
</role>
`;
}

export const LAB_FILES: Readonly<Record<string, string>> = {
  'FileCabinet/SuiteScripts/sample/inbound.js': LAB_FILE,
  'Objects/scripts/customscript_inbound.xml': LAB_RESTLET,
  'Objects/customrole_clerk.xml': roleXml('clerk', [
    ['ADMI_LOGIN_OAUTH', 'FULL'], ['ADMI_LOGIN_OAUTH2', 'FULL'], ['ADMI_RESTWEBSERVICES', 'FULL'], ['REPO_ANALYTICS', 'EDIT'],
    ['LIST_SUBSIDIARY', 'VIEW'], ['TRAN_SALESORD', 'EDIT'], ['[scriptid=customrecord_ticket]', 'EDIT'],
  ]),
  'Objects/customrole_outsider.xml': roleXml('outsider', [['ADMI_LOGIN_OAUTH', 'FULL']]),
  'Objects/customrole_nologin.xml': roleXml('nologin', [['TRAN_SALESORD', 'EDIT']]),
};
