export { wordHelp } from './advice/where-it-belongs.ts';
export type { Completion } from './complete.ts';
export { type LoadInput, loadSeed } from './load.ts';
export type { LoadedSeed } from './loaded.ts';
export { type Shape, seedShape, valuesShape } from './parts/shape.ts';
export { blockAmongValues, type VariableInput } from './variables/inputs.ts';
