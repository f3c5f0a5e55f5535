/** Something that stops a start and that a person can do something about. Recognised by `name`. */
export class StartFault extends Error {
  override readonly name = 'StartFault';

  /** What happened; what became of the data; what to do next. */
  constructor(happened: string, kept: string, next: string) {
    super(`${happened}\n${kept}\n${next}`);
  }
}

/** What to print for an error that stopped a start. */
export function faultText(error: unknown): string {
  const { name = 'Error', message = String(error), stack } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
  switch (name) {
    case 'StartFault':
    case 'BuildRefused':
      return message;
    case 'SdfProjectError':
      return `The built project is one that NetSuite would refuse: ${message}\nThe account's data is as it was.\nCorrect the project and start again.`;
    case 'DEPLOY_REFUSED':
      return `The project was not deployed: ${message}\nThe account's data is as it was.\nCorrect the project, or start with another folder: npm start -- --data DIR`;
    default:
      return `The start failed: ${stack ?? `${name}: ${message}`}\nWhatever was saved before is kept. Start again to go on with it, or with another folder: npm start -- --data DIR`;
  }
}
