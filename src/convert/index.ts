export { toHcl } from './to-hcl.ts';
export { toJson } from './to-json.ts';
