// Plans as files. Read when somebody works with one: what judges them takes a while to load.
export { planFrom } from './planAgain.ts';
export { type PlanFile, type PlanSource, planFileFrom, planFileJson, SIGN } from './planFile.ts';
export { elsewhere, movedSince, type Now } from './planMoved.ts';
