import { LOGIN_PATH } from '../ui/page-frame';
import type { LoggedExecution, LoggedLine } from '../scripts/execution-log';
import type { ControlData, DeploymentView, RecordView, ShownValues, StatusView } from './control-data';
import { html, table, type Markup } from './html';
import { STYLE } from './control-style';

const ROWS = 50;

/** What one page is made with. */
export interface PageRequest {
  readonly query: URLSearchParams;
  /** Goes into every form; a form sent without it is refused. */
  readonly token: string;
}

/** Renders the view that `?view=` names: overview, log, records, record. Undefined: there is no such thing. */
export function renderControlPage(data: ControlData, request: PageRequest): string | undefined {
  const view = request.query.get('view') ?? 'overview';
  const body = renderView(view, data, request);
  if (body === undefined) return undefined;
  const status = data.status();
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${status.accountId} – local NetSuite</title><style>${STYLE}</style></head>
<body><a class="skip" href="#main">Skip to content</a>
<header><h1>Local NetSuite <span>${status.accountId}</span></h1>
<nav aria-label="Views">${VIEWS.map(([id, label]) => html`<a href="/?view=${id}"${current(id, view)}>${label}</a>`)}<a href="${LOGIN_PATH}">Log in as a person</a></nav></header>
<main id="main" tabindex="-1">${body}</main></body></html>`;
  return page.text;
}

const VIEWS = [['overview', 'Overview'], ['log', 'Execution log'], ['records', 'Records']] as const;

function current(id: string, view: string): Markup | undefined {
  return id === view || (id === 'records' && view === 'record') ? html` aria-current="page"` : undefined;
}

function renderView(view: string, data: ControlData, request: PageRequest): Markup | undefined {
  const type = request.query.get('type') ?? '';
  switch (view) {
    case 'overview': return overview(data, request.token);
    case 'log': return log(data);
    case 'records': return type === '' ? recordTypes(data) : records(data, type);
    case 'record': return record(data.record(type, Number(request.query.get('id') ?? '')));
    default: return undefined;
  }
}

function overview(data: ControlData, token: string): Markup {
  const status = data.status();
  return html`<section aria-labelledby="clock"><h2 id="clock">Clock</h2>${clock(status)}
<form method="post" action="/emulator/advance">${tokenField(token)}
<label for="minutes">Move NetSuite time forward by (minutes)</label>
<input id="minutes" name="minutes" type="number" min="1" max="527040" value="15" required><button>Move on</button></form></section>
<section aria-labelledby="deployments"><h2 id="deployments">Deployments</h2>${deployments(data.deployments(), token)}</section>
<section aria-labelledby="latest"><h2 id="latest">Latest executions</h2>${executions(data.log({ limit: 20 }).executions)}</section>`;
}

function clock(status: StatusView): Markup {
  return html`<dl><dt>Project</dt><dd>${status.projectName}</dd>
<dt>NetSuite time</dt><dd>${time(status.netSuiteMs)}</dd><dt>Host time</dt><dd>${time(status.hostMs)}</dd>
<dt>Company time zone</dt><dd>${status.timeZone}</dd>
<dt>Next schedule</dt><dd>${status.nextScheduledMs === undefined ? 'none' : time(status.nextScheduledMs)}</dd>
<dt>Calls in flight</dt><dd>${status.callsInFlight} of ${status.concurrencyLimit}</dd></dl>`;
}

function deployments(all: readonly DeploymentView[], token: string): Markup {
  return table('Script deployments', ['Script', 'Deployment', 'Kind', 'Status', 'Address or next run', 'Run'], all.map((one) => [
    html`${one.name}<br><code>${one.script}</code>`, html`${one.title}<br><code>${one.deployment}</code>`, one.kind,
    one.isDeployed ? one.status : 'not deployed', address(one), one.runnable ? runForm(one, token) : undefined,
  ]));
}

function address(deployment: DeploymentView): Markup | string {
  if (deployment.path !== undefined) return html`<a href="${deployment.path}">${deployment.path}</a>`;
  return deployment.nextMs === undefined ? '' : time(deployment.nextMs);
}

function runForm(deployment: DeploymentView, token: string): Markup {
  return html`<form method="post" action="/emulator/run">${tokenField(token)}<input type="hidden" name="script" value="${deployment.script}">
<input type="hidden" name="deployment" value="${deployment.deployment}"><button aria-label="Run now: ${deployment.title}">Run now</button></form>`;
}

function log(data: ControlData): Markup {
  const { lines, executions: ran } = data.log({ limit: 200 });
  return html`<h2>Execution log</h2>${logLines(lines)}${executions(ran)}`;
}

function logLines(lines: readonly LoggedLine[]): Markup {
  return table('Lines, newest first', ['Time', 'Level', 'Script', 'Execution', 'Title', 'Details'], lines.map((line) => [
    time(line.atMs), line.level, line.scriptId, line.executionId, line.title, html`<span class="details">${line.details}</span>`,
  ]));
}

function executions(ran: readonly LoggedExecution[]): Markup {
  return table('Executions, newest first', ['Number', 'Started', 'Script', 'Deployment', 'Entry point', 'User', 'Units', 'N/* calls', 'Outcome'], ran.map((one) => [
    one.id, time(one.startedMs), one.scriptId, one.deploymentId, one.entryPoint, one.userId, one.units, one.calls, one.outcome,
  ]));
}

function recordTypes(data: ControlData): Markup {
  return html`<h2>Records</h2>${table('Record types', ['Type', 'Id', 'Records'], data.recordTypes().map((type) => [
    html`<a href="/?view=records&amp;type=${encodeURIComponent(type.id)}">${type.label}</a>`, html`<code>${type.id}</code>`, type.count,
  ]))}`;
}

function records(data: ControlData, type: string): Markup | undefined {
  const rows = data.records(type, ROWS);
  if (rows === undefined) return undefined;
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return html`<h2><code>${type}</code></h2>${table(`Newest ${String(ROWS)} at most`, heads, rows.map((row) => heads.map((head) => (
    head === 'id' ? html`<a href="/?view=record&amp;type=${encodeURIComponent(type)}&amp;id=${row[head]}">${row[head]}</a>` : row[head]
  ))))}`;
}

function record(view: RecordView | undefined): Markup | undefined {
  if (view === undefined) return undefined;
  const subrecords = Object.entries(view.subrecords).map(([id, values]) => html`<h3>${id}</h3>${fieldTable(id, values)}`);
  const sublists = Object.entries(view.sublists).map(([id, lines]) => html`<h3>${id}</h3>${lineTable(id, lines)}`);
  return html`<h2><code>${view.type}</code> ${view.id}</h2>${fieldTable('Fields', view.values)}${subrecords}${sublists}`;
}

function fieldTable(caption: string, values: ShownValues): Markup {
  return table(caption, ['Field', 'Value'], Object.entries(values).map(([id, value]) => [html`<code>${id}</code>`, html`<span class="details">${value}</span>`]));
}

function lineTable(caption: string, lines: readonly ShownValues[]): Markup {
  const heads = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return table(caption, heads, lines.map((line) => heads.map((head) => line[head])));
}

function tokenField(token: string): Markup {
  return html`<input type="hidden" name="page_token" value="${token}">`;
}

function time(epochMs: number): Markup {
  const iso = new Date(epochMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
