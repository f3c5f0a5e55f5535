import { readdirSync } from 'node:fs';
import { EVERY_FAULT, HISTORIES, SHORT_SIMULATION } from './support/shares';

it('the parts of the short simulation make 20,000 faulted executions together', () => {
  const histories = readdirSync(__dirname).filter((name) => /^histories-\d+\.test\.ts$/.test(name));
  expect(histories).toHaveLength(HISTORIES.files);
  const everyFault = EVERY_FAULT.reduce((sum, [, least]) => sum + least, 0);
  expect(everyFault + histories.length * HISTORIES.tests * HISTORIES.executions).toBeGreaterThanOrEqual(SHORT_SIMULATION);
});
