import type { Actor } from '../runtime/types';
import { isInAudience, type DeployedScript } from '../scripts/deployments';
import { MAIL_PATH, type MenuHeading, type MenuLink } from '../ui/page-frame';
import { SUITELET_PATH } from './suitelet-path';

/** Headings for the categories of center links, by the words in them; the platform's own list of categories is longer. */
const HEADINGS: readonly (readonly [part: RegExp, label: string])[] = [
  [/^TRAN|TRANSACTION/, 'Transactions'], [/^(LIST|RELATIONSHIP)/, 'Lists'], [/REPORT/, 'Reports'], [/SETUP/, 'Setup'], [/CUSTOM/, 'Customization'],
];

/** What this role finds in the menu: the links of the deployments that it may run, and the local outbox. */
export function menuFor(actor: Actor, deployments: readonly DeployedScript[]): readonly MenuHeading[] {
  const byHeading = new Map<string, MenuLink[]>();
  const add = (heading: string, link: MenuLink): void => { byHeading.set(heading, [...(byHeading.get(heading) ?? []), link]); };
  for (const target of deployments) {
    if (!isOpenSuitelet(target) || !isInAudience(target.deployment, actor)) continue;
    const { script, deployment } = target;
    const title = deployment.title ?? script.name;
    for (const { category, label } of deployment.links) add(headingOf(category), { label: label ?? title, url: suiteletUrl(target) });
    // Where a deployment has no link, NetSuite shows its address on the deployment's own page, to who may see that.
    if (deployment.links.length === 0 && actor.administrator) add('Suitelets', { label: title, url: suiteletUrl(target) });
  }
  const headings = [...byHeading].map(([label, links]) => ({ label, links }));
  return [...headings, { label: 'This local account', links: [{ label: 'Mail outbox', url: MAIL_PATH }, { label: 'Control page', url: '/' }] }];
}

function isOpenSuitelet({ script, deployment }: DeployedScript): boolean {
  return script.kind === 'suitelet' && !script.isInactive && deployment.isDeployed && deployment.status === 'RELEASED';
}

function suiteletUrl({ scriptNumber, deploymentNumber }: DeployedScript): string {
  return `${SUITELET_PATH}?script=${String(scriptNumber)}&deploy=${String(deploymentNumber)}`;
}

function headingOf(category: string): string {
  return HEADINGS.find(([part]) => part.test(category))?.[1] ?? 'More';
}
