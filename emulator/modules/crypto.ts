import { createHash, type Hash } from 'node:crypto';

import { NotEmulated, SuiteScriptFailure } from '../runtime/types';
import type { RuntimeServices } from '../runtime/services';
import { optionsOf, requiredOptions, textOption } from './arguments';
import { decodeText, encodeBytes, encodingOf } from './text-encoding';
import type { EmulatedModule, GuestMembers } from './types';

/** N/crypto documents another name for a missing argument than its siblings do. */
const MISSING = 'MISSING_REQD_ARGUMENT';
const ALGORITHMS: Readonly<Record<string, string>> = { SHA256: 'sha256', SHA512: 'sha512' };

/** N/crypto: hashes. SHA256 and SHA512 only, the two the platform still takes (platform facts 6.4). */
export const cryptoModule: EmulatedModule<RuntimeServices> = {
  name: 'N/crypto',
  emulated: ['createHash', 'HashAlg', 'Encoding', 'EncryptionAlg', 'Padding', 'Hash.update', 'Hash.digest'],
  build: ({ realm }) => ({
    methods: {
      createHash: (...args) => {
        const options = requiredOptions(args, { call: 'crypto.createHash', names: ['algorithm'], missing: MISSING });
        const algorithm = String(options['algorithm']);
        const name = ALGORITHMS[algorithm];
        if (name === undefined) throw new NotEmulated(`hash algorithm ${algorithm}`);
        return realm.object(hashMembers(createHash(name)));
      },
    },
  }),
};

function hashMembers(hash: Hash): GuestMembers {
  let finished = false;
  const unfinished = (): void => {
    if (finished) throw new SuiteScriptFailure('UNEXPECTED_ERROR', 'This hash was digested already.');
  };
  return {
    published: 'N/crypto.Hash',
    methods: {
      update: (...args) => {
        const options = requiredOptions(args, { call: 'Hash.update', names: ['input'], missing: MISSING });
        unfinished();
        hash.update(decodeText(textOption(options, 'Hash.update', 'input'), encodingOf(options['inputEncoding'], 'UTF_8')));
      },
      digest: (...args) => {
        const encoding = encodingOf(optionsOf(args)['outputEncoding'], 'HEX');
        unfinished();
        finished = true;
        return encodeBytes(hash.digest(), encoding);
      },
    },
  };
}
