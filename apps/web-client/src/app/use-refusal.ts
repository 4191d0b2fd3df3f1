import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import { useI18n } from 'vue-i18n'
import { useSentence } from './use-sentence.ts'

export type Refusal = {
  readonly title: string
  readonly detail?: string | undefined
  readonly code?: string | undefined
  readonly traceId?: string | undefined
}

const UNREACHABLE: ReadonlySet<string> = new Set(['HQ_UNREACHABLE', 'STORE_UNREACHABLE'])

/** Says what a problem banner needs to say about a refusal: what happened, what is safe, and its code. */
export function useRefusal(): (problem: unknown, detail?: string) => Refusal | undefined {
  const { t } = useI18n()
  const say = useSentence()
  return (problem, detail) => {
    if (problem === undefined) return undefined
    const title = say(problem)
    if (!(problem instanceof DomainError)) return { title, detail: detail ?? t('common.unexpectedText') }
    const wasAnswered = problem instanceof BackendRefusal
    // A server that answers so speaks of another one.
    if (UNREACHABLE.has(problem.code) && !wasAnswered)
      return { title: t('common.unreachable'), detail: t('common.unreachableText') }
    const traceId = wasAnswered ? (problem.traceId ?? undefined) : undefined
    return { title, detail, code: problem.code, traceId }
  }
}
