import type { FunctionRow } from '../scope.ts';
import { STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { blocksText, type EvaluatedBlock } from '../values/block-text.ts';
import { CallFailure } from './failure.ts';
import { entriesOf, nameOf, text } from './give.ts';
import { anyParam, row } from './row.ts';

const CAPABILITIES = 'capabilities';

/** Objects keep their names in the order of the alphabet; people look for this one first. */
const capabilitiesFirst = (entries: ReadonlyMap<string, Value>): EvaluatedBlock['attributes'] => [
  ...[...entries].filter(([name]) => name === CAPABILITIES),
  ...[...entries].filter(([name]) => name !== CAPABILITIES),
];

const pathBlock = (path: string, rule: Value): EvaluatedBlock => {
  const block = { type: 'path', labels: [path] };
  if (rule.kind === 'map' || rule.kind === 'object') return { ...block, attributes: capabilitiesFirst(rule.entries) };
  if ('items' in rule) return { ...block, attributes: [[CAPABILITIES, rule]] };
  throw new CallFailure(`takes a list of capabilities for ${JSON.stringify(path)}, this is ${nameOf(rule)}`, {
    argument: 0,
    help: [
      `write ${JSON.stringify(path)} = ["read"]`,
      `or, with more than capabilities: ${JSON.stringify(path)} = { capabilities = ["read"], min_wrapping_ttl = "1m" }`,
    ],
  });
};

/** The text of a policy from its paths; blocks of the same paths give the same text, but for the order in them. */
export const policyFunctions: readonly FunctionRow[] = [
  row('vault_policy', { params: [anyParam('paths')], returns: STRING }, ([paths]) =>
    text(blocksText([...entriesOf(paths, 0)].map(([path, rule]) => pathBlock(path, rule)))),
  ),
];
