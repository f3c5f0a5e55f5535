import type { HealthView } from '../application/review/review-port';
import type { Banner } from './draft';
import { counted, lasting } from './words';

/** What stands on every page while it holds: a copy of production, intake or work that is paused, a sweep that is silent. */
export function standingBanners(health: HealthView): readonly Banner[] {
  const banners: Banner[] = [];
  if (health.copy.is) {
    banners.push({
      kind: 'warning', title: 'This account is a copy',
      text: `${counted(health.copy.open, 'open operation')} of account ${health.copy.of} ${health.copy.open === 1 ? 'is' : 'are'} not real here. Nothing of it is tried again.`,
    });
  }
  if (!health.intakeOpen) banners.push({ kind: 'warning', title: 'Intake is closed', text: 'No document is taken. Senders keep theirs and try again.' });
  if (health.pausedSources.length > 0) banners.push({ kind: 'warning', title: 'Intake is paused', text: `Nothing is taken from: ${health.pausedSources.join(', ')}.` });
  if (health.pausedWork.length > 0) banners.push({ kind: 'warning', title: 'Work is paused', text: `Documents are taken and wait: ${health.pausedWork.join(', ')}.` });
  if (health.stale) banners.push({ kind: 'error', title: 'The figures may be old', text: silence(health) });
  return banners;
}

/** How long the sweep is silent, in words. */
export function silence({ heartbeatAgeMs }: Pick<HealthView, 'heartbeatAgeMs'>): string {
  if (heartbeatAgeMs === undefined) return 'The sweep has never reported. Nothing is retried until it runs; ask an administrator.';
  return `The sweep has not reported for ${lasting(heartbeatAgeMs)}. Nothing is retried until it runs; ask an administrator.`;
}
