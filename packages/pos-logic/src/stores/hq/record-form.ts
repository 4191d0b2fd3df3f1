/** What a person writes about a record: texts, choices, marks, and lists of them. */
export type Field<Form extends object> = keyof Form & string

export type Merged<Form extends object> = {
  /** What I changed, on top of what the other one saved. */
  readonly form: Form
  /** What the other one changed. */
  readonly theirs: readonly Field<Form>[]
  /** What both changed, each to something else: mine stands in the form. */
  readonly clashes: readonly Field<Form>[]
}

/** The fields in which two forms differ. */
export function changedFields<Form extends object>(before: Form, after: Form): readonly Field<Form>[] {
  return (Object.keys(before) as Field<Form>[]).filter((field) => !isSame(before[field], after[field]))
}

/** Brings two people's changes of the same record together. */
export function mergeForms<Form extends object>(base: Form, mine: Form, theirs: Form): Merged<Form> {
  const my = changedFields(base, mine)
  const their = changedFields(base, theirs)
  const form: Form = { ...theirs, ...pickFields(mine, my) }
  return {
    form,
    theirs: their,
    clashes: my.filter((field) => their.includes(field) && !isSame(mine[field], theirs[field])),
  }
}

export function pickFields<Form extends object>(form: Form, fields: readonly Field<Form>[]): Partial<Form> {
  return Object.fromEntries(fields.map((field) => [field, form[field]])) as Partial<Form>
}

const isSame = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other)
