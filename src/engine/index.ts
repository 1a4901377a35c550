export { type ApplyInput, applyPlan } from './apply.ts';
export { carriedOver } from './carry-over.ts';
export { planDigest } from './digest.ts';
export { type Keeping, keepLedger } from './keeping.ts';
export { type MadePlan, type MakePlanInput, makePlan } from './make-plan.ts';
export { ownership } from './memory.ts';
export { factsFrom, type LiveView, observe } from './observe.ts';
export { assemblePlan, type Mode } from './plan.ts';
export { type UnmanagedView, unmanaged } from './unmanaged.ts';
