import { inject, shallowReactive, type InjectionKey } from 'vue'

export type ToastTone = 'neutral' | 'ok' | 'warn'

export type Toast = {
  readonly id: number
  readonly text: string
  readonly tone: ToastTone
  readonly undo?: () => void
}

export type ToastInput = { readonly text: string; readonly tone?: ToastTone; readonly undo?: () => void }

const STAYS_MS = 4_000
/** Long enough to notice and reach the button. */
const STAYS_WITH_UNDO_MS = 6_000

/** What was done, said in passing. What needs an answer is a `ProblemBanner` or a dialog, never one of these. */
export function createToasts() {
  const list = shallowReactive<Toast[]>([])
  let lastId = 0
  const close = (id: number) => {
    const at = list.findIndex((toast) => toast.id === id)
    if (at >= 0) list.splice(at, 1)
  }
  const show = ({ text, tone = 'ok', undo }: ToastInput) => {
    const id = ++lastId
    list.push(undo === undefined ? { id, text, tone } : { id, text, tone, undo })
    setTimeout(() => close(id), undo === undefined ? STAYS_MS : STAYS_WITH_UNDO_MS)
    return id
  }
  return { list, show, close }
}

export type Toasts = ReturnType<typeof createToasts>

export const TOASTS: InjectionKey<Toasts> = Symbol('toasts')

/** `useToasts().show({ text, undo? })`; a `ToastHost` on the page shows them. */
export function useToasts(): Toasts {
  return inject(TOASTS, createToasts, true)
}
