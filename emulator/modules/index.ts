import { cacheModule } from './cache';
import { cryptoModule } from './crypto';
import { cryptoRandomModule } from './crypto-random';
import { encodeModule } from './encode';
import { errorModule } from './error';
import { formatModule } from './format';
import { logModule } from './log';
import { runtimeModule } from './runtime';

/** Every N/* module the emulator has a part of. What is published beside it is refused by name. */
export const emulatedModules = [
  cacheModule, cryptoModule, cryptoRandomModule, encodeModule, errorModule, formatModule, logModule, runtimeModule,
] as const;
