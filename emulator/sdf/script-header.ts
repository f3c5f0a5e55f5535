import type { SdfScriptHeader } from './types';

/** The header tags of a script file; undefined where the first token of the file is not a doc comment. */
export function readScriptHeader(text: string): SdfScriptHeader | undefined {
  const comment = /^\/\*\*[\s\S]*?\*\//.exec(text.replace(/^\uFEFF/, ''))?.[0];
  if (comment === undefined) {
    return undefined;
  }
  const apiVersion = tagOf(comment, 'NApiVersion');
  const scriptType = tagOf(comment, 'NScriptType');
  const moduleScope = tagOf(comment, 'NModuleScope');
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(scriptType === undefined ? {} : { scriptType }),
    ...(moduleScope === undefined ? {} : { moduleScope }),
  };
}

function tagOf(comment: string, tag: string): string | undefined {
  return new RegExp(`@${tag}[ \\t]+([^\\s*]+)`).exec(comment)?.[1];
}
