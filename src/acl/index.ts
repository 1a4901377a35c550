export { type Asked, allows } from './allows.ts';
export { capabilities, lets, type Verdict, verdict } from './capabilities.ts';
export { type AccessChange, accessChange } from './change.ts';
export { type Acl, compile, type Holder, type Source } from './compile.ts';
export { type Loss, lockout, type Need } from './lockout.ts';
export { type Policy, type PolicyFacts, parsePolicy, timeOf } from './policy.ts';
export type { Alias, Identity } from './template.ts';
