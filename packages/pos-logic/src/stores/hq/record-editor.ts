import { DomainError } from '@pos/core'
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useAction } from '../use-action.ts'
import { changedFields, mergeForms, pickFields, type Field } from './record-form.ts'
import { useLoad } from './use-load.ts'

/** Somebody else saved the record while it was being changed here. */
export type Conflict<Form extends object> = {
  /** What he changed; where both changed a field, mine stands in the form. */
  readonly theirs: readonly Field<Form>[]
  readonly clashes: readonly Field<Form>[]
  /** The record as he saved it. */
  readonly saved: Form
}

export type RecordEditor<View extends object, Form extends object, Problems extends object> = {
  /** As it was saved last; undefined before it was read, and of one that is new. */
  readonly record: Readonly<ShallowRef<View | undefined>>
  /** What is written now. */
  readonly form: Ref<Form>
  readonly changes: ComputedRef<readonly Field<Form>[]>
  /** Fields that were refused, until they are written anew. */
  readonly problems: ComputedRef<Problems>
  readonly conflict: Readonly<ShallowRef<Conflict<Form> | undefined>>
  readonly loadProblem: Readonly<ShallowRef<unknown>>
  /** Why it was not saved, where that is not about fields. */
  readonly saveProblem: ComputedRef<unknown>
  readonly isSaving: Readonly<Ref<boolean>>
  /** Reads the record anew; what is written and not saved stays. */
  readonly refresh: () => Promise<void>
  /** Tells whether it was saved. */
  readonly save: () => Promise<boolean>
  readonly discard: () => void
  /** Gives way in every field that both changed. */
  readonly takeTheirs: () => void
  /** Goes on from the record as another command here left it. */
  readonly adopt: (fresh: View) => void
}

export type RecordPlan<View extends object, Form extends object, Problems extends object> = {
  readonly read: () => Promise<View>
  /** Saves on top of what was read; undefined is a record that is new. */
  readonly save: (form: Form, before: View | undefined) => Promise<View>
  readonly formOf: (view: View) => Form
  readonly empty: () => Form
  /** Which fields a refusal is about. */
  readonly problemsOf: (problem: unknown, form: Form) => Problems
  /** What is shown of a fresh record that somebody else saved while something is written here. */
  readonly beside: (shown: View, fresh: View) => View
  readonly isNew: boolean
}

/** A record that a person changes, on top of what others have saved meanwhile. */
export function useRecordEditor<
  View extends { readonly revision: number },
  Form extends object,
  Problems extends object,
>(plan: RecordPlan<View, Form, Problems>): RecordEditor<View, Form, Problems> {
  const record = shallowRef<View>()
  const form = ref(plan.empty()) as Ref<Form>
  const refused = shallowRef(form.value)
  const conflict = shallowRef<Conflict<Form>>()
  const formOf = (view: View | undefined) => copyOf(view ? plan.formOf(view) : plan.empty())
  const saved = computed(() => formOf(record.value))
  const changes = computed(() => changedFields(saved.value, form.value))

  function show(fresh: View): void {
    record.value = fresh
    form.value = formOf(fresh)
    conflict.value = undefined
  }

  /** What was typed since it was sent is not saved, and stays. */
  function showSaved(fresh: View, sent: Form): void {
    const { form: typed } = mergeForms(sent, form.value, formOf(fresh))
    show(fresh)
    form.value = typed
  }

  function rebase(fresh: View): Conflict<Form> {
    const { form: merged, theirs, clashes } = mergeForms(saved.value, form.value, formOf(fresh))
    record.value = fresh
    form.value = merged
    return { theirs, clashes, saved: formOf(fresh) }
  }

  const loading = useLoad(async () => {
    const fresh = await plan.read()
    // Asked before a save and answered after it.
    if (record.value && fresh.revision < record.value.revision) return
    if (changes.value.length === 0 || record.value === undefined) show(fresh)
    else if (fresh.revision === record.value.revision) record.value = fresh
    else record.value = plan.beside(record.value, fresh)
  })

  const saving = useAction(async () => {
    while (record.value !== undefined || plan.isNew) {
      const sent = copyOf(form.value)
      refused.value = sent
      try {
        showSaved(await plan.save(sent, record.value), sent)
        return true
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'REVISION_CONFLICT') || plan.isNew) throw error
        const found = rebase(await plan.read())
        // What is not in the form may have moved, as barcodes do: nothing to ask a person about.
        if (found.theirs.length > 0) {
          conflict.value = found
          return false
        }
      }
    }
    return false
  })
  const refusedFields = computed(() => plan.problemsOf(saving.problem.value, refused.value))

  return {
    record,
    form,
    changes,
    problems: computed(() => stillWrong(refusedFields.value, refused.value, form.value)),
    conflict,
    loadProblem: loading.problem,
    saveProblem: computed(() => (isEmpty(refusedFields.value) ? saving.problem.value : undefined)),
    isSaving: saving.isBusy,
    refresh: loading.reload,
    save: async () => (await saving.run()) === true,
    discard() {
      form.value = formOf(record.value)
      conflict.value = undefined
      saving.problem.value = undefined
    },
    takeTheirs() {
      const { clashes = [], saved: theirs = form.value } = conflict.value ?? {}
      form.value = { ...form.value, ...pickFields(theirs, clashes) }
      conflict.value = undefined
    },
    adopt: (fresh) => void rebase(fresh),
  }
}

export const isEmpty = (problems: object): boolean => Object.keys(problems).length === 0

/** A refusal holds for a field as long as it says what was refused. */
export function stillWrong<Form extends object, Problems extends object>(
  problems: Problems,
  refused: Form,
  now: Form,
): Problems {
  const changed: readonly string[] = changedFields(refused, now)
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !changed.includes(field))) as Problems
}

/** What is written in a list is written in place. */
const copyOf = <Form extends object>(form: Form): Form => JSON.parse(JSON.stringify(form)) as Form
