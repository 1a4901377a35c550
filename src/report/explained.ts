/** What `explain` and the console tell about kinds, words, functions and codes. Beside index.ts: no other command loads it. */
export { explanationJson, explanationText, namesText } from './explain.ts';
export {
  callText,
  type Explained,
  toldCode,
  toldElsewhere,
  toldFields,
  toldFunction,
  toldFunctions,
  toldTopic,
} from './explain-word.ts';
export { type Topic, topicNames, topics } from './topics.ts';
