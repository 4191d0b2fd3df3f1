import { DomainError } from '@pos/core'
import type { Command } from '@pos/shared-types'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { urlOf } from './paths.ts'
import { sendProblem } from './problem-answers.ts'

type Place = { readonly method: string; readonly steps: readonly string[] }

/** Says whether nothing is there, or only nothing for this method. */
export function answerNotFound(app: FastifyInstance, commands: readonly Command[], log: Logger): void {
  const places = commands.map((command) => ({ method: command.method, steps: stepsOf(urlOf(command)) }))
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(places, request.url)
    if (allowed.length === 0) return sendProblem(new DomainError('NOT_FOUND'), request, reply, log)
    reply.header('allow', allowed.join(', '))
    return sendProblem(new DomainError('METHOD_NOT_ALLOWED'), request, reply, log)
  })
}

function methodsAt(places: readonly Place[], url: string): readonly string[] {
  const steps = stepsOf(url.split('?', 1)[0] ?? url)
  return [...new Set(places.filter((place) => isAt(place, steps)).map((place) => place.method))]
}

function isAt(place: Place, steps: readonly string[]): boolean {
  return (
    place.steps.length === steps.length && place.steps.every((step, at) => step.startsWith(':') || step === steps[at])
  )
}

function stepsOf(path: string): readonly string[] {
  return path.split('/')
}
