export type { Candidate, Completion } from './complete.ts';
export { wordHelp } from './home-of.ts';
export { type Loaded, type LoadInput, loadSeed } from './load.ts';
export type { LoadedSeed, Output } from './loaded.ts';
export type { ServerBlock } from './settings.ts';
export { type Shape, seedShape, valuesShape } from './shape.ts';
export type { Limits } from './text-file.ts';
export { aboutValues } from './value-words.ts';
export { blockAmongValues, type VariableInput } from './variable-inputs.ts';
