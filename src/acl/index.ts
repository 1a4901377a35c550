export { allows } from './allows.ts';
export { capabilities, lets, verdict } from './capabilities.ts';
export { accessChange } from './change.ts';
export { type Acl, compile, type Source } from './compile.ts';
export { type Loss, lockout, type Need } from './lockout.ts';
export { type Policy, parsePolicy, timeOf } from './policy.ts';
export type { Alias, Identity } from './template.ts';
