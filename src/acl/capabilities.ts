import type { Acl, Source } from './compile.ts';
import { ruleFor } from './match.ts';

/** What a token may do at a path, and who says so. */
export interface Verdict {
  /** In order of the alphabet; `["deny"]` for nothing, `["root"]` for everything: as `sys/capabilities` answers. */
  readonly capabilities: readonly string[];
  /** The path blocks that decide; empty where none fits. */
  readonly sources: readonly Source[];
}

const NOTHING = ['deny'];
const EVERYTHING = ['root'];

/**
 * What `sys/capabilities` answers for a path. It knows nothing of parameters and wrapping, and looks at a path with a slash
 * at its end as a list does.
 * @param path from the root of the server: with the namespace that the request is for in front.
 */
export const verdict = (acl: Acl, path: string): Verdict => {
  if (acl.root) return { capabilities: EVERYTHING, sources: [] };
  if (acl.broken !== undefined) return { capabilities: NOTHING, sources: [acl.broken] };
  const rule = ruleFor(acl, path, true);
  if (rule === undefined) return { capabilities: NOTHING, sources: [] };
  const { capabilities, sources } = rule;
  if (capabilities.size === 0 || capabilities.has('deny')) return { capabilities: NOTHING, sources };
  return { capabilities: [...capabilities].sort(), sources };
};

/** The capabilities alone. */
export const capabilities = (acl: Acl, path: string): readonly string[] => verdict(acl, path).capabilities;

/** True when a verdict lets one do this. */
export const lets = ({ capabilities: held }: Verdict, capability: string): boolean =>
  held.includes(capability) || held.includes('root');
