import { collectDefaultMetrics, Histogram, Registry } from '@prometheus-io/client'
import type { FastifyInstance } from 'fastify'

const BUCKETS_S = [0.001, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5]

/** Prometheus text at `/metrics`: the process, and per route how many answers took how long. */
export function publishMetrics(app: FastifyInstance): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  })

  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request.routeOptions
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    durations.observe({ method: String(method), route: url ?? 'none', status }, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
  app.addHook('onClose', () => registry.clear())
}
