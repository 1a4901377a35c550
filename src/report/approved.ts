// Plans as files. Read when somebody works with one: what judges them takes a while to load.
export { planFrom } from './plan-again.ts';
export { type PlanFile, type PlanFileParts, type PlanSource, planFileFrom, planFileJson, SIGN } from './plan-file.ts';
export { elsewhere, movedSince, type Now } from './plan-moved.ts';
export { type Applying, otherLedger, unproven } from './plan-seal.ts';
