import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export type Action<Given extends readonly unknown[], Result> = {
  /** Does it, unless it is being done already. Answers undefined when it was refused; `problem` says why. */
  readonly run: (...given: Given) => Promise<Result | undefined>
  readonly isBusy: Readonly<Ref<boolean>>
  /** The last refusal, until the next try. */
  readonly problem: ShallowRef<unknown>
}

/** A verb behind a button: one at a time, with what to show while it runs and when it was refused. */
export function useAction<Given extends readonly unknown[], Result>(
  work: (...given: Given) => Result | Promise<Result>,
): Action<Given, Result> {
  const isBusy = ref(false)
  const problem = shallowRef<unknown>()

  async function run(...given: Given): Promise<Result | undefined> {
    if (isBusy.value) return undefined
    isBusy.value = true
    problem.value = undefined
    try {
      return await work(...given)
    } catch (error) {
      problem.value = error
      return undefined
    } finally {
      isBusy.value = false
    }
  }

  return { run, isBusy, problem }
}
