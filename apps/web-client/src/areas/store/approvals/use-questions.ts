import { assert } from '@pos/core'
import { questionsOf, secondsLeft, useAction, useLiveLoad, type Question } from '@pos/pos-logic/stores'
import { decideApproval, listApprovals } from '@pos/shared-types'
import { computed, inject, onBeforeUnmount, provide, shallowRef, type InjectionKey } from 'vue'
import type { Office } from '../../../back-office/use-office.ts'

const SECOND_MS = 1000

/** What waits for an answer in this store: for the page, and counted in the menu. */
function followQuestions({ backend, news, session }: Office) {
  const now = shallowRef(Date.now())
  const waiting = useLiveLoad(news, ['approvals'], async () => {
    if (!session.can('store:approvals.decide')) return []
    return questionsOf((await backend.execute(listApprovals, { query: { state: 'pending', limit: 200 } })).items)
  })
  const questions = computed(() => waiting.data.value ?? [])
  const timer = setInterval(() => {
    now.value = Date.now()
    // What nobody has answered in time goes without news; the server has the time that counts.
    if (questions.value.some((question) => secondsLeft(question, now.value) === 0)) void waiting.reload()
  }, SECOND_MS)
  onBeforeUnmount(() => clearInterval(timer))
  const deciding = useAction(async ({ acts }: Question, isApproved: boolean) => {
    try {
      for (const { id } of acts) await backend.execute(decideApproval, { params: { id }, body: { isApproved } })
    } finally {
      await waiting.reload()
    }
  })
  return { ...waiting, questions, deciding, leftOf: (question: Question) => secondsLeft(question, now.value) }
}

type Questions = ReturnType<typeof followQuestions>

const QUESTIONS: InjectionKey<Questions> = Symbol('questions')

export function provideQuestions(office: Office): Questions {
  const questions = followQuestions(office)
  provide(QUESTIONS, questions)
  return questions
}

export function useQuestions(): Questions {
  const questions = inject(QUESTIONS, undefined)
  assert(questions, 'a page of the store is shown inside its frame')
  return questions
}
