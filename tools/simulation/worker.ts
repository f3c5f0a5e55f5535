import { openStages, type Part } from './parts';

/** What a worker is told: a part to run. */
export interface WorkOrder {
  readonly part: Part;
}

/**
 * One worker process of the simulation: opens an account over the project folder that it is started with and runs the parts that
 * it is sent, one after another.
 */
async function main(projectFolder: string): Promise<void> {
  const stages = await openStages(projectFolder);
  process.on('message', (order: WorkOrder) => { process.send?.({ tally: stages.run(order.part) }); });
  process.on('disconnect', () => { process.exit(0); });
  process.send?.({ ready: true });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
