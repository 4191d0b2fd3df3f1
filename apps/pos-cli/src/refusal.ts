/** A reason to stop that the reader can act on: one sentence, shown without a stack. */
export class Refusal extends Error {}
