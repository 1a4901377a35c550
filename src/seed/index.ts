export type { Completion } from './complete.ts';
export { wordHelp } from './home-of.ts';
export { type LoadInput, loadSeed } from './load.ts';
export type { LoadedSeed } from './loaded.ts';
export { type Shape, seedShape, valuesShape } from './shape.ts';
export { blockAmongValues, type VariableInput } from './variable-inputs.ts';
