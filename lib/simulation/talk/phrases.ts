/** What people of one language say and are called. {order}, {days} and {agent} are filled in. */
export type Phrases = {
  /** As the parameter LANGUAGE has it. */
  language: string
  phonePrefix: string
  /** Domains of shops; each ends in .example. */
  domains: readonly string[]
  people: readonly (readonly [first: string, last: string])[]
  greetings: readonly string[]
  /** Each topic: what the visitor says and what the agent answers, in the order of a talk. */
  topics: readonly (readonly (readonly [visitor: string, agent: string])[])[]
  /** Between two topics: the agent looks something up, the visitor waits. */
  waits: readonly (readonly [agent: string, visitor: string])[]
  thanks: readonly (readonly [visitor: string, agent: string])[]
}
