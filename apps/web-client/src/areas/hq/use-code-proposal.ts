import { watch, type Ref } from 'vue'
import { codeFrom } from './code-from.ts'

/** While nobody writes a code by hand, it follows the name. */
export function useCodeProposal(form: Ref<{ name: string; code: string }>, joint: '_' | '-'): void {
  watch(
    () => form.value.name,
    (name, before) => {
      if (form.value.code === codeFrom(before, joint)) form.value.code = codeFrom(name, joint)
    },
  )
}
